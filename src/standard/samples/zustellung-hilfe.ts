import type { Bescheidangabe, Verjaehrung } from '../generated/types.ts';
import type { MessageType } from '../message.ts';
import {
  aktenzeichen,
  anschriftKoeln,
  auftragsnummer,
  bescheiddokument,
  dokument,
  rahmen,
  type Samples,
  sampleUuid,
  vorgang,
} from './case.ts';

const vorZustellung: Verjaehrung = {
  fristende: '2027-01-19',
  absolutesEnde: '2028-08-14',
  letzteUnterbrechung: { tatbestand: { code: '01' }, datum: '2026-10-20' },
};

const nachEinstellung: Verjaehrung = {
  fristende: '2027-03-13',
  absolutesEnde: '2028-08-14',
  letzteUnterbrechung: { tatbestand: { code: '05' }, datum: '2026-12-14' },
};

const name = { familienname: 'Musterfrau', vornamen: 'Lena Sophie' };
const bescheid: Bescheidangabe = { aktenzeichen, erlassdatum: '2026-12-01', dokument: bescheiddokument };
const aktenzeichenKoeln = 'K-32-2026-1210';

/** Service where the post did not succeed, the stop of an order, and the withdrawal of the decision. */
export const zustellungHilfe: Samples<
  Extract<
    MessageType,
    `zustellung.${'amtshilfe' | 'oeffentlich' | 'bekanntmachung' | 'abbruch'}${string}` | `bescheid.${string}`
  >
