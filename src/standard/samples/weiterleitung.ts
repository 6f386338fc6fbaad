import { sha256Hex } from '../../platform/ids.ts';
import { build } from '../build.ts';
import type { MessageType } from '../message.ts';
import { behoerden, rahmen, type Samples, sampleUuid, vorgangsUUID } from './case.ts';
import { fahrerermittlung } from './fahrerermittlung.ts';

const angabe = {
  nachrichtenUUID: sampleUuid('1120'),
  nachrichtentyp: { code: 'fahrerermittlung.ersuchen.1120' },
  erstellungszeitpunkt: '2026-09-21T10:15:58.117+02:00',
};

/** The request 1120 as it would have been, had it been addressed to the neighbouring station by mistake. */
const fehlgeleitet = (): Uint8Array => {
  const ersuchen = fahrerermittlung['fahrerermittlung.ersuchen.1120']();
  return build({
    ...ersuchen,
    nachrichtenkopf: { ...ersuchen.nachrichtenkopf, leser: behoerden.nachbarpolizei },
  });
};

/** What the neighbouring station does with a request that belongs to Viechtach. */
export const weiterleitung: Samples<Extract<MessageType, `weiterleitung.${string}`>> = {
  'weiterleitung.weiterleitung.0110': () => {
    const inhalt = fehlgeleitet();
    return {
      ...rahmen(
        'weiterleitung.weiterleitung.0110',
        'nachbarpolizei',
        'polizei',
        '2026-09-21T13:05:00.000+02:00',
        '1120',
      ),
      weiterleitendeStelle: [{ stelle: behoerden.nachbarpolizei, zeitpunkt: '2026-09-21T13:05:00.000+02:00' }],
      weitergeleitet: {
        ...angabe,
        vorgangsUUID,
        urspruenglicherAutor: behoerden.bussgeldbehoerde,
        urspruenglicherLeser: behoerden.nachbarpolizei,
        eingegangenAm: '2026-09-21T10:16:01.731+02:00',
        sha256: sha256Hex(inhalt),
        inhalt: Buffer.from(inhalt).toString('base64'),
      },
      grund: { code: 'oertlich' },
      bemerkung: 'Die Halterin wohnt im Dienstbereich der Polizeiinspektion Viechtach.',
    };
  },
  'weiterleitung.abgabenachricht.0120': () => ({
    ...rahmen(
      'weiterleitung.abgabenachricht.0120',
      'nachbarpolizei',
      'bussgeldbehoerde',
      '2026-09-21T13:05:01.000+02:00',
      '1120',
    ),
    nachricht: angabe,
    zustaendigeStelle: behoerden.polizei,
    weiterleitungsUUID: sampleUuid('0110'),
    weitergeleitetAm: '2026-09-21T13:05:00.000+02:00',
    grund: { code: 'oertlich' },
    kopieGeloescht: true,
    bemerkung: 'Die Polizeiinspektion Viechtach antwortet unmittelbar.',
  }),
  'weiterleitung.nichtzustaendigkeit.0130': () => ({
    ...rahmen(
      'weiterleitung.nichtzustaendigkeit.0130',
      'nachbarpolizei',
      'bussgeldbehoerde',
      '2026-09-22T08:10:00.000+02:00',
      '1120',
    ),
    nachricht: angabe,
    eingegangenAm: '2026-09-21T10:16:01.731+02:00',
    grund: { code: 'irrlaeufer' },
    zustaendigkeit: { zustaendigeStelle: behoerden.polizei },
    kopieGeloescht: true,
    bemerkung: 'Das Ersuchen war an die Nachbardienststelle gerichtet.',
  }),
};
