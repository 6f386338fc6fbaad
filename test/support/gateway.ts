import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Settings } from '../../src/platform/index.ts';
import { type TestDatabase, testDatabase } from '../store/database.ts';
import { type InstallationFiles, writeInstallation } from './profile.ts';

const CHILD = fileURLToPath(new URL('gateway-child.ts', import.meta.url));

/** What tests need to know of a running gateway; plain data, so that it can be handed to other processes. */
export interface GatewayAddress {
  readonly url: string;
  readonly pid: number;
  readonly pkiDir: string;
  readonly profile: string;
  readonly dataDir: string;
  /** restricted role */
  readonly databaseUrl: string;
  /** file with everything that gateway and worker wrote to standard error */
  readonly logFile: string;
}

/** A gateway of a test: real process, real TLS, real PostgreSQL. */
export interface TestGateway extends GatewayAddress {
  readonly database: TestDatabase;
  log(): string;
  /** Ends gateway and worker; database and files stay. */
  end(): Promise<void>;
  close(): Promise<void>;
}

interface StartOptions {
  readonly changeProfile?: (profile: string) => string;
  /** changes the files before the gateway starts */
  readonly prepare?: (files: InstallationFiles) => void;
}

/** Starts gateway and worker with a fresh PKI and a fresh database. */
export async function startTestGateway(
  settings: Partial<Record<keyof Settings, unknown>> = {},
  { changeProfile, prepare }: StartOptions = {},
): Promise<TestGateway> {
  const dir = mkdtempSync(join(tmpdir(), 'blaupause-gateway-'));
  const [database, files] = await Promise.all([testDatabase(4), writeInstallation(join(dir, 'anlage'), changeProfile)]);
  prepare?.(files);
  const logFile = join(dir, 'gateway.log');
  const { child, url } = await startChild(dir, files, database, logFile, settings);
  return {
    url,
    pid: child.pid ?? 0,
    pkiDir: files.pkiDir,
    profile: files.profile,
    dataDir: join(dir, 'daten'),
    databaseUrl: database.url,
    logFile,
    database,
    log: () => readFileSync(logFile, 'utf8'),
    end: () => end(child),
    close: async () => {
      await end(child);
      await database.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function startChild(
  dir: string,
  { profile, pkiDir }: InstallationFiles,
  database: TestDatabase,
  logFile: string,
  settings: Partial<Record<keyof Settings, unknown>>,
): Promise<{ child: ChildProcess; url: string }> {
  const all = {
    port: 0,
    profile,
    pkiDir,
    dataDir: join(dir, 'daten'),
    databaseUrl: database.url,
    databaseOwnerUrl: database.ownerUrl,
    databaseConnections: 8,
    fristenIntervalMs: 0, // sample messages are overdue: reminders of them would come in between
    ...settings,
  };
  const log = openSync(logFile, 'a');
  const child = spawn(process.execPath, [CHILD, JSON.stringify(all)], { stdio: ['pipe', 'pipe', log] });
  closeSync(log);
  const lines = createInterface({ input: child.stdout as Readable });
  const started = once(lines, 'line') as Promise<[string]>;
  const failed = once(child, 'exit').then(() => {
    throw new Error(`gateway did not start: ${readFileSync(logFile, 'utf8').slice(-2000)}`);
  });
  failed.catch(() => {});
  const [line] = await Promise.race([started, failed]);
  return { child, url: (JSON.parse(line) as { url: string }).url };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = once(child, 'exit');
  child.stdin?.end();
  const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await gone;
  clearTimeout(late);
}
