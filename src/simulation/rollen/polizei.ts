import { german } from '../../procedure/index.ts';
import type { Akte } from '../akte.ts';
import { beleg } from '../beleg.ts';
import {
  type Adressat,
  type Handlung,
  notiere,
  type Sachbearbeitung,
  sende,
  uuidVon,
  wiedervorlage,
} from '../handlung.ts';
import { personMitAnschrift } from './person.ts';

const ERSUCHEN = '1120';
const ZWISCHENSTAND = 'zwischenstand';
const ERGEBNIS = 'ergebnis';

/** The author of the request for investigation and its UUID, for the answer. */
const antwort = (akte: Akte): { an: Adressat; referenzUUID?: string } => {
  const ersuchen = akte.ersuchen[ERSUCHEN];
  return ersuchen === undefined
    ? { an: 'bussgeldbehoerde' }
    : { an: ersuchen.von as `${string}:${string}`, referenzUUID: ersuchen.uuid };
};

/** The police at the residence of the holder: asks there who drove. */
export const polizei: Sachbearbeitung = {
  aktenzeichen: ({ fall }) => `PI-VIE-${fall.tat.begangenAm.slice(0, 4)}-0921`,
  eingang: {
    'fahrerermittlung.ersuchen.1120': (akte, nachricht, { szenario, jetzt }) => {
      const { zwischenstandAm, ergebnisAm } = szenario.ablauf.polizei;
      const von = nachricht.nachrichtenkopf.autor.kennung;
      const { natuerlichePerson } = nachricht.halter;
      return [
        notiere({
          tat: nachricht.tat,
          fahrzeug: nachricht.fahrzeug,
          ...(natuerlichePerson === undefined ? {} : { halter: natuerlichePerson }),
          ersuchen: { ...akte.ersuchen, [ERSUCHEN]: { uuid: uuidVon(nachricht), von, am: jetzt } },
        }),
        ...(zwischenstandAm === undefined ? [] : [wiedervorlage(zwischenstandAm, '11:30', ZWISCHENSTAND)]),
        wiedervorlage(ergebnisAm, '15:40', ERGEBNIS),
      ];
    },
  },
  wiedervorlage: {
    [ZWISCHENSTAND]: (akte, { szenario }): Handlung[] => [
      sende({
        typ: 'fahrerermittlung.zwischenstand.1122',
        ...antwort(akte),
        vorgang: { rechtsgrundlage: 'owig-46-2' },
        inhalt: {
          stand: { code: 'termin-vereinbart' },
          voraussichtlichBis: szenario.ablauf.polizei.ergebnisAm,
          hinweis: 'Der Halter ist geladen.',
        },
      }),
    ],
    [ERGEBNIS]: (akte, { szenario, heute }): Handlung[] => {
      const { ergebnis } = szenario.ablauf.polizei;
      const gefunden = ergebnis === 'fahrer-festgestellt';
      const protokoll = beleg('vernehmungsprotokoll', 'zeugenvernehmung.pdf', heute, [
        'Vernehmung des Halters als Zeuge',
        `abgeschlossen am ${german(heute)}`,
      ]);
      return [
        sende({
          typ: 'fahrerermittlung.ergebnis.1121',
          ...antwort(akte),
          vorgang: { rechtsgrundlage: 'owig-46-2' },
          belege: [protokoll],
          inhalt: {
            ergebnis: { code: ergebnis },
            ...(gefunden ? { fahrer: personMitAnschrift(szenario.fall.fahrer) } : {}),
            durchgefuehrteMassnahme: [
              {
                massnahme: { code: 'halterbefragung' },
                am: heute,
                ergebnis: gefunden
                  ? 'Nach Belehrung auf dem Lichtbild eine Angehörige erkannt und benannt.'
                  : 'Nach Belehrung auf dem Lichtbild niemanden erkannt.',
              },
            ],
            protokoll: protokoll.referenz,
            hinweis: gefunden ? 'Die Fahrerin wurde nicht angehört.' : 'Weitere Ansätze bestehen nicht.',
          },
        }),
      ];
    },
  },
};
