import { sha256Hex } from '../../platform/ids.ts';
import { aktenzeichenPolizei, rahmen, type Samples, sampleUuid, vorgangsUUID } from './case.ts';

/** Refusal and receipt that could answer the request 1120. */
export const administration: Samples<'administration.rueckweisung.0010' | 'administration.quittung.0020'> = {
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
};
