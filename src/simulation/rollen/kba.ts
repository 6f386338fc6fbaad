import { absender, type Sachbearbeitung, sende, uuidVon } from '../handlung.ts';
import { personMitAnschrift } from './person.ts';

/** The Kraftfahrt-Bundesamt: an automatic procedure that answers at once who was holder of a vehicle. */
export const kba: Sachbearbeitung = {
  aktenzeichen: ({ fall }) => `KBA-${fall.tat.begangenAm.slice(0, 10).replaceAll('-', '')}-1`,
  eingang: {
    'fahrerermittlung.halterauskunft.1110': (_akte, nachricht, { szenario }) => {
      const { fahrzeug, halter } = szenario.fall;
      const bekannt = nachricht.fahrzeug.kennzeichen === fahrzeug.kennzeichen;
      return [
        sende({
          typ: 'fahrerermittlung.halterauskunftantwort.1111',
          an: absender(nachricht),
          referenzUUID: uuidVon(nachricht),
          vorgang: { rechtsgrundlage: 'stvg-35' },
          inhalt: bekannt
            ? {
                ergebnis: { code: 'treffer' },
                stichtag: nachricht.stichtag,
                halter: { natuerlichePerson: personMitAnschrift(halter) },
                fahrzeug,
              }
            : { ergebnis: { code: 'kein-treffer' }, stichtag: nachricht.stichtag },
        }),
      ];
    },
  },
};
