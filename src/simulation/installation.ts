import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { forgetRedisQueue } from '../dispatch/index.ts';
import { type Database, ensureDatabase } from '../ledger/index.ts';
import { environmentName, fault, resolvePath, type Settings } from '../platform/index.ts';
import { initPki, loadProfile, type Profile } from '../profile/index.ts';
import { loadVersions, Validator } from '../standard/index.ts';
import { Kind } from './kind.ts';
import { Teilnehmer } from './teilnehmer.ts';

export interface InstallationOptionen {
  /** settings as the command line has them; ports and folders are the installation's own */
  readonly settings: Settings;
  /** folder to use and to keep; a fresh one below `settings.dataDir` that is deleted at the end if left out */
  readonly dataDir?: string | undefined;
  /** told what takes time and what happens to the processes: German */
  readonly melde: (text: string) => void;
  /** told when a process cannot be kept running */
  readonly gescheitert: (error: unknown) => void;
  readonly signal: AbortSignal;
}

/** Queue of a run for the moment: its own, so that nothing of others is touched. */
const PREFIX = `vorfuehrung-${process.pid}`;

/** How long gateway and database may take to come up, in milliseconds. */
const START_MS = 60_000;

/**
 * A complete installation for a run: PKI, database, gateway and worker as processes of their own, and every authority
 * of the profile as a participant at the network. Both processes are kept running, whoever kills them.
 */
export class Installation {
  readonly profil: Profile;
  readonly ordner: string;
  readonly pkiDir: string;
  readonly gateway: string;
  readonly teilnehmer: readonly Teilnehmer[];
  readonly #beenden: () => Promise<void>;

  private constructor(
    profil: Profile,
    orte: { ordner: string; pkiDir: string; gateway: string },
    teilnehmer: readonly Teilnehmer[],
    beenden: () => Promise<void>,
  ) {
    this.profil = profil;
    this.ordner = orte.ordner;
    this.pkiDir = orte.pkiDir;
    this.gateway = orte.gateway;
    this.teilnehmer = teilnehmer;
    this.#beenden = beenden;
  }

  /**
   * Starts everything; what was started is ended again when something fails or the signal comes.
   *
   * @throws PKI, PROFILE, FILE, DATABASE, QUEUE, PORT_IN_USE, TOOL_MISSING
   */
  static async starte(optionen: InstallationOptionen): Promise<Installation> {
    const aufbau = new Aufbau(optionen);
    try {
      return await aufbau.alles((...teile) => new Installation(...teile));
    } catch (error) {
      await aufbau.abbau();
      throw error;
    }
  }

  /** Ends participants, processes and database; deletes what was made for this run alone. */
  beende(): Promise<void> {
    return this.#beenden();
  }
}

type Fertig = (
  profil: Profile,
  orte: { ordner: string; pkiDir: string; gateway: string },
  teilnehmer: readonly Teilnehmer[],
  beenden: () => Promise<void>,
) => Installation;

/** Building up, and taking down in the opposite order whatever stands. */
class Aufbau {
  readonly #optionen: InstallationOptionen;
  readonly #abbau: (() => Promise<void> | void)[] = [];

  constructor(optionen: InstallationOptionen) {
    this.#optionen = optionen;
  }

