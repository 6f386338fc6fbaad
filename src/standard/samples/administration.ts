import { sha256Hex } from '../../platform/ids.ts';
import type { MessageType } from '../message.ts';
import { aktenzeichen, aktenzeichenPolizei, rahmen, type Samples, sampleUuid, vorgang, vorgangsUUID } from './case.ts';

const ersuchen = {
  nachrichtenUUID: sampleUuid('1120'),
  nachrichtentyp: { code: 'fahrerermittlung.ersuchen.1120' },
  erstellungszeitpunkt: '2026-09-21T10:15:58.117+02:00',
};

const anzeige = {
  nachrichtenUUID: sampleUuid('1010'),
  nachrichtentyp: { code: 'anzeige.uebermittlung.1010' },
  erstellungszeitpunkt: '2026-08-15T18:05:00.000+02:00',
};

/** Refusal, receipt, status and reminder that could answer or follow the request 1120; a report withdrawn. */
export const administration: Samples<Extract<MessageType, `administration.${string}`>> = {
  'administration.rueckweisung.0010': () => ({
    ...rahmen(
      'administration.rueckweisung.0010',
      'polizei',
      'bussgeldbehoerde',
      '2026-09-21T10:16:02.114+02:00',
      '1120',
    ),
    rueckweisung: {
      rueckweisendeStelle: {
        pruefinstanz: 'Eingangsprüfung der Polizeiinspektion Viechtach',
        kommunikation: [
          { kanal: { listVersionID: '3', code: '01' }, kennung: 'technik@polizei-viechtach.example' },
          { kanal: { listVersionID: '3', code: '02' }, kennung: '+49 9942 0000-00', zusatz: 'werktags' },
        ],
      },
      rueckweisungsgrund: [
        {
          grund: { code: 'S011' },
          grundSpezifisch: [
            {
              fehlercode: { code: 'VALIDATE_CODE' },
              fehlerbeschreibung: 'Ein Code steht nicht in seiner Codeliste.',
              fehlerstelle: { zeile: 42, xpath: '/xbg:fahrerermittlung.ersuchen.1120/xbg:massnahme[2]/code' },
            },
          ],
        },
      ],
      transportinformationen: {
        nachrichtenId: sampleUuid('1120'),
        sha256: sha256Hex('zurückgewiesene Sendung'),
        sendezeitpunkt: '2026-09-21T10:15:58.902+02:00',
      },
    },
  }),
  'administration.quittung.0020': () => ({
    ...rahmen('administration.quittung.0020', 'polizei', 'bussgeldbehoerde', '2026-09-21T10:16:02.114+02:00', '1120'),
    quittung: {
      eingangszeitpunkt: '2026-09-21T10:16:01.731+02:00',
      sha256: sha256Hex('signierter Inhalt'),
      vorgangsUUID,
      aktenzeichen: aktenzeichenPolizei,
    },
  }),
  'administration.statusanfrage.0030': () => ({
    ...rahmen(
      'administration.statusanfrage.0030',
      'bussgeldbehoerde',
      'polizei',
      '2026-09-28T09:02:11.000+02:00',
      '1120',
    ),
    vorgang: vorgang('owig-46-2', aktenzeichen, { aktenzeichenLeser: aktenzeichenPolizei }),
    anlass: 'Die Verfolgung verjährt am 14. November; der Bescheid braucht Vorlauf.',
  }),
  'administration.statusantwort.0031': () => ({
    ...rahmen(
      'administration.statusantwort.0031',
      'polizei',
      'bussgeldbehoerde',
      '2026-09-28T11:29:40.000+02:00',
      '0030',
    ),
    vorgang: vorgang('owig-46-2', aktenzeichenPolizei, { aktenzeichenLeser: aktenzeichen }),
    stand: { code: 'termin-vereinbart' },
    sachbearbeitung: {
      organisationseinheit: 'Verkehrsgruppe',
      name: 'Moritz Muster',
      erreichbarkeit: [{ kanal: { listVersionID: '3', code: '02' }, kennung: '+49 9942 0000-17' }],
    },
    voraussichtlichBis: '2026-10-05',
    naechsteFrist: {
      bezeichnung: 'Vernehmung der Halterin als Zeugin',
      beginn: '2026-09-28',
      ende: '2026-10-02',
      rechtsgrundlage: '§ 161a StPO in Verbindung mit § 46 Abs. 1 und 2 OWiG',
    },
    bearbeitung: [
      {
        nachricht: ersuchen,
        eingegangenAm: '2026-09-21T10:16:01.731+02:00',
        stand: { code: 'termin-vereinbart' },
      },
    ],
    hinweis: 'Die Halterin ist geladen.',
  }),
  'administration.erinnerung.0040': () => ({
    ...rahmen('administration.erinnerung.0040', 'bussgeldbehoerde', 'polizei', '2026-10-06T07:45:00.000+02:00', '1120'),
    vorgang: vorgang('owig-46-2', aktenzeichen, {
      aktenzeichenLeser: aktenzeichenPolizei,
      erbetenBis: '2026-10-09',
      dringlichkeit: { code: 'eilt' },
      verjaehrung: { fristende: '2026-11-14', absolutesEnde: '2028-08-14' },
    }),
    offeneNachricht: ersuchen,
    faelligAm: '2026-10-05',
    nummer: 1,
    hinweis: 'Ohne Anhörung oder andere Unterbrechung verjährt die Verfolgung mit Ablauf des 14. November 2026.',
  }),
  'administration.ruecknahme.0050': () => ({
    ...rahmen(
      'administration.ruecknahme.0050',
      'messstelle',
      'bussgeldbehoerde',
      '2026-08-16T08:30:00.000+02:00',
      '1010',
    ),
    vorgang: vorgang('owig-53', 'PD-C-2026-081500042'),
    zurueckgenommen: anzeige,
    grund: { code: 'fehlerhaft' },
    ersetztDurch: '10100000-0000-4000-8000-000000001012',
    begruendung: 'Das Messprotokoll gehört zu einer anderen Messreihe.',
  }),
  'administration.ruecknahmebestaetigung.0051': () => ({
    ...rahmen(
      'administration.ruecknahmebestaetigung.0051',
      'bussgeldbehoerde',
      'messstelle',
      '2026-08-17T07:58:20.000+02:00',
      '0050',
    ),
    vorgang: vorgang('owig-53', aktenzeichen, { aktenzeichenLeser: 'PD-C-2026-081500042' }),
    zurueckgenommen: anzeige,
    ergebnis: { code: 'ausgefuehrt' },
    ausgefuehrtAm: '2026-08-17T07:58:20.000+02:00',
    datenGeloescht: false,
    schonGeschehen: [{ bezeichnung: 'Eingang der Anzeige', zeitpunkt: '2026-08-15T18:05:04+02:00' }],
    erlaeuterung: 'Die Anzeige bleibt als Nachweis in der Akte; die berichtigte tritt an ihre Stelle.',
  }),
};
