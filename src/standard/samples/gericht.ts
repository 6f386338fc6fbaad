import type { Akte, Zustellung } from '../generated/types.ts';
import {
  aktenzeichen,
  anschriftKoeln,
  bescheid,
  bescheiddokument,
  dokument,
  fahrerin,
  fahrzeug,
  rahmen,
  type Samples,
  tat,
  vorgang,
} from './case.ts';
import { einspruchschreiben, verteidiger } from './einspruchsschreiben.ts';

const aktenzeichenStaatsanwaltschaft = '540 Js 1234/27';
const aktenzeichenGericht = '11 OWi 540 Js 1234/27';

/** Proof of the service of 11 December 2026. */
export const zustellungsnachweis: Zustellung = {
  art: { code: 'pzu' },
  auftragsdatum: '2026-12-01',
  adressat: { natuerlichePerson: { familienname: 'Musterfrau', vornamen: 'Lena Sophie' } },
  ersatzzustellungsgrund: { code: '180-briefkasten' },
  tagAufUmschlagVermerkt: true,
  anschrift: anschriftKoeln,
  zustelldatum: '2026-12-11',
  uhrzeit: '10:47:00',
  zusteller: 'Peter Postbote',
  unternehmen: 'Musterpost Zustelldienst GmbH',
  urkunde: dokument('zustellungsurkunde', 'zustellungsurkunde.pdf', '2026-12-11'),
};

const akte: Akte = {
  repraesentat: dokument('akte', 'akte.pdf', '2027-01-25'),
  inhaltsverzeichnis: dokument('inhaltsverzeichnis', 'inhaltsverzeichnis.xml', '2027-01-25', 'application/xml'),
  bestandteil: [dokument('beweisfoto', 'beweisfoto-042.jpg', '2026-08-15', 'image/jpeg')],
  seiten: 64,
};

/** The files on their way through public prosecutor and court, and both ways back. */
export const gericht: Samples<
  | 'einspruch.aktenvorlage.2120'
  | 'einspruch.akteneingang.2121'
  | 'einspruch.zurueckverweisung.2122'
  | 'einspruch.verfahrensausgang.2123'
