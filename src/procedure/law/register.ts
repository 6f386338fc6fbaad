import type { Dauer } from '../time/periods.ts';
import { months, years } from './dauer.ts';
import { LAW_TEXT, type Rule } from './rule.ts';

/** When an entry in the Fahreignungsregister becomes ripe for deletion, and how long it lies over after that. */
export interface Tilgung {
  readonly dauer: Dauer;
  /** missing: deleted as soon as it is ripe (§ 29 (6) Satz 1 StVG) */
  readonly ueberliegefrist?: Dauer;
}

const SINCE = '2014-05-01';
const OLD_ENTRIES =
  'Für Eintragungen aus der Zeit vor dem 1.5.2014 gilt § 65 Abs. 3 StVG; in der Probezeit unterbleibt die Löschung (§ 29 Abs. 6 Satz 4 StVG).';

const rule = (id: string, norm: string, value: Tilgung): Rule<Tilgung> => ({
  id,
  norm,
  validFrom: SINCE,
  source: LAW_TEXT,
  remark: OLD_ENTRIES,
  value,
});

/** Periods of § 29 (1) StVG by what was decided. */
export const deletionRules: readonly Rule<Tilgung>[] = [
  rule('ein-punkt', '§ 29 Abs. 1 Satz 2 Nr. 1 Buchstabe a StVG', {
    dauer: months(30),
    ueberliegefrist: years(1),
  }),
  rule('fahrverbot-ohne-punkt', '§ 29 Abs. 1 Satz 2 Nr. 1 Buchstabe b StVG', { dauer: months(30) }),
  rule('zwei-punkte', '§ 29 Abs. 1 Satz 2 Nr. 2 Buchstabe b StVG', {
    dauer: years(5),
    ueberliegefrist: years(1),
  }),
  rule('straftat', '§ 29 Abs. 1 Satz 2 Nr. 2 Buchstabe a StVG', {
    dauer: years(5),
    ueberliegefrist: years(1),
  }),
  rule('straftat-entziehung', '§ 29 Abs. 1 Satz 2 Nr. 3 Buchstabe a StVG', {
    dauer: years(10),
    ueberliegefrist: years(1),
  }),
  rule('versagung-entziehung', '§ 29 Abs. 1 Satz 2 Nr. 3 Buchstabe b StVG', { dauer: years(10) }),
];

/** Measures of the Fahrerlaubnisbehörde by the number of points (§ 4 (5) StVG), lowest first. */
export const measureRules: readonly Rule<readonly { readonly ab: number; readonly massnahme: string }[]>[] = [
  {
    id: 'massnahmen',
    norm: '§ 4 Abs. 4, 5 StVG',
    validFrom: SINCE,
    source: LAW_TEXT,
    remark:
      'Maßgebend ist der Stand am Tag der letzten Tat (§ 4 Abs. 5 Satz 5 StVG); keine Stufe darf übersprungen werden (§ 4 Abs. 6 StVG).',
    value: [
      { ab: 1, massnahme: 'Vormerkung' },
      { ab: 4, massnahme: 'Ermahnung' },
      { ab: 6, massnahme: 'Verwarnung' },
      { ab: 8, massnahme: 'Entziehung der Fahrerlaubnis' },
    ],
  },
];
