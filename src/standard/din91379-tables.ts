/**
 * The characters of DIN 91379 (edition 2022-08) as compact tables. The norm's data types lie inside one another:
 * A ⊂ B ⊂ C ⊂ E and B ⊂ D ⊂ E, so each table holds only what its type adds. Code points are hexadecimal, single or
 * as a range.
 */

/** Names of natural persons: Latin letters, apostrophes, hyphen, full stop, comma, space; no digits. */
export const TYPE_A =
  '20 27 2C-2E 41-5A 60-7A 7E A8 B4 B7 C0-D6 D8-F6 F8-17E 187-188 18F 197 1A0-1A1 1AF-1B0 1B7 1CD-1DC 1DE-1DF ' +
  '1E2-1F0 1F4-1F5 1F8-1FF 212-213 218-21B 21E-21F 227-233 259 268 292 2B9-2BA 2BE-2BF 2C8 2CC 1E02-1E03 1E06-1E07 ' +
  '1E0A-1E11 1E17 1E1C-1E2B 1E2F-1E37 1E3A-1E3B 1E40-1E49 1E52-1E5B 1E5E-1E63 1E6A-1E6F 1E80-1E87 1E8C-1E97 1E9E ' +
  '1EA0-1EF9 2019 2021';

/** Other names, such as places and streets with house numbers: what B adds to A. */
export const B_ADDS = '21-26 28-2B 2F-40 5B-5F 7B-7D A1-A3 A5 A7 A9-AC AE-B3 B5-B6 B9-BB BF D7 F7 20AC';

/** All normative characters with tabulator and line ends: what C adds to B. */
export const C_ADDS = '9-A D A0 A4 A6 B8 BC-BE';

/** Names of legal persons and products: what D adds to B (of the signs of C, D lacks 9, A, D and A0). */
export const D_ADDS =
  'A4 A6 B8 BC-BE 192 2B0 2B3 2C6 2DC 2E2 386 388-38A 38C 38E-3A1 3A3-3CE 1D48 1D57 2018 201A 201C-201E 2020 2026 ' +
  '2030 2032-2033 2039-203A 2070 2074-2079 207F-2089 2122 221E 2264-2265';

/** Everything, for exchange across borders: what E adds to C and D (Cyrillic letters). */
export const E_ADDS = '40D 410-42A 42C 42E-44A 44C 44E-44F 45D';

/**
 * Letters of more than one code point, allowed in every type: what follows, and after which letters. A combining
 * mark is never allowed on its own.
 */
export const SEQUENCES: readonly (readonly [following: string, letters: string])[] = [
  ['300', 'CFGKMPSTZcfgkmpstz'],
  ['301', 'JjÿĪī'],
  ['302', 'DKLMNdklmn'],
  ['304', 'CFHKNPSTZcfhknpstzÛûḲḳṢṣṬṭỤụ'],
  ['306', 'CMNRZcmnrzÇç'],
  ['307', 'KUku'],
  ['308', 'CTZczẠạỌọỤụ'],
  ['30B', 'Aa'],
  ['30C', 'J'],
  ['30D', 'ēō'],
  ['310', 'Mm'],
  ['315', 'CKPTckptČč'],
  ['31B', 'KTkt'],
  ['31B 304', 'Ss'],
  ['323', 'CPcpČč'],
  ['325', 'LRlr'],
  ['325 304', 'LRlr'],
  ['326', 'CHKLNchklnŽž'],
  ['327', 'ZzŽž'],
  ['328 306', 'Cc'],
  ['331', 'HSs'],
  ['35F 48', 'K'],
  ['35F 68', 'Kk'],
];
