import { type Loeschbericht, type Loeschgrenzen, loesche } from '../ledger/index.ts';
import { asFault } from '../platform/errors.ts';
import type { GatewayProfile } from '../profile/index.ts';
import { deletionLeaf } from '../transparency/index.ts';
import type { GatewayContext } from './context.ts';

const DAY_MS = 86_400_000;
/** First look after the start at the latest, in milliseconds. */
const FIRST_MS = 60_000;

/** What may be deleted at an instant, by the times of a profile. */
export const loeschgrenzen = ({ aufbewahrung }: Pick<GatewayProfile, 'aufbewahrung'>, now: Date): Loeschgrenzen => ({
  inhalt: new Date(now.getTime() - aufbewahrung.inhaltTage * DAY_MS),
  salze: new Date(now.getTime() - aufbewahrung.salzTage * DAY_MS),
});

/** The recurring deletion of what must be kept no longer. */
export interface Aufbewahrung {
  /** Lets the page in hand end, and runs no more. */
  stop(): Promise<void>;
}

const deleted = ({ inhalte, salze }: Loeschbericht): number =>
  Object.values(inhalte).reduce((sum, count) => sum + count, salze);

/**
 * Deletes at intervals what the profile's times allow; of several gateways one at a time does. A failure is a line in
 * the log and ends nothing.
 */
export function starteAufbewahrung(context: GatewayContext): Aufbewahrung {
  const { settings, ledger, log, clock } = context;
  const ending = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let current: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    try {
      const grenzen = loeschgrenzen(context.profile.gateway, clock.now());
      const bericht = await loesche(ledger.pool, grenzen, deletionLeaf, ending.signal);
      if (deleted(bericht) > 0) log.info({ ...bericht }, 'retention deleted');
    } catch (error) {
      log.error({ code: asFault(error).code }, 'retention ended, the next run goes on');
    }
  };
  const plan = (ms: number): void => {
    timer = setTimeout(() => {
      current = run().finally(() => {
        if (!ending.signal.aborted) plan(settings.retentionIntervalMs);
      });
    }, ms).unref();
  };
  if (settings.retentionIntervalMs > 0) plan(Math.min(FIRST_MS, settings.retentionIntervalMs));
  return {
    stop: async () => {
      ending.abort();
      clearTimeout(timer);
      await current;
    },
  };
}
