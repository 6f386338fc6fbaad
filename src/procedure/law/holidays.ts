import { LAW_TEXT, type Rule } from './rule.ts';

/** The sixteen states by their common abbreviations. */
export const LAENDER = [
  'BB',
  'BE',
  'BW',
  'BY',
  'HB',
  'HE',
  'HH',
  'MV',
  'NI',
  'NW',
  'RP',
  'SH',
  'SL',
  'SN',
  'ST',
  'TH',
] as const;
export type Land = (typeof LAENDER)[number];

/** First two digits of an AGS by Land. */
export const AGS_PREFIX: Readonly<Record<Land, string>> = {
  SH: '01',
  HH: '02',
  NI: '03',
  HB: '04',
  NW: '05',
  HE: '06',
  RP: '07',
  BW: '08',
  BY: '09',
  SL: '10',
  BE: '11',
  BB: '12',
  MV: '13',
  SN: '14',
  ST: '15',
  TH: '16',
};

/** How the day is found: fixed date, days after Easter Sunday, or the Wednesday before 23 November. */
export type HolidayDay =
  | { readonly fest: string }
  | { readonly ostern: number }
  | { readonly mittwochVor: string }
  | { readonly einmalig: string };

/** AGS prefixes (2–8 digits) where the day is a holiday, where it is not, and where it depends on the place. */
export interface Gemeinden {
  readonly ja: readonly string[];
  readonly nein: readonly string[];
  /** the rest of these prefixes cannot be told from the data held; everywhere else it is no holiday */
  readonly ungewiss: readonly string[];
  /** true where most municipalities of the Land keep the day */
  readonly regelfall: boolean;
}

export interface HolidayRule {
  readonly name: string;
  readonly tag: HolidayDay;
  /** missing: all sixteen */
  readonly laender?: readonly Land[];
  /** missing: the whole Land */
  readonly gemeinden?: Gemeinden;
}

const VACANZA = 'Feiertagsgesetze der Länder, abgeglichen mit vacanza/holidays (germany.py)';

const rule = (
  id: string,
  name: string,
  tag: HolidayDay,
  laender?: readonly Land[],
  more: { from?: string; to?: string; gemeinden?: Gemeinden; remark?: string; norm?: string } = {},
): Rule<HolidayRule> => ({
  id,
  norm: more.norm ?? (laender === undefined ? 'Feiertagsgesetze der Länder' : `Feiertagsrecht ${laender.join(', ')}`),
  validFrom: more.from ?? '2015-01-01',
  ...(more.to === undefined ? {} : { validTo: more.to }),
  source: id === 'tag-der-deutschen-einheit' ? LAW_TEXT : VACANZA,
  remark: more.remark ?? '',
  value: {
    name,
    tag,
    ...(laender === undefined ? {} : { laender }),
    ...(more.gemeinden === undefined ? {} : { gemeinden: more.gemeinden }),
  },
});

const MARIA_BY: Gemeinden = {
  // Oberbayern and Niederbayern entirely; cities named by the Landesamt für Statistik
  ja: ['091', '092', '09362000', '09663000', '09761000'],
  nein: ['09562000', '09563000', '09564000'],
  ungewiss: ['09'],
  regelfall: true,
};
const FRONLEICHNAM_SN: Gemeinden = {
  ja: [
    '14625080',
    '14625350',
    '14625440',
    '14625460',
    '14625470',
    '14625490',
    '14625500', // Crostwitz … Ralbitz-Rosenthal
  ],
  nein: ['14625040', '14625250', '14625480'],
  ungewiss: ['14625'],
  regelfall: false,
};
const FRONLEICHNAM_TH: Gemeinden = { ja: ['16061'], nein: [], ungewiss: ['16063', '16064'], regelfall: false };

