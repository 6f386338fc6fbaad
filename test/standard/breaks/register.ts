import { after, type Breaks, code, created, drop, element, set, setCode } from './tools.ts';

const faults = element('fehler', element('angabe', 'tbnr') + element('beschreibung', 'unbekannt'));
const ban = (begin: string, end: string): string =>
  element('fahrverbotszeit', element('wirksamAb', begin) + element('endeAm', end));
const final = (day: string): [RegExp, string] => [/(<xbg:rechtskraftAm>)2023-05-05/, `$1${day}`];

export const register: Breaks = {
  G1: ['3210', set('entschiedenAm', '2026-12-30')],
  G2: ['3210', created('2026-12-28T22:59:59.000Z')],
  G3: ['3210', created('2027-01-30T08:00:00.000+01:00')],
  G4: ['3210', setCode('art', 'loeschung')],
  G5: ['3210', drop('geburtsort')],
  G6: ['3210', after('anlage13', ban('2026-12-28', '2027-01-27'))],
  G7: ['3211', drop('eintragungsnummer')],
  G8: ['3211', after('eintragungsnummer', faults)],
  G9: ['3211', set('verarbeitetAm', '2026-12-31')],
  G10: ['3210', after('anlage13', ban('2027-03-01', '2027-02-28'))],
  G11: ['3220', set('geburtsdatum', '2001')],
  G12: ['3220', set('tatAm', '2026-11-25')],
  G13: ['3220', [code('zweck', 'beharrlichkeit'), '']],
  G14: ['3221', setCode('ergebnis', 'keine-eintragung')],
  G15: ['3221', drop('fahrverbotInZweiJahren')],
  G16: ['3221', set('tilgungsreifAm', '2026-11-23')],
  G17: ['3221', set('tilgungsreifAm', '2028-09-09')],
  G18: ['3221', [/(<xbg:tatAm>)2025-12-05/, '$12026-02-17']],
  G19: ['3310', set('gebuehr', '25.00')],
  G20: ['3310', [element('betrag', '23.50'), element('betrag', '23.00')]],
  G21: ['3310', drop('auslage')],
  G22: ['3310', set('gehoertAm', '2026-11-10')],
  G23: ['3310', set('verfahrenEingestelltAm', '2026-11-03')],
  G24: ['3310', set('billigkeitGeprueft', 'false')],
  G25: ['3310', set('belehrt', 'false')],
  G26: ['3310', set('am', '2026-08-29'), set('gehoertAm', '2026-08-29')],
  G27: ['3310', set('mimetype', 'image/png')],
  'R9.4': ['3221', final('2024-08-15')],
  'R9.5': ['3221', set('fahrverbotInZweiJahren', 'true')],
  'R10.6': ['3210', set('faerPflichtig', 'false')],
  'R10.7': ['3210', drop('fahrverbotMonate'), drop('abs2a'), set('tbnr', '112454'), set('bkatNummer', '52a')],
  'R10.8': ['3210', set('punkte', '2'), set('anlage13', '2.2.3')],
  'R10.9': ['3210', drop('anlage13')],
  'R10.10': ['3210', set('anlage13', '2.2.3')],
  'R10.11': ['3210', drop('fahrverbotMonate'), drop('abs2a'), after('anlage13', ban('2027-03-01', '2027-03-31'))],
  'R10.12': ['3210', after('faerPflichtig', element('regelsatzNach28a', '180.00'))],
  'R15.1': ['3310', set('tbnr', '141713'), set('bkatNummer', '11.3.5')],
  'R15.2': [
    '3310',
    [
      /<xbg:umstand>.*?<\/xbg:umstand>/,
      element('rotlicht', element('rotdauer', '1200') + element('gefaehrdung', 'false')),
    ],
  ],
};
