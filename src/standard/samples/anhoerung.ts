import type { Verjaehrung } from '../generated/types.ts';
import type { MessageType } from '../message.ts';
import {
  aktenzeichen,
  beweisfoto,
  dokument,
  fahrerin,
  fahrzeug,
  kassenzeichen,
  rahmen,
  type Samples,
  tat,
  vorgang,
} from './case.ts';

const verjaehrung: Verjaehrung = {
  fristende: '2027-01-19',
  absolutesEnde: '2028-08-14',
  letzteUnterbrechung: { tatbestand: { code: '01' }, datum: '2026-10-20' },
};

const aktenzeichenKoeln = 'PP-K-2026-1020';

/** Hearing of the person concerned; and, had she been 8 km/h too fast, the warning. */
export const anhoerung: Samples<Extract<MessageType, `${'anhoerung' | 'verwarnung'}.${string}`>> = {
  'anhoerung.ersuchen.1310': () => ({
    ...rahmen('anhoerung.ersuchen.1310', 'bussgeldbehoerde', 'polizeiKoeln', '2026-10-20T10:05:00.000+02:00'),
    vorgang: vorgang('owig-55', aktenzeichen, { erbetenBis: '2026-11-03', verjaehrung }),
    betroffener: fahrerin,
    verteidiger: {
      person: {
        familienname: 'Beispielmann',
        vornamen: 'Max',
        anschrift: [
          {
            anschriftstyp: { code: 'geschaeftssitz' },
            strasse: 'Musterring',
            hausnummer: '20',
            plz: '50668',
            ort: 'Köln',
          },
        ],
      },
      kanzlei: 'Kanzlei Beispielmann',
    },
    tat,
    fahrzeug,
    beweisfoto: [beweisfoto],
    anordnung: {
      am: '2026-10-20',
      angeordnetDurch: 'LDS-ZBS-0815',
      dokument: dokument('anordnung', 'anordnung-anhoerung.pdf', '2026-10-20'),
    },
    frage: [
      { nummer: 1, text: 'Haben Sie das Fahrzeug zur Tatzeit gefahren?' },
      { nummer: 2, text: 'Erkennen Sie sich auf dem Lichtbild?' },
      { nummer: 3, text: 'Möchten Sie sich zu Ihren wirtschaftlichen Verhältnissen äußern?' },
    ],
    belehrung: [
      {
        vorschrift: '§ 136 Abs. 1 Satz 2, § 163a Abs. 4 StPO i. V. m. § 46 Abs. 1 OWiG',
        text: 'Es steht Ihnen frei, sich zu der Beschuldigung zu äußern oder nicht zur Sache auszusagen.\nSie dürfen jederzeit einen Verteidiger befragen.',
      },
      {
        vorschrift: '§ 55 Abs. 1 OWiG',
        text: 'Sie haben Gelegenheit, sich zu äußern. Zu Ihrer Person müssen Sie richtige Angaben machen.',
      },
    ],
    hinweis: 'Das Lichtbild soll vorgehalten werden.',
  }),
  'anhoerung.ergebnis.1311': () => ({
    ...rahmen('anhoerung.ergebnis.1311', 'polizeiKoeln', 'bussgeldbehoerde', '2026-11-03T16:30:00.000+01:00', '1310'),
    vorgang: vorgang('owig-55', aktenzeichenKoeln, { aktenzeichenLeser: aktenzeichen, verjaehrung }),
    ergebnis: { code: 'bestritten' },
    belehrt: true,
    vernommenAm: '2026-11-03',
    personalienBestaetigt: false,
    personalien: {
      familienname: 'Musterfrau',
      vornamen: 'Lena Sophie',
      geburtsdatum: '2001-04-12',
      geburtsort: 'Regen',
    },
    einlassung: 'Ich bin an diesem Tag nicht gefahren.',
    antwort: [
      { nummer: 1, text: 'Nein.' },
      { nummer: 2, text: 'Nein, das Bild ist zu dunkel.' },
    ],
    protokoll: dokument('vernehmungsprotokoll', 'vernehmung-betroffene.pdf', '2026-11-03'),
    dokument: [dokument('anhoerung', 'belehrung-unterschrieben.pdf', '2026-11-03')],
    hinweis: 'Nach dem Eindruck der Vernehmenden zeigt das Lichtbild die Betroffene.',
  }),
  'anhoerung.stellungnahme.1320': () => ({
    ...rahmen('anhoerung.stellungnahme.1320', 'portal', 'bussgeldbehoerde', '2026-11-06T19:13:00.000+01:00'),
    vorgang: vorgang('owig-55', 'PORTAL-2026-1106-7', { aktenzeichenLeser: aktenzeichen }),
    absender: { natuerlichePerson: { familienname: 'Beispielmann', vornamen: 'Max', doktorgrad: 'Dr.' } },
    rolle: { code: 'verteidiger' },
    eingegangenAm: '2026-11-06T19:12:44+01:00',
    eingangsweg: { code: 'portal' },
    bezugAktenzeichen: aktenzeichen,
    text: 'Meine Mandantin bestreitet, gefahren zu sein. Es wird beantragt, das Verfahren einzustellen.',
    dokument: [dokument('stellungnahme', 'stellungnahme.pdf', '2026-11-06')],
    vollmacht: dokument('vollmacht', 'vollmacht.pdf', '2026-11-05'),
  }),
  'verwarnung.angebot.1330': () => ({
    ...rahmen('verwarnung.angebot.1330', 'bussgeldbehoerde', 'kasse', '2026-10-20T11:00:00.000+02:00'),
    vorgang: vorgang('owig-56', aktenzeichen, { verjaehrung: { fristende: '2027-01-19' } }),
    adressat: { natuerlichePerson: { familienname: 'Musterfrau', vornamen: 'Lena Sophie' } },
    zuwiderhandlung: {
      tbnr: '141236',
      zeitpunkt: tat.anfang,
      ort: tat.tatort,
      kennzeichen: fahrzeug.kennzeichen,
      hinweis: 'Sie überschritten die zulässige Höchstgeschwindigkeit innerhalb geschlossener Ortschaften um 8 km/h.',
    },
    verwarnungsgeld: '30.00',
    fristbeginn: '2026-10-23',
    zahlungsfrist: '2026-10-30',
    belehrung: [
      {
        vorschrift: '§ 56 Abs. 2 Satz 1 OWiG',
        text: 'Sie können die Verwarnung ablehnen. Sie wird nur wirksam, wenn Sie einverstanden sind und rechtzeitig zahlen.',
      },
    ],
    einverstaendnis: { code: 'erklaert' },
    einverstandenAm: '2026-10-20',
    zahlungsverbindung: {
      kontoinhaber: 'Landeskasse (erfunden)',
      iban: 'DE79000000001234567890',
      verwendungszweck: kassenzeichen,
    },
    dokument: dokument('bescheinigung', 'bescheinigung-verwarnung.pdf', '2026-10-20'),
  }),
};
