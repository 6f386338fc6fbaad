import { inhaltsplan, type Loeschbericht, type Loeschgrenzen, loesche } from '../ledger/index.ts';
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

const contents = ({ inhalte }: Pick<Loeschbericht, 'inhalte'>): number =>
  Object.values(inhalte).reduce((sum, count) => sum + count, 0);

/**
 * Deletes at intervals what the profile's times allow; of several gateways one at a time does. Afterwards it looks what
 * is left, by itself and whatever became of the deletion: metrics say whether anything is kept beyond its time. A
 * failure is a line in the log and ends nothing.
 */
export function starteAufbewahrung(context: GatewayContext): Aufbewahrung {
  const { settings, ledger, log, clock } = context;
  const { meter } = context.metrics;
  const ending = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let current: Promise<void> | undefined;
  for (const art of ['inhalt', 'salz']) meter.count('blaupause_retention_deleted_total', { art }, 0);
  const remove = async (grenzen: Loeschgrenzen): Promise<void> => {
    try {
      const bericht = await loesche(ledger.pool, grenzen, deletionLeaf, ending.signal);
      meter.count('blaupause_retention_deleted_total', { art: 'inhalt' }, contents(bericht));
      meter.count('blaupause_retention_deleted_total', { art: 'salz' }, bericht.salze);
      if (contents(bericht) + bericht.salze > 0) log.info({ ...bericht }, 'retention deleted');
      if (!ending.signal.aborted)
        meter.set('blaupause_retention_run_timestamp_seconds', {}, clock.now().getTime() / 1000);
    } catch (error) {
      log.error({ code: asFault(error).code }, 'retention ended, the next run goes on');
    }
  };
  const look = async (grenzen: Loeschgrenzen): Promise<void> => {
    try {
      const { offen, jung, ...reif } = await inhaltsplan(ledger.pool, grenzen);
      for (const [stand, anzahl] of Object.entries({ offen, jung, reif: contents(reif) }))
        meter.set('blaupause_content_stored', { stand }, anzahl);
      const oldest = reif.aeltester === undefined ? grenzen.inhalt : new Date(reif.aeltester);
      meter.set('blaupause_content_overdue_seconds', {}, (grenzen.inhalt.getTime() - oldest.getTime()) / 1000);
    } catch (error) {
      log.error({ code: asFault(error).code }, 'stored contents could not be counted');
    }
  };
  const run = async (): Promise<void> => {
    const grenzen = loeschgrenzen(context.profile.gateway, clock.now());
    await remove(grenzen);
    if (!ending.signal.aborted) await look(grenzen);
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
