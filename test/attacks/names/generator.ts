import { edit, forge, freshMessage } from '../../support/forge.ts';
import type { Case } from '../support.ts';

/** A message whose holder bears this name. */
export const named = (pkiDir: string, name: string) =>
  forge(pkiDir, { nachricht: edit(freshMessage(), '<xbg:familienname>Musterfrau', `<xbg:familienname>${name}`) });

const bad = (what: string, name: string): Case => ({
  what,
  code: 'VALIDATE_CHARACTERS',
  make: (pkiDir) => named(pkiDir, name).bytes,
});

export const cases: readonly Case[] = [
  bad('decomposed umlauts', 'Mu\u0308ller'),
  bad('a right-to-left override', 'Muster\u202efrau'),
  bad('a left-to-right isolate', '\u2066Muster\u2069'),
  bad('a zero-width space', 'Muster\u200bfrau'),
  bad('a zero-width joiner', 'Muster\u200dfrau'),
  bad('a soft hyphen', 'Muster\u00adfrau'),
  bad('a byte order mark inside', 'Muster\ufefffrau'),
  bad('Cyrillic letters that look Latin', 'М\u0443ster'),
  bad('an emoji', 'Muster\u{1f600}'),
  bad('a private use character', 'Muster\ue000'),
  bad('a full-width letter', 'Ｍuster'),
  bad('a control character of the second block', 'Muster\u0085frau'),
  bad('a zero-width non-joiner', 'Muster\u200cfrau'),
  bad('a word joiner', 'Muster\u2060frau'),
  bad('marks in another order than the normal form has', 'S\u0304\u031bara'),
  bad('a mark on a letter that the norm does not give it', 'X\u0302aver'),
  bad('a sign that the norm has in texts alone', 'Muster\u00a6frau'),
  bad('a digit, which no person has', 'Muster1'),
];

/** The same name decomposed, as it must not come, and normalised, as it must. */
export const decomposed = 'Mu\u0308ller-Lu\u0308denscheidt';

export const allowed = [
  'Müller-Lüdenscheidt',
  'Đorđević',
  'Ţîrlea',
  'Łukasiewicz',
  'O’Connor',
  'Þórsdóttir',
  'Nguyễn',
  'Ḩusayn',
  // letters that exist in normal form as sequences alone
  'K\u035fHān',
  'M\u0302ika',
  'S\u031b\u0304ara',
];

/** A text of the same message in which the norm allows more than in a name. */
export const texted = (pkiDir: string, text: string) =>
  forge(pkiDir, { nachricht: edit(freshMessage(), '<xbg:tatort>', `<xbg:tatort>${text}`) });
