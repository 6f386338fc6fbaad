import { FIRST_DAY, holidayActs, SOURCE } from './holiday-acts.ts';
import type { Gemeindelistenname } from './municipalities.ts';
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

/** How the day is found: fixed date, days after Easter Sunday, the Wednesday before a date, or one day only. */
export type HolidayDay =
  | { readonly fest: string }
  | { readonly ostern: number }
  | { readonly mittwochVor: string }
  | { readonly einmalig: string };

/** A day that single municipalities of a Land keep. */
export interface Gemeinden {
  readonly liste: Gemeindelistenname;
  /** true where most municipalities of the Land keep the day */
  readonly regelfall: boolean;
}

export interface HolidayRule {
  readonly name: string;
  readonly tag: HolidayDay;
  readonly laender: readonly Land[];
  /** missing: the list in the holiday act of each Land */
  readonly norm?: string;
  /** missing: the whole Land */
  readonly gemeinden?: Gemeinden;
}

const LFSTAT = 'Bayerisches Landesamt für Statistik, Feststellung nach Art. 1 Abs. 3 BayFTG';

interface More {
  readonly from?: string;
  readonly to?: string;
  readonly gemeinden?: Gemeinden;
  readonly remark?: string;
  /** another provision than the list in the holiday act of the Land */
  readonly norm?: string;
  readonly source?: string;
}

const actOf = new Map(holidayActs.map((act) => [act.value, act.norm]));

/** Norm of a rule that has none of its own: the act of each Land, or of all of them. */
const BY_LAND = 'Feiertagsgesetze der Länder';

const rule = (
  id: string,
  name: string,
  tag: HolidayDay,
  laender: readonly Land[],
  more: More = {},
): Rule<HolidayRule> => ({
  id,
  norm: more.norm ?? (laender.length > 6 ? BY_LAND : laender.map((land) => actOf.get(land)).join(', ')),
  validFrom: more.from ?? FIRST_DAY,
  ...(more.to === undefined ? {} : { validTo: more.to }),
  source: more.source ?? SOURCE,
  remark: more.remark ?? '',
  value: {
    name,
    tag,
    laender,
    ...(more.norm === undefined ? {} : { norm: more.norm }),
    ...(more.gemeinden === undefined ? {} : { gemeinden: more.gemeinden }),
  },
});

/** The provision of a Land that makes a day a holiday there. */
export const holidayNorm = (holiday: HolidayRule, land: Land): string => holiday.norm ?? actOf.get(land) ?? BY_LAND;

const BAVARIA = 'Ohne AGS gilt der Regelfall (Feiertag), die andere Lesart wird genannt.';
const PARTS = 'nur Ortsteile; der AGS kann das nicht sagen, dort ungewiss mit beiden Lesarten';

/**
 * General holidays in the sense of § 43 (2) StPO from 2015 to 2040. 24 and 31 December are none, Sundays are counted
 * apart. Several rules share an id where the Länder or the years differ.
 */
