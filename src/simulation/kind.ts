import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ErrorCode, catalogue as errorCatalogue, fault, packageRoot } from '../platform/index.ts';

export interface KindOptionen {
  /** command of the command line: `gateway` or `worker` */
  readonly befehl: string;
  readonly argumente?: readonly string[];
  readonly umgebung: NodeJS.ProcessEnv;
  /** folder of the log files `<befehl>.log` and `<befehl>.out` */
  readonly ordner: string;
  /** told when the process had ended by itself and runs again */
  readonly neuGestartet: (grund: string) => void;
  /** told when it ends again and again */
  readonly aufgegeben: (error: unknown) => void;
}

/** More ends than this within the window, and the process is given up. */
const NEUSTARTS = 8;
const FENSTER_MS = 20_000;
/** How long a process may take to end by itself, in milliseconds. */
const GEDULD_MS = 10_000;

/**
 * A child process of this product that is kept running: whoever kills it sees it come back. It runs in a process
 * group of its own, so that Ctrl-C reaches it through its parent alone, and ends when the parent is gone (IPC).
 */
export class Kind {
  readonly #optionen: KindOptionen;
  #prozess: ChildProcess | undefined;
  #beendet = false;
  #enden: number[] = [];

  constructor(optionen: KindOptionen) {
    this.#optionen = optionen;
    this.#starte({});
  }

  /** Process id; undefined while it is not running. */
  get pid(): number | undefined {
    return this.#prozess?.pid;
  }

  /** Environment for restarts, e.g. the port that the first start chose. */
  naechsteUmgebung: NodeJS.ProcessEnv = {};

  /** What the process wrote to standard output, one JSON document as far as it is complete. */
  ausgabe(): unknown {
    try {
      return JSON.parse(readFileSync(this.#datei('out'), 'utf8'));
    } catch {
      return undefined;
    }
  }

  /** Whether the process has ended and is not coming back. */
  get tot(): boolean {
    return this.#beendet && this.#prozess === undefined;
  }

  /** Ends the process: SIGTERM, after ten seconds SIGKILL. */
  async beende(): Promise<void> {
    this.#beendet = true;
    const prozess = this.#prozess;
    if (prozess === undefined) return;
    await new Promise<void>((resolve) => {
      const hart = setTimeout(() => prozess.kill('SIGKILL'), GEDULD_MS);
      prozess.once('exit', () => {
        clearTimeout(hart);
        resolve();
      });
      prozess.kill('SIGTERM');
    });
  }

  /** The fault with which the process ended, as far as it told one. */
  fehler(): Error {
    const antwort = this.ausgabe() as { fehler?: { code?: string; einzelheit?: string }[] } | undefined;
    const [erster] = antwort?.fehler ?? [];
    const { befehl } = this.#optionen;
    const log = lastLines(this.#datei('log'));
    const code = erster?.code ?? log.map((line) => /^([A-Z_]{3,40}): /.exec(line)?.[1]).find((found) => found);
    if (code === undefined || !(code in errorCatalogue))
      return fault('INTERNAL', { detail: `${befehl} läuft nicht: ${log[0] ?? 'kein Protokoll'}` });
    return fault(code as ErrorCode, { detail: [erster?.einzelheit, `(${befehl})`].filter(Boolean).join(' ') });
  }

  #datei(art: 'log' | 'out'): string {
    return join(this.#optionen.ordner, `${this.#optionen.befehl}.${art}`);
  }

  /** A process says on standard output that it runs; one that could not start says nothing there, or a fault. */
  #istGelaufen(): boolean {
    const gesagt = readFileSync(this.#datei('out'), 'utf8').trim();
    return gesagt !== '' && (this.ausgabe() as { fehler?: unknown } | undefined)?.fehler === undefined;
  }

  #starte(mehr: NodeJS.ProcessEnv): void {
    const { befehl, argumente = [], umgebung } = this.#optionen;
    const out = openSync(this.#datei('out'), 'w', 0o600);
    const log = openSync(this.#datei('log'), 'a', 0o600);
    try {
      this.#prozess = spawn(process.execPath, [join(packageRoot, 'bin', 'blaupause.js'), befehl, ...argumente], {
        env: { ...umgebung, ...mehr },
        stdio: ['ignore', out, log, 'ipc'],
        detached: true,
      });
    } finally {
      closeSync(out);
      closeSync(log);
    }
    this.#prozess.once('error', (error) => this.#optionen.aufgegeben(error));
    this.#prozess.once('exit', (code, signal) => this.#geendet(code, signal));
  }

  #geendet(code: number | null, signal: NodeJS.Signals | null): void {
    this.#prozess = undefined;
    if (this.#beendet) return;
    const now = Date.now();
    this.#enden = [...this.#enden.filter((then) => now - then < FENSTER_MS), now];
    // an exit with a fault of its own before it ever ran will not get better by itself
    if (this.#enden.length > NEUSTARTS || (code !== null && !this.#istGelaufen())) {
      this.#beendet = true;
      this.#optionen.aufgegeben(this.fehler());
      return;
    }
    this.#starte(this.naechsteUmgebung);
    this.#optionen.neuGestartet(signal ?? `Ende mit ${code}`);
  }
}

/** The last lines of a log, newest first. */
function lastLines(datei: string): string[] {
  try {
    return readFileSync(datei, 'utf8').trim().split('\n').slice(-20).reverse();
  } catch {
    return [];
  }
}
