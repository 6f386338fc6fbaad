import type { Dauer } from '../time/periods.ts';
import { LAW_TEXT, type Rule } from './rule.ts';

/** Longest Erzwingungshaft (§ 96 (3) Satz 1 OWiG). */
export interface Haftdauer {
  readonly eineGeldbusse: Dauer;
  readonly mehrere: Dauer;
}

export const detentionRules: readonly Rule<Haftdauer>[] = [
  {
    id: 'erzwingungshaft',
    norm: '§ 96 Abs. 3 Satz 1 OWiG',
    validFrom: '2003-03-05',
    source: LAW_TEXT,
    remark:
      'wegen desselben Betrages nicht zu wiederholen (§ 96 Abs. 3 Satz 3 OWiG); nur für Geldbußen, nicht für Kosten',
    value: { eineGeldbusse: { einheit: 'wochen', zahl: 6 }, mehrere: { einheit: 'monate', zahl: 3 } },
  },
];