/** General holidays in the sense of § 43 (2) StPO. 24 and 31 December are none. */
export const holidayRules: readonly Rule<HolidayRule>[] = [
  rule('neujahr', 'Neujahr', { fest: '01-01' }),
  rule('karfreitag', 'Karfreitag', { ostern: -2 }),
  rule('ostermontag', 'Ostermontag', { ostern: 1 }),
  rule('tag-der-arbeit', 'Tag der Arbeit', { fest: '05-01' }),
  rule('himmelfahrt', 'Christi Himmelfahrt', { ostern: 39 }),
  rule('pfingstmontag', 'Pfingstmontag', { ostern: 50 }),
  rule('tag-der-deutschen-einheit', 'Tag der Deutschen Einheit', { fest: '10-03' }, undefined, {
    norm: 'Art. 2 Abs. 2 Einigungsvertrag',
  }),
  rule('weihnachten-1', '1. Weihnachtstag', { fest: '12-25' }),
  rule('weihnachten-2', '2. Weihnachtstag', { fest: '12-26' }),
  rule('ostersonntag', 'Ostersonntag', { ostern: 0 }, ['BB']),
  rule('pfingstsonntag', 'Pfingstsonntag', { ostern: 49 }, ['BB']),
  rule('heilige-drei-koenige', 'Heilige Drei Könige', { fest: '01-06' }, ['BW', 'BY', 'ST']),
  rule('frauentag', 'Internationaler Frauentag', { fest: '03-08' }, ['BE'], { from: '2019-01-01' }),
  rule('frauentag', 'Internationaler Frauentag', { fest: '03-08' }, ['MV'], { from: '2023-01-01' }),
  rule('fronleichnam', 'Fronleichnam', { ostern: 60 }, ['BW', 'BY', 'HE', 'NW', 'RP', 'SL']),
  rule('fronleichnam', 'Fronleichnam', { ostern: 60 }, ['SN'], {
    gemeinden: FRONLEICHNAM_SN,
    norm: '§ 1 Abs. 1 SächsSFG mit Fronleichnamsverordnung',
    remark:
      'Sieben Gemeinden ganz (AGS nach öffentlichen Listen); in Bautzen, Göda, Großdubrau, Hoyerswerda, Königswartha, Neschwitz nur Ortsteile, Wittichenau ohne gesicherten AGS: dort ungewiss.',
  }),
  rule('fronleichnam', 'Fronleichnam', { ostern: 60 }, ['TH'], {
    gemeinden: FRONLEICHNAM_TH,
    norm: '§ 2 Abs. 2, § 10 Abs. 1 ThürFGtG',
    remark:
      'Landkreis Eichsfeld ganz; im Wartburgkreis und Unstrut-Hainich-Kreis nur einzelne Gemeinden: dort ungewiss.',
  }),
  rule('friedensfest', 'Augsburger Hohes Friedensfest', { fest: '08-08' }, ['BY'], {
    gemeinden: { ja: ['09761000'], nein: [], ungewiss: [], regelfall: false },
    norm: 'Art. 1 Abs. 2 BayFTG',
  }),
  rule('mariae-himmelfahrt', 'Mariä Himmelfahrt', { fest: '08-15' }, ['SL']),
  rule('mariae-himmelfahrt', 'Mariä Himmelfahrt', { fest: '08-15' }, ['BY'], {
    gemeinden: MARIA_BY,
    norm: 'Art. 1 Abs. 1 Nr. 2 BayFTG',
    remark:
      'Gemeinden mit überwiegend katholischer Bevölkerung, festgestellt vom Landesamt für Statistik (1.704 von 2.056); gesichert hinterlegt sind Oberbayern, Niederbayern und die Großstädte.',
  }),
  rule('weltkindertag', 'Weltkindertag', { fest: '09-20' }, ['TH'], { from: '2019-01-01' }),
  rule('reformationstag', 'Reformationstag', { fest: '10-31' }, ['BB', 'MV', 'SN', 'ST', 'TH']),
  rule('reformationstag', 'Reformationstag', { fest: '10-31' }, ['HB', 'HH', 'NI', 'SH'], { from: '2018-01-01' }),
  rule('reformationstag-500', 'Reformationstag 2017', { einmalig: '2017-10-31' }, undefined, {
    remark: 'einmalig bundesweit',
  }),
  rule('allerheiligen', 'Allerheiligen', { fest: '11-01' }, ['BW', 'BY', 'NW', 'RP', 'SL']),
  rule('buss-und-bettag', 'Buß- und Bettag', { mittwochVor: '11-23' }, ['SN']),
  rule('befreiung-2020', '75. Jahrestag der Befreiung', { einmalig: '2020-05-08' }, ['BE'], { remark: 'einmalig' }),
  rule('befreiung-2025', '80. Jahrestag der Befreiung', { einmalig: '2025-05-08' }, ['BE'], { remark: 'einmalig' }),
  rule('volksaufstand-2028', '75. Jahrestag des 17. Juni', { einmalig: '2028-06-17' }, ['BE'], {
    remark: 'einmalig',
  }),
];

/** Years for which the rules above hold. */
export const HOLIDAY_YEARS = { von: 2015, bis: 2040 } as const;
