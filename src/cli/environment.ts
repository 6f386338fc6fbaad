import { asFault, BlaupauseError, fault } from '../platform/errors.ts';

/** PostgreSQL's classes of error that mean a wrong setting: authorisation, unknown database, missing rights. */
const DATABASE_SETTING = /^(28|3D|42501)/;

/** What PostgreSQL says where our schema, a table, column or function of it is not there: empty, or of another version. */
const NO_SCHEMA = /^(3F000|42P01|42703|42883)$/;

/** Faults that the store throws with PostgreSQL's own error as their cause. */
const OF_THE_STORE: ReadonlySet<string> = new Set(['STORE_UNAVAILABLE', 'INTERNAL']);

/**
 * What ended a command, as a catalogue error. A server that is away, refuses a role or holds no store of ours is no fault
 * of the gateway, and what the catalogue tells senders then (send again) is not what an operator has to do.
 */
export function environmentFault(error: unknown): BlaupauseError {
  const cause = error instanceof BlaupauseError && OF_THE_STORE.has(error.code) ? error.cause : error;
  const { code, message } = (cause ?? {}) as { code?: unknown; message?: unknown };
  const told = typeof code === 'string' && !(cause instanceof BlaupauseError);
  if (told && NO_SCHEMA.test(code)) {
    const detail =
      'In dieser Datenbank liegt kein Speicher dieser Version; beim Start von Gateway oder Worker wird er angelegt oder erneuert.';
    return fault('DATABASE', { detail, cause });
  }
  const away = error instanceof BlaupauseError && error.code === 'STORE_UNAVAILABLE' && cause instanceof Error;
  if (away || (told && DATABASE_SETTING.test(code))) {
    return fault('DATABASE', { detail: `PostgreSQL meldet: ${String(message)}.`, cause });
  }
  return asFault(error);
}