export const holidayRules: readonly Rule<HolidayRule>[] = [
  rule('neujahr', 'Neujahr', { fest: '01-01' }, LAENDER),
  rule('heilige-drei-koenige', 'Heilige Drei Könige', { fest: '01-06' }, ['BW', 'BY', 'ST']),
  rule('frauentag', 'Internationaler Frauentag', { fest: '03-08' }, ['BE'], { from: '2019-01-01' }),
  rule('frauentag', 'Internationaler Frauentag', { fest: '03-08' }, ['MV'], { from: '2023-01-01' }),
  rule('karfreitag', 'Karfreitag', { ostern: -2 }, LAENDER),
  rule('ostersonntag', 'Ostersonntag', { ostern: 0 }, ['BB'], {
    remark: 'fällt auf einen Sonntag: ohne Wirkung auf Fristen',
  }),
  rule('ostermontag', 'Ostermontag', { ostern: 1 }, LAENDER),
  rule('tag-der-arbeit', 'Tag der Arbeit', { fest: '05-01' }, LAENDER),
  rule('befreiung-2020', '75. Jahrestag der Befreiung', { einmalig: '2020-05-08' }, ['BE'], {
    from: '2020-05-08',
    to: '2020-05-08',
    remark: 'einmalig; Gesetz vom 30.1.2019 (GVBl. S. 22)',
  }),
  rule('befreiung-2025', '80. Jahrestag der Befreiung', { einmalig: '2025-05-08' }, ['BE'], {
    from: '2025-05-08',
    to: '2025-05-08',
    remark: 'einmalig; offen: Änderungsgesetz nicht gelesen',
  }),
  rule('himmelfahrt', 'Christi Himmelfahrt', { ostern: 39 }, LAENDER),
  rule('pfingstsonntag', 'Pfingstsonntag', { ostern: 49 }, ['BB'], {
    remark: 'fällt auf einen Sonntag: ohne Wirkung auf Fristen',
  }),
  rule('pfingstmontag', 'Pfingstmontag', { ostern: 50 }, LAENDER),
  rule('fronleichnam', 'Fronleichnam', { ostern: 60 }, ['BW', 'BY', 'HE', 'NW', 'RP', 'SL']),
  rule('fronleichnam', 'Fronleichnam', { ostern: 60 }, ['SN'], {
    gemeinden: { liste: 'fronleichnam-sn', regelfall: false },
    norm: '§ 1 Abs. 1 SächsSFG mit der Fronleichnamsverordnung',
    source: 'Verordnung von 1993 nach öffentlichen Wiedergaben; Bistum Dresden-Meißen (25 Orte)',
    remark: `Acht Gemeinden des Landkreises Bautzen ganz. offen: Bautzen, Göda, Großdubrau, Hoyerswerda, Königswartha, Neschwitz: ${PARTS}; Wortlaut der Verordnung nicht gelesen.`,
  }),
  rule('fronleichnam', 'Fronleichnam', { ostern: 60 }, ['TH'], {
    gemeinden: { liste: 'fronleichnam-th', regelfall: false },
    norm: '§ 2 Abs. 2, § 10 Abs. 1 ThürFGtG',
    source: 'ThürFGtG; Orte nach öffentlichen Wiedergaben (DGB)',
    remark: `Landkreis Eichsfeld ganz, dazu Südeichsfeld, Buttlar, Geisa, Schleid. offen: Dermbach (Zella/Rhön, Föhlritz, Steinberg), Dünwald, Rodeberg, Anrode und aufgelöste Gemeinden des Wartburg- und des Unstrut-Hainich-Kreises: ${PARTS}. Bickenriede, Zella, Beberstedt und Hüpstedt gehören seit 1.1.2023 zu Dingelstädt (Eichsfeld).`,
  }),
  rule('volksaufstand-2028', '75. Jahrestag des 17. Juni 1953', { einmalig: '2028-06-17' }, ['BE'], {
    from: '2028-06-17',
    to: '2028-06-17',
    remark: 'einmalig; offen: Änderungsgesetz nicht gelesen',
  }),
  rule('friedensfest', 'Augsburger Hohes Friedensfest', { fest: '08-08' }, ['BY'], {
    gemeinden: { liste: 'friedensfest-augsburg', regelfall: false },
    norm: 'Art. 1 Abs. 2 BayFTG',
    remark: 'nur im Stadtkreis Augsburg; ohne AGS ungewiss',
  }),
  rule('mariae-himmelfahrt', 'Mariä Himmelfahrt', { fest: '08-15' }, ['SL']),
  rule('mariae-himmelfahrt', 'Mariä Himmelfahrt', { fest: '08-15' }, ['BY'], {
    to: '2024-12-31',
    gemeinden: { liste: 'mariae-himmelfahrt-by-zensus-2011', regelfall: true },
    norm: 'Art. 1 Abs. 1 Nr. 2, Abs. 3 BayFTG',
    source: LFSTAT,
    remark: `Zensus 2011: 1.704 von 2.056 Gemeinden. ${BAVARIA}`,
  }),
  rule('mariae-himmelfahrt', 'Mariä Himmelfahrt', { fest: '08-15' }, ['BY'], {
    from: '2025-01-01',
    gemeinden: { liste: 'mariae-himmelfahrt-by-zensus-2022', regelfall: true },
    norm: 'Art. 1 Abs. 1 Nr. 2, Abs. 3 BayFTG',
    source: LFSTAT,
    remark: `Zensus 2022: 1.708 von 2.056 Gemeinden, bis zur Feststellung nach der nächsten Volkszählung. ${BAVARIA}`,
  }),
  rule('weltkindertag', 'Weltkindertag', { fest: '09-20' }, ['TH'], {
    from: '2019-01-01',
    remark: 'Gesetz vom 19.3.2019 (GVBl. S. 22)',
  }),
  rule('tag-der-deutschen-einheit', 'Tag der Deutschen Einheit', { fest: '10-03' }, LAENDER, {
    norm: 'Art. 2 Abs. 2 Einigungsvertrag',
    source: LAW_TEXT,
    remark: 'der einzige Feiertag nach Bundesrecht',
  }),
  rule('reformationstag', 'Reformationstag', { fest: '10-31' }, ['BB', 'MV', 'SN', 'ST', 'TH']),
  rule('reformationstag', 'Reformationstag', { fest: '10-31' }, ['HB', 'HH', 'NI', 'SH'], {
    from: '2018-01-01',
    remark:
      'zuerst 2018; in Kraft seit 30.3.2018 (SH), 29.6.2018 (NI); für HB und HH der Tag des Inkrafttretens nicht gelesen',
  }),
  rule(
    'reformationstag-500',
    'Reformationstag 2017',
    { einmalig: '2017-10-31' },
    ['BE', 'BW', 'BY', 'HB', 'HE', 'HH', 'NI', 'NW', 'RP', 'SH', 'SL'],
    {
      from: '2017-10-31',
      to: '2017-10-31',
      remark: 'einmalig in den Ländern, die den Tag sonst nicht hatten; damit bundesweit',
      norm: 'Landesgesetze und Verordnungen zum 31.10.2017',
    },
  ),
  rule('allerheiligen', 'Allerheiligen', { fest: '11-01' }, ['BW', 'BY', 'NW', 'RP', 'SL']),
  rule('buss-und-bettag', 'Buß- und Bettag', { mittwochVor: '11-23' }, ['SN']),
  rule('weihnachten-1', '1. Weihnachtstag', { fest: '12-25' }, LAENDER),
  rule('weihnachten-2', '2. Weihnachtstag', { fest: '12-26' }, LAENDER),
];

/** Years for which the rules above hold. */
export const HOLIDAY_YEARS = { von: 2015, bis: 2040 } as const;
