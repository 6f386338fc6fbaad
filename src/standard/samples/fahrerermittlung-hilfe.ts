import type { Tat, Verjaehrung } from '../generated/types.ts';
import type { MessageType } from '../message.ts';
import {
  aktenzeichen,
  aktenzeichenPolizei,
  anschriftKoeln,
  anschriftViechtach,
  dokument,
  fahrzeug,
  halterin,
  rahmen,
  type Samples,
  sampleUuid,
  tat,
  vorgang,
} from './case.ts';

const nachAnhoerung: Verjaehrung = {
  fristende: '2027-01-19',
  absolutesEnde: '2028-08-14',
  letzteUnterbrechung: { tatbestand: { code: '01' }, datum: '2026-10-20' },
};

const nachEinstellung: Verjaehrung = {
  fristende: '2027-03-13',
  absolutesEnde: '2028-08-14',
  letzteUnterbrechung: { tatbestand: { code: '05' }, datum: '2026-12-14' },
};

const aktenzeichenKoeln = 'PP-K-2026-1215';

/** The act as the authority for the logbook needs it: without a picture of anybody. */
const tatOhneFoto: Tat = {
  ...tat,
  messung: {
    geraet: 'Musterradar 3000',
    geraetenummer: 'MR-0042',
    softwareversion: '1.2.3',
    eichscheinBis: '2026-12-31',
  },
};

/** What follows where the first inquiries do not lead to the driver, or not to where she lives. */
export const fahrerermittlungHilfe: Samples<
  Extract<MessageType, `fahrerermittlung.${'lichtbild' | 'aufenthalt' | 'fahrtenbuch' | 'abbruch'}${string}`>
