import { LAW_TEXT, type Rule } from './rule.ts';

/** How the periods of several Fahrverbote of one person lie. */
export type Verbotsfolge = 'nacheinander' | 'nebeneinander';

export const banSequenceRules: readonly Rule<Verbotsfolge>[] = [
  {
    id: 'mehrere-fahrverbote',
    norm: '§ 25 Abs. 2b StVG',
    validFrom: '2017-08-24',
    source: LAW_TEXT,
    remark: 'offen: Tag des Inkrafttretens aus dem Gedächtnis',
    value: 'nacheinander',
  },
  {
    id: 'mehrere-fahrverbote',
    norm: '§ 25 Abs. 2, 2a StVG a. F.',
    validFrom: '2003-03-05',
    validTo: '2017-08-23',
    source: LAW_TEXT,
    remark:
      'offen: Text der alten Fassung lag nicht vor; nur Fahrverbote nach Abs. 2a a. F. liefen nacheinander, andere nebeneinander',
    value: 'nebeneinander',
  },
];

/** What becomes of the licence while the Fahrverbot lasts, by its kind. */
export interface Fuehrerscheinfolge {
  /** what starts the period of the ban (§ 25 (5) Satz 1 StVG) */
  readonly beginn: 'verwahrung' | 'vermerk' | 'wirksamkeit';
}

const licence = (
  id: string,
  norm: string,
  beginn: Fuehrerscheinfolge['beginn'],
  remark = '',
): Rule<Fuehrerscheinfolge> => ({
  id,
  norm,
  validFrom: '2003-03-05',
  source: LAW_TEXT,
  remark,
  value: { beginn },
});

export const licenceRules: readonly Rule<Fuehrerscheinfolge>[] = [
  licence('deutsch', '§ 25 Abs. 2 Satz 2, Abs. 5 Satz 1 StVG', 'verwahrung'),
  licence('eu-wohnsitz-inland', '§ 25 Abs. 2 Satz 3, Abs. 5 Satz 1 StVG', 'verwahrung'),
  licence(
    'eu-wohnsitz-ausland',
    '§ 25 Abs. 3, Abs. 5 Satz 1 StVG',
    'vermerk',
    'offen: Nach BT-Drs. 21/2375 soll statt des Vermerks nur noch im Fahreignungsregister eingetragen werden; der Wortlaut, Stand April 2026, kennt weiter den Vermerk',
  ),
  licence('drittstaat', '§ 25 Abs. 3, Abs. 5 Satz 1 StVG', 'vermerk'),
  licence(
    'keiner',
    '§ 25 Abs. 2 Satz 1 StVG',
    'wirksamkeit',
    'nichts ist zu verwahren; die Frist läuft ab Wirksamkeit',
  ),
];
