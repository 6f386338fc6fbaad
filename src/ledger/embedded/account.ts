import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { fault } from '../../platform/errors.ts';

const run = promisify(execFile);

/** The system user made when root has no `postgres` user to hand the server to. */
const CREATED_USER = 'blaupause-postgres';

/** As whom the server runs. PostgreSQL refuses root, so root hands it to a system user without rights of its own. */
export interface Account {
  readonly name: string;
  /** set only where it differs from this process, that is under root */
  readonly ids?: { readonly uid: number; readonly gid: number };
}

async function lookUp(name: string): Promise<Account | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { name, ids: { uid: Number(uid.stdout), gid: Number(gid.stdout) } };
  } catch {
    return undefined;
  }
}

/**
 * Finds the account for the server: this process's own, or under root the system user `postgres`, or a system user
 * made for it once.
 *
 * @throws TOOL_MISSING when root has no such user and cannot make one
 */
export async function serverAccount(): Promise<Account> {
  if (process.getuid?.() !== 0) return { name: 'own' };
  for (const name of ['postgres', '_postgres', CREATED_USER]) {
    const account = await lookUp(name);
    if (account) return account;
  }
  const made = await run('useradd', [
    ...['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin'],
    CREATED_USER,
  ]).catch((cause: unknown) => cause);
  // Another process may have made the user in the meantime: only its absence is a fault.
  const account = await lookUp(CREATED_USER);
  if (account) return account;
  throw fault('TOOL_MISSING', {
    detail:
      'Die eingebettete PostgreSQL läuft nicht als root, und ein Systembenutzer ließ sich nicht anlegen (useradd). Einen Benutzer „postgres“ anlegen.',
    cause: made,
  });
}

/** Options of `child_process` that make a child run as this account. */
export const asAccount = (account: Account): { uid?: number; gid?: number } => account.ids ?? {};

/** Whether the account can enter a folder and write into it (asked as that account, so ACLs and mounts count). */
export async function canWrite(account: Account, folder: string): Promise<boolean> {
  return run('/bin/sh', ['-c', 'cd "$1" && test -w .', 'sh', folder], { cwd: '/', ...asAccount(account) }).then(
    () => true,
    () => false,
  );
}
