import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { type Database, ensureDatabase, Ledger, migrate, openPool, roleOf } from '../../src/ledger/index.ts';
import type { Settings } from '../../src/platform/index.ts';
import { type LogKey, loadOrCreateLogKey } from '../../src/transparency/index.ts';
import { postmasterPid } from '../store/processes.ts';
import { TestClient, tlsOf } from '../support/client.ts';
import { BGB, GATEWAY, KBA, POLIZEI, writeInstallation } from '../support/profile.ts';
import { ReaderBook, SenderBook } from './books.ts';
import { Part } from './part.ts';
import { type PartKind, PUSH_ATTEMPTS, type QueueKind } from './plan.ts';
import { TcpProxy } from './proxy.ts';
import { RedisServer } from './redis.ts';

export interface GroundOptions {
  readonly queue: QueueKind;
  /** modules that processes of a kind load first */
  readonly imports?: Partial<Record<PartKind, readonly string[]>>;
  readonly settings?: Partial<Record<keyof Settings, unknown>>;
  /** leads the database through a proxy */
  readonly databaseProxy?: boolean;
  /** where the embedded database keeps its data */
  readonly databaseDir?: string;
  /** starts one gateway instead of two */
  readonly single?: boolean;
}

/** One text behind the key of an authority in the profile. */
function inBlock(profile: string, schluessel: string, from: string, to: string): string {
  const [before = '', ...after] = profile.split(`"${schluessel}"`);
  return [before, after.join(`"${schluessel}"`).replace(from, to)].join(`"${schluessel}"`);
}

/**
 * A whole installation in processes of their own: two gateways behind a balancer, a worker, a sending authority, two
 * reading ones, and the database and Redis that belong to them. It lives over many runs; whatever is killed is started
 * again. The Bußgeldbehörde signs with EC keys where PostgreSQL carries the queue and with RSA keys where Redis does;
 * one reader has EC keys, the other RSA keys.
 */
export class Ground {
  readonly dir: string;
  readonly queue: QueueKind;
  readonly pkiDir: string;
  readonly database: Database;
  readonly pool: pg.Pool;
  readonly ledger: Ledger;
  readonly redis: RedisServer | undefined;
  readonly logKey: LogKey;
  readonly sender: SenderBook;
  readonly reader: ReaderBook;
  /** between authorities and gateways; the second one leads to the gateway that is not the first choice */
  readonly balancer: TcpProxy;
  readonly second: TcpProxy;
  /** between worker and the reader that is pushed to */
  readonly pushes: TcpProxy;
  readonly databaseProxy: TcpProxy | undefined;
  readonly parts = new Map<string, Part>();
  /** settings of gateway and worker */
  readonly settings: Partial<Record<keyof Settings, unknown>>;
  /** which gateway the balancer prefers, and whether the other one takes over where it is away */
  primary: 0 | 1 = 0;
  failover = true;
  /** how long what was killed stays away, in milliseconds */
  awayMs = 0;
  readonly #ports: (number | undefined)[] = [undefined, undefined];
  readonly #clients: (TestClient | undefined)[] = [undefined, undefined];
  readonly #options: GroundOptions;

  private constructor(options: GroundOptions, made: Made) {
    this.#options = options;
    this.queue = options.queue;
    this.dir = made.dir;
    this.pkiDir = made.pkiDir;
    this.database = made.database;
    this.pool = made.pool;
    this.ledger = made.ledger;
    this.redis = made.redis;
    this.logKey = made.logKey;
    this.balancer = made.balancer;
    this.second = made.second;
    this.pushes = made.pushes;
    this.databaseProxy = made.databaseProxy;
    this.settings = made.settings;
    this.sender = new SenderBook(join(made.dir, 'absender.sqlite'));
    mkdirSync(join(made.dir, 'leser'), { recursive: true });
    this.reader = new ReaderBook(join(made.dir, 'leser', 'leser.sqlite'));
  }

  /** Makes keys, stores and processes; some ten seconds. */
  static async open(options: GroundOptions): Promise<Ground> {
    const ground = new Ground(options, await make(options));
    ground.#start('gateway-0', 'gateway', 0);
    if (options.single !== true) ground.#start('gateway-1', 'gateway', 1);
    ground.#start('worker', 'worker');
    ground.#start('reader', 'reader');
    ground.#start('sender', 'sender');
    await ground.ready();
    return ground;
  }

  /** Resolves when every process is ready. */
  async ready(): Promise<void> {
    for (const part of this.parts.values()) await part.ready();
  }

  /** Processes of a kind; of the gateways the one that takes the traffic comes first. */
  partsOf(kind: PartKind): Part[] {
    const names = kind === 'gateway' ? [`gateway-${this.primary}`, `gateway-${1 - this.primary}`] : [kind];
    return names.flatMap((name) => this.parts.get(name) ?? []);
  }

  /** The number of the database's first process. */
  async postmaster(): Promise<number> {
    return (await postmasterPid(this.database.folder ?? '')) ?? 0;
  }

  /** Connections to each gateway that runs, past the balancer and in the sender's name. */
  direct(): TestClient[] {
    return this.#clients.flatMap((client) => client ?? []);
  }

