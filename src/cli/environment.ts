import { asFault, type BlaupauseError, fault } from '../platform/errors.ts';

/** PostgreSQL's classes of error that mean a wrong setting: authorisation, unknown database, missing rights. */
const DATABASE_SETTING = /^(28|3D|42501)/;

/** What ended a command, as a catalogue error; a server that refuses a role is no fault of the gateway. */
export function environmentFault(error: unknown): BlaupauseError {
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (typeof code === 'string' && code.length === 5 && DATABASE_SETTING.test(code)) {
    return fault('DATABASE', { detail: `PostgreSQL meldet: ${String(message)}.`, cause: error });
  }
  return asFault(error);
}
