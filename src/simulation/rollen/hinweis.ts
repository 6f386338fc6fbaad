import type { Akte } from '../akte.ts';
import { notiere, type Sachbearbeitung, uuidVon } from '../handlung.ts';

const mit = (akte: Akte, uuid: string, typ: string, tag: string) =>
  notiere({ hinweise: [...(akte.hinweise ?? []), { uuid, typ, tag }] });

/** What every office does with a warning or a reminder, whoever sends it: it notes it in the file and goes on as it was. */
export const mitHinweisen = (rolle: Sachbearbeitung): Sachbearbeitung => ({
  ...rolle,
  eingang: {
    'verfahren.verjaehrungswarnung.4030': (akte, nachricht) => [
      mit(akte, uuidVon(nachricht), nachricht.typ, nachricht.fristende),
    ],
    'administration.erinnerung.0040': (akte, nachricht) => [
      mit(akte, uuidVon(nachricht), nachricht.typ, nachricht.faelligAm),
    ],
    ...rolle.eingang,
  },
});
