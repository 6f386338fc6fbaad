import { type Breaks, drop, set, setCode } from './tools.ts';

export const anzeige: Breaks = {
  E41: ['1020', drop('erbetenBis')],
  E42: ['1020', setCode('rechtsgrundlage', 'owig-53')],
  E43: ['1020', setCode('nachrichtentyp', 'anzeige.eingang.1011')],
  E44: ['1021', [/<referenzUUID>[^<]*<\/referenzUUID>/, '']],
  E45: ['1020', set('nummer', '0')],
  E46: ['1020', setCode('art', 'sonstige')],
  E47: ['1021', drop('text'), [/(<xbg:abgegebenAm>[^<]*<\/xbg:abgegebenAm>)<xbg:dokument>.*?<\/xbg:dokument>/s, '$1']],
  E48: ['1021', set('abgegebenAm', '2027-01-08')],
};
