import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Konnektor, openEndpoint } from '../../src/konnektor/index.ts';
import { environmentName } from '../../src/platform/index.ts';
import { loadLogKey, logOriginOf, type NoteVerifier } from '../../src/transparency/index.ts';
import { root } from '../e2e/program.ts';
import { type TestDatabase, testDatabase } from '../store/database.ts';
import { until } from '../store/processes.ts';
import { type TestRedis, testRedis } from '../store/redis.ts';
import { tlsOf } from '../support/client.ts';
import { freePort } from '../support/port.ts';
import { GATEWAY, POLIZEI, writeInstallation } from '../support/profile.ts';
import { Balancer, isReady } from './balancer.ts';

const LAUNCHER = join(root, 'bin', 'blaupause.js');

/** One machine of the installation: a process of the real command line with a data folder of its own. */
export class Machine {
  readonly port: number | undefined;
  readonly #args: readonly string[];
  readonly #environment: NodeJS.ProcessEnv;
  readonly #logFile: string;
  #child: ChildProcess | undefined;

  constructor(kind: 'gateway' | 'worker', dataDir: string, settings: Readonly<Record<string, unknown>>) {
    this.port = settings['port'] as number | undefined;
    mkdirSync(dataDir, { recursive: true });
    this.#logFile = join(dataDir, 'ausgabe.txt');
    const own = Object.entries({ ...settings, dataDir }).filter(([, value]) => value !== undefined);
    this.#environment = Object.fromEntries(own.map(([key, value]) => [environmentName(key), String(value)]));
    this.#args = [LAUNCHER, kind, '--json'];
  }

  /** Starts it and waits until it says that it runs. */
  async start(): Promise<void> {
    const log = openSync(this.#logFile, 'a');
    const child = spawn(process.execPath, this.#args, {
      cwd: root,
      env: { ...process.env, ...this.#environment },
      stdio: ['ignore', 'pipe', log],
    });
    closeSync(log);
    this.#child = child;
    const told = once(child.stdout as Readable, 'data') as Promise<[Buffer]>;
    const gone = once(child, 'exit').then(([code]) => {
      throw new Error(`ended with ${code}: ${this.log().slice(-2000)}`);
    });
    gone.catch(() => {});
    const [line] = await Promise.race([told, gone]);
    const { ok } = JSON.parse(line.toString()) as { ok: boolean };
    if (!ok) throw new Error(line.toString());
  }

  /** @returns its exit code, null after SIGKILL */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<number | null> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const gone = once(child, 'exit') as Promise<[number | null]>;
    child.kill(signal);
    return (await gone)[0];
  }

  log(): string {
    return readFileSync(this.#logFile, 'utf8');
  }
}

/** Three gateways and two workers over one database and one Redis, behind a balancer, and a reader that is pushed to. */
export interface Installation {
  readonly pkiDir: string;
  readonly profile: string;
  readonly database: TestDatabase;
  readonly redis: TestRedis;
  readonly balancer: Balancer;
  /** of the log that all gateways write */
  readonly verifier: NoteVerifier;
  /** address of the balancer */
  readonly url: string;
  readonly gateways: readonly Machine[];
  readonly workers: readonly Machine[];
  /** how often each Sendung reached the reader's application, by UUID */
  readonly effects: ReadonlyMap<string, number>;
  /** A further machine with these settings. */
  machine(kind: 'gateway' | 'worker', name: string, settings: Readonly<Record<string, unknown>>): Machine;
  /** Waits until a gateway is ready and the balancer knows. */
  ready(gateway: Machine): Promise<void>;
  close(): Promise<void>;
}

export async function startInstallation(): Promise<Installation> {
  const dir = mkdtempSync(join(tmpdir(), 'blaupause-anlage-'));
  const pushed = (text: string): string => {
    const [before = '', after = ''] = text.split(`"${POLIZEI}"`);
    return `${before}"${POLIZEI}"${after.replace('zustellung: postfach', 'zustellung: push')}`;
  };
  const [database, redis, files] = await Promise.all([
    testDatabase(8),
    testRedis(),
    writeInstallation(join(dir, 'anlage'), pushed),
  ]);
  const { pkiDir, profile } = files;
  const logKeyFile = join(dir, 'log-key.pem');
  const made = spawn(process.execPath, [LAUNCHER, 'pki', 'log-key', logKeyFile, '--profile', profile]);
  const [code] = await once(made, 'exit');
  if (code !== 0) throw new Error(`no log key: ${code}`);

  const reader = new Konnektor({
    schluessel: POLIZEI,
    gateway: 'https://localhost:1',
    gatewaySchluessel: GATEWAY,
    pkiDir,
  });
  const effects = new Map<string, number>();
  const endpoint = await openEndpoint(reader, GATEWAY, () => {
    for (const { uuid } of reader.inbox.open()) {
      effects.set(uuid, (effects.get(uuid) ?? 0) + 1);
      reader.inbox.finish(uuid);
    }
  });
  const endpointsFile = join(dir, 'adressen.yaml');
  writeFileSync(endpointsFile, `${JSON.stringify({ [POLIZEI]: endpoint.url })}\n`);

  const shared = {
    profile,
    pkiDir,
    endpointsFile,
    logKeyFile,
    databaseUrl: database.url,
    databaseOwnerUrl: database.ownerUrl,
    databaseConnections: 8,
    redisUrl: redis.url,
    queuePrefix: `anlage-${process.pid}`,
    drainSeconds: 3,
    reconcileIntervalMs: 1000,
    fristenIntervalMs: 0,
    logLevel: 'info',
  };
  const machine: Installation['machine'] = (kind, name, settings) =>
    new Machine(kind, join(dir, name), { ...shared, ...settings });
  const ports = [await freePort(), await freePort(), await freePort()];
  const gateways = ports.map((port, at) => machine('gateway', `gateway-${at + 1}`, { port }));
  const workers = [1, 2].map((at) => machine('worker', `worker-${at}`, {}));
  const all = [...gateways, ...workers];
  const started = await Promise.allSettled(all.map((one) => one.start()));
  const failed = started.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') {
    await Promise.all([...all.map((one) => one.stop('SIGKILL')), redis.close(), database.close()]);
    throw failed.reason;
  }
  const { ca } = tlsOf(pkiDir);
  const balancer = new Balancer(ports, ca);
  return {
    pkiDir,
    profile,
    database,
    redis,
    balancer,
    verifier: (await loadLogKey(logKeyFile, logOriginOf(GATEWAY))).verifier,
    url: await balancer.listen(),
    gateways,
    workers,
    effects,
    machine,
    ready: async ({ port = 0 }) => {
      await until(() => isReady(port, ca));
      await balancer.look();
    },
    close: async () => {
      balancer.close();
      await Promise.all(all.map((one) => one.stop('SIGKILL')));
      await endpoint.close();
      await reader.close();
      await redis.close();
      await database.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
