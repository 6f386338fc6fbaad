import { existsSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { redisState } from '../dispatch/index.ts';
import { checkLog } from '../gateway/index.ts';
import { BlaupauseError, fault, resolvePath, type Settings } from '../platform/index.ts';
import { loadProfile } from '../profile/index.ts';
import {
  type LogKey,
  latestCheckpoint,
  loadLogKey,
  logNamesOf,
  PublishedCheckpoint,
  readLogKey,
} from '../transparency/index.ts';
import type { Finding } from './doctor-certificates.ts';
import { withStore } from './store.ts';

/** How long a worker that may run already has to say so, in milliseconds. */
const ANSWER_MS = 2000;

/** Where a worker answers without TLS, so that it can be asked. */
const LOOPBACK = /^(127\.|localhost$|::1$)/;

/**
 * The log: its key is there and of this store, only its owner can read it, and the store has all that was published.
 *
 * @throws FILE, SETTINGS, LOG_BROKEN, LOG_BEHIND, LOG_CHECKPOINT
 */
export async function checkLogKey(settings: Settings): Promise<Finding> {
  const { logKeyFile, dataDir, logGeneration } = settings;
  const names = logNamesOf(loadProfile(settings.profile).gateway.schluessel, logGeneration);
  const path = logKeyFile === undefined ? join(dataDir, 'log', 'key.pem') : resolvePath(logKeyFile);
  const key = await (logKeyFile === undefined ? readLogKey(path, names) : loadLogKey(path, names));
  return withStore(settings, async ({ pool }) => {
    const last = await latestCheckpoint(pool);
    if (key === undefined) {
      if (last === undefined) return `${path} wird beim ersten Start des Gateways erzeugt`;
      const detail = `${path} fehlt, der Speicher hat aber ${last.size} Blätter: den Schlüssel aus der Sicherung zurücklegen.`;
      throw fault('LOG_BROKEN', { detail });
    }
    const file = join(dataDir, 'log', 'checkpoint');
    await checkLog(pool, key, await publishedIn(file, path, key));
    const text = `${key.verifierKey}, ${last?.size ?? 0} Blätter`;
    const remarks = [
      ...(readableByOthers(path) ? [`${path} ist für andere lesbar (chmod 600)`] : []),
      ...(last !== undefined && !existsSync(file)
        ? [`${file} fehlt: ein zu alter Speicher fiele nicht auf (docs/guides/sicherung.md)`]
        : []),
    ];
    return remarks.length === 0 ? text : { hinweis: [text, ...remarks].join('; ') };
  });
}

/** The published checkpoint that lies beside the data; with another key it is not of this one's log. */
async function publishedIn(file: string, keyFile: string, key: LogKey): Promise<PublishedCheckpoint> {
  try {
    return await PublishedCheckpoint.load(file, key.verifier);
  } catch (cause) {
    if (!(cause instanceof BlaupauseError && cause.code === 'LOG_CHECKPOINT')) throw cause;
    throw fault('LOG_BROKEN', { detail: `${file} ist nicht mit dem Schlüssel ${keyFile} signiert.`, cause });
  }
}

const readableByOthers = (path: string): boolean => (statSync(path).mode & 0o077) !== 0;

const KINDS = { single: 'ein Server', sentinel: 'Sentinels', cluster: 'Cluster' } as const;

/** What Redis does when it is full: it must keep what it has. @throws QUEUE */
export async function checkRedis({ redisUrl }: Settings): Promise<Finding> {
  if (redisUrl === undefined) return 'nicht eingestellt: PostgreSQL trägt die Warteschlange';
  const { kind, named, policy } = await redisState(redisUrl, 'blaupause-doctor');
  const text = kind === 'single' ? KINDS[kind] : `${KINDS[kind]}, ${named} Adressen`;
  if (policy === 'noeviction') return `${text}, noeviction`;
  return { hinweis: `${text}; maxmemory-policy ist ${policy ?? 'unbekannt'}, nötig ist noeviction` };
}

/** Where the worker answers for health and metrics: free, or a worker is there. @throws PORT_IN_USE, SETTINGS */
export async function checkWorkerPort({ workerHost, workerPort }: Settings): Promise<Finding> {
  if (workerPort === undefined) return 'nicht eingestellt (workerPort): keine Kennzahlen des Workers';
  const address = `${workerHost.includes(':') ? `[${workerHost}]` : workerHost}:${workerPort}`;
  const { promise, resolve } = Promise.withResolvers<NodeJS.ErrnoException | undefined>();
  const server = createServer();
  server.once('error', resolve);
  server.listen(workerPort, workerHost, () => server.close(() => resolve(undefined)));
  const cause = await promise;
  if (cause === undefined) return `${address} ist frei`;
  const detail = `workerPort: ${address}.`;
  if (cause.code !== 'EADDRINUSE') throw fault('SETTINGS', { detail, cause });
  if (!LOOPBACK.test(workerHost))
    return { hinweis: `${address} ist belegt; richtig ist das nur, wenn dort der Worker läuft.` };
  if (await isWorker(address)) return { hinweis: `Hier antwortet schon ein Worker: ${address}.` };
  throw fault('PORT_IN_USE', { detail, cause });
}

async function isWorker(address: string): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(ANSWER_MS);
    const answer = await fetch(`http://${address}/health/live`, { signal });
    return answer.ok && ((await answer.json()) as { status?: unknown }).status === 'ok';
  } catch {
    return false;
  }
}

const every = (ms: number): string => (ms < 120_000 ? `alle ${ms / 1000} s` : `alle ${Math.round(ms / 60_000)} min`);

/** What the gateway does by itself, and after which times it deletes. @throws PROFILE */
export function checkRecurring(settings: Settings): Finding {
  const { inhaltTage, salzTage } = loadProfile(settings.profile).gateway.aufbewahrung;
  const works = [
    ['Fristen', settings.fristenIntervalMs, 'fristenIntervalMs'],
    ['Rückgabe', settings.rueckgabeIntervalMs, 'rueckgabeIntervalMs'],
    [
      `Löschung (Inhalte nach ${inhaltTage}, Salze nach ${salzTage} Tagen)`,
      settings.retentionIntervalMs,
      'retentionIntervalMs',
    ],
  ] as const;
  const on = works.flatMap(([name, ms]) => (ms === 0 ? [] : [`${name} ${every(ms)}`]));
  const off = works.flatMap(([name, ms, key]) => (ms === 0 ? [`${name} ruht (${key}: 0)`] : []));
  const text = [...on, ...off].join(', ');
  return off.length === 0 ? text : { hinweis: text };
}