> = {
  'fahrerermittlung.lichtbildersuchen.1130': () => ({
    ...rahmen(
      'fahrerermittlung.lichtbildersuchen.1130',
      'bussgeldbehoerde',
      'ausweisbehoerde',
      '2026-11-10T08:45:00.000+01:00',
    ),
    vorgang: vorgang('pauswg-24', aktenzeichen, { erbetenBis: '2026-11-13', verjaehrung: nachAnhoerung }),
    ausweisangaben: {
      ausweisinhaber: {
        familienname: 'Musterfrau',
        vornamen: 'Lena Sophie',
        geburtstag: '2001-04-12',
        gueltigBis: '2031-09-14',
      },
    },
    anlass: { code: 'betroffener-bestreitet' },
    subsidiaritaet: {
      grund: { code: 'aufwand-unverhaeltnismaessig' },
      begruendung:
        'Die Betroffene bestreitet, gefahren zu sein. Die Halterin beruft sich jetzt auf ihr Zeugnisverweigerungsrecht; ihre frühere Angabe darf nicht verwertet werden. Andere Zeugen gibt es nicht.',
      vorherigeMassnahme: [
        {
          massnahme: { code: 'vernehmung' },
          am: '2026-11-03',
          ergebnis: 'Die Betroffene bestritt, gefahren zu sein, und erkannte sich auf dem Beweisfoto nicht.',
        },
      ],
    },
    befugterMitarbeiter: 'LDS-ZBS-0815',
  }),
  'fahrerermittlung.lichtbildantwort.1131': () => ({
    ...rahmen(
      'fahrerermittlung.lichtbildantwort.1131',
      'ausweisbehoerde',
      'bussgeldbehoerde',
      '2026-11-11T10:02:00.000+01:00',
      '1130',
    ),
    vorgang: vorgang('pauswg-24', 'K-PA-2026-1110', { aktenzeichenLeser: aktenzeichen }),
    ergebnis: { code: 'lichtbild' },
    lichtbild: dokument('lichtbild', 'lichtbild.jpg', '2021-09-15', 'image/jpeg'),
  }),
  'fahrerermittlung.aufenthaltsermittlung.1150': () => ({
    ...rahmen(
      'fahrerermittlung.aufenthaltsermittlung.1150',
      'bussgeldbehoerde',
      'polizeiKoeln',
      '2026-12-15T09:00:00.000+01:00',
    ),
    vorgang: vorgang('owig-46-2', aktenzeichen, {
      erbetenBis: '2027-01-14',
      dringlichkeit: { code: 'normal' },
      verjaehrung: nachEinstellung,
    }),
    person: {
      familienname: 'Musterfrau',
      vornamen: 'Lena Sophie',
      rufname: 'Lena',
      geburtsdatum: '2001-04-12',
      geburtsort: 'Viechtach',
      geschlecht: { code: 'w' },
      staatsangehoerigkeit: ['DE'],
    },
    letzteAnschrift: { ...anschriftKoeln, anschriftstyp: { code: 'letztbekannt' } },
    einstellung: {
      verfuegtAm: '2026-12-14',
      dokument: dokument('anordnung', 'einstellung-abwesenheit.pdf', '2026-12-14'),
    },
    angeordnetAm: '2026-12-14',
    bisherigeMassnahme: [
      {
        massnahme: { code: 'hausermittlung' },
        am: '2026-12-11',
        ergebnis: 'Name weder an der Klingel noch am Briefkasten.',
      },
    ],
    anhaltspunkt: ['Die Mutter wohnt in Viechtach.'],
    hinweis: 'Eine Meldeauskunft vom 10. Dezember nennt nur die letzte bekannte Anschrift.',
  }),
  'fahrerermittlung.aufenthaltsergebnis.1151': () => ({
    ...rahmen(
      'fahrerermittlung.aufenthaltsergebnis.1151',
      'polizeiKoeln',
      'bussgeldbehoerde',
      '2027-01-11T14:20:00.000+01:00',
      '1150',
    ),
    vorgang: vorgang('owig-46-2', aktenzeichenKoeln, { aktenzeichenLeser: aktenzeichen }),
    ergebnis: { code: 'ermittelt' },
    festgestelltAm: '2027-01-08',
    anschrift: { strasse: 'Beispielgasse', hausnummer: '3', plz: '50679', ort: 'Köln', ags: '05315000' },
    aufenthaltSeit: '2026-12-01',
    auskunftssperre: false,
    durchgefuehrteMassnahme: [
      {
        massnahme: { code: 'nachbarschaftsbefragung' },
        am: '2027-01-07',
        ergebnis: 'Die Vermieterin nannte die neue Anschrift.',
      },
    ],
    hinweis: 'Die Person wurde auf ihre Meldepflicht hingewiesen.',
  }),
  'fahrerermittlung.fahrtenbuchanregung.1160': () => ({
    ...rahmen(
      'fahrerermittlung.fahrtenbuchanregung.1160',
      'bussgeldbehoerde',
      'zulassungsbehoerde',
      '2026-11-20T11:00:00.000+01:00',
    ),
    vorgang: vorgang('stvzo-31a', aktenzeichen),
    halter: {
      natuerlichePerson: {
        familienname: halterin.familienname,
        vornamen: 'Erika',
        geburtsdatum: '1971-02-03',
        anschrift: [anschriftViechtach],
      },
    },
    fahrzeug,
    tat: tatOhneFoto,
    punkte: 1,
    zeugenfragebogen: [{ versandtAm: '2026-08-24', antwort: 'Keine Rücksendung.' }],
    halteranhoerung: [
      {
        am: '2026-10-02',
        durch: 'Polizeiinspektion Viechtach',
        aeusserung: 'Die Halterin verweigerte das Zeugnis.',
      },
    ],
    mitwirkung: { code: 'zeugnis-verweigert' },
    durchgefuehrteMassnahme: [
      { massnahme: { code: 'nachbarschaftsbefragung' }, am: '2026-10-02', ergebnis: 'Niemand erkannte die Person.' },
    ],
    eingestelltAm: '2026-11-16',
    begruendung: 'Weitere Anhaltspunkte gab es bis zum Ende der Verjährung nicht.',
  }),
  'fahrerermittlung.fahrtenbuchentscheidung.1161': () => ({
    ...rahmen(
      'fahrerermittlung.fahrtenbuchentscheidung.1161',
      'zulassungsbehoerde',
      'bussgeldbehoerde',
      '2027-01-18T09:30:00.000+01:00',
      '1160',
    ),
    vorgang: vorgang('stvzo-31a', 'LRA-REG-FB-2026-17', { aktenzeichenLeser: aktenzeichen }),
    entscheidung: { code: 'angeordnet' },
    entschiedenAm: '2027-01-15',
    fahrtenbuch: {
      beginn: '2027-02-01',
      ende: '2027-07-31',
      dauerMonate: 6,
      fahrzeug: [{ kennzeichen: fahrzeug.kennzeichen }],
      ersatzfahrzeugErfasst: true,
      ersatzfahrzeug: [{ kennzeichen: 'REG-XX 2609' }],
      aufzubewahrenBis: '2028-01-31',
    },
  }),
  'fahrerermittlung.abbruch.1190': () => ({
    ...rahmen('fahrerermittlung.abbruch.1190', 'bussgeldbehoerde', 'polizei', '2026-09-30T08:10:00.000+02:00'),
    vorgang: vorgang('owig-47', aktenzeichen, { aktenzeichenLeser: aktenzeichenPolizei }),
    abgebrochen: {
      nachrichtenUUID: sampleUuid('1120'),
      nachrichtentyp: { code: 'fahrerermittlung.ersuchen.1120' },
      erstellungszeitpunkt: '2026-09-21T10:15:58.117+02:00',
    },
    grund: { code: 'fahrer-festgestellt' },
    datenLoeschen: true,
    hinweis: 'Die Fahrerin hat sich am 29. September selbst gemeldet.',
  }),
  'fahrerermittlung.abbruchbestaetigung.1191': () => ({
    ...rahmen(
      'fahrerermittlung.abbruchbestaetigung.1191',
      'polizei',
      'bussgeldbehoerde',
      '2026-09-30T13:05:00.000+02:00',
      '1190',
    ),
    vorgang: vorgang('owig-47', aktenzeichenPolizei, { aktenzeichenLeser: aktenzeichen }),
    ergebnis: { code: 'teilweise' },
    abgebrochenAm: '2026-09-30T08:40:00+02:00',
    durchgefuehrteMassnahme: [
      { massnahme: { code: 'hausermittlung' }, am: '2026-09-29', ergebnis: 'Niemand angetroffen.' },
    ],
    datenGeloeschtAm: '2026-09-30',
    hinweis: 'Die Ladung der Halterin wurde aufgehoben.',
  }),
};
