import { type Datum, toDatum } from '../../procedure/index.ts';

/** Days outside are no deadlines of a living case; some of them no calendar of ours could reckon with. */
const FIRST: Datum = '2000-01-01';
const LAST: Datum = '2099-12-31';

/** A day that a deadline can have; undefined for any other text, because authors write what they like. */
export const fristtag = (text: unknown): Datum | undefined => {
  const day = typeof text === 'string' ? toDatum(text) : undefined;
  return day !== undefined && day >= FIRST && day <= LAST ? day : undefined;
};
