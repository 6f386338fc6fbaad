import { join } from 'node:path';
import { type KeyStore, loadKeyStore, parseCertificate, TrustStore, tlsOptions } from '../crypto/index.ts';
import {
  type Anlage,
  bindContent,
  type Kopf,
  makeAcknowledgement,
  openContent,
  openReceipt,
  openRefusal,
  type Receipt,
  type Refusal,
  readSendung,
  receiptCovers,
  seal,
  shapeSendung,
  trustSigner,
  verifySendung,
} from '../envelope/index.ts';
import { type Clock, fault, sha256Hex, systemClock } from '../platform/index.ts';
import { reached } from '../platform/steps.ts';
import { firstFault, type Message, parse, readHeader, Validator } from '../standard/index.ts';
import { parseTrusted } from '../xml/index.ts';
import { DirectoryClient } from './directory-client.ts';
import { type HandleOptions, type Handler, handleInbox } from './handle.ts';
import { Inbox } from './inbox.ts';
import { type OnTrouble, pullInto } from './pull.ts';
import { type Patience, TlsClient } from './transport.ts';

/** What an authority's Konnektor needs. */
export interface KonnektorOptions {
  /** Organisationsschlüssel of the authority */
  readonly schluessel: string;
  /** address of the gateway, e.g. `https://localhost:8443` */
  readonly gateway: string;
  /**
   * Organisationsschlüssel of the gateway: only its signature counts under receipts and refusals. Without it the
   * gateway that answers first is taken, and no other after it.
   */
  readonly gatewaySchluessel?: string;
  /** folder with trust anchors, revocation lists and the authority's keys (docs/reference/pki.md) */
  readonly pkiDir: string;
  /** file of the durable inbox; `:memory:` if left out */
  readonly inbox?: string;
  readonly clock?: Clock;
  /** how long a new Sendung may travel, in milliseconds; one day if left out */
  readonly validForMs?: number;
  /** schemas and rules, if the caller has compiled them already */
  readonly validator?: Validator;
}

/** A sealed message, ready to be sent and sent again. */
export interface Sealed {
  readonly kopf: Kopf;
  readonly bytes: Buffer;
  /** SHA-256 of the bytes, hex */
  readonly sha256: string;
}

/** The gateway's signed answer. */
export type SendResult =
  | { readonly angenommen: true; readonly quittung: Buffer; readonly receipt: Receipt; readonly wiederholt: boolean }
  | { readonly angenommen: false; readonly status: number; readonly rueckweisung: Buffer; readonly refusal: Refusal };

/** A received message after every check. */
export interface Received {
  readonly kopf: Kopf;
  readonly message: Message;
  /** the XÖV message as canonical XML */
  readonly nachricht: Buffer;
  readonly anlagen: readonly Anlage[];
}

const ONE_DAY = 86_400_000;
/** How often revocation lists are looked at for changes, in milliseconds. */
const RELOAD_MS = 5000;

/** What an authority embeds: it seals, sends, fetches, acknowledges and opens, with the checks of the gateway. */
export class Konnektor {
  readonly schluessel: string;
  readonly inbox: Inbox;
  readonly directory: DirectoryClient;
  readonly #trust: TrustStore;
  readonly keys: KeyStore;
  readonly #client: TlsClient;
  readonly #validator: Validator;
  readonly #clock: Clock;
  readonly #validForMs: number;
  #gateway: string | undefined;
  #reloadAt = 0;

