import type { Dauer } from '../time/periods.ts';
import { months, years } from './dauer.ts';
import { LAW_TEXT, type Rule } from './rule.ts';

const rule = (id: string, norm: string, value: Dauer, validFrom: string, remark: string): Rule<Dauer> => ({
  id,
  norm,
  validFrom,
  source: LAW_TEXT,
  remark,
  value,
});

const REVIEW = 'Höchstmaß der Prüffrist, wenn für die Verfolgung künftiger Ordnungswidrigkeiten gespeichert wird';

/** How long data of a case and of its retrieval may be kept. */
export const retentionRules: readonly Rule<Dauer>[] = [
  rule('pruefung-lang', '§ 49c Abs. 5 OWiG, § 489 Abs. 3, 5 StPO', years(5), '2003-10-01', REVIEW),
  rule('pruefung-kurz', '§ 49c Abs. 5 OWiG, § 489 Abs. 3, 5 StPO', years(2), '2003-10-01', REVIEW),
  rule(
    'protokoll',
    '§ 49c Abs. 1 OWiG, § 488 Abs. 3 Satz 5 StPO',
    months(12),
    '2019-11-26',
    'offen: Tag des Inkrafttretens der Fassung aus dem Gedächtnis',
  ),
];
