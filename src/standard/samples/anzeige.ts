import { aktenzeichen, dokument, fahrzeug, rahmen, type Samples, tat, vorgang } from './case.ts';

/** Report of the measuring police and its confirmation. */
export const anzeige: Samples<'anzeige.uebermittlung.1010' | 'anzeige.eingang.1011'> = {
  'anzeige.uebermittlung.1010': () => ({
    ...rahmen('anzeige.uebermittlung.1010', 'messstelle', 'bussgeldbehoerde', '2026-08-15T18:05:00.000+02:00'),
    vorgang: vorgang('owig-53', 'PD-C-2026-081500042', {
      dringlichkeit: { code: 'normal' },
      verjaehrung: { fristende: '2026-11-14', absolutesEnde: '2028-08-14' },
    }),
    tat,
    fahrzeug,
    beschuldigter: { unbekannt: true },
    verwarnung: { angeboten: false },
    beweismittel: [
      { bezeichnung: 'Messung mit Lichtbild', dokument: dokument('messprotokoll', 'messreihe.pdf', '2026-08-15') },
      {
        bezeichnung: 'Zeugnis des Messbeamten',
        zeuge: { name: 'Max Mustermann', dienstbezeichnung: 'PHM', dienststelle: 'Polizeidirektion Chemnitz' },
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
};