> = {
  'zustellung.amtshilfeersuchen.2030': () => ({
    ...rahmen(
      'zustellung.amtshilfeersuchen.2030',
      'bussgeldbehoerde',
      'ordnungsbehoerde',
      '2026-12-10T08:15:00.000+01:00',
    ),
    vorgang: vorgang('vwzg-5', aktenzeichen, {
      erbetenBis: '2026-12-15',
      dringlichkeit: { code: 'sofort' },
      verjaehrung: vorZustellung,
    }),
    bescheid,
    empfaenger: {
      rolle: { code: 'betroffener' },
      beteiligter: { natuerlichePerson: { ...name, geburtsdatum: '2001-04-12' } },
      anschrift: anschriftKoeln,
    },
    unterrichtung: [
      {
        rolle: { code: 'verteidiger' },
        beteiligter: { natuerlichePerson: { familienname: 'Beispielmann', vornamen: 'Max' } },
        anschrift: {
          anschriftstyp: { code: 'geschaeftssitz' },
          strasse: 'Musterring',
          hausnummer: '20',
          plz: '50668',
          ort: 'Köln',
        },
        vollmacht: dokument('vollmacht', 'vollmacht.pdf', '2026-11-05'),
      },
    ],
    auftragsdatum: '2026-12-10',
    spaetestensZuzustellenBis: '2026-12-15',
    bisherigerVersuch: [
      { am: '2026-12-09', uhrzeit: '11:05:00', feststellung: 'Name nicht an Klingel und Briefkasten.' },
    ],
    erlaubnis: { erteiltAm: '2026-12-10', dokument: dokument('anordnung', 'erlaubnis-sonntag.pdf', '2026-12-10') },
    hinweis: 'Tagsüber ist die Empfängerin meist nicht anzutreffen.',
  }),
  'zustellung.amtshilfenachweis.2031': () => ({
    ...rahmen(
      'zustellung.amtshilfenachweis.2031',
      'ordnungsbehoerde',
      'bussgeldbehoerde',
      '2026-12-14T09:40:00.000+01:00',
      '2030',
    ),
    vorgang: vorgang('vwzg-5', aktenzeichenKoeln, { aktenzeichenLeser: aktenzeichen }),
    zustellversuch: [{ am: '2026-12-11', uhrzeit: '18:30:00', feststellung: 'Niemand angetroffen.' }],
    erlaubnisMitgeteilt: false,
    ausgang: {
      zustellung: {
        art: { code: 'behoerde' },
        auftragsdatum: '2026-12-10',
        adressat: { natuerlichePerson: name },
        empfangsperson: 'Lena Sophie Musterfrau',
        tagAufUmschlagVermerkt: true,
        anschrift: anschriftKoeln,
        zustelldatum: '2026-12-12',
        uhrzeit: '10:15:00',
        zusteller: 'Paula Beispiel',
        unternehmen: 'Stadt Köln, Ordnungsamt',
        urkunde: dokument('empfangsbekenntnis', 'empfangsbekenntnis.pdf', '2026-12-12'),
      },
    },
    hinweis: 'Der Name steht jetzt am Briefkasten.',
  }),
  'zustellung.oeffentlich.2040': () => ({
    ...rahmen(
      'zustellung.oeffentlich.2040',
      'bussgeldbehoerde',
      'bekanntmachungsstelle',
      '2027-01-12T10:00:00.000+01:00',
    ),
    vorgang: vorgang('vwzg-10', aktenzeichen, { dringlichkeit: { code: 'normal' }, verjaehrung: nachEinstellung }),
    anordnung: {
      grund: { code: 'aufenthalt-unbekannt' },
      am: '2027-01-12',
      zeichnungsberechtigter: 'Karla Muster',
      funktion: 'Leiterin des Sachgebiets',
      dokument: dokument('anordnung', 'anordnung-oeffentliche-zustellung.pdf', '2027-01-12'),
    },
    benachrichtigung: {
      behoerde: 'Landesdirektion Sachsen, Zentrale Bußgeldstelle',
      adressat: { natuerlichePerson: name },
      letzteAnschrift: { strasse: 'Musterweg', hausnummer: '7 b', plz: '50667', ort: 'Köln' },
      dokumentdatum: '2026-12-01',
      aktenzeichen,
      einsichtsstelle: {
        name: 'Landesdirektion Sachsen, Zentrale Bußgeldstelle',
        anschrift: { strasse: 'Musterplatz', hausnummer: '2', plz: '09111', ort: 'Chemnitz' },
        zimmer: 'Zimmer 12',
        oeffnungszeiten: 'Montag bis Freitag, 9 bis 12 Uhr',
      },
      inhaltNach10: {
        behoerde: true,
        adressat: true,
        dokument: true,
        einsichtsstelle: true,
        hinweisOeffentlich: true,
        hinweisFristen: true,
      },
      dokument: dokument('benachrichtigung', 'benachrichtigung.pdf', '2027-01-12'),
    },
    bekanntmachungsweg: { code: 'bestimmte-stelle' },
    zustellversuch: [{ am: '2026-12-09', uhrzeit: '11:05:00', feststellung: 'Name nicht an Klingel und Briefkasten.' }],
    letzteMeldeauskunftAm: '2027-01-11',
  }),
  'zustellung.bekanntmachung.2041': () => ({
    ...rahmen(
      'zustellung.bekanntmachung.2041',
      'bekanntmachungsstelle',
      'bussgeldbehoerde',
      '2027-01-29T11:00:00.000+01:00',
      '2040',
    ),
    vorgang: vorgang('vwzg-10', 'LDS-BEK-2027-3', { aktenzeichenLeser: aktenzeichen }),
    bekanntgemachtAm: '2027-01-14',
    bekanntmachungsweg: { code: 'bestimmte-stelle' },
    ort: 'Aushangtafel der Landesdirektion, Musterplatz 2, Chemnitz',
    abgenommenAm: '2027-01-29',
    zugestelltAm: '2027-01-28',
    vermerktDurch: 'LDS-BEK-007',
    dokument: dokument('vermerk', 'vermerk-aushang.pdf', '2027-01-29'),
  }),
  'zustellung.abbruch.2050': () => ({
    ...rahmen('zustellung.abbruch.2050', 'bussgeldbehoerde', 'zustelldienst', '2026-12-02T09:05:00.000+01:00'),
    vorgang: vorgang('owig-51', aktenzeichen, { dringlichkeit: { code: 'sofort' } }),
    abgebrochen: {
      nachrichtenUUID: sampleUuid('2010'),
      nachrichtentyp: { code: 'zustellung.auftrag.2010' },
      erstellungszeitpunkt: '2026-12-01T13:00:00.000+01:00',
    },
    auftragsnummer,
    grund: { code: 'bescheid-fehlerhaft' },
    hinweis: 'Die Rechtsbehelfsbelehrung fehlt. Ein neuer Auftrag folgt.',
  }),
  'zustellung.abbruchbestaetigung.2051': () => ({
    ...rahmen(
      'zustellung.abbruchbestaetigung.2051',
      'zustelldienst',
      'bussgeldbehoerde',
      '2026-12-02T09:20:00.000+01:00',
      '2050',
    ),
    vorgang: vorgang('owig-51', auftragsnummer, { aktenzeichenLeser: aktenzeichen }),
    ergebnis: { code: 'abgebrochen' },
    auftragsnummer,
    abgebrochenAm: '2026-12-02T09:18:30+01:00',
    vernichtetAm: '2026-12-02',
    hinweis: 'Der Umschlag lag zur Abholung bereit.',
  }),
  'bescheid.ruecknahme.2060': () => ({
    ...rahmen('bescheid.ruecknahme.2060', 'bussgeldbehoerde', 'kasse', '2027-01-06T10:30:00.000+01:00'),
    vorgang: vorgang('owig-69', aktenzeichen),
    bescheid: { aktenzeichen, erlassdatum: '2026-12-01', zustelldatum: '2026-12-11' },
    zurueckgenommenAm: '2027-01-05',
    grund: { code: 'neuer-bescheid' },
    ersetztDurch: {
      aktenzeichen: `${aktenzeichen}-2`,
      erlassdatum: '2027-01-05',
      dokument: dokument('bescheid', 'bussgeldbescheid-neu.pdf', '2027-01-05'),
    },
    zahlungenErstatten: false,
    hinweis: 'Nach dem Einspruch wurde die Geldbuße neu festgesetzt.',
  }),
};
