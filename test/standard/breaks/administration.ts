import { after, type Breaks, code, drop, element, set, setCode } from './tools.ts';

const noReference: [RegExp, string] = [/<referenzUUID>[^<]*<\/referenzUUID>/, ''];
const otherReference: [RegExp, string] = [/<referenzUUID>[^<]{8}/, '<referenzUUID>99999999'];
const impossible = (why: string): [RegExp, string][] => [
  setCode('ergebnis', 'nicht-mehr-moeglich'),
  [/<xbg:ausgefuehrtAm>[^<]*<\/xbg:ausgefuehrtAm>/, ''],
  after('datenGeloescht', code('hindernis', why)),
];

export const administration: Breaks = {
  Y1: ['0030', noReference, drop('vorgang')],
  Y2: ['0031', noReference],
  Y3: ['0031', setCode('stand', 'abgegeben')],
  Y4: ['0031', setCode('stand', 'unbekannt')],
  Y5: ['0031', setCode('stand', 'abgeschlossen')],
  Y6: [
    '0031',
    after(
      'stand',
      element(
        'zustaendigeStelle',
        '<verzeichnisdienst listVersionID="3"><code>DVDV</code></verzeichnisdienst><kennung>pol:092761440001</kennung><name>Polizeiinspektion Viechtach</name>',
      ),
    ),
  ],
  Y7: ['0040', otherReference],
  Y8: ['0040', setCode('nachrichtentyp', 'administration.quittung.0020')],
  Y9: ['0040', set('nummer', '0')],
  Y10: ['0040', drop('verjaehrung')],
  Y11: ['0050', otherReference],
  Y12: ['0050', setCode('nachrichtentyp', 'administration.quittung.0020')],
  Y13: ['0050', setCode('nachrichtentyp', 'abgabe.uebernahme.1211')],
  Y14: ['0050', setCode('nachrichtentyp', 'zustellung.auftrag.2010')],
  Y15: ['0050', set('ersetztDurch', '10100000-0000-4000-8000-000000001010')],
  Y16: ['0050', setCode('grund', 'erledigt')],
  Y17: ['0050', setCode('grund', 'sonstiger'), drop('begruendung')],
  Y18: ['0051', noReference],
  Y19: ['0051', drop('ausgefuehrtAm')],
  Y20: ['0051', after('datenGeloescht', code('hindernis', 'schon-beantwortet'))],
  Y21: ['0051', ...impossible('sonstiges'), drop('erlaeuterung')],
  Y22: ['0051', ...impossible('schon-beantwortet'), drop('schonGeschehen')],
  Y23: ['0031', set('voraussichtlichBis', '2026-09-27')],
  Y24: ['0040', set('faelligAm', '2026-10-06')],
  Y25: ['0051', set('ausgefuehrtAm', '2026-08-17T07:58:20.001+02:00')],
  Y26: ['0040', [/(<xbg:erstellungszeitpunkt>)[^<]*/, '$12026-10-07T00:00:00.000+02:00']],
  Y27: ['0031', set('eingegangenAm', '2026-09-20T23:59:59.000+02:00')],
  Y28: ['0120', [/(<xbg:zustaendigeStelle>.*?<kennung>)[^<]*/s, '$1pol:09276144']],
};