  /** Leads the traffic as it should be led now. */
  steer({ cut = false } = {}): void {
    const [first, other] = [this.#ports[this.primary], this.#ports[1 - this.primary]];
    const to = first ?? (this.failover ? other : undefined);
    this.balancer.aim(to === undefined ? undefined : { port: to }, { cut });
    const beside = other ?? first;
    this.second.aim(beside === undefined ? undefined : { port: beside }, { cut });
  }

  async close({ keep = false } = {}): Promise<void> {
    await Promise.all([...this.parts.values()].map((part) => part.stop()));
    for (const client of this.#clients) client?.close();
    this.sender.close();
    this.reader.close();
    await Promise.all([this.balancer, this.second, this.pushes].map((proxy) => proxy.close()));
    await this.ledger.close();
    await this.pool.end();
    await this.databaseProxy?.close();
    await this.redis?.stop();
    if (keep) await this.database.release();
    else {
      await this.database.destroy();
      rmSync(this.dir, { recursive: true, force: true });
    }
  }

  #start(name: string, kind: PartKind, gateway?: 0 | 1): void {
    const imports = this.#options.imports?.[kind];
    this.parts.set(
      name,
      new Part({
        script: `${kind}.ts`,
        options: this.#optionsOf(kind),
        logFile: join(this.dir, `${name}.log`),
        cacheDir: join(tmpdir(), `blaupause-faults-cache-${process.getuid?.() ?? 0}`),
        ...(imports === undefined ? {} : { imports }),
        onLost: async () => {
          if (gateway !== undefined) this.#listens(gateway, undefined);
          await new Promise((resolve) => setTimeout(resolve, this.awayMs));
        },
        onReady: (port) => {
          if (gateway !== undefined) this.#listens(gateway, port);
          if (kind === 'reader') this.pushes.aim({ port }, { cut: true });
          if (kind === 'sender') this.parts.get(name)?.send({ look: true });
        },
      }),
    );
  }

  #listens(gateway: 0 | 1, port: number | undefined): void {
    this.#ports[gateway] = port;
    this.#clients[gateway]?.close();
    this.#clients[gateway] =
      port === undefined ? undefined : new TestClient(`https://localhost:${port}`, tlsOf(this.pkiDir, BGB));
    this.steer();
  }

  #optionsOf(kind: PartKind): object {
    const { pkiDir, dir } = this;
    const gateway = `https://localhost:${this.balancer.port}`;
    switch (kind) {
      case 'gateway':
      case 'worker':
        return this.settings;
      case 'sender':
        return {
          schluessel: BGB,
          pkiDir,
          book: join(dir, 'absender.sqlite'),
          gateways: [gateway, `https://localhost:${this.second.port}`],
        };
      case 'reader':
        return { pkiDir, gateway, gatewaySchluessel: GATEWAY, mailbox: POLIZEI, pushed: KBA, dir: join(dir, 'leser') };
    }
  }
}

type Made = Awaited<ReturnType<typeof make>>;

async function make({ queue, settings: given, databaseProxy: throughProxy, databaseDir }: GroundOptions) {
  const dir = mkdtempSync(join(tmpdir(), 'blaupause-faults-'));
  const [balancer, second, pushes] = await Promise.all([TcpProxy.start(), TcpProxy.start(), TcpProxy.start()]);
  const [files, database, redis] = await Promise.all([
    writeInstallation(join(dir, 'anlage'), (profile) => {
      const pushed = inBlock(profile, KBA, 'zustellung: postfach', 'zustellung: push');
      return queue === 'redis' ? inBlock(pushed, BGB, 'suite: ec', 'suite: rsa') : pushed;
    }),
    ensureDatabase({ dataDir: databaseDir ?? join(dir, 'datenbank'), temporary: true }),
    queue === 'redis' ? RedisServer.start(join(dir, 'redis')) : undefined,
  ]);
  await migrate(database.ownerUrl, { applicationRole: roleOf(database.url) });
  const pool = openPool(database.url, { name: 'faults', max: 4 });
  const socket = decodeURIComponent(new URL(database.url).host.replace(/:\d+$/, ''));
  const databaseProxy = throughProxy === true ? await TcpProxy.start({ path: `${socket}/.s.PGSQL.5432` }) : undefined;
  const through = (url: string): string =>
    databaseProxy === undefined ? url : url.replace(/@[^/]*\//, `@127.0.0.1:${databaseProxy.port}/`);
  const endpointsFile = join(dir, 'adressen.yaml');
  writeFileSync(endpointsFile, `"${KBA}": https://localhost:${pushes.port}\n`);
  const dataDir = join(dir, 'daten');
  const settings = {
    port: 0,
    profile: files.profile,
    pkiDir: files.pkiDir,
    dataDir,
    endpointsFile,
    databaseUrl: through(database.url),
    databaseOwnerUrl: through(database.ownerUrl),
    databaseConnections: 6,
    ...(redis === undefined ? {} : { redisUrl: redis.url }),
    fristenIntervalMs: 0, // sample messages are overdue: reminders of them would come in between
    checkThreads: 0,
    deliveryAttempts: PUSH_ATTEMPTS,
    deliveryBackoffMs: 50,
    deliveryTimeoutMs: 3000,
    deliveryLockMs: 1000,
    reconcileIntervalMs: 1000,
    logLevel: 'warn',
    ...given,
  };
  return {
    dir,
    pkiDir: files.pkiDir,
    database,
    pool,
    ledger: await Ledger.open(pool),
    redis,
    balancer,
    second,
    pushes,
    databaseProxy,
    settings,
    logKey: await loadOrCreateLogKey(
      join(dataDir, 'log', 'key.pem'),
      `bussgeld-blaupause/${GATEWAY.replace(':', '-')}`,
    ),
  };
}
