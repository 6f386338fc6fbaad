import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type Database, ensureDatabase, migrate, openPool, roleOf } from '../../src/ledger/index.ts';
import { packageRoot } from '../../src/platform/index.ts';
import { initPki, loadProfile, type Profile } from '../../src/profile/index.ts';
import { Helper } from './helpers.ts';
import type { ReaderFault } from './plant.ts';
import { parentOf } from './proc.ts';
import { Program } from './program.ts';
import type { JournalRequest, ReadTask } from './reader.ts';

/** How the installation under load is made. */
export interface StandRequest {
  /** folder for everything that it needs */
  readonly dir: string;
  readonly suite: 'profile' | 'ec' | 'rsa';
  readonly way: 'profile' | 'push' | 'postfach';
  readonly queue: string;
  readonly tell: (text: string) => void;
}

/** A process whose processor time and memory are watched. */
export interface Watched {
  readonly name: string;
  readonly pid: number;
  /** with all processes that it started: PostgreSQL has one for each connection */
  readonly tree: boolean;
}

/** Keys and profile of a run; one for all installations of it. */
export async function makeGround({
  dir,
  suite,
  way,
  tell,
}: StandRequest): Promise<{ pkiDir: string; profileFile: string }> {
  mkdirSync(dir, { recursive: true });
  const profileFile = join(dir, 'profil.yaml');
  writeFileSync(profileFile, profileOf(suite, way));
  const pkiDir = join(dir, 'pki');
  tell('makes the keys of the authorities');
  await initPki({ dir: pkiDir, profile: loadProfile(profileFile) });
  return { pkiDir, profileFile };
}

/** The profile of the demonstration, with other suites or ways of delivery where asked for. */
function profileOf(suite: StandRequest['suite'], way: StandRequest['way']): string {
  let text = readFileSync(join(packageRoot, 'profiles', 'demo.yaml'), 'utf8');
  if (suite !== 'profile') text = text.replace(/suite: (rsa|ec)/g, `suite: ${suite}`);
  if (way !== 'profile') text = text.replace(/zustellung: (push|postfach)/g, `zustellung: ${way}`);
  return text;
}

/**
 * A whole installation for the load: PostgreSQL, queue, gateway and worker as processes of their own, as an operator
 * runs them, and the reading authorities.
 */
export class Stand {
  readonly profile: Profile;
  readonly gateway: string;
  readonly database: Database;
  readonly watched: readonly Watched[];
  readonly programs: readonly Program[];
  readonly #readers: Helper;
  readonly #dir: string;
  readonly #end: () => Promise<void>;
  #journal = 0;
  /** what the readers have said last */
  effects = 0;

