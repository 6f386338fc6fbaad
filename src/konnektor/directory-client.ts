import type { TrustStore } from '../crypto/index.ts';
import type { Reader } from '../envelope/index.ts';
import { type Clock, fault } from '../platform/index.ts';
import type { Patience, TlsClient } from './transport.ts';

/** Version of the standard that a message is written in. */
interface Standard {
  readonly namespace: string;
  readonly version: string;
}

/** An entry as `GET /v1/verzeichnis/{schluessel}` answers it; what the Konnektor needs of it. */
interface Entry {
  readonly schluessel: string;
  readonly name: string;
  readonly standards: readonly { readonly namensraum: string; readonly versionen: readonly string[] }[];
  readonly zertifikate: {
    readonly encryption: readonly { readonly pem: string }[];
    readonly signature: readonly { readonly fingerprint: string }[];
  };
}

interface Directory {
  readonly gateway: Entry & { readonly inhaltspruefung: 'pflicht' | 'moeglich' | 'keine' };
  readonly behoerden: readonly Entry[];
}

/** How long a fetched directory is used before it is asked again. */
const KEEP_MS = 60_000;

/**
 * The gateway's directory as a Konnektor sees it. The gateway is not trusted for the certificates: each is held
 * against the own trust anchors and its organizationIdentifier before anything is encrypted with it.
 */
export class DirectoryClient {
  readonly #client: TlsClient;
  readonly #trust: TrustStore;
  readonly #clock: Clock;
  #known: { readonly directory: Promise<Directory>; readonly until: number } | undefined;

  constructor(client: TlsClient, trust: TrustStore, clock: Clock) {
    this.#client = client;
    this.#trust = trust;
    this.#clock = clock;
  }

  /** The reader with its trusted encryption certificate. @throws BIND_RECIPIENT, TRUST_*, SEND_FAILED */
  async reader(schluessel: string, patience?: Patience): Promise<Reader> {
    const { behoerden } = await this.#fetch(patience);
    const entry = behoerden.find((candidate) => candidate.schluessel === schluessel);
    if (entry === undefined) throw fault('BIND_RECIPIENT');
    return this.#trusted(entry);
  }

  /**
   * Refuses a version of the standard that the reader has not announced.
   *
   * @throws BIND_STANDARD with the namespaces it has announced; SEND_FAILED
   */
  async expectStandard(schluessel: string, standard: Standard, patience?: Patience): Promise<void> {
    const { behoerden } = await this.#fetch(patience);
    const standards = behoerden.find((candidate) => candidate.schluessel === schluessel)?.standards ?? [];
    const { namespace, version } = standard;
    if (standards.some(({ namensraum, versionen }) => namensraum === namespace && versionen.includes(version))) return;
    const known = standards.map(({ namensraum }) => namensraum).join(', ');
    throw fault('BIND_STANDARD', { detail: `${schluessel} kennt: ${known}.` });
  }

  /** The gateway as a reader where it checks contents; undefined where it does not. @throws TRUST_*, SEND_FAILED */
  async gatewayReader(patience?: Patience): Promise<Reader | undefined> {
    const { gateway } = await this.#fetch(patience);
    return gateway.inhaltspruefung === 'pflicht' ? this.#trusted(gateway) : undefined;
  }

  /** Whether a signing certificate (SHA-256, hex) is listed for an authority or the gateway. @throws SEND_FAILED */
  async signs(schluessel: string, fingerprint: string): Promise<boolean> {
    const entry = await this.#participant(schluessel);
    return entry?.zertifikate.signature.some((certificate) => certificate.fingerprint === fingerprint) ?? false;
  }

  /** Name of an authority or the gateway, its key where it is unknown. */
  async nameOf(schluessel: string): Promise<string> {
    return (await this.#participant(schluessel))?.name ?? schluessel;
  }

  /** Whoever can be the author of a message: the gateway warns and reminds in its own name. */
  async #participant(schluessel: string): Promise<Entry | undefined> {
    const { behoerden, gateway } = await this.#fetch();
    return [gateway, ...behoerden].find((candidate) => candidate.schluessel === schluessel);
  }

  async #trusted(entry: Entry): Promise<Reader> {
    const { certificate } = await this.#trust.check(derOf(entry.zertifikate.encryption[0]?.pem ?? ''), [], {
      purpose: 'encryption',
      at: this.#clock.now(),
    });
    if (certificate.organizationIdentifier !== entry.schluessel) {
      throw fault('TRUST_CHAIN', { detail: 'Das Verschlüsselungszertifikat gehört einer anderen Behörde.' });
    }
    return { schluessel: entry.schluessel, certificate };
  }

  #fetch(patience: Patience = { forMs: 0 }): Promise<Directory> {
    const now = this.#clock.now().getTime();
    if (this.#known !== undefined && this.#known.until > now) return this.#known.directory;
    this.#trust.reload();
    const directory = this.#client.callPatiently('GET', '/v1/verzeichnis', undefined, patience).then((answer) => {
      if (answer.status !== 200) throw fault('SEND_FAILED', { detail: `Verzeichnis: HTTP ${answer.status}` });
      return JSON.parse(answer.body.toString('utf8')) as Directory;
    });
    this.#known = { directory, until: now + KEEP_MS };
    directory.catch(() => {
      this.#known = undefined;
    });
    return directory;
  }
}

/** Bytes of a PEM certificate: the trust store finds an earlier decision by them without parsing. */
const derOf = (pem: string): Buffer => Buffer.from(pem.replace(/-----[A-Z ]+-----|\s/g, ''), 'base64');
