import type { Dauer } from '../time/periods.ts';
import { months, years } from './dauer.ts';
import { LAW_TEXT, type Rule } from './rule.ts';

/** Limitation of prosecution for one group of offences. */
export interface Verjaehrung {
  /** until a Bußgeldbescheid is issued or public charges are brought */
  readonly vorher: Dauer;
  /** after that */
  readonly nachher: Dauer;
}

const rule = (
  id: string,
  norm: string,
  vorher: Dauer,
  nachher: Dauer,
  remark = '',
  validFrom = '2003-03-05',
): Rule<Verjaehrung> => ({ id, norm, validFrom, source: LAW_TEXT, remark, value: { vorher, nachher } });

const OPEN_2026 =
  'Ob das Gesetz vom 25.9.2026 (BGBl. I Nr. 276) § 26 Abs. 3 StVG berührt, war nicht zu klären; Wortlaut Stand April 2026.';
const YOUNGER = `${OPEN_2026} Offen: Der Tag, an dem Satz 2 und 3 in dieser Fassung in Kraft traten, ist nicht belegt; er liegt nach der Neufassung von 2003.`;
const HALVED =
  'Höchstmaß bei Fahrlässigkeit die Hälfte (§ 17 Abs. 2 OWiG); dass die Halbierung auch für die Verjährung gilt, ist herrschende Meinung.';

/** Keys that `tat.norm` may have, with their periods. */
export const limitationRules: readonly Rule<Verjaehrung>[] = [
  rule('stvg-24-1', '§ 26 Abs. 3 Satz 1 StVG', months(3), months(6), OPEN_2026),
  rule('stvg-24-1-bauart', '§ 26 Abs. 3 Satz 2 StVG', years(2), years(2), YOUNGER),
  rule('stvg-24-2-cd', '§ 26 Abs. 3 Satz 3 StVG', years(5), years(5), YOUNGER),
  rule('stvg-24a-vorsatz', '§ 31 Abs. 2 Nr. 2 OWiG', years(2), years(2), '§ 24a Abs. 1, 1a, 2 StVG: bis 3.000 €.'),
  rule('stvg-24a-fahrlaessig', '§ 31 Abs. 2 Nr. 3 OWiG', years(1), years(1), HALVED),
  rule(
    'stvg-24a-2a-vorsatz',
    '§ 31 Abs. 2 Nr. 2 OWiG',
    years(2),
    years(2),
    '§ 24a Abs. 2a StVG: bis 5.000 €.',
    '2024-08-22',
  ),
  rule('stvg-24a-2a-fahrlaessig', '§ 31 Abs. 2 Nr. 3 OWiG', years(1), years(1), HALVED, '2024-08-22'),
  rule('stvg-24c', '§ 31 Abs. 2 Nr. 4 OWiG', months(6), months(6), '§ 24c StVG: bis 1.000 € (§ 17 Abs. 1 OWiG).'),
  rule('owig-31-2-1', '§ 31 Abs. 2 Nr. 1 OWiG', years(3), years(3), 'Höchstmaß über 15.000 €.'),
  rule('owig-31-2-2', '§ 31 Abs. 2 Nr. 2 OWiG', years(2), years(2), 'Höchstmaß über 2.500 € bis 15.000 €.'),
  rule('owig-31-2-3', '§ 31 Abs. 2 Nr. 3 OWiG', years(1), years(1), 'Höchstmaß über 1.000 € bis 2.500 €.'),
  rule('owig-31-2-4', '§ 31 Abs. 2 Nr. 4 OWiG', months(6), months(6), 'übrige Ordnungswidrigkeiten.'),
];

/** Absolute limit: a multiple of the period, at least a length, from the end of the act. */
export const absoluteRules: readonly Rule<{ readonly vielfaches: number; readonly mindestens: Dauer }>[] = [
  {
    id: 'absolut',
    norm: '§ 33 Abs. 3 Satz 2 OWiG',
    validFrom: '2003-03-05',
    source: LAW_TEXT,
    remark: '',
    value: { vielfaches: 2, mindestens: years(2) },
  },
  {
    id: 'absolut-straftat',
    norm: '§ 33 Abs. 3 Satz 3 OWiG',
    validFrom: '2003-03-05',
    source: LAW_TEXT,
    remark: 'Bei Gericht anhängig und zugleich Straftat: Grundlage ist die Frist der Strafdrohung (§ 78 Abs. 3 StGB).',
    value: { vielfaches: 2, mindestens: years(2) },
  },
];

/** Limitation of enforcement by the amount of the Geldbuße in cents. */
export const enforcementLimitationRules: readonly Rule<{
  readonly bisCent: number;
  readonly dauer: Dauer;
  readonly darueber: Dauer;
}>[] = [
  {
    id: 'vollstreckung',
    norm: '§ 34 Abs. 2 OWiG',
    validFrom: '2003-03-05',
    source: LAW_TEXT,
    remark: '',
    value: { bisCent: 100_000, dauer: years(3), darueber: years(5) },
  },
];
