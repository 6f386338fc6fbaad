import type { Akte, Mindestdatensatz, Verjaehrung } from '../generated/types.ts';
import type { MessageType } from '../message.ts';
import {
  aktenzeichen,
  behoerden,
  beweisfoto,
  dokument,
  fahrerin,
  fahrzeug,
  rahmen,
  type Samples,
  sampleUuid,
  tat,
  vorgang,
} from './case.ts';

const aktenzeichenKoeln = 'K-OWI-2026-4711';
const aktenzeichenGericht = '2 ARs 999/26';

const verjaehrung: Verjaehrung = { fristende: '2026-11-14', absolutesEnde: '2028-08-14' };

const mindestdatensatz: Mindestdatensatz = {
  aktenfuehrendeStelle: behoerden.bussgeldbehoerde,
  aktenzeichen,
  polizeilicheVorgangsnummer: ['PD-C-2026-081500042'],
  tat: [tat],
  betroffene: { bekannt: { betroffener: [{ natuerlichePerson: fahrerin }] } },
  verwandtesVerfahren: [
    { aktenzeichen: 'ZBS-2026-0822-141712', aktenfuehrendeBehoerde: 'Landesdirektion Sachsen, Zentrale Bußgeldstelle' },
  ],
  abgabeart: { code: 'aktenfuehrung' },
  umfang: 'Das ganze Verfahren gegen die Fahrerin; das Verfahren wegen der Kosten des Halters bleibt unberührt.',
};

const akte = (repraesentat: string, am: string): Akte => ({
  repraesentat: dokument('akte', repraesentat, am),
  seiten: 37,
  bestandteil: [beweisfoto, dokument('vernehmungsprotokoll', 'zeugenvernehmung.pdf', '2026-10-02')],
});