  private constructor(
    parts: { profile: Profile; gateway: string; database: Database; programs: Program[]; readers: Helper; dir: string },
    watched: readonly Watched[],
    end: () => Promise<void>,
  ) {
    this.profile = parts.profile;
    this.gateway = parts.gateway;
    this.database = parts.database;
    this.programs = parts.programs;
    this.#readers = parts.readers;
    this.#dir = parts.dir;
    this.watched = watched;
    this.#end = end;
    this.#readers.onProgress = ({ effects }) => {
      this.effects = Number(effects);
    };
  }

  /** @param name of the installation, its folder and its database */
  static async start(
    request: StandRequest,
    ground: { pkiDir: string; profileFile: string },
    name: string,
    prepare: (database: Database) => Promise<void> = async () => {},
  ): Promise<Stand> {
    const { tell } = request;
    const undo: (() => Promise<void>)[] = [];
    const end = async () => {
      for (const step of undo.splice(0).reverse()) await step();
    };
    try {
      const dir = join(request.dir, name);
      mkdirSync(dir, { recursive: true });
      const profile = loadProfile(ground.profileFile);
      tell(`${name}: starts PostgreSQL`);
      const database = await ensureDatabase({
        dataDir: join(request.dir, 'postgres'),
        database: `last_${name}`,
        temporary: true,
      });
      undo.push(() => database.release());
      await migrate(database.ownerUrl, { applicationRole: roleOf(database.url) });
      await prepare(database);
      const queue = await startQueue(request.queue, dir);
      undo.push(queue.end);
      const endpointsFile = join(dir, 'endpunkte.yaml');
      writeFileSync(endpointsFile, '');
      const settings = {
        port: 0,
        profile: ground.profileFile,
        pkiDir: ground.pkiDir,
        endpointsFile,
        dataDir: dir,
        databaseUrl: database.url,
        databaseOwnerUrl: database.ownerUrl,
        redisUrl: queue.url,
        queuePrefix: `last_${name}`,
        ratePerMinute: 10_000_000,
        logLevel: 'warn',
        // scenarios play in another year: the gateway's own warnings would be further messages
        fristenIntervalMs: 0,
      };
      tell(`${name}: starts gateway, readers and worker`);
      const gateway = new Program('gateway', settings, dir);
      undo.push(() => gateway.end());
      const { url = '' } = await gateway.ready();
      const readers = new Helper('readers', './reader.ts', {
        authorities: profile.behoerden.map(({ schluessel, zustellung }) => ({ schluessel, way: zustellung })),
        pkiDir: ground.pkiDir,
        gateway: url,
        gatewaySchluessel: profile.gateway.schluessel,
        dir,
      } satisfies ReadTask);
      undo.push(() => readers.end());
      const { endpoints } = await readers.next<{ endpoints: Record<string, string> }>('ready');
      writeFileSync(
        endpointsFile,
        Object.entries(endpoints)
          .map(([schluessel, address]) => `"${schluessel}": ${address}\n`)
          .join(''),
      );
      const worker = new Program('worker', settings, dir);
      undo.push(() => worker.end());
      await worker.ready();
      const watched: Watched[] = [
        { name: 'gateway', pid: gateway.pid, tree: false },
        { name: 'worker', pid: worker.pid, tree: false },
        { name: 'PostgreSQL', pid: await postmasterOf(database), tree: true },
        ...(queue.pid === undefined ? [] : [{ name: 'Redis', pid: queue.pid, tree: false }]),
        { name: 'readers', pid: readers.pid, tree: false },
      ];
      const parts = { profile, gateway: url, database, programs: [gateway, worker], readers, dir };
      return new Stand(parts, watched, end);
    } catch (error) {
      await end();
      throw error;
    }
  }

  /**
   * Begins a new journal of effects.
   *
   * @param plant what the readers do wrong from now on
   * @returns the file of the one before, complete
   */
  async nextJournal(plant?: ReaderFault): Promise<string> {
    const before = join(this.#dir, `wirkungen-${this.#journal}`);
    this.#journal += 1;
    const answer = this.#readers.next('journal');
    this.#readers.tell({ journal: `wirkungen-${this.#journal}`, plant } satisfies JournalRequest);
    await answer;
    return before;
  }

  /** @throws if gateway or worker has ended, with the end of its log */
  assertAlive(): void {
    for (const program of this.programs)
      if (!program.alive) throw new Error(`the ${program.name} has ended:\n${program.lastWords()}`);
  }

  close(): Promise<void> {
    return this.#end();
  }
}

/** Process id of the server: what started the process that answers a connection. 0 where it runs elsewhere. */
async function postmasterOf({ ownerUrl }: Database): Promise<number> {
  const pool = openPool(ownerUrl, { name: 'last', max: 1 });
  try {
    const { rows } = await pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    return parentOf(rows[0]?.pid ?? 0) ?? 0;
  } finally {
    await pool.end();
  }
}

/** A Redis of its own for `redis`, the given one for an address, none for `postgres`. */
async function startQueue(queue: string, dir: string): Promise<{ url?: string; pid?: number; end(): Promise<void> }> {
  if (queue === 'postgres') return { end: async () => {} };
  if (queue !== 'redis') return { url: queue, end: async () => {} };
  const port = await freePort();
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--dir', dir, '--appendonly', 'no', '--save', ''];
  const server: ChildProcess = spawn('redis-server', options, { stdio: 'ignore' });
  const gone = once(server, 'exit');
  gone.catch(() => {});
  return {
    url: `redis://127.0.0.1:${port}`,
    ...(server.pid === undefined ? {} : { pid: server.pid }),
    end: async () => {
      server.kill();
      await gone;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
