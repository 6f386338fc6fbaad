import type { Kopf } from '../../envelope/index.ts';
import { messageNumber } from '../../envelope/index.ts';
import type { Fristnotiz } from '../../ledger/index.ts';
import { type Datum, legalDay, type Ort, type Schritt } from '../../procedure/index.ts';
import type { GatewayContext } from '../context.ts';
import { type Lage, lageOf, type Umstaende } from './lage.ts';
import { fristtag } from './tage.ts';

/** What the gateway's own warning or reminder says, to be noted with it. */
export type Vermerk = Pick<Fristnotiz, 'gewarnt' | 'erinnert'>;

/** What a message means for the deadlines of its case. */
export interface Fristbezug {
  /** for the ledger; undefined where the gateway reads no contents */
  readonly notiz: Fristnotiz | undefined;
  /** the nearest day that the law sets, or else for which an answer is asked */
  readonly naechste: Datum | undefined;
}

/** What readings depend on beside the messages: clock, profile, directory. */
export const umstaendeOf = ({ clock, profile, directory }: GatewayContext): Umstaende => ({
  heute: legalDay(clock.now()),
  gateway: directory.gateway.schluessel,
  stufen: profile.gateway.fristen,
  ort: (schluessel) => {
    const known = schluessel === undefined ? undefined : directory.get(schluessel);
    const { land, ags } = known ?? directory.gateway;
    return known?.land === 'DE' ? ({ land: directory.gateway.land } as Ort) : ({ land, ags } as Ort);
  },
});

/**
 * A case of real life has a few dozen messages. One made longer is read by the next run instead, so that it does not
 * make each further message of it cost more.
 */
const READ_AT_ONCE = 200;

/** What is watched must never keep a message from being accepted: the case is read anew later. */
const lageSafely = (context: GatewayContext, steps: readonly Schritt[]): Lage | undefined => {
  try {
    return lageOf(steps, umstaendeOf(context));
  } catch (error) {
    context.log.error({ uuid: steps.at(-1)?.uuid, fault: String(error) }, 'deadlines of the case not read');
    return undefined;
  }
};

/**
 * Reads the case with the new message in it.
 *
 * @param earlier the accepted messages of the case; undefined where the gateway reads no contents
 * @param next the new message, with what its author wrote or, unread, with its header alone
 */
export const fristbezug = (
  context: GatewayContext,
  kopf: Kopf,
  earlier: readonly Schritt[] | undefined,
  next: Schritt,
  vermerk: Vermerk = {},
): Fristbezug => {
  const erbeten = fristtag(next.daten?.['erbetenBis']);
  if (earlier === undefined) return { notiz: undefined, naechste: erbeten };
  const gezaehlt = earlier.length + 1;
  const lage = gezaehlt > READ_AT_ONCE ? undefined : lageSafely(context, [...earlier, next]);
  if (lage === undefined)
    return { notiz: { gezaehlt, ungelesen: true, beantwortet: [], ...vermerk }, naechste: erbeten };
  const own = lage.wartend.find(({ uuid }) => uuid === next.uuid);
  const reminded = messageNumber(kopf.nachrichtentyp) === '0040' && next.bezug !== undefined;
  const notiz: Fristnotiz = {
    ...lage.stand,
    gezaehlt,
    beantwortet: lage.beantwortet.map(({ uuid }) => uuid),
    ersuchen: own && { faellig: own.faellig, rechtsgrundlage: own.rechtsgrundlage, naechste: own.naechste },
    gewarnt: vermerk.gewarnt,
    erinnert: vermerk.erinnert ?? (reminded ? { ersuchen: next.bezug } : undefined),
  };
  return { notiz, naechste: lage.naechsteFrist ?? own?.faellig ?? erbeten };
};
