import { catalogue } from '../../src/standard/index.ts';
import { BGB, KBA, MESSSTELLE, POLIZEI } from '../support/profile.ts';
import type { TextMutator } from './mutate-elements.ts';
import type { Random } from './random.ts';
import { leavesOf, splice } from './spans.ts';

const onText =
  (pattern: RegExp, change: (found: string, random: Random) => string): TextMutator =>
  (xml, random) => {
    const leaves = leavesOf(xml).filter(({ inner, close }) => pattern.test(xml.slice(inner, close)));
    const leaf = random.some(leaves);
    if (leaf === undefined) return xml;
    const value = xml.slice(leaf.inner, leaf.close).replace(pattern, (found) => change(found, random));
    return splice(xml, leaf.inner, leaf.close, value);
  };
const hex = (random: Random, length: number): string =>
  Array.from({ length }, () => random.below(16).toString(16)).join('');
const otherDigit = (digit: string, random: Random): string => String((Number(digit) + 1 + random.below(9)) % 10);

/** Puts values in the place of others that every schema takes: what only signatures and comparisons can find. */
export const plausibleMutators = {
  otherUuid: onText(
    /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
    (_, random) => `${hex(random, 8)}-${hex(random, 4)}-4${hex(random, 3)}-8${hex(random, 3)}-${hex(random, 12)}`,
  ),
  otherTime: onText(/^\d{4}-\d\d-\d\dT.*Z$/, (found, random) => {
    const time = new Date(found).getTime();
    if (Number.isNaN(time)) return found;
    return new Date(time + random.pick([-60_000, -1000, 1000, 60_000, 600_000])).toISOString();
  }),
  otherAuthority: onText(/^[a-z]{3}:\d{12}$/, (_, random) => random.pick([BGB, POLIZEI, KBA, MESSSTELLE])),
  otherType: onText(/^[a-z]+\.[a-z]+\.\d{4}$/, (found, random) => random.some(catalogue)?.name ?? found),
  otherDigit: onText(/\d(?=\D*$)/, otherDigit),
  otherLetter: onText(/[a-zäöü](?=[^a-zäöü]*$)/, (found) => (found === 'n' ? 'm' : 'n')),
} as const satisfies Readonly<Record<string, TextMutator>>;
