import { LAW_TEXT, type Rule } from './rule.ts';

/** First day of the stored list of Tatbestände. */
const SINCE = '2014-05-01';

/** Statutory maximum in cents for intent; for negligence half of it (§ 17 (2) OWiG). */
export interface Hoechstmass {
  readonly hoechstens: number;
  readonly fahrlaessigTeiler: number;
  /** whether a Verwarnung with Verwarnungsgeld comes into question (§ 1 (1) sentence 2 BKatV) */
  readonly verwarnung: boolean;
}

export type Bussgeldnorm = 'stvg-24-1' | 'stvg-24a' | 'stvg-24a-2a' | 'stvg-24c';

const maximum = (id: Bussgeldnorm, norm: string, euro: number, remark = '', validFrom = SINCE): Rule<Hoechstmass> => ({
  id,
  norm: `${norm}, § 17 Abs. 2 OWiG`,
  validFrom,
  source: LAW_TEXT,
  remark,
  value: { hoechstens: 100 * euro, fahrlaessigTeiler: 2, verwarnung: id === 'stvg-24-1' },
});

export const hoechstmassRules: readonly Rule<Hoechstmass>[] = [
  maximum(
    'stvg-24-1',
    '§ 24 Abs. 3 Nr. 5 StVG',
    2_000,
    'Die Gliederung des § 24 StVG ist jünger, das Höchstmaß nicht.',
  ),
  maximum('stvg-24a', '§ 24a Abs. 3 StVG', 3_000),
  maximum('stvg-24a-2a', '§ 24a Abs. 3 StVG', 5_000, 'Abs. 2a gilt seit dem 22. August 2024.', '2024-08-22'),
  maximum('stvg-24c', '§ 24c Abs. 2 StVG, § 17 Abs. 1 OWiG', 1_000),
];

/** Least Geldbuße in cents. */
export const mindestmassRules: readonly Rule<number>[] = [
  {
    id: 'mindestens',
    norm: '§ 17 Abs. 1 OWiG',
    validFrom: SINCE,
    source: LAW_TEXT,
    remark: 'In Cent.',
    value: 500,
  },
];
