import { accessSync, constants, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { loadKeyStore, TrustStore } from '../crypto/index.ts';
import { Directory } from '../directory/index.ts';
import { openQueue } from '../dispatch/index.ts';
import { runFile } from '../gateway/index.ts';
import { fault, resolvePath, type Settings } from '../platform/index.ts';
import { loadProfile } from '../profile/index.ts';
import { Validator } from '../standard/index.ts';
import { checkCertificates, checkCrls, checkRevocation, type Finding } from './doctor-certificates.ts';
import { checkLogKey, checkRecurring, checkRedis, checkWorkerPort } from './doctor-services.ts';
import { environmentFault } from './environment.ts';
import { withStore } from './store.ts';

/** One finding of the doctor. */
export interface Diagnosis {
  readonly was: string;
  readonly stand: 'ok' | 'hinweis' | 'fehler';
  readonly text: string;
}

type Check = (settings: Settings) => Promise<Finding>;

/** Examines an installation, one check after the other; a check that fails does not end the rest. */
export async function* examine(settings: Settings): AsyncGenerator<Diagnosis> {
  for (const [was, check] of CHECKS) yield await diagnose(was, check, settings);
}

async function diagnose(was: string, check: Check, settings: Settings): Promise<Diagnosis> {
  try {
    const result = await check(settings);
    return typeof result === 'string'
      ? { was, stand: 'ok', text: result }
      : { was, stand: 'hinweis', text: result.hinweis };
  } catch (error) {
    return { was, stand: 'fehler', text: environmentFault(error).toGerman() };
  }
}

function writable(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return folder;
  } catch (cause) {
    throw fault('FILE', { detail: `${folder} ist nicht beschreibbar.`, cause });
  }
}

const directoryOf = (settings: Settings): Directory =>
  Directory.load(resolvePath(settings.pkiDir), resolvePath(settings.profile), {
    ...(settings.endpointsFile === undefined ? {} : { endpointsFile: settings.endpointsFile }),
  });

/** Where there is no PKI, three checks would complain about three different files. @throws PKI */
function requirePki({ pkiDir, profile }: Settings): void {
  if (existsSync(join(resolvePath(pkiDir), 'verzeichnis.yaml'))) return;
  const command = `blaupause pki init --dir ${pkiDir} --profile ${profile}`;
  throw fault('PKI', { detail: `${pkiDir} enthält keine PKI (verzeichnis.yaml); zum Ausprobieren: ${command}.` });
}

async function checkPki(settings: Settings): Promise<Finding> {
  loadProfile(settings.profile); // its own faults first
  requirePki(settings);
  const directory = directoryOf(settings);
  loadKeyStore(resolvePath(settings.pkiDir), directory.gateway.schluessel);
  const unreachable = directory.authorities.filter(
    (one) => one.zustellung === 'push' && directory.endpoint(one.schluessel) === undefined,
  );
  const text = `${directory.profile.profil} ${directory.profile.version}, ${directory.authorities.length} Behörden`;
  if (unreachable.length === 0) return text;
  return {
    hinweis: `${text}; ohne Adresse für die Zustellung: ${unreachable.map(({ kurz }) => kurz).join(', ')} (endpointsFile)`,
  };
}

/** A check that needs directory and trust store. */
const withTrust =
  (check: (directory: Directory, trust: TrustStore, pkiDir: string, at: Date) => Finding | Promise<Finding>): Check =>
  async (settings) => {
    requirePki(settings);
    const pkiDir = resolvePath(settings.pkiDir);
    return check(directoryOf(settings), TrustStore.fromFolder(pkiDir), pkiDir, new Date());
  };

const checkDatabase = (settings: Settings): Promise<string> =>
  withStore(settings, async ({ pool, database }) => {
    const { rows } = await pool.query<{ version: string }>("SELECT current_setting('server_version') AS version");
    return `PostgreSQL ${rows[0]?.version ?? '?'} (${database.embedded ? 'eingebettet' : 'eingestellt'}), Schema aktuell`;
  });

const checkQueue = (settings: Settings): Promise<Finding> =>
  withStore(settings, async ({ ledger, database }) => {
    const queue = await openQueue({
      redisUrl: settings.redisUrl,
      databaseUrl: database.url,
      prefix: settings.queuePrefix,
    });
    try {
      const { waiting, delayed } = await queue.counts();
      const dead = (await ledger.counts()).unzustellbar;
      const text = `${queue.backend}: ${waiting} bereit, ${delayed} verzögert`;
      return dead === 0 ? text : { hinweis: `${text}; ${dead} unzustellbar (blaupause queue dead)` };
    } finally {
      await queue.close();
    }
  });

async function checkPort({ host, port, dataDir }: Settings): Promise<Finding> {
  const run = readRun(runFile(dataDir));
  if (run !== undefined && alive(run.pid)) return { hinweis: `Hier läuft schon ein Gateway: ${run.url} (${run.pid}).` };
  await new Promise<void>((resolve, reject) => {
    const server = createServer();
    server.once('error', (cause) => reject(fault('PORT_IN_USE', { detail: `${host}:${port}.`, cause })));
    server.listen(port, host, () => server.close(() => resolve()));
  });
  if (run === undefined) return `${host}:${port} ist frei`;
  return {
    hinweis: `${host}:${port} ist frei; ${runFile(dataDir)} blieb von einem abgebrochenen Gateway zurück und wird beim nächsten Start ersetzt`,
  };
}

function readRun(file: string): { readonly url: string; readonly pid: number } | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const { url, pid } = JSON.parse(readFileSync(file, 'utf8')) as { url?: unknown; pid?: unknown };
    return { url: String(url), pid: Number(pid) };
  } catch {
    return { url: '?', pid: Number.NaN };
  }
}

function alive(pid: number): boolean {
  try {
    return Number.isInteger(pid) && pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const CHECKS: readonly (readonly [string, Check])[] = [
  ['Laufzeit', async () => `Node ${process.versions.node}, OpenSSL ${process.versions.openssl}`],
  ['Datenordner', async ({ dataDir }) => writable(dataDir)],
  ['Schemata', async () => `${new Validator().rules.length} Regeln geladen`],
  ['Profil und PKI', checkPki],
  ['Sperrlisten', withTrust((directory, trust, _, at) => checkCrls(directory, trust, at))],
  ['Sperrprüfung', withTrust((directory, trust, _, at) => checkRevocation(directory, trust, at))],
  ['Zertifikate', withTrust(checkCertificates)],
  ['Datenbank', checkDatabase],
  ['Protokoll', checkLogKey],
  ['Warteschlange', checkQueue],
  ['Redis', checkRedis],
  ['Dienste', async (settings) => checkRecurring(settings)],
  ['Port', checkPort],
  ['Workerport', checkWorkerPort],
];
