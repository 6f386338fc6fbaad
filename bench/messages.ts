import { build, type Message, sample } from '../src/standard/index.ts';

type Ersuchen = Message<'fahrerermittlung.ersuchen.1120'>;

/** Letters of every kind that DIN 91379 allows in texts, so that no check gets away with ASCII. */
const PROSE =
  'Keine Rücksendung; Zustellung an Frau Ţhérèse Žemaitė-Müller, Straße 12 (Hinterhaus), am 24. August 2026 versucht. ';
/** Longest text of the schema. */
const LONGEST = 20_000;

const proseOf = (length: number): string => PROSE.repeat(Math.ceil(length / PROSE.length)).slice(0, length);

/** What a big message is big by: many elements with texts, dates, codes and numbers, or texts as long as allowed. */
export type Form = 'many' | 'long';

/**
 * A valid message of about `size` bytes with everything that is checked: header, code lists, texts of DIN 91379 and
 * business rules. `many` has some 100,000 elements at 10 MB, the most that is read.
 */
export function messageOf(size: number, form: Form = 'many'): Buffer {
  const base = sample('fahrerermittlung.ersuchen.1120');
  const missing = size - build(base).length;
  const [once] = base.zeugenfragebogen ?? [];
  const [lesson] = base.belehrung ?? [];
  if (once === undefined || lesson === undefined) throw new RangeError('the sample has lost what is repeated here');
  // every element of `many` is about this long
  const each = form === 'many' ? 1_570 : LONGEST;
  const rounds = Math.max(0, Math.floor(missing / each));
  const repeated = Array.from({ length: rounds }, () =>
    form === 'many' ? { ...once, antwort: proseOf(940) } : { ...lesson, text: proseOf(LONGEST - 1_000) },
  );
  const message = {
    ...base,
    ...(form === 'many'
      ? { zeugenfragebogen: [...(base.zeugenfragebogen ?? []), ...repeated] }
      : { belehrung: [...(base.belehrung ?? []), ...repeated] }),
  } as Ersuchen;
  const rest = size - build(message).length;
  const hinweis = `${base.hinweis ?? ''} ${proseOf(Math.min(LONGEST - 200, Math.max(0, rest - 100)))}`.trim();
  return Buffer.from(build({ ...message, hinweis }));
}
