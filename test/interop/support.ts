import { execFileSync, spawnSync } from 'node:child_process';
import type { KeyObject } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { selfSigned } from '../crypto/support.ts';

/** Whether a tool answers; without it the test says so in one line, and fails where CI is set. */
export const available = (present: boolean, what: string): boolean => {
  if (present) return true;
  if (process.env['CI']) throw new Error(`${what} is missing`);
  process.stdout.write(`skipped: ${what} is missing\n`);
  return false;
};

/** Whether a program of this name can be run. */
export const runs = (program: string, ...args: readonly string[]): boolean =>
  spawnSync(program, args, { stdio: 'pipe' }).status === 0;

export const fileExists = (path: string): boolean => existsSync(path);

/** The other implementations, asked for once per test file. */
export const hasJava = (): boolean =>
  available(runs('java', '-version') && runs('javac', '-version'), 'java (Debian: default-jdk-headless)');
export const hasXmlsec1 = (): boolean => available(runs('xmlsec1', '--version'), 'xmlsec1 (Debian: xmlsec1)');
export const hasXmllint = (): boolean => available(runs('xmllint', '--version'), 'xmllint (Debian: libxml2-utils)');

const jars = ['xmlsec.jar', 'slf4j-api.jar', 'slf4j-nop.jar'].map((name) => join('/usr/share/java', name));
export const hasSantuario = (): boolean =>
  hasJava() && available(jars.slice(0, 2).every(fileExists), 'Apache Santuario (Debian: libxml-security-java)');

/** Says in one line how much a test has compared. */
export const counted = (line: string): void => {
  process.stdout.write(`interop: ${line}\n`);
};

/** Names of files, and the certificate itself. */
export interface PemPair {
  readonly key: string;
  readonly certificate: string;
  readonly pem: string;
}

/** A folder with files for a foreign program, made at first use and removed by `using`. */
export class Workshop implements Disposable {
  #made: string | undefined;
  readonly #pairs = new Map<string, PemPair>();

  get #folder(): string {
    this.#made ??= mkdtempSync(join(tmpdir(), 'blaupause-interop-'));
    return this.#made;
  }

  write(name: string, content: string | Uint8Array): string {
    const path = join(this.#folder, name);
    writeFileSync(path, content, { mode: 0o600 });
    return path;
  }

  read(name: string): Buffer {
    return readFileSync(join(this.#folder, name));
  }

  path(name: string): string {
    return join(this.#folder, name);
  }

  /** Private key and self-signed certificate as PEM files; made once for a name. */
  keyPair(name: string, key: KeyObject): PemPair {
    const known = this.#pairs.get(name);
    if (known) return known;
    const pem = selfSigned(key);
    const pair = {
      key: this.write(`${name}.key.pem`, key.export({ format: 'pem', type: 'pkcs8' })),
      certificate: this.write(`${name}.pem`, pem),
      pem,
    };
    this.#pairs.set(name, pair);
    return pair;
  }

  [Symbol.dispose](): void {
    if (this.#made !== undefined) rmSync(this.#made, { recursive: true, force: true });
  }
}

/** Room for the answer of a program that has read a thousand documents. */
const ANSWER = 1024 * 1024 * 1024;

/** Runs a program and returns what it wrote; its error output is in the exception. */
export const run = (program: string, ...args: readonly string[]): Buffer =>
  execFileSync(program, args, { stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: ANSWER });

/** A job for a class of `peer/`: its name, then its arguments. */
export type PeerJob = readonly [worker: string, ...args: string[]];

const SOURCES = join(import.meta.dirname, 'peer');
const JDK_ONLY = ['Peer', 'Material', 'Concat', 'JdkSignature', 'EcdhEs'];
const WITH_SANTUARIO = [...JDK_ONLY, 'SantuarioEncryption', 'SantuarioCanonical'];

/** The implementations on the Java side, compiled at first use; {@link run} starts one virtual machine for all jobs. */
export class JavaPeer {
  readonly #workshop: Workshop;
  readonly #names: readonly string[];
  #compiled = false;

  constructor(workshop: Workshop, withSantuario = false) {
    this.#workshop = workshop;
    this.#names = withSantuario ? WITH_SANTUARIO : JDK_ONLY;
  }

  get #classes(): string {
    return this.#workshop.path('classes');
  }

  #compile(): void {
    if (this.#compiled) return;
    const sources = this.#names.map((name) => join(SOURCES, `${name}.java`));
    run('javac', '-encoding', 'UTF-8', '-d', this.#classes, '-cp', jars.join(':'), ...sources);
    this.#compiled = true;
  }

  /** One answer per job, in their order. */
  run(jobs: readonly PeerJob[]): string[] {
    this.#compile();
    // one thread works, a parallel collector would only take processors from it
    const machine = ['-Xmx1g', '-XX:+UseSerialGC'];
    const answers = execFileSync('java', [...machine, '-cp', [this.#classes, ...jars].join(':'), 'Peer'], {
      input: jobs.map((job) => `${job.join('\t')}\n`).join(''),
      stdio: ['pipe', 'pipe', 'pipe'],
      maxBuffer: ANSWER,
    });
    return answers.toString('utf8').split('\n').slice(0, -1);
  }
}
