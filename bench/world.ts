import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { loadKeyStore, TrustStore, tlsOptions } from '../src/crypto/index.ts';
import { type RunningGateway, startGateway } from '../src/gateway/index.ts';
import { Konnektor, TlsClient } from '../src/konnektor/index.ts';
import { type Database, ensureDatabase, migrate, roleOf } from '../src/ledger/index.ts';
import { loadSettings, packageRoot, type Settings } from '../src/platform/index.ts';
import { initPki, loadProfile } from '../src/profile/index.ts';
import { READER, SENDER, Stock } from './stock.ts';

export type SuiteName = 'ec' | 'rsa';

/** Size of content with signature in the tables, in bytes: "10 KB". */
export const CONTENT_BYTES = 10_240;
/** Requests and transactions at once, wherever something runs side by side. */
export const WIDTH = 16;
const CONNECTIONS = 8;

/** What a child process of the benchmark is told. */
export interface ChildTask {
  readonly role: 'gateway' | 'reader' | 'bare' | 'flood';
  readonly settings: Partial<Record<keyof Settings, unknown>> & { readonly pkiDir: string };
  readonly dir: string;
  /** for a flood: the gateway that it goes to */
  readonly target?: string;
}

/** A child process that serves HTTPS, or the flood, which has no address. */
export interface Served {
  readonly url: string;
  close(): Promise<void>;
}

/** A folder and a PostgreSQL server for one run; everything is deleted at its end. */
export class Ground {
  readonly dir = mkdtempSync(join(tmpdir(), 'blaupause-bench-'));
  readonly #databases: Database[] = [];

  /** A migrated database of its own on the run's server. */
  async database(name: string): Promise<Database> {
    const database = await ensureDatabase({ dataDir: join(this.dir, 'postgres'), database: name, temporary: true });
    this.#databases.push(database);
    await migrate(database.ownerUrl, { applicationRole: roleOf(database.url) });
    return database;
  }

  async close(): Promise<void> {
    const last = this.#databases.pop();
    for (const database of this.#databases) await database.release();
    await last?.destroy();
    rmSync(this.dir, { recursive: true, force: true });
  }
}

/** An installation of one suite: keys, gateway in this process with its ledger, sender, reader. */
export interface World {
  readonly suite: SuiteName;
  readonly dir: string;
  readonly settings: ChildTask['settings'];
  readonly database: Database;
  readonly gateway: RunningGateway;
  readonly reader: Konnektor;
  /** messages of {@link CONTENT_BYTES} */
  readonly stock: Stock;
  /** @param message in the place of the usual one, without attachment */
  stockOf(contentBytes: number, message?: Buffer): Stock;
  /** Starts a process of the installation. @param settings in the place of the usual ones @param target of a flood */
  serve(role: ChildTask['role'], settings?: Partial<ChildTask['settings']>, target?: string): Promise<Served>;
  /** a client with the sender's certificate */
  client(url: string): TlsClient;
  close(): Promise<void>;
}

/** Makes the installation: profile, keys, database, gateway. */
export async function openWorld(ground: Ground, suite: SuiteName, name: string = suite): Promise<World> {
  const dir = join(ground.dir, name);
  mkdirSync(dir, { recursive: true });
  const profile = join(dir, 'profil.yaml');
  writeFileSync(profile, profileOf(suite));
  const pkiDir = join(dir, 'pki');
  await initPki({ dir: pkiDir, profile: loadProfile(profile) });
  const database = await ground.database(`bench_${name}`);
  const settings = {
    port: 0,
    profile,
    pkiDir,
    dataDir: join(dir, 'daten'),
    databaseUrl: database.url,
    databaseOwnerUrl: database.ownerUrl,
    ratePerMinute: 10_000_000,
    logLevel: 'silent',
    fristenIntervalMs: 0, // the samples' answer periods are over
  };
  const gateway = await startGateway(loadSettings({}, undefined, settings));
  const reader = new Konnektor({ schluessel: READER, gateway: gateway.url, pkiDir });
  const keys = [SENDER, READER, gateway.context.profile.gateway.schluessel].map((key) => loadKeyStore(pkiDir, key));
  const [sender, ...readers] = keys;
  if (sender === undefined) throw new RangeError('no sender');
  const stockOf = (contentBytes: number, message?: Buffer) => new Stock(sender, readers, contentBytes, message);
  const { anchors, intermediates } = TrustStore.fromFolder(pkiDir).material();
  const { key, cert } = tlsOptions(sender.tls);
  return {
    suite,
    dir,
    settings,
    database,
    gateway,
    reader,
    stock: stockOf(CONTENT_BYTES),
    stockOf,
    serve: (role, other, target) =>
      serve({ role, settings: { ...settings, ...other }, dir, ...(target === undefined ? {} : { target }) }),
    client: (url) =>
      new TlsClient(url, { key, certificate: cert, ca: [...anchors, ...intermediates] }, { connections: CONNECTIONS }),
    close: async () => {
      await reader.close();
      await gateway.close();
    },
  };
}

/** The demonstration's profile: gateway, sender and reader have keys of the suite, all others EC keys for speed. */
function profileOf(suite: SuiteName): string {
  const demo = readFileSync(join(packageRoot, 'profiles', 'demo.yaml'), 'utf8');
  return demo
    .split(/(?=^ {2}- schluessel:)/m)
    .map((entry, at) => {
      const measured =
        at === 0 || entry.includes(`schluessel: "${SENDER}"`) || entry.includes(`schluessel: "${READER}"`);
      return entry.replace(/suite: (rsa|ec)/, `suite: ${measured ? suite : 'ec'}`);
    })
    .join('')
    .replace(/inhaltspruefung: \w+/, 'inhaltspruefung: pflicht');
}

const CHILD = fileURLToPath(new URL('child.ts', import.meta.url));

async function serve(task: ChildTask): Promise<Served> {
  const child = spawn(process.execPath, [CHILD, JSON.stringify(task)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const failed = once(child, 'exit').then(() => {
    throw new Error(`the process "${task.role}" ended`);
  });
  failed.catch(() => {});
  const [line] = (await Promise.race([once(createInterface({ input: child.stdout }), 'line'), failed])) as [string];
  return { url: line, close: () => end(child) };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = once(child, 'exit');
  child.stdin?.end();
  const late = setTimeout(() => child.kill('SIGKILL'), 120_000);
  await gone;
  clearTimeout(late);
}
