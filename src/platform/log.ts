import { type Logger, pino } from 'pino';
import { inertJson } from './inert.ts';

export type { Logger };

/** Keys whose values never reach a log line, at any depth of the first two levels. */
const REDACTED = [
  'bytes',
  'xml',
  'inhalt',
  'nachricht',
  'person',
  'betroffener',
  'halter',
  'fahrer',
  'key',
  'password',
];

/**
 * Makes the structured logger: one JSON object a line on standard error, ISO time, no host name.
 * Characters that a terminal or a reader of logs would obey are escaped, whoever wrote them.
 * Callers log references (UUID, authority key, code, step), never content; `REDACTED` is the second line of defence.
 *
 * @param level pino level, `silent` for none
 * @param name which process speaks, e.g. `gateway`
 */
export const createLogger = (name: string, level: string): Logger =>
  pino(
    {
      name,
      level,
      base: { name },
      timestamp: pino.stdTimeFunctions.isoTime,
      hooks: { streamWrite: inertJson },
      redact: { paths: REDACTED.flatMap((key) => [key, `*.${key}`]), censor: '[entfernt]' },
    },
    pino.destination({ dest: 2, sync: true }),
  );
