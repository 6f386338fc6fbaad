import type { MessageType } from '../message.ts';
import {
  aktenzeichen,
  anschriftViechtach,
  dokument,
  fahrerin,
  fahrzeug,
  halterin,
  rahmen,
  type Samples,
  tat,
  vorgang,
} from './case.ts';
import { fuehrerschein } from './fahrverbot.ts';

const aktenzeichenKba = 'KBA-FAER-2026-1124-7';
const aktenzeichenKosten = 'ZBS-2026-0814-112454';
const STELLE = 'Landesdirektion Sachsen, Zentrale Bußgeldstelle';

/** The driver as the register knows her. */
const betroffene = {
  familienname: fahrerin.familienname,
  vornamen: 'Lena Sophie',
  geburtsdatum: '2001-04-12',
  geburtsort: 'Viechtach',
  geschlecht: { code: 'w' },
} as const;

/** Variant of the case with a Fahrverbot, and a second proceeding for parking that ends with costs for the holder. */
export const register: Samples<Extract<MessageType, `${'register' | 'kosten'}.${string}`>> = {
  'register.faermitteilung.3210': () => ({
    ...rahmen('register.faermitteilung.3210', 'bussgeldbehoerde', 'kba', '2026-12-29T08:10:00.000+01:00'),
    vorgang: vorgang('stvg-28', aktenzeichen),
    art: { code: 'eintragung' },
    betroffener: { ...betroffene, anschrift: fahrerin.anschrift ?? [], staatsangehoerigkeit: ['DE'] },
    tat: {
      anfang: tat.anfang,
      tatort: tat.tatort,
      innerorts: true,
      tatvorwurf: tat.tatvorwurf,
      begehungsform: { code: 'fahrlaessigkeit' },
      unfall: false,
      verkehrsteilnahme: { code: 'kraftfahrzeug' },
      fahrzeugart: 'Personenkraftwagen',
    },
    entscheidung: { stelle: STELLE, aktenzeichen, entschiedenAm: '2026-12-01', rechtskraftAm: '2026-12-29' },
    rechtsfolge: { geldbusse: '180.00', fahrverbotMonate: 1, abs2a: true, punkte: 1, faerPflichtig: true },
    anlage13: '3.2.2',
    fahrerlaubnis: {
      nummer: fuehrerschein.nummer.slice(0, 10),
      klasse: ['B', 'AM', 'L'],
      erteilendeBehoerde: 'Landratsamt Regen',
      erteiltAm: '2019-04-23',
    },
  }),
  'register.faerquittung.3211': () => ({
    ...rahmen('register.faerquittung.3211', 'kba', 'bussgeldbehoerde', '2026-12-30T06:00:00.000+01:00', '3210'),
    vorgang: vorgang('stvg-28', 'KBA-FAER-2026-1230-9', { aktenzeichenLeser: aktenzeichen }),
    ergebnis: { code: 'eingetragen' },
    verarbeitetAm: '2026-12-30',
    eintragungsnummer: 'FAER-2026-0042-0003',
    hinweis: 'Das Ende des Fahrverbots ist nachzumelden.',
  }),
  'register.faerauskunft.3220': () => ({
    ...rahmen('register.faerauskunft.3220', 'bussgeldbehoerde', 'kba', '2026-11-24T09:30:00.000+01:00'),
    vorgang: vorgang('stvg-30', aktenzeichen, {
      erbetenBis: '2026-11-25',
      verjaehrung: { fristende: '2027-01-19', absolutesEnde: '2028-08-14' },
    }),
    zweck: [{ code: 'beharrlichkeit' }, { code: 'wirksamkeit-fahrverbot' }],
    betroffener: betroffene,
    tatAm: '2026-08-15',
    nurFahrverbote: false,
  }),
  'register.faerauskunftantwort.3221': () => ({
    ...rahmen('register.faerauskunftantwort.3221', 'kba', 'bussgeldbehoerde', '2026-11-24T09:30:05.000+01:00', '3220'),
    vorgang: vorgang('stvg-30', aktenzeichenKba, { aktenzeichenLeser: aktenzeichen }),
    ergebnis: { code: 'eintragungen' },
    stand: '2026-11-24T09:30:04+01:00',
    tatAm: '2026-08-15',
    fahrverbotInZweiJahren: false,
    eintragung: [
      {
        art: { code: 'ordnungswidrigkeit' },
        entscheidung: {
          stelle: 'Stadt Köln, Bußgeldstelle',
          aktenzeichen: 'K-BG-2026-01-0815',
          entschiedenAm: '2026-02-16',
          rechtskraftAm: '2026-03-10',
        },
        tatAm: '2025-12-05',
        tbnr: '141713',
        bezeichnung: 'Geschwindigkeit innerorts um 27 km/h überschritten',
        geldbusse: '180.00',
        punkte: 1,
        tilgungsreifAm: '2028-09-10',
      },
      {
        art: { code: 'ordnungswidrigkeit' },
        entscheidung: {
          stelle: 'Zentrale Bußgeldstelle im Bayerischen Polizeiverwaltungsamt',
          aktenzeichen: 'BY-2023-004711',
          entschiedenAm: '2023-04-17',
          rechtskraftAm: '2023-05-05',
        },
        tatAm: '2023-02-11',
        tbnr: '103765',
        bezeichnung: 'Geschwindigkeit innerorts um 42 km/h überschritten',
        geldbusse: '400.00',
        punkte: 2,
        fahrverbotMonate: 1,
        fahrverbotszeit: { wirksamAb: '2023-07-03', endeAm: '2023-08-02' },
        tilgungsreifAm: '2028-05-05',
      },
    ],
  }),
  'kosten.halterbescheid.3310': () => ({
    ...rahmen('kosten.halterbescheid.3310', 'bussgeldbehoerde', 'zustelldienst', '2026-11-10T10:00:00.000+01:00'),
    vorgang: vorgang('stvg-25a', aktenzeichenKosten, {
      vorgangsUUID: '20260814-0000-4000-8000-000000112454',
      polizeilicheVorgangsnummer: ['PD-C-2026-081400017'],
      verjaehrung: { fristende: '2026-11-13', absolutesEnde: '2028-08-13' },
    }),
    kostenschuldner: { natuerlichePerson: halterin },
    rolle: { code: 'halter' },
    tat: {
      anfang: '2026-08-14T11:05:00+02:00',
      ende: '2026-08-14T11:32:00+02:00',
      tatort: 'Chemnitz, Musterallee vor Hausnummer 3',
      tatortAgs: '14511000',
      innerorts: true,
      tatvorwurf: [
        {
          tbnr: '112454',
          bkatNummer: '52a',
          tattext: 'Sie parkten unzulässig auf dem Gehweg.',
          vorschrift: ['§ 12 Abs. 4 StVO', '§ 49 Abs. 1 Nr. 12 StVO', '§ 24 StVG'],
          konkretisierung: { umstand: 'Nach der Parkzeit war kein Fahrer beim Fahrzeug.' },
        },
      ],
    },
    fahrzeug,
    grund: { code: 'nicht-ermittelt' },
    begruendung: 'Die Halterin hat den Führer nicht benannt; andere Anhaltspunkte gibt es nicht.',
    ermittlung: [
      { bezeichnung: 'Anhörung der Halterin', am: '2026-08-24', ergebnis: 'Keine Antwort.' },
      { bezeichnung: 'Erinnerung', am: '2026-09-21', ergebnis: 'Die Halterin gibt an, nicht gefahren zu sein.' },
    ],
    gehoertAm: '2026-08-24',
    billigkeitGeprueft: true,
    kostenbescheid: {
      aktenzeichen: aktenzeichenKosten,
      erlassdatum: '2026-11-10',
      verfahrenEingestelltAm: '2026-11-10',
      kosten: { gebuehr: '20.00', auslage: [{ bezeichnung: 'Zustellung', betrag: '3.50' }] },
      betrag: '23.50',
      rechtsbehelf: {
        art: { code: 'gerichtliche-entscheidung-befristet' },
        belehrt: true,
        gericht: 'Amtsgericht Chemnitz',
      },
      zahlungsverbindung: {
        kontoinhaber: 'Landeskasse (erfunden)',
        iban: 'DE79000000001234567890',
        verwendungszweck: 'SN-2608-14112454',
      },
      dokument: dokument('kostenbescheid', 'kostenbescheid.pdf', '2026-11-10'),
    },
    zustellart: { code: 'pzu' },
    zustellanschrift: anschriftViechtach,
  }),
};