  /** @throws PKI if keys are missing; FILE if the inbox is not writable */
  constructor(options: KonnektorOptions) {
    this.schluessel = options.schluessel;
    this.#gateway = options.gatewaySchluessel;
    this.keys = loadKeyStore(options.pkiDir, options.schluessel);
    this.#trust = TrustStore.fromFolder(options.pkiDir);
    this.#clock = options.clock ?? systemClock;
    this.#validForMs = options.validForMs ?? ONE_DAY;
    this.#validator = options.validator ?? new Validator();
    this.inbox = new Inbox(options.inbox ?? ':memory:');
    const { anchors, intermediates } = this.#trust.material();
    const { key, cert } = tlsOptions(this.keys.tls);
    this.#client = new TlsClient(options.gateway, { key, certificate: cert, ca: [...anchors, ...intermediates] });
    this.directory = new DirectoryClient(this.#client, this.#trust, this.#clock);
  }

  /**
   * Trust anchors and revocation lists as they stand now: a Konnektor runs longer than a revocation list counts. What
   * was in use stays in use while new files are unreadable; once the old lists are out of date, checks refuse.
   */
  get trust(): TrustStore {
    const now = performance.now();
    if (now >= this.#reloadAt) {
      this.#reloadAt = now + RELOAD_MS;
      try {
        this.#trust.reload();
      } catch {
        // half-written files are whole at the next look
      }
    }
    return this.#trust;
  }

  /**
   * Checks a message, then signs and encrypts it for its reader and, where it asks for that, the gateway.
   *
   * @param nachricht the XÖV message as XML
   * @throws VALIDATE_* for what the gateway would refuse; OPEN_AUTHOR if the message is another authority's;
   *   BIND_RECIPIENT if the reader is not in the directory, BIND_STANDARD if it does not know this version
   */
  async seal(nachricht: Uint8Array, anlagen: readonly Anlage[] = [], patience?: Patience): Promise<Sealed> {
    const { header, findings, total } = this.#validator.validate(nachricht);
    const first = firstFault(findings, total);
    if (first !== undefined) throw first;
    if (header === undefined) throw fault('VALIDATE_SCHEMA');
    if (header.autor.kennung !== this.schluessel) throw fault('OPEN_AUTHOR');
    const now = this.#clock.now();
    const kopf: Kopf = {
      nachrichtenUUID: header.uuid.toLowerCase(),
      nachrichtentyp: header.typ,
      standard: header.namespace,
      absender: this.schluessel,
      empfaenger: header.leser.kennung,
      vorgangsUUID: (header.vorgang?.vorgangsUUID ?? header.uuid).toLowerCase(),
      erstellt: now,
      gueltigBis: new Date(now.getTime() + this.#validForMs),
      test: header.test !== undefined,
    };
    const [reader, gateway] = await Promise.all([
      this.directory.reader(kopf.empfaenger, patience),
      this.directory.gatewayReader(patience),
    ]);
    await this.directory.expectStandard(kopf.empfaenger, header, patience);
    const bytes = await seal({
      kopf,
      nachricht,
      anlagen,
      author: this.keys.signature,
      readers: gateway === undefined ? [reader] : [reader, gateway],
    });
    reached('send.sealed', { uuid: kopf.nachrichtenUUID });
    return { kopf, bytes, sha256: sha256Hex(bytes) };
  }

  /**
   * Hands a sealed message to the gateway and verifies the signed answer. Sending the same bytes again is safe and
   * gives the same receipt.
   *
   * @param patience how long to repeat while the gateway does not answer
   * @throws SEND_FAILED if no answer came in time; VERIFY_SIGNATURE, TRUST_* if the answer is not the gateway's
   */
  async send(sealed: Pick<Sealed, 'bytes'> & Partial<Sealed>, patience: Patience = { forMs: 0 }): Promise<SendResult> {
    const answer = await this.#client.callPatiently('POST', '/v1/sendungen', sealed.bytes, patience);
    reached('send.answered', { uuid: sealed.kopf?.nachrichtenUUID });
    const verification = { trust: this.trust, at: this.#clock.now() };
    if (answer.status === 200 || answer.status === 202) {
      const receipt = await openReceipt(answer.body, verification);
      this.#expectGateway(receipt.gateway.schluessel);
      const covers =
        sealed.kopf === undefined
          ? receipt.sha256 === sha256Hex(sealed.bytes)
          : receiptCovers(receipt, sealed.kopf, sealed.sha256 ?? sha256Hex(sealed.bytes));
      if (!covers) throw fault('SEND_FAILED', { detail: 'Die Quittung gehört nicht zu dieser Sendung.' });
      return { angenommen: true, quittung: answer.body, receipt, wiederholt: answer.status === 200 };
    }
    const refusal = await openRefusal(answer.body, verification);
    this.#expectGateway(refusal.gateway.schluessel);
    return { angenommen: false, status: answer.status, rueckweisung: answer.body, refusal };
  }

  #expectGateway(schluessel: string): void {
    this.#gateway ??= schluessel;
    if (schluessel !== this.#gateway)
      throw fault('BIND_SIGNER', { detail: 'Die Antwort ist von einem anderen Gateway.' });
  }

  /**
   * A page of UUIDs in the own mailbox, oldest first.
   *
   * @param waitSeconds how long the gateway may wait for something to come
   * @param after last UUID of the page before
   */
  async list(waitSeconds = 0, signal?: AbortSignal, after?: string): Promise<string[]> {
    const answer = await this.#client.call(
      'GET',
      `/v1/postfach?warten=${waitSeconds}${after === undefined ? '' : `&nach=${after}`}`,
      undefined,
      signal,
      (waitSeconds + 30) * 1000,
    );
    if (answer.status !== 200) throw fault('SEND_FAILED', { detail: `HTTP ${answer.status}` });
    const { sendungen } = JSON.parse(answer.body.toString('utf8')) as { sendungen: { uuid: string }[] };
    return sendungen.map(({ uuid }) => uuid);
  }

  /** Fetches one Sendung from the mailbox: the sender's bytes, not yet believed. @throws NOT_FOUND, SEND_FAILED */
  async fetch(uuid: string, signal?: AbortSignal): Promise<Buffer> {
    const answer = await this.#client.call('GET', `/v1/postfach/${uuid}`, undefined, signal);
    if (answer.status === 404) throw fault('NOT_FOUND');
    if (answer.status === 410) throw fault('MAILBOX_RETURNED');
    if (answer.status !== 200) throw fault('SEND_FAILED', { detail: `HTTP ${answer.status}` });
    return answer.body;
  }

  /**
   * Closes a Sendung in the mailbox with the signed acknowledgement. One that was handed back to its author meanwhile
   * leaves the inbox, so that the application does not act on it.
   *
   * @throws SEND_FAILED, ACKNOWLEDGE_MISMATCH, MAILBOX_RETURNED
   */
  async acknowledge(uuid: string, abholung: Uint8Array, signal?: AbortSignal): Promise<void> {
    const answer = await this.#client.call('POST', `/v1/postfach/${uuid}/abholung`, abholung, signal);
    if (answer.status === 422) throw fault('ACKNOWLEDGE_MISMATCH');
    if (answer.status === 410) {
      this.inbox.finish(uuid);
      throw fault('MAILBOX_RETURNED');
    }
    if (answer.status !== 200) throw fault('SEND_FAILED', { detail: `HTTP ${answer.status}` });
    reached('inbox.acknowledged', { uuid });
  }

  /**
   * Takes a Sendung over durably and signs for it. The same Sendung again gets the same acknowledgement and has no
   * second effect.
   *
   * @throws OPEN_READER if it is for somebody else; DUPLICATE_UUID; READ_* and SHAPE_* if it is no Sendung
   */
  async takeOver(bytes: Buffer): Promise<{ uuid: string; abholung: Buffer; fresh: boolean }> {
    const at = this.#clock.now();
    using document = readSendung(bytes);
    const { claimed } = shapeSendung(document, at);
    if (claimed.empfaenger !== this.schluessel) throw fault('OPEN_READER');
    const uuid = claimed.nachrichtenUUID;
    const sha256 = sha256Hex(bytes);
    reached('inbox.arrived', { uuid });
    const earlier = this.inbox.acknowledged(uuid, sha256);
    if (earlier !== undefined) return { uuid, abholung: earlier, fresh: false };
    const abholung = await makeAcknowledgement(
      { nachrichtenUUID: uuid, sha256, leser: this.schluessel, zeitpunkt: at },
      this.keys.signature,
    );
    const stored = this.inbox.store(uuid, sha256, bytes, abholung, at);
    reached('inbox.stored', { uuid });
    return { uuid, ...stored };
  }

  /**
   * Opens a Sendung with all checks of the gateway: envelope signature, decryption, the author's own signature,
   * header against content, schema, code lists, characters and rules.
   *
   * @throws the fault of the first check that fails
   */
  async open(bytes: Uint8Array): Promise<Received> {
    const at = this.#clock.now();
    using document = readSendung(bytes);
    const shaped = shapeSendung(document, at);
    const verified = verifySendung(shaped, await trustSigner(shaped, this.trust, at));
    // what was signed is in `verified`: the tree of the whole Sendung is not needed any more
    document[Symbol.dispose]();
    if (verified.kopf.empfaenger !== this.schluessel) throw fault('OPEN_READER');
    const opener = {
      schluessel: this.schluessel,
      encryption: this.keys.encryption,
      former: this.keys.formerEncryption,
    };
    const { nachricht, anlagen, author } = await openContent(verified, opener, { trust: this.trust, at });
    using read = parseTrusted(nachricht);
    bindContent(verified.kopf, readHeader(read), author, verified.signer);
    const { absender } = verified.kopf;
    // a certificate without organizationIdentifier names nobody: then the directory must know it as the sender's
    if (
      author.organizationIdentifier !== absender &&
      (author.organizationIdentifier !== undefined || !(await this.directory.signs(absender, author.fingerprintSha256)))
    ) {
      throw fault('OPEN_AUTHOR');
    }
    const { findings, total } = this.#validator.validate(read);
    const first = firstFault(findings, total);
    if (first !== undefined) throw first;
    return { kopf: verified.kopf, message: parse(nachricht, this.#validator.versions), nachricht, anlagen };
  }

  /** Empties the mailbox into the inbox until the signal comes; see {@link pullInto}. */
  pull(onArrival: () => void, signal: AbortSignal, waitSeconds = 30, onTrouble?: OnTrouble): Promise<void> {
    return pullInto(this, { onArrival, signal, waitSeconds, ...(onTrouble === undefined ? {} : { onTrouble }) });
  }

  /** Hands what lies in the inbox to the application until the signal comes; see {@link handleInbox}. */
  handle(handler: Handler, options: HandleOptions): Promise<void> {
    return handleInbox(this, handler, options);
  }

  /** Serial number and end of the own certificates, for `doctor` and warnings. */
  certificates(): { readonly purpose: string; readonly notAfter: Date }[] {
    return (['tls', 'signature', 'encryption'] as const).map((purpose) => ({
      purpose,
      notAfter: parseCertificate(this.keys[purpose].cert).notAfter,
    }));
  }

  /** Closes connections and the inbox. */
  async close(): Promise<void> {
    await this.#client.close();
    this.inbox.close();
  }
}

/** Where the inbox of an authority lies below a data folder. */
export const inboxFile = (dataDir: string, schluessel: string): string =>
  join(dataDir, 'konnektor', `${schluessel.replace(':', '-')}.sqlite`);
