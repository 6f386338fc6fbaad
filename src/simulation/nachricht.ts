import { packageVersion } from '../platform/index.ts';
import { type Beteiligte, build, type Message, nachrichtenkopf, type Vorgang } from '../standard/index.ts';
import type { Akte } from './akte.ts';
import type { Entwurf } from './handlung.ts';
import { inBerlin } from './zeit.ts';

/** Mark that every message of the simulation carries. */
export const TESTKENNUNG = 'Vorführung';

/** What makes a message of a draft. */
export interface Absendung {
  readonly uuid: string;
  readonly zeit: Date;
  readonly autor: Beteiligte;
  readonly leser: Beteiligte;
  readonly akte: Akte;
}

const vorgangAus = ({ vorgang }: Entwurf, { akte, leser }: Absendung): Vorgang => {
  const { rechtsgrundlage, ...rest } = vorgang;
  const aktenzeichenLeser = akte.fremdeAktenzeichen[leser.kennung];
  return {
    vorgangsUUID: akte.vorgangsUUID,
    aktenzeichenAutor: akte.aktenzeichen,
    ...(aktenzeichenLeser === undefined ? {} : { aktenzeichenLeser }),
    ...(akte.polizeilicheVorgangsnummer === undefined
      ? {}
      : { polizeilicheVorgangsnummer: [akte.polizeilicheVorgangsnummer] }),
    rechtsgrundlage: { code: rechtsgrundlage },
    ...rest,
    testvorgang: true,
  };
};

/**
 * Writes a draft as a message of the standard: header, case block and content.
 *
 * @returns UTF-8 of the message
 */
export function schreibeNachricht(entwurf: Entwurf, absendung: Absendung): Uint8Array {
  const { uuid, zeit, autor, leser } = absendung;
  const { referenzUUID } = entwurf;
  const kopf = nachrichtenkopf(entwurf.typ, {
    uuid,
    zeit,
    autor,
    leser,
    ...(referenzUUID === undefined ? {} : { referenzUUID }),
  });
  return build({
    typ: entwurf.typ,
    produkt: 'Bußgeld-Blaupause, Simulation',
    produkthersteller: 'Projekt Bußgeld-Blaupause',
    produktversion: packageVersion(),
    test: TESTKENNUNG,
    nachrichtenkopf: {
      ...kopf,
      identifikation: { ...kopf.identifikation, erstellungszeitpunkt: inBerlin(zeit) },
    },
    vorgang: vorgangAus(entwurf, absendung),
    ...entwurf.inhalt,
  } as Message);
}
