import { rm } from 'node:fs/promises';
import { fault } from '../../platform/errors.ts';
import { serverAccount } from './account.ts';
import { findBinaries } from './binaries.ts';
import { openHome, sharedFolders, shortSocketFolder } from './home.ts';
import { ensureData } from './initdb.ts';
import { Lease } from './lease.ts';
import { connectionUrl } from './provision.ts';

/** Where the embedded server keeps its data when nothing else is said, relative to the working folder. */
export const DEFAULT_DATA_DIR = '.blaupause/postgres';

export interface DatabaseOptions {
  /** an existing database (BLAUPAUSE_DATABASE_URL); nothing is started then */
  readonly url?: string | undefined;
  /** its owner for migrations (BLAUPAUSE_DATABASE_OWNER_URL); without it `url` is used for both */
  readonly ownerUrl?: string | undefined;
  /** folder of the embedded server, {@link DEFAULT_DATA_DIR} by default */
  readonly dataDir?: string | undefined;
  /** database on the embedded server, `blaupause` by default */
  readonly database?: string | undefined;
  /** allows {@link Database.destroy} to delete the data */
  readonly temporary?: boolean | undefined;
  /** hears what takes time: English, without values */
  readonly onProgress?: ((step: string) => void) | undefined;
  /** hears when the server was lost, restored or keeps running */
  readonly onEvent?: ((event: string, error?: unknown) => void) | undefined;
}

/** A database that is ready for connections. */
export interface Database {
  /** URL of the restricted application role */
  readonly url: string;
  /** URL of the owner, for migrations only */
  readonly ownerUrl: string;
  /** whether the server is ours */
  readonly embedded: boolean;
  /** where the embedded server's data lies (under root possibly elsewhere than asked for) */
  readonly folder?: string;
  /** Ends the use; the embedded server stops when no other process of ours uses it. Close pools before. */
  release(): Promise<void>;
  /** Stops a temporary embedded server and deletes its data. @throws USAGE when it is not temporary */
  destroy(): Promise<void>;
}

/**
 * Gives a database: the configured one, or the embedded PostgreSQL, made and started where needed. Processes that
 * name the same folder share one server; it outlives each of them, killed or not, and is restarted when it dies.
 *
 * @throws TOOL_MISSING (no binaries for this machine), FILE (folder not writable), DATABASE (does not start)
 */
export async function ensureDatabase(options: DatabaseOptions = {}): Promise<Database> {
  if (options.url !== undefined) return external(options.url, options.ownerUrl);
  const progress = options.onProgress ?? (() => {});
  const account = await serverAccount();
  const home = await openHome(options.dataDir ?? DEFAULT_DATA_DIR, account);
  const binaries = await findBinaries(account, sharedFolders());
  progress('preparing the data folder');
  if (await ensureData(binaries, account, home)) progress('data folder made');
  progress('starting PostgreSQL');
  const database = options.database ?? 'blaupause';
  const lease = await Lease.take({ binaries, account, home }, database, options.onEvent ?? (() => {}));
  progress('PostgreSQL ready');
  return {
    url: connectionUrl(home, lease.socket, 'anwendung', database),
    ownerUrl: connectionUrl(home, lease.socket, 'eigner', database),
    embedded: true,
    folder: home.folder,
    release: () => lease.release(),
    destroy: async () => {
      if (options.temporary !== true)
        throw fault('USAGE', { detail: `Die Daten in ${home.folder} sind nicht als vorläufig gekennzeichnet.` });
      await lease.stopForAll();
      await rm(home.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
      await rm(shortSocketFolder(home), { recursive: true, force: true });
    },
  };
}

function external(url: string, ownerUrl: string | undefined): Database {
  return {
    url,
    ownerUrl: ownerUrl ?? url,
    embedded: false,
    release: async () => {},
    destroy: async () => {
      throw fault('USAGE', { detail: 'Eine fremde Datenbank wird nicht gelöscht.' });
    },
  };
}
