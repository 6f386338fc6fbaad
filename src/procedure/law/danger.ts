import { LAW_TEXT, type Rule } from './rule.ts';

/** How the Bußgeldkatalog itself treats danger and damage at one of its numbers. */
export interface Merkmale {
  readonly bkat: string;
  /** what the Tatbestand of this number contains already */
  readonly enthalten: readonly Merkmal[];
  /** number of its own for the same act with danger */
  readonly mitGefaehrdung?: string;
  /** number of its own for the same act with damage */
  readonly mitSachbeschaedigung?: string;
}

export type Merkmal = 'gefaehrdung' | 'sachbeschaedigung';

const rule = (value: Merkmale): Rule<Merkmale> => ({
  id: value.bkat,
  norm: `Nr. ${value.bkat} BKat`,
  validFrom: '2014-05-01',
  source: `Anlage BKatV, ${LAW_TEXT}`,
  remark: '',
  value,
});

/** Numbers below the number of the plain act; `''` where the catalogue has none. */
const family = (grund: readonly string[], gefaehrdung: string, sachbeschaedigung: string): Merkmale[] => [
  ...grund.map(
    (bkat): Merkmale => ({
      bkat,
      enthalten: [],
      ...(gefaehrdung === '' ? {} : { mitGefaehrdung: gefaehrdung }),
      ...(sachbeschaedigung === '' ? {} : { mitSachbeschaedigung: sachbeschaedigung }),
    }),
  ),
  ...(gefaehrdung === ''
    ? []
    : [
        {
          bkat: gefaehrdung,
          enthalten: ['gefaehrdung'],
          ...(sachbeschaedigung === '' ? {} : { mitSachbeschaedigung: sachbeschaedigung }),
        } satisfies Merkmale,
      ]),
  ...(sachbeschaedigung === ''
    ? []
    : [{ bkat: sachbeschaedigung, enthalten: ['sachbeschaedigung'] } satisfies Merkmale]),
];

/** Acts that consist in the danger: the number has no plain form. */
const DANGER = ['4.1', '10', '22', '34', '41', '44', '66', '139a', '150', '151', '151.1', '151.2', '157.3'];

const FAMILIES: readonly (readonly [grund: readonly string[], gefaehrdung: string, sachbeschaedigung: string])[] = [
  [['2', '2.1'], '2.2', '2.3'],
  [['3.3'], '3.3.1', '3.3.2'],
  [['3.4', '3.4.1'], '3.4.2', '3.4.3'],
  [['7.1', '7.1.1'], '7.1.2', '7.1.3'],
  [['7.2.1'], '7.2.2', '7.2.3'],
  [['7.3', '7.3.1'], '7.3.2', '7.3.3'],
  [['12.1'], '12.2', '12.3'],
  [[], '13.1', '13.2'],
  [['16'], '', '16.1'],
  [['19.1'], '19.1.1', '19.1.2'],
  [['21'], '21.1', '21.2'],
  [['23'], '', '23.1'],
  [['28'], '', '28.1'],
  [['30'], '30.1', '30.2'],
  [[], '31', '31.1'],
  [['31a'], '31a.1', ''],
  [['35'], '35.1', '35.2'],
  [['38', '38.1'], '38.2', '38.3'],
  [['39'], '39.1', ''],
  [['42'], '42.1', ''],
  [[], '47', '47.1'],
  [['50', '50.1'], '50.2', '50.3'],
  [['50a', '50a.1'], '50a.2', '50a.3'],
  [['51a', '51a.1'], '51a.2', '51a.3'],
  [['52a', '52a.1'], '52a.3', '52a.4'],
  [['54.3', '54.3.1'], '54.3.2', '54.3.3'],
  [['54.4', '54.4.1'], '54.4.2', '54.4.3'],
  [['54.4.4', '54.4.4.1'], '54.4.4.2', '54.4.4.3'],
  [['54a', '54a.1'], '54a.2', '54a.3'],
  [['58', '58.1'], '58.1.1', '58.1.2'],
  [[], '64', '64.1'],
  [['65'], '', '65.1'],
  [['73'], '73.1', '73.2'],
  [['74'], '74.1', '74.2'],
  [['75'], '', '75.1'],
  [['77'], '', '77.1'],
  [['80'], '80.1', ''],
  [['92.1'], '92.2', ''],
  [['95.1'], '95.2', ''],
  [['96'], '96.1', '96.2'],
  [['102.1'], '102.1.1', ''],
  [['102.2'], '102.2.1', ''],
  [['107.4'], '107.4.1', '107.4.2'],
  [[], '112.1', '112.2'],
  [['120a', '120a.1'], '120a.2', ''],
  [['125'], '', '125.1'],
  [['130'], '130.1', '130.2'],
  [['132'], '132.1', '132.2'],
  [['132.3'], '132.3.1', '132.3.2'],
  [['132a'], '132a.1', '132a.2'],
  [['132a.3'], '132a.3.1', '132a.3.2'],
  [['133.1'], '133.2', ''],
  [['133.3.1'], '133.3.2', ''],
  [['135'], '135.1', '135.2'],
  [['137'], '137.1', '137.2'],
  [['138'], '138.1', '138.2'],
  [['139.2', '139.2.1'], '139.2.2', '139.2.3'],
  [['140', '140.1'], '140.2', '140.3'],
  [['141.4', '141.4.1'], '141.4.2', '141.4.3'],
  [['143', '143.1'], '143.2', '143.3'],
  [['155'], '', '155.1'],
  [['155.3'], '155.3.1', ''],
  [['159a'], '159a.1', '159a.2'],
  [['238', '238.1'], '238.2', '238.3'],
  [['238a', '238a.1'], '238a.2', '238a.3'],
  [['246.1'], '246.2', '246.3'],
];

/**
 * Numbers of the Bußgeldkatalog that contain danger or damage, or have numbers of their own for it. Where one exists it
 * goes before Tabelle 4 (§ 3 Abs. 3 BKatV). Numbers that merely forbid what could endanger (6, 121, 123, 188) contain no
 * danger. What a number does not name stands outside: danger and damage are raised by Tabelle 4.
 */
export const dangerRules: readonly Rule<Merkmale>[] = [
  ...FAMILIES.flatMap(([grund, gefaehrdung, sachbeschaedigung]) => family(grund, gefaehrdung, sachbeschaedigung)),
  ...DANGER.map((bkat): Merkmale => ({ bkat, enthalten: ['gefaehrdung'] })),
  ...['1.4', '1.5', '8.2'].map((bkat): Merkmale => ({ bkat, enthalten: ['sachbeschaedigung'] })),
  { bkat: '1.3', enthalten: ['gefaehrdung'], mitSachbeschaedigung: '1.4' } satisfies Merkmale,
].map(rule);