> = {
  'einspruch.aktenvorlage.2120': () => ({
    ...rahmen('einspruch.aktenvorlage.2120', 'bussgeldbehoerde', 'staatsanwaltschaft', '2027-01-25T10:00:00.000+01:00'),
    vorgang: vorgang('owig-69', aktenzeichen, {
      erbetenBis: '2027-01-28',
      dringlichkeit: { code: 'eilt' },
      verjaehrung: {
        fristende: '2027-05-31',
        absolutesEnde: '2028-08-14',
        letzteUnterbrechung: { tatbestand: { code: '09' }, datum: '2026-12-01', dokument: bescheiddokument },
      },
    }),
    betroffener: { natuerlichePerson: fahrerin },
    verteidiger,
    zustaendigesGericht: 'Amtsgericht Chemnitz',
    tat: [tat],
    fahrzeug,
    bescheid,
    zustellung: zustellungsnachweis,
    einspruch: einspruchschreiben,
    einspruchEingegangenAm: '2026-12-29T08:10:03+01:00',
    wiedereinsetzung: { code: 'gewaehrt' },
    akte,
    vermerk: 'Das Schild war nach den Lichtbildern des Messprotokolls sichtbar; die Geldbuße entspricht dem Regelsatz.',
    akteneinsicht: {
      beantragt: true,
      beantragtAm: '2027-01-08',
      gewaehrtAm: '2027-01-12',
      dokument: dokument('antrag', 'akteneinsicht.pdf', '2027-01-08'),
    },
    ereignis: [
      {
        bezeichnung: 'Anordnung der Anhörung',
        zeitpunkt: '2026-10-20T09:12:00+02:00',
        unterbrechung: { code: '01' },
        dokument: dokument('anhoerung', 'anhoerung.pdf', '2026-10-20'),
      },
      { bezeichnung: 'Erlass des Bescheids', zeitpunkt: '2026-12-01T11:20:00+01:00', unterbrechung: { code: '09' } },
    ],
    erneut: false,
    hinweis: 'Das Messgerät war bis zum 31. Dezember 2026 geeicht.',
  }),
  'einspruch.akteneingang.2121': () => ({
    ...rahmen('einspruch.akteneingang.2121', 'gericht', 'bussgeldbehoerde', '2027-02-03T08:30:00.000+01:00', '2120'),
    vorgang: vorgang('owig-49a', aktenzeichenGericht, {
      aktenzeichenLeser: aktenzeichen,
      verjaehrung: {
        fristende: '2027-08-01',
        absolutesEnde: '2028-08-14',
        letzteUnterbrechung: { tatbestand: { code: '10' }, datum: '2027-02-02' },
      },
    }),
    staatsanwaltschaft: 'Staatsanwaltschaft Chemnitz',
    aktenzeichenStaatsanwaltschaft,
    eingangStaatsanwaltschaft: '2027-01-26',
    gericht: 'Amtsgericht Chemnitz',
    aktenzeichenGericht,
    eingangAmtsgericht: '2027-02-02',
    hinweis: 'Die Akte liegt der Abteilung 11 vor.',
  }),
  'einspruch.zurueckverweisung.2122': () => ({
    ...rahmen(
      'einspruch.zurueckverweisung.2122',
      'gericht',
      'bussgeldbehoerde',
      '2027-02-15T14:00:00.000+01:00',
      '2120',
    ),
    vorgang: vorgang('owig-69', aktenzeichenGericht, { aktenzeichenLeser: aktenzeichen }),
    gerichtsentscheidung: {
      stelle: 'Amtsgericht Chemnitz',
      aktenzeichen: aktenzeichenGericht,
      art: { code: 'beschluss' },
      entschiedenAm: '2027-02-15',
      formel: 'Die Sache wird an die Verwaltungsbehörde zurückverwiesen.',
      dokument: dokument('beschluss', 'zurueckverweisung.pdf', '2027-02-15'),
    },
    gruende: 'Ob das Verkehrszeichen am Tattag verdeckt war, ist nicht aufgeklärt.',
    zustimmungStaatsanwaltschaft: true,
    endgueltig: false,
    nachzuholendeErmittlung: ['Vernehmung des Messbeamten zur Sichtbarkeit des Zeichens'],
    akte,
  }),
  'einspruch.verfahrensausgang.2123': () => ({
    ...rahmen(
      'einspruch.verfahrensausgang.2123',
      'staatsanwaltschaft',
      'bussgeldbehoerde',
      '2027-05-26T09:00:00.000+02:00',
      '2120',
    ),
    vorgang: vorgang('owig-76', aktenzeichenStaatsanwaltschaft, { aktenzeichenLeser: aktenzeichen }),
    erledigung: { code: 'verurteilung' },
    gerichtsentscheidung: {
      stelle: 'Amtsgericht Chemnitz',
      aktenzeichen: aktenzeichenGericht,
      art: { code: 'urteil' },
      entschiedenAm: '2027-05-11',
      formel:
        'Die Betroffene wird mit Rücksicht auf ihre wirtschaftlichen Verhältnisse zu einer Geldbuße von 55 Euro verurteilt.',
      dokument: dokument('urteil', 'urteil.pdf', '2027-05-11'),
    },
    rechtskraftAm: '2027-05-19',
    rechtsfolge: { geldbusse: '55.00', punkte: 1, faerPflichtig: true, regelsatzNach28a: '180.00' },
    kosten: { kostentraeger: { code: 'betroffener' }, notwendigeAuslagenErstattet: false },
    vollstreckungDurchBussgeldbehoerde: false,
    hinweis: 'Die Staatsanwaltschaft vollstreckt.',
  }),
};
