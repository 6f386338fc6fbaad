import { absender, geplant, notiere, type Sachbearbeitung, sende, uuidVon, wiedervorlage } from '../handlung.ts';
import { volleZahlung } from './zahlung.ts';

const ZAHLUNG = 'zahlung';

/** The paying office: takes note of what is due and reports what was paid. */
export const kasse: Sachbearbeitung = {
  aktenzeichen: ({ fall }) => `KAS-${fall.tat.begangenAm.slice(0, 10).replaceAll('-', '')}`,
  eingang: {
    'vollstreckung.rechtskraft.3010': (_akte, nachricht, lage) => {
      const { zahlungAm } = lage.szenario.ablauf.kasse;
      return [
        notiere({ rechtskraft: nachricht }),
        ...(zahlungAm === undefined
          ? []
          : [wiedervorlage(geplant(zahlungAm, 'ablauf.kasse.zahlungAm', lage), '14:00', ZAHLUNG)]),
      ];
    },
    'vollstreckung.erledigung.3070': () => [],
  },
  wiedervorlage: {
    [ZAHLUNG]: ({ rechtskraft }, { heute }) =>
      rechtskraft === undefined
        ? []
        : [
            sende({
              typ: 'vollstreckung.zahlung.3030',
              an: absender(rechtskraft),
              referenzUUID: uuidVon(rechtskraft),
              vorgang: { rechtsgrundlage: 'owig-94' },
              inhalt: volleZahlung(rechtskraft.forderung, heute, 'ueberweisung'),
            }),
          ],
  },
};
