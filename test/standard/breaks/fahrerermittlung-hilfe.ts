import { after, type Breaks, code, created, drop, element, set, setCode } from './tools.ts';

const eilabruf = element(
  'eilabruf',
  element('nichtErreichbarSeit', '2026-11-10T07:00:00+01:00') +
    element('gefaehrdung', 'Beispiel') +
    element('angeordnetDurch', 'LDS-1'),
);
const fuehrerschein = element(
  'fuehrerschein',
  element('nummer', 'B072RRE2I55') + element('ausstellendeBehoerde', 'Stadt Köln'),
);

/** Photos, residence, logbook, the end of an inquiry, and what a message must not carry. */
export const fahrerermittlungHilfe: Breaks = {
  'R14.1': ['1130', set('begruendung', ' ')],
  'R14.2': ['1130', drop('vorherigeMassnahme')],
  'R14.3': ['1130', set('befugterMitarbeiter', ' ')],
  'R14.4': ['1130', setCode('rechtsgrundlage', 'owig-46-2')],
  'R14.5': ['1130', after('befugterMitarbeiter', eilabruf)],
  'R14.6': ['1130', setCode('rechtsgrundlage', 'pauswg-25')],
  'R14.7': ['1130', set('geburtstag', '2026-11-11')],
  'R14.8': ['1131', setCode('ergebnis', 'kein-eindeutiger-treffer')],
  'R14.9': ['1131', set('mimetype', 'image/png')],
  'R14.10': ['1131', after('lichtbild', element('zustaendigeBehoerde', 'Stadt Regen'))],
  E12: ['1150', set('angeordnetAm', '2026-12-13')],
  E13: ['1150', set('angeordnetAm', '2026-12-16')],
  E14: ['1150', setCode('tatbestand', '01')],
  E15: ['1150', set('fristende', '2026-12-14')],
  E16: ['1151', drop('anschrift')],
  E17: ['1151', setCode('ergebnis', 'nicht-ermittelt')],
  E18: ['1151', after('aufenthaltSeit', element('sterbedatum', '2027-01-02'))],
  E19: ['1151', created('2027-01-07T22:59:59.000Z')],
  E20: ['1160', drop('zeugenfragebogen'), drop('halteranhoerung')],
  E21: ['1160', set('versandtAm', '2026-08-30')],
  E22: ['1160', setCode('mitwirkung', 'keine-antwort'), after('versandtAm', element('beantwortetAm', '2026-08-31'))],
  E23: ['1160', set('punkte', '0')],
  E24: ['1160', set('eingestelltAm', '2026-11-21')],
  E25: ['1160', set('versandtAm', '2026-08-14')],
  E26: ['1161', setCode('entscheidung', 'angedroht')],
  E27: ['1161', setCode('entscheidung', 'abgegeben')],
  E28: ['1161', set('dauerMonate', '12')],
  E29: ['1161', set('aufzubewahrenBis', '2028-01-30')],
  E30: ['1161', set('ersatzfahrzeugErfasst', 'false')],
  E31: ['1190', setCode('grund', 'bescheid-fehlerhaft')],
  E32: ['1191', drop('abgebrochenAm')],
  E33: ['1191', drop('durchgefuehrteMassnahme')],
  E34: ['1191', set('datenGeloeschtAm', '2026-10-01')],
  'R18.3': ['1310', [/(<xbg:betroffener>.*?<\/xbg:anschrift>)/s, `$1${fuehrerschein}`]],
  'R18.4': ['1160', after('familienname', element('geburtsname', 'Beispiel'))],
  'R18.5': ['1150', after('staatsangehoerigkeit', element('anschrift', element('ort', 'Köln')))],
  'R18.6': [
    '1160',
    after(
      'eichscheinBis',
      element(
        'foto',
        element('uuid', 'd0c00000-0000-4000-8000-000000000001') +
          code('dokumentklasse', 'beweisfoto') +
          element('dateiname', 'foto.jpg') +
          element('mimetype', 'image/jpeg') +
          element('sha256', '0'.repeat(64)) +
          element('groesse', '1'),
      ),
    ),
  ],
  'R18.7': ['2031', after('vornamen', element('geburtsdatum', '2001-04-12'))],
};
