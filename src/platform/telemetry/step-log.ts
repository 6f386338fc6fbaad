import type { Logger } from '../log.ts';
import type { Listener } from './journeys.ts';
import { lengthOf, outcomeOf } from './outcome.ts';

/**
 * Writes the way of each message to the log: every end of a way at `info` (a failed attempt at `warn`), every step at
 * `debug`. `uuid` is the message in all lines of all processes, `kennung` the request; refusals have a line of their
 * own where they are made.
 */
export const stepLog = (log: Logger): Listener => ({
  ...(log.isLevelEnabled('debug')
    ? {
        step: ({ step, uuid, kennung, code, empfaenger }, since) =>
          log.debug({ uuid, kennung, schritt: step, ms: rounded(since), code, empfaenger }, 'step'),
      }
    : {}),
  ended: (journey) => {
    const { way, uuid, kennung, code, empfaenger } = journey;
    const ausgang = outcomeOf(journey);
    if (uuid === undefined || way === 'queue' || ausgang === 'abgewiesen' || ausgang === 'unzustellbar') return;
    const fields = { uuid, kennung, weg: way, ausgang, code, empfaenger, ms: rounded(lengthOf(journey)) };
    if (ausgang === 'gescheitert') log.warn(fields, 'attempt failed');
    else if (ausgang === 'zurückgestellt' || ausgang === 'erledigt') log.debug(fields, 'put off or done before');
    else log.info(fields, 'way ended');
  },
});

const rounded = (ms: number | undefined): number | undefined =>
  ms === undefined ? undefined : Math.round(10 * ms) / 10;
