import type { Dauer } from '../time/periods.ts';
import { months, weeks, years } from './dauer.ts';
import { LAW_TEXT, type Rule } from './rule.ts';

/** Earliest day for which the periods are claimed to be right, where the day of entry into force was not at hand. */
const CLAIMED = '2003-03-05';
const OLDER = 'gilt mit diesem Inhalt schon vor dem Beginn der Daten';

const rule = (id: string, norm: string, value: Dauer, remark = OLDER, validFrom = CLAIMED): Rule<Dauer> => ({
  id,
  norm,
  validFrom,
  source: LAW_TEXT,
  remark,
  value,
});

const CASE_LAW = 'Rechtsprechung seit BVerwG, Urteil vom 13.10.1978 – 7 C 77.74';

/** Periods of the procedure apart from limitation. */
export const periodRules: readonly Rule<Dauer>[] = [
  rule('verwarnungsgeld', '§ 56 Abs. 2 Satz 1 OWiG', weeks(1), 'Sollfrist; die Behörde kann eine andere bestimmen'),
  {
    ...rule(
      'halterbefragung',
      '§ 31a Abs. 1 StVZO',
      weeks(2),
      'offen: keine Frist des Gesetzes, sondern Regel der Rechtsprechung; ihre Überschreitung schadet nicht, wenn sie für das Scheitern der Ermittlung nicht ursächlich war',
    ),
    source: CASE_LAW,
  },
  rule(
    'fahrtenbuch-aufbewahrung',
    '§ 31a Abs. 3 StVZO',
    months(6),
    'offen: Wortlaut der StVZO lag nicht vor; sechs Monate nach Ablauf der Zeit, für die das Buch zu führen ist',
  ),
  rule('einspruch', '§ 67 Abs. 1 OWiG', weeks(2)),
  rule('zustellung-nach-erlass', '§ 33 Abs. 1 Nr. 9 OWiG', weeks(2)),
  rule('gerichtliche-entscheidung', '§ 69 Abs. 1 Satz 2, § 62 OWiG', weeks(2)),
  rule('gerichtliche-entscheidung-wiedereinsetzung', '§ 52 Abs. 2 Satz 3, § 62 OWiG', weeks(2)),
  rule('wiedereinsetzung', '§ 52 Abs. 1 OWiG, § 45 Abs. 1 StPO', weeks(1)),
  rule('wiedereinsetzung-72', '§ 72 Abs. 2 Satz 2 OWiG', weeks(1)),
  rule('wiedereinsetzung-74', '§ 74 Abs. 4 OWiG', weeks(1)),
  rule('widerspruch-72', '§ 72 Abs. 1 Satz 2, Abs. 2 OWiG', weeks(2)),
  rule('rechtsbeschwerde', '§ 79 Abs. 3, 4 OWiG, § 341 StPO', weeks(1)),
  rule(
    'rechtsbeschwerde-begruendung',
    '§ 79 Abs. 3 OWiG, § 345 Abs. 1 StPO',
    months(1),
    'offen: § 345 StPO lag nicht in der amtlichen Fassung vor; seit 1.7.2021 um einen Monat länger, wenn das Urteil später als 21 Wochen, um zwei, wenn es später als 35 Wochen nach der Verkündung zu den Akten kam – das wird nicht gerechnet',
  ),
  rule('sofortige-beschwerde', '§ 104 Abs. 3 Satz 1 Nr. 1 OWiG, § 311 Abs. 2 StPO', weeks(1)),
  rule('sofortige-beschwerde-70', '§ 70 Abs. 2 OWiG, § 311 Abs. 2 StPO', weeks(1)),
  rule('kosten-rechtsbehelf', '§ 108 Abs. 1 Satz 2, § 62 OWiG', weeks(2)),
  rule('halterkosten', '§ 25a Abs. 3 StVG', weeks(2)),
  rule('zahlung', '§ 66 Abs. 2 Nr. 2 OWiG', weeks(2), 'nach Rechtskraft oder späterer Fälligkeit (§ 18 OWiG)'),
  rule('beitreibung', '§ 95 Abs. 1 OWiG', weeks(2), 'dieselben zwei Wochen wie die Zahlungsfrist, keine weiteren'),
  rule('wiederaufnahme', '§ 85 Abs. 2 Satz 1 Nr. 2 OWiG', years(3)),
  rule(
    'fahrverbot-vorfrist',
    '§ 25 Abs. 2a StVG',
    years(2),
    'zwei Jahre vor der Tat und bis zur Entscheidung kein Fahrverbot',
  ),
  rule('fahrverbot-aufschub', '§ 25 Abs. 2a StVG', months(4)),
];
