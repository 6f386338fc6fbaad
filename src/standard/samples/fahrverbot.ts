import type { MessageType } from '../message.ts';
import {
  aktenzeichen,
  anschriftKoeln,
  bescheidangabe,
  dokument,
  fahrerin,
  rahmen,
  type Samples,
  vorgang,
} from './case.ts';

/** File number of the office in Köln where the licence lies. */
const aktenzeichenVerwahrung = 'K-FEB-2027-0301';

/** The driver's licence of the case. */
export const fuehrerschein = {
  nummer: 'B072RRE2I59',
  ausstellendeBehoerde: 'Stadt Köln',
  ausstellungsdatum: '2022-11-14',
  staat: 'DE',
} as const;

/**
 * Variant of the case: the driver had been fined for 26 km/h too fast with effect from 10 March 2026, so the decision
 * of 1 December adds a month of Fahrverbot (§ 4 Abs. 2 BKatV). Another authority imposed one three days later; both
 * take effect with the custody, and the one imposed first runs first (§ 25 Abs. 2b StVG).
 */
const fahrverbotDesBescheids = {
  monate: 1,
  art: { code: 'mit-viermonatsfrist' },
  spaetesterBeginn: '2027-04-29',
  belehrungErteilt: true,
} as const;

const person = {
  familienname: fahrerin.familienname,
  vornamen: 'Lena Sophie',
  geburtsdatum: '2001-04-12',
  geburtsort: 'Viechtach',
} as const;

const bescheid = {
  aktenzeichen: bescheidangabe.aktenzeichen,
  erlassdatum: bescheidangabe.erlassdatum,
  zustelldatum: '2026-12-11',
} as const;

/** Driving ban and custody of the licence. */
export const fahrverbot: Samples<Extract<MessageType, `fahrverbot.${string}`>> = {
  'fahrverbot.mitteilung.3110': () => ({
    ...rahmen(
      'fahrverbot.mitteilung.3110',
      'bussgeldbehoerde',
      'fahrerlaubnisbehoerde',
      '2026-12-29T08:20:00.000+01:00',
    ),
    vorgang: vorgang('stvg-25', aktenzeichen),
    betroffener: { ...person, anschrift: [anschriftKoeln], fuehrerschein },
    bescheid,
    rechtskraftAm: '2026-12-29',
    tatAm: '2026-08-15',
    fahrverbot: fahrverbotDesBescheids,
    fuehrerscheinbehandlung: { code: 'verwahrung-deutsch' },
    anrechnung: [{ grund: { code: 'sicherstellung' }, von: '2026-08-15', bis: '2026-08-16', tage: 2 }],
    weiteresFahrverbot: [
      {
        behoerde: 'Stadt Köln, Bußgeldstelle',
        aktenzeichen: 'K-BG-2026-10-4711',
        monate: 1,
        angeordnetAm: '2026-12-04',
        rechtskraftAm: '2026-12-22',
        laeuftZuerst: false,
      },
    ],
    hinweis: 'Der Führerschein kann auch bei der Bußgeldbehörde abgegeben werden.',
  }),
  'fahrverbot.verwahrung.3111': () => ({
    ...rahmen(
      'fahrverbot.verwahrung.3111',
      'fahrerlaubnisbehoerde',
      'bussgeldbehoerde',
      '2027-03-01T15:10:00.000+01:00',
      '3110',
    ),
    vorgang: vorgang('stvg-25', aktenzeichenVerwahrung, { aktenzeichenLeser: aktenzeichen }),
    verwahrtAm: '2027-03-01',
    verwahrungsart: { code: 'persoenlich' },
    fuehrerschein: [fuehrerschein],
    verwahrendeStelle: 'Stadt Köln, Fahrerlaubnisbehörde, Führerscheinstelle',
    bescheinigung: dokument('verwahrungsbescheinigung', 'verwahrung-fuehrerschein.pdf', '2027-03-01'),
    hinweis: 'Einen internationalen Führerschein besitzt die Person nach eigener Angabe nicht.',
  }),
  'fahrverbot.beschlagnahmeersuchen.3120': () => ({
    ...rahmen(
      'fahrverbot.beschlagnahmeersuchen.3120',
      'bussgeldbehoerde',
      'polizeiKoeln',
      '2027-05-10T09:00:00.000+02:00',
    ),
    vorgang: vorgang('stvg-25', aktenzeichen, { erbetenBis: '2027-05-24', dringlichkeit: { code: 'eilt' } }),
    betroffener: { ...person, anschrift: [anschriftKoeln], fuehrerschein },
    bescheid,
    rechtskraftAm: '2026-12-29',
    fahrverbot: fahrverbotDesBescheids,
    wirksamAb: '2027-04-29',
    zweck: { code: 'verwahrung' },
    aufforderung: [
      {
        am: '2027-04-30',
        fristBis: '2027-05-07',
        dokument: dokument('sonstiges', 'aufforderung-herausgabe.pdf', '2027-04-30'),
      },
    ],
    durchsuchungsanordnung: {
      stelle: 'Amtsgericht Chemnitz',
      aktenzeichen: '3 Gs 512/27',
      art: { code: 'beschluss' },
      entschiedenAm: '2027-05-09',
      dokument: dokument('beschluss', 'durchsuchungsbeschluss.pdf', '2027-05-09'),
    },
    hinweis: 'Der Führerschein soll an die Bußgeldbehörde gesandt werden.',
  }),
  'fahrverbot.beschlagnahmeergebnis.3121': () => ({
    ...rahmen(
      'fahrverbot.beschlagnahmeergebnis.3121',
      'polizeiKoeln',
      'bussgeldbehoerde',
      '2027-05-19T16:40:00.000+02:00',
      '3120',
    ),
    vorgang: vorgang('stvg-25', 'PP-K-2027-051900311', { aktenzeichenLeser: aktenzeichen }),
    ergebnis: { code: 'nicht-vorgefunden' },
    durchgefuehrtAm: '2027-05-19',
    verbleib: 'Nach eigener Angabe im April verloren; eine Verlustanzeige liegt nicht vor.',
    protokoll: dokument('sonstiges', 'durchsuchungsprotokoll.pdf', '2027-05-19'),
    hinweis: 'Die Wohnung wurde in Gegenwart der Person durchsucht.',
  }),
  'fahrverbot.ende.3130': () => ({
    ...rahmen('fahrverbot.ende.3130', 'bussgeldbehoerde', 'kba', '2027-04-01T08:00:00.000+02:00'),
    vorgang: vorgang('stvg-28', aktenzeichen),
    betroffener: person,
    bescheid,
    rechtskraftAm: '2026-12-29',
    monate: 1,
    wirksamAb: '2027-03-01',
    verwahrtAm: '2027-03-01',
    fristbeginn: '2027-03-01',
    anrechnung: [{ grund: { code: 'sicherstellung' }, von: '2026-08-15', bis: '2026-08-16', tage: 2 }],
    nichtEingerechnet: [{ von: '2027-03-10', bis: '2027-03-14', tage: 5 }],
    endeAm: '2027-04-03',
    rueckgabe: { art: { code: 'andere-behoerde' }, am: '2027-04-03', stelle: 'Stadt Köln, Bußgeldstelle' },
    hinweis: 'Der Führerschein bleibt für ein weiteres Fahrverbot bei der Stadt Köln verwahrt.',
  }),
};
