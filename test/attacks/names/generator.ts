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
];

export const allowed = [
  'Müller-Lüdenscheidt',
  'Đorđević',
  'Ţîrlea',
  'Łukasiewicz',
  'O’Connor',
  'Þórsdóttir',
  'Nguyễn',
  'Ḩusayn',
];
