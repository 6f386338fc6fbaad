import { asFault } from '../../platform/errors.ts';
import type { GatewayContext } from '../context.ts';
import { laufe } from './lauf.ts';

/** The recurring run that hands undeliverable Sendungen back. */
export interface Rueckgabedienst {
  /** Lets the Sendung in hand end, and runs no more. */
  stop(): Promise<void>;
}

/**
 * Hands back at intervals, never twice at once in this process. A failure is a line in the log and ends nothing.
 */
export function starteRueckgabedienst(context: GatewayContext): Rueckgabedienst {
  const { settings, log } = context;
  const ending = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let current: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    try {
      const done = await laufe(context, ending.signal);
      if (done.zurueckgegeben > 0) log.warn({ ...done }, 'undeliverable Sendungen handed back');
    } catch (error) {
      log.error({ code: asFault(error).code }, 'run of returns ended, the next one goes on');
    }
  };
  const plan = (): void => {
    timer = setTimeout(() => {
      current = run().finally(() => {
        if (!ending.signal.aborted) plan();
      });
    }, settings.rueckgabeIntervalMs).unref();
  };
  if (settings.rueckgabeIntervalMs > 0) plan();
  return {
    stop: async () => {
      ending.abort();
      clearTimeout(timer);
      await current;
    },
  };
}
