import { randomBytes } from 'node:crypto';
import type { KeyStore } from '../src/crypto/index.ts';
import { type Anlage, type Kopf, seal } from '../src/envelope/index.ts';
import { newUuid } from '../src/platform/index.ts';
import { build, type MessageHeader, readHeader, sample } from '../src/standard/index.ts';
import { inParallel } from './measure.ts';

const TEMPLATE = Buffer.from(build(sample('fahrerermittlung.ersuchen.1120')));
const TEMPLATE_TEXT = TEMPLATE.toString('utf8');
const HEADER: MessageHeader = readHeader(TEMPLATE);
/** Sender and reader of every message: the Bußgeldbehörde asks the police for the driver (1120). */
export const SENDER = HEADER.autor.kennung;
export const READER = HEADER.leser.kennung;

/** Bytes of the plaintext beside the attachment's base64: message, signature, certificate. */
const AROUND = TEMPLATE.length + 3_000;

/** A sealed message with its parts. */
export interface StockItem {
  readonly kopf: Kopf;
  readonly bytes: Buffer;
}

/** Makes sealed messages, each of a case of its own, and hands each out once. */
export class Stock {
  readonly #author: KeyStore['signature'];
  readonly #readers: readonly { schluessel: string; certificate: string }[];
  readonly #message: string;
  readonly #attachment: Buffer;
  readonly #items: StockItem[] = [];

  /**
   * @param contentBytes size that content with signature and attachment comes to, about
   * @param message another one of the same type with the same header; without attachment, whatever the size
   */
  constructor(sender: KeyStore, readers: readonly KeyStore[], contentBytes: number, message?: Buffer) {
    this.#message = message?.toString('utf8') ?? TEMPLATE_TEXT;
    this.#author = sender.signature;
    this.#readers = readers.map(({ schluessel, encryption }) => ({ schluessel, certificate: encryption.cert }));
    const missing = message === undefined ? contentBytes - AROUND : 0;
    this.#attachment = randomBytes(Math.max(0, Math.round((missing * 3) / 4)));
  }

  /** Seals one message: the operation `seal` of the table. */
  async seal(): Promise<StockItem> {
    const [nachrichtenUUID, vorgangsUUID] = [newUuid(), newUuid()];
    const nachricht = this.#message
      .replace(HEADER.uuid, nachrichtenUUID)
      .replace(HEADER.vorgang?.vorgangsUUID ?? '', vorgangsUUID);
    const erstellt = new Date();
    const kopf: Kopf = {
      nachrichtenUUID,
      nachrichtentyp: HEADER.typ,
      standard: HEADER.namespace,
      absender: SENDER,
      empfaenger: READER,
      vorgangsUUID,
      erstellt,
      gueltigBis: new Date(erstellt.getTime() + 3_600_000),
      test: true,
    };
    const anlagen: Anlage[] =
      this.#attachment.length === 0
        ? []
        : [{ name: 'beweisfoto.jpg', mediaType: 'image/jpeg', bytes: this.#attachment }];
    const bytes = await seal({
      kopf,
      nachricht: Buffer.from(nachricht),
      anlagen,
      author: this.#author,
      readers: this.#readers,
    });
    return { kopf, bytes };
  }

  /** Sees to it that `count` messages are there. */
  async fill(count: number): Promise<void> {
    await inParallel(count - this.#items.length, 8, async () => void this.#items.push(await this.seal()));
  }

  /** A message that nobody had before. */
  take(): StockItem {
    const item = this.#items.pop();
    if (item === undefined) throw new RangeError('the stock is empty');
    return item;
  }
}
