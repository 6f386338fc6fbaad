import { fault } from '../platform/errors.ts';
import type { Profile } from '../profile/index.ts';
import { type Authority, type AuthorityJson, authorityJson, type Certificates, type GatewayJson } from './authority.ts';
import { type DirectoryFiles, type DirectorySource, readSource, sourceState } from './files.ts';

export interface DirectoryOptions {
  /** YAML or JSON file that maps Organisationsschlüssel to push addresses; wins over the profile */
  readonly endpointsFile?: string;
  /** push addresses known at start; win over file and profile */
  readonly endpoints?: Readonly<Record<string, string>>;
}

/** Form of the whole directory in the answer of `GET /v1/verzeichnis`. */
export interface DirectoryJson {
  readonly profil: string;
  readonly version: string;
  readonly umgebung: string;
  readonly gateway: GatewayJson;
  readonly behoerden: readonly AuthorityJson[];
}

/** The four digits at the end of a message type: `fahrerermittlung.ersuchen.1120` and `1120` name the same. */
const digits = (type: string): string => type.slice(-4);

const names = (list: readonly string[], type: string): boolean => list.includes('*') || list.includes(digits(type));

/** Index by certificate; one certificate belongs to one participant. */
const indexBy = (all: readonly Authority[], purpose: keyof Certificates): Map<string, Authority> => {
  const index = new Map<string, Authority>();
  for (const authority of all)
    for (const { fingerprintSha256 } of authority.certificates[purpose]) {
      if (index.has(fingerprintSha256))
        throw fault('PKI', {
          detail: `Ein Zertifikat (${purpose}) von ${authority.schluessel} gehört schon jemandem.`,
        });
      index.set(fingerprintSha256, authority);
    }
  return index;
};

/**
 * Who takes part, with which certificates, what each may send and takes, and where it is reached. Look-ups only:
 * whether a certificate is still valid is the trust store's business, so replaced certificates stay listed until they
 * expire or are revoked.
 */
export class Directory {
  readonly #source: DirectorySource;
  readonly #fixedEndpoints: Map<string, string>;
  #state: string;
  #files: DirectoryFiles;
  #bySchluessel: ReadonlyMap<string, Authority>;
  #byTls: ReadonlyMap<string, Authority>;
  #bySignature: ReadonlyMap<string, Authority>;

  /** Use {@link Directory.load}. */
  private constructor(source: DirectorySource, endpoints: Readonly<Record<string, string>>) {
    this.#source = source;
    this.#fixedEndpoints = new Map(Object.entries(endpoints));
    this.#state = sourceState(source);
    this.#files = readSource(source);
    ({ bySchluessel: this.#bySchluessel, byTls: this.#byTls, bySignature: this.#bySignature } = index(this.#files));
  }

  /**
   * Reads the directory from the folder of a PKI and a profile (parsed, or the path of its file).
   *
   * @throws PKI where certificates are missing, unreadable, issued to somebody else or used twice; PROFILE, FILE and
   *   SETTINGS where those files are wrong
   */
  static load(pkiDir: string, profile: Profile | string, options: DirectoryOptions = {}): Directory {
    const { endpointsFile, endpoints = {} } = options;
    return new Directory({ pkiDir, profile, ...(endpointsFile === undefined ? {} : { endpointsFile }) }, endpoints);
  }

  /**
   * Reads the files again where one of them changed. What was in use stays in use where the new state is wrong.
   *
   * @returns whether anything changed
   * @throws as {@link Directory.load}
   */
  reload(): boolean {
    const state = sourceState(this.#source);
    if (state === this.#state) return false;
    const files = readSource(this.#source);
    const { bySchluessel, byTls, bySignature } = index(files);
    this.#files = files;
    this.#bySchluessel = bySchluessel;
    this.#byTls = byTls;
    this.#bySignature = bySignature;
    this.#state = state;
    return true;
  }

  /** The profile in use; its version stands in receipts. */
  get profile(): Profile {
    return this.#files.profile;
  }

  /** The gateway's own entry. */
  get gateway(): Authority {
    return this.#files.gateway;
  }

  /** All authorities in the profile's order, without the gateway. */
  get authorities(): readonly Authority[] {
    return this.#files.authorities;
  }

  /** A participant, the gateway included, by its Organisationsschlüssel. */
  get(schluessel: string): Authority | undefined {
    return this.#bySchluessel.get(schluessel);
  }

  /** Who owns the TLS certificate with this SHA-256 (lower-case hex). */
  byTlsFingerprint(fingerprint: string): Authority | undefined {
    return this.#byTls.get(fingerprint);
  }

  /** Who owns the signing certificate with this SHA-256 (lower-case hex). */
  bySignatureFingerprint(fingerprint: string): Authority | undefined {
    return this.#bySignature.get(fingerprint);
  }

  /** Whether an authority may send a message type (four digits, or the full name that ends in them). */
  maySend(absender: string, type: string): boolean {
    return names(this.get(absender)?.sendet ?? [], type);
  }

  /** Whether an authority takes a message type (four digits, or the full name that ends in them). */
  accepts(empfaenger: string, type: string): boolean {
    return names(this.get(empfaenger)?.nimmt ?? [], type);
  }

  /**
   * Whether `agent` may act for `principal`: it is the same participant, or holds a mandate, for the message type
   * where one is given.
   */
  mayActFor(agent: string, principal: string, type?: string): boolean {
    if (this.get(principal) === undefined) return false;
    if (agent === principal) return true;
    const mandate = this.get(agent)?.mandate.find(({ fuer }) => fuer === principal);
    return mandate !== undefined && (type === undefined || names(mandate.typen, type));
  }

  /** Whether an authority supports a content namespace, and a version of it where one is given. */
  supports(schluessel: string, namensraum: string, version?: string): boolean {
    const standard = this.get(schluessel)?.standards.find((item) => item.namensraum === namensraum);
    return standard !== undefined && (version === undefined || standard.versionen.includes(version));
  }

  /** Address to push to, `undefined` where none is known or the authority uses its mailbox. */
  endpoint(schluessel: string): string | undefined {
    if (this.get(schluessel)?.zustellung !== 'push') return undefined;
    return this.#fixedEndpoints.get(schluessel) ?? this.#files.endpoints.get(schluessel);
  }

  /** Sets a push address for this process; it wins over file and profile until the process ends. */
  setEndpoint(schluessel: string, url: string): void {
    this.#fixedEndpoints.set(schluessel, url);
  }

  /** Form for `GET /v1/verzeichnis`. */
  toJSON(): DirectoryJson {
    const { profil, version, umgebung } = this.profile;
    return { profil, version, umgebung, gateway: this.#gatewayJson(), behoerden: this.authorities.map(authorityJson) };
  }

  /** Form for `GET /v1/verzeichnis/{schluessel}`, `undefined` where nobody has that key. */
  describe(schluessel: string): AuthorityJson | undefined {
    if (schluessel === this.gateway.schluessel) return this.#gatewayJson();
    const authority = this.get(schluessel);
    return authority && authorityJson(authority);
  }

  #gatewayJson(): GatewayJson {
    return { ...authorityJson(this.gateway), inhaltspruefung: this.profile.gateway.inhaltspruefung };
  }
}

const index = ({ gateway, authorities }: DirectoryFiles) => {
  const all = [gateway, ...authorities];
  return {
    bySchluessel: new Map(all.map((authority) => [authority.schluessel, authority])),
    byTls: indexBy(all, 'tls'),
    bySignature: indexBy(all, 'signature'),
  };
};
