import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Trust } from '../envelope/index.ts';
import type { NoteVerifier } from '../transparency/index.ts';
import { leseAbweisungen, pruefeAbweisung } from './abweisungen.ts';
import { type Befund, Befunde } from './befund.ts';
import { leseBlaetter } from './blaetter.ts';
import { leseZustellung, pruefeZustellung } from './laufzettel.ts';
import { isDamage, openAbbild, seiten } from './lesen.ts';
import { leseLoeschungen, pruefeLoeschung } from './loeschungen.ts';
import { pruefeProtokoll } from './protokoll.ts';
import { pruefeSchema } from './schema.ts';
import { leseSendungen, type Pruefumfang, pruefeSendung } from './sendungen.ts';
import { pruefeWaisen } from './waisen.ts';

/** What a check of the store found; nothing is wrong where `gefunden` is 0. */
export interface FsckBericht {
  /** instant of the snapshot that was read */
  readonly stand: string;
  /** rows read, by table */
  readonly geprueft: Readonly<Record<string, number>>;
  /** what the check could not say anything about, by what it is */
  readonly nichtPruefbar: Readonly<Record<string, number>>;
  /** number of findings; the first ones are in `befunde` */
  readonly gefunden: number;
  readonly befunde: readonly Befund[];
}

export interface FsckOptions {
  /** connection of the application role; nothing is written */
  readonly url: string;
  /** the log's key under each name that it has had */
  readonly log: readonly NoteVerifier[];
  /** judges those who signed receipts, refusals and acknowledgements; see {@link ArchivVertrauen} */
  readonly trust: Trust;
  /** share of the rows whose signatures are verified, in per cent; hashes and log are always checked as a whole */
  readonly anteil?: number | undefined;
  /** hears how far it is */
  readonly onProgress?: ((geprueft: Readonly<Record<string, number>>) => void) | undefined;
  readonly onBefund?: ((befund: Befund) => void) | undefined;
}

/** The same rows at each run: whether a row is in the sample follows from its key. */
const inSample = (anteil: number) => (uuid: string) =>
  anteil >= 100 || createHash('sha256').update(uuid).digest().readUInt16BE() < (anteil / 100) * 65_536;

/**
 * Checks the whole store on one snapshot, without changing anything and while the gateway runs: every row against its
 * leaf, every stored signature, every content against its hash, every event against its leaf, the outbox against the
 * events, the log from its first leaf. Memory does not grow with the store.
 *
 * @throws DATABASE where it cannot be read, or is of a version that has to be migrated first
 */
export async function fsck(options: FsckOptions): Promise<FsckBericht> {
  const befunde = new Befunde(options.onBefund);
  const lauf = new Lauf(options, befunde);
  const { client, close } = await openAbbild(options.url);
  try {
    const { rows } = await client.query<{ stand: Date }>('SELECT now() AS stand');
    await lauf.alles(client);
    return {
      stand: rows[0]?.stand.toISOString() ?? '',
      geprueft: lauf.geprueft,
      nichtPruefbar: lauf.nichtPruefbar,
      gefunden: befunde.total,
      befunde: befunde.kept,
    };
  } finally {
    await close();
  }
}

class Lauf {
  readonly geprueft: Record<string, number> = {};
  readonly nichtPruefbar: Record<string, number> = {};
  readonly #options: FsckOptions;
  readonly #befunde: Befunde;

  constructor(options: FsckOptions, befunde: Befunde) {
    this.#options = options;
    this.#befunde = befunde;
  }

