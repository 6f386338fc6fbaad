import type { Dauer } from '../time/periods.ts';
import { LAW_TEXT, type Rule } from './rule.ts';

const rule = (id: string, norm: string, value: Dauer, remark = ''): Rule<Dauer> => ({
  id,
  norm,
  validFrom: '2003-03-05',
  source: LAW_TEXT,
  remark,
  value,
});
const weeks = (zahl: number): Dauer => ({ einheit: 'wochen', zahl });
const months = (zahl: number): Dauer => ({ einheit: 'monate', zahl });

/** Periods of the procedure apart from limitation. */
export const periodRules: readonly Rule<Dauer>[] = [
  rule('einspruch', '§ 67 Abs. 1 OWiG', weeks(2)),
  rule('zustellung-nach-erlass', '§ 33 Abs. 1 Nr. 9 OWiG', weeks(2)),
  rule('zahlung', '§ 66 Abs. 2 Nr. 2 OWiG', weeks(2), 'nach Rechtskraft oder späterer Fälligkeit (§ 18 OWiG)'),
  rule('beitreibung', '§ 95 Abs. 1 OWiG', weeks(2), 'dieselben zwei Wochen wie die Zahlungsfrist, keine weiteren'),
  rule('fahrverbot-aufschub', '§ 25 Abs. 2a StVG', months(4)),
  rule('gerichtliche-entscheidung', '§ 69 Abs. 1 Satz 2, § 62 OWiG', weeks(2)),
  rule('wiedereinsetzung', '§ 52 Abs. 1 OWiG, § 45 Abs. 1 StPO', { einheit: 'wochen', zahl: 1 }),
  rule('widerspruch-72', '§ 72 Abs. 1 Satz 2 OWiG', weeks(2)),
  rule('halterkosten', '§ 25a Abs. 3 StVG', weeks(2)),
];
