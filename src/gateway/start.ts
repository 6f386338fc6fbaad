import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Pool } from 'pg';
import { type KeyPair, type KeyStore, loadKeyStore, TrustStore } from '../crypto/index.ts';
import { Directory } from '../directory/index.ts';
import { openLedger } from '../ledger/index.ts';
import { type Clock, createLogger, fault, resolvePath, type Settings, systemClock } from '../platform/index.ts';
import { startTelemetry } from '../platform/telemetry/index.ts';
import type { Validator } from '../standard/index.ts';
import {
  type LogKey,
  LogReader,
  latestCheckpoint,
  loadLogKey,
  loadOrCreateLogKey,
  logNamesOf,
  PublishedCheckpoint,
  Sequencer,
  verifyOwnCheckpoint,
} from '../transparency/index.ts';
import { envelopeLimits } from '../xml/index.ts';
import { buildApp } from './app.ts';
import { starteAufbewahrung } from './aufbewahrung.ts';
import { Checks, loadValidator, type StandardFiles } from './checks/index.ts';
import type { GatewayContext } from './context.ts';
import { Drain } from './drain.ts';
import { starteFristendienst } from './fristen/dienst.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { starteRueckgabedienst } from './rueckgabe/index.ts';
import { publishGateway } from './store-metrics.ts';
import { TrustWatch } from './trust-watch.ts';

/** A running gateway. */
export interface RunningGateway {
  readonly app: FastifyInstance;
  readonly context: GatewayContext;
  /** e.g. `https://localhost:8443` */
  readonly url: string;
  /** Drains, stops accepting, lets running requests end, closes sequencer and ledger. */
  close(): Promise<void>;
}

/** Name of the run file below the data folder: address and process id of the running gateway. */
export const runFile = (dataDir: string): string => join(dataDir, 'run', 'gateway.json');

/** How often revocation lists, profile and endpoints are looked at for changes, in milliseconds. */
const RELOAD_MS = 5000;

/** A gateway that has to check contents must know every version that its directory announces. */
function checkStandards({ profile, authorities }: Directory, { versions }: Validator): void {
  if (profile.gateway.inhaltspruefung === 'keine') return;
  const announced = [profile.standards, ...authorities.map(({ standards }) => standards)].flat();
  for (const { namensraum, versionen } of announced) {
    const known = versions.find(({ namespace }) => namespace === namensraum);
    if (known === undefined || versionen.some((version) => version !== known.version))
      throw fault('PROFILE', {
        detail: `standards: ${namensraum} ${versionen.join(', ')} kennt dieses Gateway nicht.`,
      });
  }
}

/**
 * Starts a gateway from its settings: profile, PKI, database with migrations, log, HTTPS, warnings and reminders.
 *
 * @param clock what its day and its hour are
 * @throws PROFILE, PKI, SETTINGS, FILE, DATABASE, TOOL_MISSING, PORT_IN_USE
 */