  async alles(client: pg.Client): Promise<void> {
    this.#zaehle(this.geprueft, 'migration', await pruefeSchema(client, this.#befunde));
    const { trust, anteil = 100 } = this.#options;
    const umfang = { client, befunde: this.#befunde, trust, signaturen: inSample(anteil) };
    await this.#teil(client, 'sendung', () => this.#sendungen(umfang));
    await this.#teil(client, 'abweisung', () => this.#abweisungen(umfang));
    await this.#teil(client, 'loeschung', () => this.#loeschungen(umfang));
    await this.#teil(client, 'waisen', () => pruefeWaisen(client, this.#befunde));
    await this.#teil(client, 'log', () => this.#protokoll(client));
  }

  async #sendungen(umfang: Pruefumfang): Promise<void> {
    const { client } = umfang;
    for await (const page of seiten(
      (after: string | undefined) => leseSendungen(client, after),
      ({ uuid }) => uuid,
    )) {
      const uuids = page.map(({ uuid }) => uuid);
      const blaetter = await leseBlaetter(client, uuids, this.#befunde);
      const zustellung = await leseZustellung(client, uuids);
      for (const row of page) {
        const own = blaetter.get(row.uuid) ?? [];
        await pruefeSendung(umfang, row, own);
        const stored = zustellung.get(row.uuid);
        if (stored === undefined) continue;
        const { ohneBlatt } = await pruefeZustellung(umfang, row, stored, own);
        this.#zaehle(this.geprueft, 'ereignis', stored.ereignisse.length);
        this.#zaehle(this.geprueft, 'abholung', stored.abholung === undefined ? 0 : 1);
        this.#zaehle(this.geprueft, 'inhalt', row.inhalt === null ? 0 : 1);
        this.#zaehle(this.nichtPruefbar, 'inhaltGeloescht', row.inhalt === null ? 1 : 0);
        this.#zaehle(this.nichtPruefbar, 'quittungOhnePruefsumme', row.quittung_sha256 === null ? 1 : 0);
        this.#zaehle(this.nichtPruefbar, 'ereignisOhneBlatt', ohneBlatt);
        for (const { salz, inhalt } of own) {
          this.#zaehle(this.nichtPruefbar, 'blattOhneSalz', salz === undefined ? 1 : 0);
          this.#zaehle(
            this.nichtPruefbar,
            'blattOhneBeleg',
            inhalt !== undefined && inhalt.beleg === undefined ? 1 : 0,
          );
        }
      }
      this.#zaehle(this.geprueft, 'sendung', page.length);
    }
  }

  async #abweisungen(umfang: Pruefumfang): Promise<void> {
    const { client } = umfang;
    for await (const page of seiten(
      (after: string | undefined) => leseAbweisungen(client, after),
      ({ id }) => id,
    )) {
      const blaetter = await leseBlaetter(
        client,
        page.map(({ id }) => id),
        this.#befunde,
      );
      for (const row of page) await pruefeAbweisung(umfang, row, blaetter.get(row.id) ?? []);
      this.#zaehle(this.geprueft, 'abweisung', page.length);
    }
  }

  async #loeschungen({ client }: Pruefumfang): Promise<void> {
    for await (const page of seiten(
      (after: string | undefined) => leseLoeschungen(client, after),
      ({ id }) => id,
    )) {
      const blaetter = await leseBlaetter(
        client,
        page.map(({ id }) => id),
        this.#befunde,
      );
      for (const row of page) pruefeLoeschung(row, blaetter.get(row.id) ?? [], this.#befunde);
      this.#zaehle(this.geprueft, 'loeschung', page.length);
    }
  }

  async #protokoll(client: pg.Client): Promise<void> {
    const before = this.geprueft['log_blatt'] ?? 0;
    const { checkpoints } = await pruefeProtokoll(client, this.#options.log, this.#befunde, (leaves) =>
      this.#zaehle(this.geprueft, 'log_blatt', leaves - (this.geprueft['log_blatt'] ?? before)),
    );
    this.#zaehle(this.geprueft, 'log_checkpoint', checkpoints);
  }

  /** One part; damage that PostgreSQL itself reports is a finding and leaves the others to be checked. */
  async #teil(client: pg.Client, name: string, work: () => Promise<void>): Promise<void> {
    await client.query('SAVEPOINT teil');
    try {
      await work();
    } catch (error) {
      if (!isDamage(error)) throw error;
      this.#befunde.add(name, '', `PostgreSQL kann nicht lesen: ${String((error as Error).message)}.`);
      await client.query('ROLLBACK TO SAVEPOINT teil');
    }
  }

  #zaehle(where: Record<string, number>, name: string, count: number): void {
    if (count === 0) return;
    where[name] = (where[name] ?? 0) + count;
    if (where === this.geprueft) this.#options.onProgress?.(this.geprueft);
  }
}
