import { after, type Breaks, drop, element, set, setCode } from './tools.ts';

const noReference: [RegExp, string] = [/<referenzUUID>[^<]*<\/referenzUUID>/, ''];
/** Gives the first authority in an element another key. */
const key = (name: string, kennung: string): [RegExp, string] => [
  new RegExp(`(<${name}>.*?<kennung>)[^<]*`, 's'),
  `$1${kennung}`,
];
const koeln = 'bgb:053150000001';
const chemnitz = 'bgb:145110000001';
const unknown: [RegExp, string] = [
  /<xbg:betroffene>.*<\/xbg:betroffene>/s,
  element('betroffene', element('unbekannt', 'true')),
];
const ruling = element(
  'bestimmung',
  '<xbg:bestimmungsstelle><code>gericht</code></xbg:bestimmungsstelle>' +
    element('geschaeftszeichen', '2 ARs 1/26') +
    element('entschiedenAm', '2026-10-01'),
);

export const abgabe: Breaks = {
  'R16.1': ['1210', setCode('abgabeart', 'repraesentat')],
  'R16.2': ['1210', drop('akte')],
  'R16.3': ['1210', key('xbg:aktenfuehrendeStelle', koeln)],
  'R16.4': ['1210', set('aktenzeichen', 'ZBS-2026-0815-141714')],
  'R16.5': ['1210', set('polizeilicheVorgangsnummer', 'PD-C-2026-081500043')],
  'R16.6': ['1210', unknown],
  'R16.7': ['1210', [/(<xbg:verwandtesVerfahren><xbg:aktenzeichen>)[^<]*/, '$1ZBS-2026-0815-141713']],
  'R16.8': ['1210', key('leser', chemnitz)],
  'R16.9': ['1210', drop('zustaendigkeitAutor')],
  'R16.10': ['1210', setCode('grund', 'wohnsitzwechsel')],
  'R16.11': ['1210', setCode('grund', 'bestimmung'), setCode('zustaendigkeitLeser', 'bestimmung')],
  'R16.12': ['1230', key('leser', koeln)],
  'R16.13': ['1230', setCode('nachrichtentyp', 'abgabe.ablehnung.1212')],
  'R16.14': ['1230', after('vereinbartAm', ruling)],
  'R16.15': ['1211', noReference],
  'R16.16': ['1211', setCode('abgabeart', 'repraesentat')],
  'R16.17': ['1211', set('neuesAktenzeichen', 'K-OWI-2026-4712')],
  'R16.18': ['1211', set('uebernommenAm', '2026-10-06')],
  'R16.19': ['1212', noReference],
  'R16.20': ['1212', set('abgelehntAm', '2026-10-06')],
  'R16.21': ['1212', setCode('grund', 'nicht-vollstreckbar')],
  'R16.22': ['1220', key('xbg:zustaendigeStelle', 'bgb:091620000001')],
  'R16.23': ['1220', key('xbg:antragstellendeBehoerde', 'bgb:091620000001')],
  'R16.24': ['1220', key('autor', koeln)],
  'R16.25': ['1220', drop('beteiligteBehoerde')],
  A1: ['1210', [/<xbg:anschrift>.*?<\/xbg:anschrift>/s, '']],
  A2: ['1210', drop('erbetenBis')],
  A3: ['1230', drop('verjaehrung')],
  A4: ['1210', [/(<xbg:repraesentat>.*?<xbg:groesse>)[^<]*/s, '$10']],
  A5: ['1210', [/(<xbg:repraesentat>.*?<xbg:dokumentklasse><code>)[^<]*/s, '$1sonstiges']],
  A6: ['1211', drop('aktenzeichenLeser')],
  A7: ['1212', setCode('grund', 'sonstiger'), drop('begruendung')],
  A8: ['1212', drop('fehlendeAngabe'), drop('fehlendeAngabe')],
  A9: ['1212', key('xbg:zustaendigeStelle', koeln)],
  A10: ['1220', setCode('dokumentklasse', 'sonstiges')],
  A11: [
    '1220',
    [/(<xbg:aufgehobeneBestimmung>.*?<xbg:geschaeftszeichen>)[^<]*/s, '$12 ARs 999/26'],
    [/(<xbg:aufgehobeneBestimmung>.*?<xbg:entschiedenAm>)[^<]*/s, '$12026-10-16'],
  ],
  A12: ['1210', set('fristende', '2026-10-06')],
  A13: ['1210', set('vereinbartAm', '2026-10-08')],
  A14: ['1230', set('vereinbartAm', '2026-10-16')],
  A15: ['1211', set('uebernommenAm', '2026-10-10')],
  A16: ['1212', set('abgelehntAm', '2026-10-10')],
  A17: ['1220', set('entschiedenAm', '2026-10-17')],
};