export async function startGateway(settings: Settings, clock: Clock = systemClock): Promise<RunningGateway> {
  const log = createLogger('gateway', settings.logLevel);
  const pkiDir = resolvePath(settings.pkiDir);
  const directory = Directory.load(pkiDir, resolvePath(settings.profile), {
    ...(settings.endpointsFile === undefined ? {} : { endpointsFile: settings.endpointsFile }),
  });
  const { profile } = directory;
  const { schluessel, name } = profile.gateway;
  const keys = loadKeyStore(pkiDir, schluessel);
  const watch = new TrustWatch(log);
  const trust = TrustStore.fromFolder(pkiDir, watch.events);
  const standard = {
    folders: settings.standardFolders.map(resolvePath),
    catalog: settings.xmlCatalog === undefined ? undefined : resolvePath(settings.xmlCatalog),
  };
  const validator = loadValidator(standard);
  checkStandards(directory, validator);
  const logNames = logNamesOf(schluessel, settings.logGeneration);
  const logKey = await (settings.logKeyFile === undefined
    ? loadOrCreateLogKey(join(settings.dataDir, 'log', 'key.pem'), logNames)
    : loadLogKey(resolvePath(settings.logKeyFile), logNames));
  const logOrigin = logKey.name;
  const published = await PublishedCheckpoint.load(join(settings.dataDir, 'log', 'checkpoint'), logKey.verifier);
  const opened = await openLedger({
    name: 'gateway',
    max: settings.databaseConnections,
    dataDir: join(settings.dataDir, 'postgres'),
    url: settings.databaseUrl,
    ownerUrl: settings.databaseOwnerUrl,
  });
  const logReader = new LogReader(opened.pool, published);
  try {
    await checkLog(opened.pool, logKey, published);
  } catch (error) {
    await opened.close();
    throw error;
  }
  const metrics = createMetrics();
  const { logFailed: failed } = metrics;
  const sequencer = new Sequencer({ pool: opened.pool, key: logKey, published, logger: log, failed });
  const checks = makeChecks(settings, { trust, validator, standard, keys }, metrics);
  const context: GatewayContext = {
    settings,
    get profile() {
      return directory.profile; // as it stands after a reload: receipts name its version
    },
    directory,
    trust,
    ledger: opened.ledger,
    checks,
    keys,
    stelle: { schluessel, name },
    logOrigin,
    logReader,
    metrics,
    log,
    clock,
    drain: new Drain(),
  };
  publishGateway(context);
  const telemetry = await startTelemetry(metrics.meter, log, settings);
  const app = await buildApp(context);
  try {
    await listen(app, settings);
  } catch (error) {
    await app.close();
    await opened.close();
    throw error;
  }
  sequencer.start();
  const endWatch = watch.start(metrics.meter, context);
  const fristen = starteFristendienst(context);
  const rueckgabe = starteRueckgabedienst(context);
  const aufbewahrung = starteAufbewahrung(context);
  const reload = setInterval(() => {
    reloadFiles(context);
    // noted even where nobody asks for it; a store that is behind is said by the sequencer
    logReader.checkpoint().catch(() => {});
  }, RELOAD_MS).unref();
  const { port } = app.server.address() as AddressInfo;
  const url = `https://localhost:${port}`;
  const run = runFile(settings.dataDir);
  mkdirSync(dirname(run), { recursive: true });
  writeFileSync(run, JSON.stringify({ url, pid: process.pid, log: logKey.verifierKey }));
  log.info({ url, profil: profile.profil, log: logKey.verifierKey }, 'gateway listens');
  return {
    app,
    context,
    url,
    close: async () => {
      await context.drain.run(settings.drainSeconds);
      clearInterval(reload);
      endWatch();
      rmSync(run, { force: true });
      await Promise.all([fristen.stop(), rueckgabe.stop(), aufbewahrung.stop()]);
      await app.close();
      await checks.close();
      await sequencer.stop();
      await opened.close();
      await telemetry.close();
    },
  };
}

/** The checks: in the event loop with what the gateway has loaded, in threads with the same. */
function makeChecks(
  settings: Settings,
  loaded: { trust: TrustStore; validator: Validator; standard: StandardFiles; keys: KeyStore },
  metrics: Metrics,
): Checks {
  const { trust, validator, standard } = loaded;
  const { encryption, formerEncryption } = loaded.keys;
  const keyOnly = ({ key }: KeyPair) => ({ key });
  const keys = { encryption: keyOnly(encryption), former: formerEncryption.map(keyOnly) };
  const limits = { ...envelopeLimits, maxBytes: settings.maxBytes, maxTextLength: settings.maxBytes };
  return new Checks({ limits, trust, validator, keys }, standard, settings, metrics);
}

/**
 * A log that another key has signed must not go on under this one, nor one that has lost what was published: auditors
 * would see a fork.
 *
 * @throws LOG_BROKEN, LOG_BEHIND
 */
export async function checkLog(pool: Pool, logKey: LogKey, published: PublishedCheckpoint): Promise<void> {
  const last = await latestCheckpoint(pool);
  await published.assertContinuedBy(pool);
  if (last === undefined) return;
  try {
    verifyOwnCheckpoint(last.note, logKey.verifiers);
  } catch (cause) {
    throw fault('LOG_BROKEN', {
      detail: 'Der letzte Checkpoint in der Datenbank trägt einen anderen Schlüssel.',
      cause,
    });
  }
}

async function listen(app: FastifyInstance, { host, port }: Settings): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw fault('PORT_IN_USE', { detail: `${host}:${port}.`, cause });
    if (code === 'EACCES' || code === 'EADDRNOTAVAIL')
      throw fault('SETTINGS', { detail: `${host}:${port} (${code}).`, cause });
    throw cause;
  }
}

/** New revocation lists and directory entries count without a restart; a wrong file is logged and the old state kept. */
function reloadFiles({ trust, directory, log }: GatewayContext): void {
  for (const [what, source] of [['sperrlisten', trust] as const, ['verzeichnis', directory] as const]) {
    try {
      if (source.reload()) log.info({ what }, 'reloaded');
    } catch (error) {
      log.error({ what, fault: String(error) }, 'reload failed, former state kept');
    }
  }
}
