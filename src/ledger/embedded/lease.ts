import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { fault } from '../../platform/errors.ts';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { type Home, socketFolder } from './home.ts';
import { readPostmaster, startPostmaster, stopPostmaster } from './postmaster.ts';
import { ANWENDUNG, connectionUrl, provision, withVerwalter } from './provision.ts';

/**
 * Advisory lock of the maintenance database: every process that uses the server holds it shared for as long as it
 * lives (a killed process loses it with its connection), and only who gets it alone may stop the server.
 */
const LEASE_LOCK = 0x6270_0001;

const RELEASE_NAME = 'blaupause-freigabe';

/** Time in which a server that starts, recovers or stops must have made up its mind. */
const PATIENCE_MS = 150_000;

export interface Server {
  readonly binaries: Binaries;
  readonly account: Account;
  readonly home: Home;
}

/** The server's socket folder, after starting it where it does not run. Any number of processes may call it at once. */
async function running(server: Server, until: number): Promise<string> {
  const { binaries, account, home } = server;
  let elsewhere = false;
  for (;;) {
    const found = await readPostmaster(home);
    if (found) return found.socketFolder;
    try {
      const socket = await socketFolder(home, account, elsewhere);
      return (await startPostmaster(binaries, account, home, socket)).socketFolder;
    } catch (error) {
      const { message } = error as Error;
      const again: boolean = !elsewhere && /Unix/.test(message);
      // Children of a killed server that have not ended yet hold its shared memory for a moment.
      const dying = /shared memory block|lock file/.test(message) && Date.now() < until;
      if (!again && !dying) throw error;
      // Some mounted file systems carry no sockets.
      elsewhere ||= again;
      await sleep(100);
    }
  }
}

/**
 * Connects with the shared lock, starting the server as often as another process stops it in between: whoever holds
 * the lock alone is about to stop the server, so waiting for it ends with a broken connection and a new start.
 *
 * @throws DATABASE when the server does not come up or refuses our password
 */
async function acquire(server: Server, database: string): Promise<{ client: pg.Client; socket: string }> {
  const until = Date.now() + PATIENCE_MS;
  let last: unknown;
  while (Date.now() < until) {
    const socket = await running(server, until);
    let client: pg.Client | undefined;
    try {
      await provision(server.home, socket, database);
      client = new pg.Client({
        connectionString: connectionUrl(server.home, socket, 'anwendung', 'postgres'),
        application_name: 'blaupause-pacht',
        connectionTimeoutMillis: 10_000,
      });
      client.on('error', () => {});
      await client.connect();
      await client.query('SELECT pg_advisory_lock_shared($1)', [LEASE_LOCK]);
      return { client, socket };
    } catch (error) {
      await client?.end().catch(() => {});
      // 28xxx: the password or role is not what zugang.json says; waiting will not help.
      if (String((error as { code?: unknown }).code).startsWith('28'))
        throw fault('DATABASE', {
          detail: `${server.home.folder}/zugang.json passt nicht zur Datenbank (Rolle ${ANWENDUNG}).`,
          cause: error,
        });
      last = error;
      await sleep(50);
    }
  }
  throw fault('DATABASE', { detail: 'Die eingebettete PostgreSQL nimmt keine Verbindungen an.', cause: last });
}

/** This process's share in the running server. When the server dies, the share starts it again. */
export class Lease {
  readonly #server: Server;
  readonly #database: string;
  readonly #report: (event: string, error?: unknown) => void;
  #client: pg.Client;
  #released = false;
  /** where the server listens; stays the same over restarts unless the temporary folder changed */
  readonly socket: string;

  private constructor(
    server: Server,
    database: string,
    held: { client: pg.Client; socket: string },
    report: (event: string, error?: unknown) => void,
  ) {
    this.#server = server;
    this.#database = database;
    this.#report = report;
    this.#client = held.client;
    this.socket = held.socket;
    this.#watch(held.client);
  }

  /** Takes a share, starting the server where needed. @throws DATABASE */
  static async take(
    server: Server,
    database: string,
    report: (event: string, error?: unknown) => void,
  ): Promise<Lease> {
    return new Lease(server, database, await acquire(server, database), report);
  }

  #watch(client: pg.Client): void {
    client.once('end', () => {
      if (!this.#released) void this.#restore();
    });
  }

  async #restore(): Promise<void> {
    this.#report('PostgreSQL connection lost, restoring');
    for (let pause = 100; !this.#released; pause = Math.min(2 * pause, 5_000)) {
      try {
        const { client } = await acquire(this.#server, this.#database);
        if (this.#released) await client.end();
        else {
          this.#client = client;
          this.#watch(client);
          this.#report('PostgreSQL restored');
        }
        return;
      } catch (error) {
        this.#report('PostgreSQL could not be restored', error);
        await sleep(pause, undefined, { ref: false });
      }
    }
  }

  /** Gives the share back and stops the server when nobody else uses it. Call it after closing one's own pools. */
  async release(): Promise<void> {
    if (this.#released) return;
    this.#released = true;
    await this.#client.end().catch(() => {});
    if (!(await readPostmaster(this.#server.home))) return;
    await withVerwalter(
      this.#server.home,
      this.socket,
      async (client) => {
        const alone = await client.query<{ alone: boolean }>('SELECT pg_try_advisory_lock($1) AS alone', [LEASE_LOCK]);
        if (!alone.rows[0]?.alone) return;
        // Clients of ours without a share: a program that was given the URL.
        const others = await client.query(
          `SELECT 1 FROM pg_stat_activity WHERE backend_type = 'client backend'
             AND application_name LIKE 'blaupause%' AND application_name NOT IN ('blaupause-pacht', 'blaupause-verwaltung', $1) LIMIT 1`,
          [RELEASE_NAME],
        );
        // The lock stays ours until the server is gone: newcomers wait for it and start the server anew.
        if (others.rowCount === 0)
          await stopPostmaster(this.#server.binaries, this.#server.account, this.#server.home, 'fast');
      },
      RELEASE_NAME,
    ).catch((error: unknown) => this.#report('PostgreSQL keeps running', error));
  }

  /** Gives the share back and stops the server whoever uses it. */
  async stopForAll(): Promise<void> {
    this.#released = true;
    await this.#client.end().catch(() => {});
    await stopPostmaster(this.#server.binaries, this.#server.account, this.#server.home, 'immediate');
  }
}
