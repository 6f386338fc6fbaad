import type { Verjaehrung, Zeuge } from '../generated/types.ts';
import type { MessageType } from '../message.ts';
import { aktenzeichen, dokument, fahrzeug, rahmen, type Samples, sampleUuid, tat, vorgang } from './case.ts';

const messbeamter: Zeuge = {
  name: 'Max Mustermann',
  dienstbezeichnung: 'PHM',
  dienststelle: 'Polizeidirektion Chemnitz',
};

const nachBescheid: Verjaehrung = {
  fristende: '2027-05-31',
  absolutesEnde: '2028-08-14',
  letzteUnterbrechung: { tatbestand: { code: '09' }, datum: '2026-12-01' },
};

/** Report of the measuring police and its confirmation; questions after an appeal and their answers. */
export const anzeige: Samples<Extract<MessageType, `anzeige.${string}`>> = {
  'anzeige.uebermittlung.1010': () => ({
    ...rahmen('anzeige.uebermittlung.1010', 'messstelle', 'bussgeldbehoerde', '2026-08-15T18:05:00.000+02:00'),
    vorgang: vorgang('owig-53', 'PD-C-2026-081500042', {
      dringlichkeit: { code: 'normal' },
      verjaehrung: { fristende: '2026-11-14', absolutesEnde: '2028-08-14' },
    }),
    tat,
    fahrzeug,
    betroffene: { unbekannt: true },
    verwarnung: { angeboten: false },
    beweismittel: [
      { bezeichnung: 'Messung mit Lichtbild', dokument: dokument('messprotokoll', 'messreihe.pdf', '2026-08-15') },
      {
        bezeichnung: 'Zeugnis des Messbeamten',
        zeuge: messbeamter,
      },
    ],
    dokument: [dokument('eichschein', 'eichschein-mr-0042.pdf', '2025-12-10')],
  }),
  'anzeige.eingang.1011': () => ({
    ...rahmen('anzeige.eingang.1011', 'bussgeldbehoerde', 'messstelle', '2026-08-17T08:12:30.000+02:00', '1010'),
    vorgang: vorgang('owig-53', aktenzeichen, { aktenzeichenLeser: 'PD-C-2026-081500042' }),
    eingegangenAm: '2026-08-15T18:05:04.000+02:00',
    aktenzeichen,
    stand: { code: 'in-bearbeitung' },
    sachbearbeitung: {
      organisationseinheit: 'Referat 99, Verkehrsordnungswidrigkeiten',
      name: 'Anna Beispiel',
      erreichbarkeit: [{ kanal: { listVersionID: '3', code: '01' }, kennung: 'zbs@lds.example' }],
    },
  }),
  'anzeige.nachermittlung.1020': () => ({
    ...rahmen('anzeige.nachermittlung.1020', 'bussgeldbehoerde', 'messstelle', '2026-12-29T09:15:00.000+01:00'),
    vorgang: vorgang('owig-69', aktenzeichen, {
      aktenzeichenLeser: 'PD-C-2026-081500042',
      erbetenBis: '2027-01-08',
      dringlichkeit: { code: 'normal' },
      verjaehrung: nachBescheid,
    }),
    anlass: { code: 'zwischenverfahren' },
    anzeige: {
      nachrichtenUUID: sampleUuid('1010'),
      nachrichtentyp: { code: 'anzeige.uebermittlung.1010' },
      erstellungszeitpunkt: '2026-08-15T18:05:00.000+02:00',
    },
    auftrag: [
      { nummer: 1, frage: 'War das Zeichen 274 zur Tatzeit in Fahrtrichtung stadtauswärts gut sichtbar aufgestellt?' },
      {
        nummer: 2,
        dienstlicheAeusserung: { zeuge: messbeamter, thema: 'Aufstellung des Messgeräts und Ablauf der Messung' },
      },
      { nummer: 3, unterlage: { art: { code: 'eichschein' } } },
      {
        nummer: 4,
        unterlage: { art: { code: 'rohmessdaten' }, naehereBezeichnung: 'Fall 42 der Messreihe vom 15. August 2026' },
      },
    ],
    dokument: [dokument('einspruch', 'einspruch.pdf', '2026-12-23')],
    hinweis: 'Die Verteidigung bestreitet die ordnungsgemäße Messung.',
  }),
  'anzeige.nachermittlungsergebnis.1021': () => ({
    ...rahmen(
      'anzeige.nachermittlungsergebnis.1021',
      'messstelle',
      'bussgeldbehoerde',
      '2027-01-07T14:20:00.000+01:00',
      '1020',
    ),
    vorgang: vorgang('owig-69', 'PD-C-2026-081500042', { aktenzeichenLeser: aktenzeichen }),
    ergebnis: [
      { nummer: 1, antwort: 'Ja. Das Zeichen stand beidseitig 150 Meter vor der Messstelle.' },
      {
        nummer: 2,
        dienstlicheAeusserung: {
          zeuge: messbeamter,
          abgegebenAm: '2027-01-05',
          text: 'Das Gerät war nach der Bedienungsanleitung aufgestellt; Besonderheiten gab es nicht.',
          dokument: dokument('stellungnahme', 'dienstliche-aeusserung.pdf', '2027-01-05'),
        },
      },
      {
        nummer: 3,
        unterlage: {
          art: { code: 'eichschein' },
          dokument: [dokument('eichschein', 'eichschein-mr-0042.pdf', '2025-12-10')],
        },
      },
      { nummer: 4, nichtMoeglich: 'Das Gerät speichert keine Rohmessdaten; die Falldatei wird nachgereicht.' },
    ],
    vollstaendig: false,
    dokument: [dokument('sonstiges', 'beschilderungsplan.pdf', '2026-03-02')],
    hinweis: 'Die Falldatei folgt bis zum 15. Januar 2027.',
  }),
};
