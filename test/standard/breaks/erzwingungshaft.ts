import { type Breaks, created, drop, set, setCode } from './tools.ts';

/** One of the four conditions is not met. */
const unmet = (condition: string): [RegExp, string] => [
  new RegExp(`(<xbg:${condition}><xbg:erfuellt>)true`),
  '$1false',
];

export const erzwingungshaft: Breaks = {
  'R12.8': ['3060', created('2027-01-12T23:59:59.000+01:00')],
  'R12.9': ['3060', set('vollstreckungsverjaehrungEnde', '2027-03-07')],
  'R13.1': ['3060', unmet('nichtGezahlt')],
  'R13.2': ['3060', unmet('zahlungsunfaehigkeitNichtDargetan')],
  'R13.3': ['3060', unmet('belehrt')],
  'R13.4': ['3060', unmet('keineUmstaendeBekannt')],
  'R13.5': ['3060', set('festgestelltAm', '2027-01-12')],
  'R13.6': ['3060', set('belehrtAm', '2026-11-30')],
  'R13.7': ['3060', set('bereitsAngeordnet', 'true')],
  'R13.8': ['3060', [/(<xbg:festgesetzt>[^<]*<\/xbg:festgesetzt><xbg:offen>)[^<]*/, '$10.00']],
  'R13.9': ['3060', set('festgesetzt', '208.50')],
  'R13.10': ['3060', [/(<xbg:festgesetzt>[^<]*<\/xbg:festgesetzt><xbg:offen>)[^<]*/, '$1158.50']],
  'R13.11': ['3060', set('beantragteTage', '43')],
  'R13.12': ['3060', set('zustelldatum', '2026-12-10')],
  'R13.13': ['3060', [/(<xbg:festgesetzt>[^<]*<\/xbg:festgesetzt><xbg:offen>)[^<]*/, '$1180.01']],
  'R13.14': ['3061', set('tage', '43')],
  'R13.15': ['3061', set('tage', '93'), set('anzahlGeldbussen', '2')],
  'R13.16': ['3061', set('geldbusse', '0.00')],
  'R13.17': ['3061', drop('haft')],
  'R13.18': ['3061', setCode('entscheidung', 'abgelehnt'), drop('haft')],
  'R13.19': ['3061', setCode('entscheidung', 'zahlungserleichterung')],
  'R13.20': ['3061', setCode('entscheidung', 'zahlungserleichterung')],
  'R13.21': ['3061', set('fristende', '2027-04-18')],
  'R13.22': ['3062', drop('haftbeginn')],
  'R13.23': ['3062', set('haftende', '2027-06-02')],
  'R13.24': ['3062', setCode('ergebnis', 'abgewendet'), set('gezahlt', '0.00')],
  'R13.25': ['3062', set('gezahlt', '0.00')],
  'R13.26': ['3062', set('vollzogeneTage', '93')],
};