  async alles(fertig: Fertig): Promise<Installation> {
    const { settings, melde } = this.#optionen;
    const profil = loadProfile(settings.profile);
    const ordner = this.#ordner();
    const run = join(ordner, 'run');
    mkdirSync(run, { recursive: true });
    const endpunkte = join(ordner, 'endpunkte.yaml');
    writeFileSync(endpunkte, '');
    const [pkiDir, database] = await Promise.all([this.#pki(profil), this.#datenbank(ordner)]);
    this.#weiter();
    if (database !== undefined) melde('Datenbank läuft.');
    const umgebung = this.#umgebung({ ordner, pkiDir, endpunkte });
    const { redisUrl } = settings;
    if (redisUrl !== undefined && this.#optionen.dataDir === undefined)
      this.#abbau.push(() => forgetRedisQueue(redisUrl, PREFIX));
    const gateway = this.#kind('gateway', ['--json'], umgebung, run);
    const validator = new Validator({ versions: loadVersions(settings.standardFolders.map(resolvePath)) });
    const url = await this.#adresse(gateway);
    melde(`Gateway ${url}`);
    const teilnehmer: Teilnehmer[] = [];
    for (const behoerde of profil.behoerden) {
      const einer = await Teilnehmer.eroeffne({
        behoerde,
        gateway: { url, schluessel: profil.gateway.schluessel },
        pkiDir,
        dataDir: ordner,
        validator,
      });
      teilnehmer.push(einer);
      this.#abbau.push(() => einer.schliesse());
    }
    const zeilen = teilnehmer.flatMap((einer) =>
      einer.endpunkt === undefined ? [] : [`"${einer.behoerde.schluessel}": ${einer.endpunkt}\n`],
    );
    writeFileSync(endpunkte, zeilen.join(''));
    this.#kind('worker', ['--json'], umgebung, run);
    this.#weiter();
    return fertig(profil, { ordner, pkiDir, gateway: url }, teilnehmer, () => this.abbau());
  }

  async abbau(): Promise<void> {
    for (const schritt of this.#abbau.splice(0).reverse()) await schritt();
  }

  /** Stops where the signal has come. */
  #weiter(): void {
    if (this.#optionen.signal.aborted) throw fault('USAGE', { detail: 'Abgebrochen.' });
  }

  #ordner(): string {
    const { dataDir, settings } = this.#optionen;
    try {
      if (dataDir !== undefined) {
        mkdirSync(dataDir, { recursive: true });
        return resolve(dataDir);
      }
      const basis = resolve(settings.dataDir);
      mkdirSync(basis, { recursive: true });
      const ordner = mkdtempSync(join(basis, 'vorfuehrung-'));
      this.#abbau.push(() => rmSync(ordner, { recursive: true, force: true }));
      return ordner;
    } catch (cause) {
      throw fault('FILE', { detail: `In ${dataDir ?? settings.dataDir} lässt sich nicht schreiben.`, cause });
    }
  }

  async #pki(profil: Profile): Promise<string> {
    const { settings, melde } = this.#optionen;
    const dir = resolvePath(settings.pkiDir);
    let gemeldet = 0;
    const summary = await initPki({
      dir,
      profile: profil,
      progress: ({ done, total }) => {
        if (gemeldet === 0) melde(`Erzeuge die Entwicklungs-PKI in ${dir} (einmalig) …`);
        const zehntel = Math.floor((10 * done) / total);
        if (zehntel > gemeldet) melde(`  ${done} von ${total} Schlüsselpaaren`);
        gemeldet = Math.max(gemeldet, zehntel, 1);
      },
    });
    return summary.dir;
  }

  /** The embedded server, started while keys are made; with a database of one's own there is nothing to start. */
  async #datenbank(ordner: string): Promise<Database | undefined> {
    const { settings, dataDir } = this.#optionen;
    if (dataDir !== undefined && settings.databaseUrl !== undefined) return undefined;
    const temporary = dataDir === undefined;
    const database = await ensureDatabase({ dataDir: join(ordner, 'postgres'), temporary });
    this.#abbau.push(() => (temporary ? database.destroy() : database.release()));
    return database;
  }

  /** The environment of both processes: the caller's without other settings of ours, and the run's own. */
  #umgebung(orte: { ordner: string; pkiDir: string; endpunkte: string }): NodeJS.ProcessEnv {
    const { settings, dataDir } = this.#optionen;
    const fremd = Object.entries(process.env).filter(([name]) => !name.startsWith('BLAUPAUSE_'));
    const eigen: Partial<Record<keyof Settings, string | undefined>> = {
      host: '127.0.0.1',
      port: '0',
      profile: resolvePath(settings.profile),
      pkiDir: orte.pkiDir,
      endpointsFile: orte.endpunkte,
      dataDir: orte.ordner,
      // the database of a kept folder may be somebody's own; a run for the moment never touches it
      databaseUrl: dataDir === undefined ? undefined : settings.databaseUrl,
      databaseOwnerUrl: dataDir === undefined ? undefined : settings.databaseOwnerUrl,
      redisUrl: settings.redisUrl,
      queuePrefix: dataDir === undefined ? PREFIX : settings.queuePrefix,
      logLevel: settings.logLevel,
      deliveryBackoffMs: '200',
      reconcileIntervalMs: '1000',
      // legal time is the scenario's here; the gateway's clock would warn and remind on the wrong days
      fristenIntervalMs: '0',
      mergeDelaySeconds: String(settings.mergeDelaySeconds),
      xmlCatalog: settings.xmlCatalog,
      standardFolders:
        settings.standardFolders.length === 0 ? undefined : settings.standardFolders.map(resolvePath).join(','),
    };
    const benannt = Object.entries(eigen).flatMap(([key, value]) =>
      value === undefined ? [] : [[environmentName(key), value] as const],
    );
    return Object.fromEntries([...fremd, ...benannt]);
  }

  #kind(befehl: string, argumente: string[], umgebung: NodeJS.ProcessEnv, ordner: string): Kind {
    const { melde, gescheitert } = this.#optionen;
    const name = befehl === 'gateway' ? 'Gateway' : 'Worker';
    const kind = new Kind({
      befehl,
      argumente,
      umgebung,
      ordner,
      neuGestartet: (grund) => melde(`${name} war beendet (${grund}) und läuft wieder.`),
      aufgegeben: gescheitert,
    });
    this.#abbau.push(() => kind.beende());
    return kind;
  }

  /** Waits until the gateway says where it listens, and has it listen there after every restart. */
  async #adresse(gateway: Kind): Promise<string> {
    const bis = Date.now() + START_MS;
    for (;;) {
      this.#weiter();
      const gesagt = gateway.ausgabe() as { url?: string } | undefined;
      if (gesagt?.url !== undefined) {
        gateway.naechsteUmgebung = { [environmentName('port')]: new URL(gesagt.url).port };
        return gesagt.url;
      }
      if (gateway.tot || Date.now() > bis) throw gateway.fehler();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
