import { LAW_TEXT, type Rule } from './rule.ts';

/** Amounts of § 107 OWiG, all in cents. */
export interface Kostenrecht {
  readonly prozent: number;
  readonly mindestens: number;
  readonly hoechstens: number;
  readonly halterbescheid: number;
  readonly jeZustellung: number;
  readonly aktenversand: number;
}

export const costRules: readonly Rule<Kostenrecht>[] = [
  {
    id: 'kosten',
    norm: '§ 107 OWiG',
    validFrom: '2013-08-01',
    source: LAW_TEXT,
    remark:
      'In Cent. Gebühr nach Abs. 1, Halterbescheid Abs. 2, Zustellung Abs. 3 Nr. 2, Aktenversendung Abs. 5 (elektronisch keine). offen: Zur Rundung der Gebühr sagt die Norm nichts; Bruchteile eines Cents entfallen, weil das niemandem schadet. Ob die Beträge seit diesem Tag unverändert gelten, war aus der Quelle nicht zu klären.',
    value: {
      prozent: 5,
      mindestens: 2_500,
      hoechstens: 750_000,
      halterbescheid: 2_000,
      jeZustellung: 350,
      aktenversand: 1_200,
    },
  },
];