/** Chemnitz asks Köln, where the driver lives, to take the case over; each way this can go on. */
export const abgabe: Samples<Extract<MessageType, `abgabe.${string}`>> = {
  'abgabe.uebernahmeersuchen.1210': () => ({
    ...rahmen(
      'abgabe.uebernahmeersuchen.1210',
      'bussgeldbehoerde',
      'bussgeldbehoerdeKoeln',
      '2026-10-07T09:30:00.000+02:00',
    ),
    vorgang: vorgang('owig-39', aktenzeichen, {
      erbetenBis: '2026-10-14',
      dringlichkeit: { code: 'eilt' },
      verjaehrung,
    }),
    grund: { code: 'vereinbarung' },
    zustaendigkeitAutor: { code: 'begehungsort' },
    zustaendigkeitLeser: { code: 'wohnsitz' },
    vereinbartAm: '2026-10-06',
    begruendung: 'Die Betroffene wohnt in Köln und wird dort angehört.',
    mindestdatensatz,
    akte: akte('repraesentat-2026-10-07.pdf', '2026-10-07'),
    fahrzeug,
    ereignis: [
      { bezeichnung: 'Eingang der Anzeige', zeitpunkt: '2026-08-15T18:05:04+02:00' },
      {
        bezeichnung: 'Vernehmung der Halterin als Zeugin',
        zeitpunkt: '2026-10-02T10:00:00+02:00',
        dokument: dokument('vernehmungsprotokoll', 'zeugenvernehmung.pdf', '2026-10-02'),
      },
    ],
    sachstand: 'Die Fahrerin ist festgestellt und noch nicht angehört; die Verjährung ist nicht unterbrochen.',
  }),
  'abgabe.uebernahme.1211': () => ({
    ...rahmen(
      'abgabe.uebernahme.1211',
      'bussgeldbehoerdeKoeln',
      'bussgeldbehoerde',
      '2026-10-09T11:00:00.000+02:00',
      '1210',
    ),
    vorgang: vorgang('bussaktuebv-3', aktenzeichenKoeln, { aktenzeichenLeser: aktenzeichen, verjaehrung }),
    uebernommen: true,
    abgabeart: { code: 'aktenfuehrung' },
    ersuchenVom: '2026-10-07',
    uebernommenAm: '2026-10-09',
    neuesAktenzeichen: aktenzeichenKoeln,
    sachbearbeitung: {
      organisationseinheit: 'Ordnungsamt, Bußgeldstelle',
      name: 'Jonas Beispiel',
      erreichbarkeit: [{ kanal: { listVersionID: '3', code: '01' }, kennung: 'bussgeldstelle@koeln.example' }],
    },
    hinweis: 'Die Anhörung wird sofort angeordnet.',
  }),
  'abgabe.ablehnung.1212': () => ({
    ...rahmen(
      'abgabe.ablehnung.1212',
      'bussgeldbehoerdeKoeln',
      'bussgeldbehoerde',
      '2026-10-09T11:00:00.000+02:00',
      '1210',
    ),
    vorgang: vorgang('bussaktuebv-3', aktenzeichenKoeln, { aktenzeichenLeser: aktenzeichen }),
    grund: { code: 'unvollstaendig' },
    ersuchenVom: '2026-10-07',
    abgelehntAm: '2026-10-09',
    fehlendeAngabe: ['Protokoll der Vernehmung vom 2. Oktober 2026', 'Falldatei der Messung'],
    zustaendigeStelle: behoerden.bussgeldbehoerde,
    begruendung: 'Die Akte endet mit dem Ersuchen an die Polizei; so kann nicht angehört werden.',
  }),
  'abgabe.zustaendigkeitsbestimmung.1220': () => ({
    ...rahmen(
      'abgabe.zustaendigkeitsbestimmung.1220',
      'gemeinsamesGericht',
      'bussgeldbehoerde',
      '2026-10-16T14:00:00.000+02:00',
    ),
    vorgang: vorgang('owig-39', aktenzeichenGericht, { aktenzeichenLeser: aktenzeichen, verjaehrung }),
    bestimmung: {
      bestimmungsstelle: { code: 'oberes-gericht' },
      geschaeftszeichen: aktenzeichenGericht,
      entschiedenAm: '2026-10-16',
    },
    antragstellendeBehoerde: behoerden.bussgeldbehoerde,
    beteiligteBehoerde: [behoerden.bussgeldbehoerde, behoerden.bussgeldbehoerdeKoeln],
    zustaendigeStelle: behoerden.bussgeldbehoerde,
    aufgehobeneBestimmung: {
      bestimmungsstelle: { code: 'oberes-gericht' },
      geschaeftszeichen: '2 ARs 998/26',
      entschiedenAm: '2026-10-12',
    },
    dokument: dokument('beschluss', 'beschluss-zustaendigkeit.pdf', '2026-10-16'),
    begruendung: 'Die Ermittlungen sind in Chemnitz nahezu abgeschlossen.',
  }),
  'abgabe.rueckuebertragung.1230': () => ({
    ...rahmen(
      'abgabe.rueckuebertragung.1230',
      'bussgeldbehoerdeKoeln',
      'bussgeldbehoerde',
      '2026-10-15T08:45:00.000+02:00',
    ),
    vorgang: vorgang('owig-39', aktenzeichenKoeln, {
      aktenzeichenLeser: aktenzeichen,
      erbetenBis: '2026-10-22',
      dringlichkeit: { code: 'eilt' },
      verjaehrung,
    }),
    grund: { code: 'vereinbarung' },
    zustaendigkeitLeser: { code: 'begehungsort' },
    uebernahme: {
      nachrichtenUUID: sampleUuid('1211'),
      nachrichtentyp: { code: 'abgabe.uebernahme.1211' },
      erstellungszeitpunkt: '2026-10-09T11:00:00.000+02:00',
    },
    vereinbartAm: '2026-10-14',
    begruendung: 'Gegen die Betroffene läuft in Chemnitz ein weiteres Verfahren; beide sollen zusammen geführt werden.',
    mindestdatensatz: {
      ...mindestdatensatz,
      aktenfuehrendeStelle: behoerden.bussgeldbehoerdeKoeln,
      aktenzeichen: aktenzeichenKoeln,
    },
    akte: akte('repraesentat-2026-10-15.pdf', '2026-10-15'),
    ereignis: [{ bezeichnung: 'Übernahme des Verfahrens', zeitpunkt: '2026-10-09T11:00:00+02:00' }],
    offenesErsuchen: [
      {
        nachricht: {
          nachrichtenUUID: '10200000-0000-4000-8000-000000001022',
          nachrichtentyp: { code: 'anzeige.nachermittlung.1020' },
          erstellungszeitpunkt: '2026-10-12T10:00:00.000+02:00',
        },
        ersuchteStelle: behoerden.messstelle,
        erbetenBis: '2026-10-22',
      },
    ],
    sachstand: 'Die Fahrerin ist noch nicht angehört; die Verjährung ist nicht unterbrochen.',
  }),
};
