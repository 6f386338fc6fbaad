import { asFault } from '../../platform/errors.ts';
import type { GatewayContext } from '../context.ts';
import { laufe } from './lauf.ts';
import { fristmelder } from './melder.ts';

/** First look after the start, in milliseconds: the gateway listens first. */
const FIRST_MS = 10_000;

/** The recurring run of warnings and reminders. */
export interface Fristendienst {
  /** Lets the message in hand end, and runs no more. */
  stop(): Promise<void>;
}

/**
 * Publishes the metrics of the watch and runs warnings and reminders at intervals: once soon after the start, then as
 * set, never twice at once in this process. A failure is a line in the log and ends nothing.
 */
export function starteFristendienst(context: GatewayContext): Fristendienst {
  const { settings, log, metrics, profile } = context;
  const melder = fristmelder(metrics.meter, context);
  const ending = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let current: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    try {
      const done = await laufe(context, melder, ending.signal);
      if (Object.values(done).some((count) => count > 0)) log.info({ ...done }, 'deadlines looked at');
    } catch (error) {
      log.error({ code: asFault(error).code }, 'run of warnings and reminders ended, the next one goes on');
    }
  };
  const plan = (ms: number): void => {
    timer = setTimeout(() => {
      current = run().finally(() => {
        if (!ending.signal.aborted) plan(settings.fristenIntervalMs);
      });
    }, ms).unref();
  };
  if (settings.fristenIntervalMs > 0 && profile.gateway.inhaltspruefung !== 'keine')
    plan(Math.min(FIRST_MS, settings.fristenIntervalMs));
  return {
    stop: async () => {
      ending.abort();
      clearTimeout(timer);
      await current;
    },
  };
}
