import { readSendung, shapeSendung } from '../envelope/index.ts';
import {
  type Endpoint,
  inboxFile,
  Konnektor,
  type OnTrouble,
  openEndpoint,
  type Received,
} from '../konnektor/index.ts';
import { asFault, type BlaupauseError } from '../platform/index.ts';
import type { Behoerde } from '../profile/index.ts';
import type { Validator } from '../standard/index.ts';

/** A Sendung as it comes out of the inbox: opened after every check, or the fault that kept it closed. */
export type Post =
  | { readonly uuid: string; readonly received: Received }
  | { readonly uuid: string; readonly fehler: BlaupauseError; readonly absender: string; readonly bytes: Buffer };

/** What takes post out of the inbox. A Sendung is done when it returns; then its bytes are deleted. */
export type Bearbeiter = (post: Post) => Promise<void>;

export interface TeilnehmerOptionen {
  readonly behoerde: Behoerde;
  readonly gateway: { readonly url: string; readonly schluessel: string };
  readonly pkiDir: string;
  /** folder of the durable inbox */
  readonly dataDir: string;
  readonly validator: Validator;
  /** port of the push endpoint; any free one if left out */
  readonly port?: number;
  /** told of each failure to fetch from the mailbox; it is tried again */
  readonly onTrouble?: OnTrouble;
}

/**
 * An authority at the network: own keys, own Konnektor over mutual TLS, own inbox, and either an endpoint of its own
 * or a mailbox at the gateway. It takes post out of the inbox one by one, in the order of arrival.
 */
export class Teilnehmer {
  readonly behoerde: Behoerde;
  readonly konnektor: Konnektor;
  #endpoint: Endpoint | undefined;
  readonly #ende = new AbortController();
  #bearbeiter: Bearbeiter | undefined;
  #arbeit: Promise<void> = Promise.resolve();
  #abholung: Promise<void> = Promise.resolve();

  private constructor(behoerde: Behoerde, konnektor: Konnektor) {
    this.behoerde = behoerde;
    this.konnektor = konnektor;
  }

  /** Opens the inbox and, for push, the endpoint. @throws PKI, FILE, PORT_IN_USE */
  static async eroeffne(optionen: TeilnehmerOptionen): Promise<Teilnehmer> {
    const { behoerde, gateway, pkiDir, dataDir, validator, port, onTrouble } = optionen;
    const konnektor = new Konnektor({
      schluessel: behoerde.schluessel,
      gateway: gateway.url,
      gatewaySchluessel: gateway.schluessel,
      pkiDir,
      inbox: inboxFile(dataDir, behoerde.schluessel),
      validator,
    });
    const teilnehmer = new Teilnehmer(behoerde, konnektor);
    const ankunft = () => teilnehmer.#leere();
    if (behoerde.zustellung === 'push') {
      teilnehmer.#endpoint = await openEndpoint(
        konnektor,
        gateway.schluessel,
        ankunft,
        port === undefined ? {} : { port },
      );
    } else {
      teilnehmer.#abholung = konnektor.pull(ankunft, teilnehmer.#ende.signal, undefined, onTrouble);
    }
    return teilnehmer;
  }

  /** Address of the push endpoint; undefined for a mailbox. */
  get endpunkt(): string | undefined {
    return this.#endpoint?.url;
  }

  /** Gives post to somebody from now on, first what lies there already. */
  uebergibAn(bearbeiter: Bearbeiter): void {
    this.#bearbeiter = bearbeiter;
    this.#leere();
  }

  /** Ends fetching and receiving, lets the Sendung in hand end, closes connections and the inbox. */
  async schliesse(): Promise<void> {
    this.#bearbeiter = undefined;
    this.#ende.abort();
    await this.#endpoint?.close();
    await this.#abholung;
    await this.#arbeit;
    await this.konnektor.close();
  }

  #leere(): void {
    this.#arbeit = this.#arbeit.then(() => this.#bearbeiteAlles());
  }

  async #bearbeiteAlles(): Promise<void> {
    for (const { uuid, bytes } of this.konnektor.inbox.open()) {
      const bearbeiter = this.#bearbeiter;
      if (bearbeiter === undefined) return;
      await bearbeiter(await this.#oeffne(uuid, bytes));
      this.konnektor.inbox.finish(uuid);
    }
  }

  async #oeffne(uuid: string, bytes: Buffer): Promise<Post> {
    try {
      return { uuid, received: await this.konnektor.open(bytes) };
    } catch (error) {
      return { uuid, fehler: asFault(error), absender: absenderVon(bytes), bytes };
    }
  }
}

/** The sender as the envelope names it; the gateway has bound it to the signature before it handed the Sendung out. */
function absenderVon(bytes: Buffer): string {
  using document = readSendung(bytes);
  return shapeSendung(document, new Date()).claimed.absender;
}
