import type { MessageType } from '../message.ts';
import {
  aktenzeichen,
  anschriftKoeln,
  auftragsnummer,
  bescheid,
  dokument,
  rahmen,
  type Samples,
  vorgang,
} from './case.ts';
import { zustellungHilfe } from './zustellung-hilfe.ts';

/** Service of the decision: the order and both ways it can end, then what follows where that is not enough. */
export const zustellung: Samples<Extract<MessageType, `${'zustellung' | 'bescheid'}.${string}`>> = {
  ...zustellungHilfe,
  'zustellung.auftrag.2010': () => ({
    ...rahmen('zustellung.auftrag.2010', 'bussgeldbehoerde', 'zustelldienst', '2026-12-01T13:00:00.000+01:00'),
    vorgang: vorgang('owig-51', aktenzeichen, {
      erbetenBis: '2026-12-15',
      dringlichkeit: { code: 'sofort' },
      verjaehrung: {
        fristende: '2027-01-19',
        absolutesEnde: '2028-08-14',
        letzteUnterbrechung: { tatbestand: { code: '01' }, datum: '2026-10-20' },
      },
    }),
    bescheid,
    empfaenger: {
      rolle: { code: 'betroffener' },
      beteiligter: {
        natuerlichePerson: { familienname: 'Musterfrau', vornamen: 'Lena Sophie', geburtsdatum: '2001-04-12' },
      },
      anschrift: anschriftKoeln,
    },
    zustellart: { code: 'pzu' },
    auftragsdatum: '2026-12-01',
    spaetestensZuzustellenBis: '2026-12-15',
    uhrzeitVermerken: true,
  }),
  'zustellung.auftragsbestaetigung.2011': () => ({
    ...rahmen(
      'zustellung.auftragsbestaetigung.2011',
      'zustelldienst',
      'bussgeldbehoerde',
      '2026-12-02T07:30:00.000+01:00',
      '2010',
    ),
    vorgang: vorgang('owig-51', auftragsnummer, { aktenzeichenLeser: aktenzeichen }),
    auftragsnummer,
    angenommenAm: '2026-12-02T07:29:58+01:00',
    aufgabeAm: '2026-12-08',
    sendungsnummer: 'MP0000000042',
  }),
  'zustellung.nachweis.2020': () => ({
    ...rahmen('zustellung.nachweis.2020', 'zustelldienst', 'bussgeldbehoerde', '2026-12-14T09:00:00.000+01:00', '2010'),
    vorgang: vorgang('zpo-182', auftragsnummer, { aktenzeichenLeser: aktenzeichen }),
    auftragsnummer,
    zustellung: {
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
    },
  }),
  'zustellung.unzustellbar.2021': () => ({
    ...rahmen(
      'zustellung.unzustellbar.2021',
      'zustelldienst',
      'bussgeldbehoerde',
      '2026-12-09T16:10:00.000+01:00',
      '2010',
    ),
    vorgang: vorgang('zpo-182', auftragsnummer, { aktenzeichenLeser: aktenzeichen }),
    auftragsnummer,
    grund: { code: 'unbekannt-verzogen' },
    festgestelltAm: '2026-12-09',
    zustellversuch: [{ am: '2026-12-09', uhrzeit: '11:05:00', feststellung: 'Name nicht an Klingel und Briefkasten.' }],
  }),
};
