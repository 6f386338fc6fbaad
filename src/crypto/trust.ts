import { fault } from '../platform/errors.ts';
import { sha256Hex } from '../platform/ids.ts';
import { type CertificateInfo, type CertificateInput, type ParsedCertificate, parseWithTree } from './certificate.ts';
import { type Crl, crlSignedBy, parseCrl } from './crl.ts';
import { parseOcspResponse } from './ocsp.ts';
import { OcspClient } from './ocsp-client.ts';
import type { RevocationSources } from './revocation.ts';
import type { RevocationOverride } from './revocation-config.ts';
import { type CheckOutcome, checkPath, type Purpose } from './trust-checks.ts';
import { readTrustFolder, type TrustFiles, trustFilesState } from './trust-folder.ts';
import { findPaths } from './trust-path.ts';
import { conclude, earliest } from './trust-record.ts';
import type { Inspection, TrustDecision, TrustEvents, TrustMaterial, TrustOptions } from './trust-types.ts';

/** Bounds the cache; a gateway knows a few hundred certificates. */
const REMEMBERED = 4096;
/** Offered certificates beyond these are not read. */
const OFFERED = 8;

const isInfo = (input: CertificateInput): input is CertificateInfo =>
  typeof input !== 'string' && !(input instanceof Uint8Array);

/**
 * Decides whether a certificate may be trusted for a purpose (SECURITY-CASES 15 and 16): path to a configured
 * anchor, validity, usage, key strength, revocation at every level. An unknown revocation status is a refusal, but for
 * an operator's dated override.
 *
 * Accepted certificates are remembered until the earliest date in their path and what cleared it, per certificate and
 * purpose; refusals are not, so that nobody can fill the memory with them. New files clear what is remembered.
 */
export class TrustStore {
  #anchors: readonly ParsedCertificate[] = [];
  #intermediates: readonly ParsedCertificate[] = [];
  #sources: RevocationSources;
  readonly #decisions = new Map<string, TrustDecision>();
  readonly #signed = new WeakMap<Crl, Map<string, boolean>>();
  readonly #folder: string | undefined;
  #state: string | undefined;

  readonly #events: TrustEvents;

  /** @throws TRUST_MISSING or PKI where the material is not readable */
  constructor(material: TrustMaterial | TrustFiles, folder?: string, events: TrustEvents = {}) {
    this.#folder = folder;
    this.#events = events;
    if ('state' in material) {
      this.#sources = this.#use(material);
      this.#state = material.state;
    } else
      this.#sources = this.#use({
        anchors: material.anchors.map(parseWithTree),
        intermediates: (material.intermediates ?? []).map(parseWithTree),
        crls: material.crls.map(parseCrl),
        responses: (material.ocspResponses ?? []).map(parseOcspResponse),
        ocsp: material.ocsp ?? [],
        overrides: material.overrides ?? [],
      });
  }

  /**
   * Reads trust from a folder: `ca.pem` (all certificates in it are anchors), every other `*.pem` but keys
   * (intermediates), `crl/*`, `ocsp/*` (responses at hand), `sperrpruefung.yaml` (responders to ask, overrides). The
   * folder of a development PKI itself works too: its `ca/` is taken.
   *
   * @throws PKI with the path where something is missing or unreadable
   */
  static fromFolder(path: string, events: TrustEvents = {}): TrustStore {
    return new TrustStore(readTrustFolder(path), path, events);
  }

  #use({ anchors, intermediates, crls, responses, ocsp, overrides }: Omit<TrustFiles, 'state'>): RevocationSources {
    this.#anchors = anchors;
    this.#intermediates = intermediates;
    this.#decisions.clear();
    const client = new OcspClient(ocsp, ({ url }, why) => this.#events.ocspFailed?.({ url, why }));
    const signed = (crl: Crl, issuer: ParsedCertificate) => this.#crlSigned(crl, issuer);
    return { crls, responses, ocsp: client, overrides, signed };
  }

  /**
   * Reads the folder again where a file in it changed. What was in use stays in use where the new state is
   * unreadable.
   *
   * @returns whether anything changed
   * @throws PKI where the new state is unreadable
   */
  reload(): boolean {
    if (this.#folder === undefined || trustFilesState(this.#folder) === this.#state) return false;
    const files = readTrustFolder(this.#folder);
    this.#sources = this.#use(files);
    this.#state = files.state;
    return true;
  }

  /** PEM of what is in use, for TLS settings and evidence archives. */
  material(): { readonly anchors: string[]; readonly intermediates: string[]; readonly crls: string[] } {
    return {
      anchors: this.#anchors.map((certificate) => certificate.pem),
      intermediates: this.#intermediates.map((certificate) => certificate.pem),
      crls: this.#sources.crls.map((crl) => crl.pem),
    };
  }

  /** Certificates of the authorities in use and their CRLs, to be watched by the operator. */
  inUse(): { readonly authorities: readonly CertificateInfo[]; readonly crls: readonly Crl[] } {
    return { authorities: [...this.#anchors, ...this.#intermediates], crls: this.#sources.crls };
  }

  /** Addresses of the responders that are asked. */
  responders(): string[] {
    return [...new Set(this.#sources.ocsp.urls)];
  }

  /** Overrides as configured, those that have ended or not begun included. */
  overrides(): readonly RevocationOverride[] {
    return this.#sources.overrides;
  }

  /**
   * The earliest end of revocation lists, of each issuer its newest: after it certificates are refused, so operators
   * watch it.
   */
  crlsValidUntil(): Date | undefined {
    const newest = new Map<string, Date>();
    for (const { issuer, nextUpdate } of this.#sources.crls)
      if (nextUpdate && nextUpdate > (newest.get(issuer) ?? new Date(0))) newest.set(issuer, nextUpdate);
    return newest.size > 0 ? earliest([...newest.values()]) : undefined;
  }

  /**
   * Accepts a certificate for a purpose or throws.
   *
   * @param certificate PEM, DER (fastest) or parsed
   * @param chain intermediates that the other side offered; they count only through signatures
   * @throws TRUST_MISSING, TRUST_CHAIN, TRUST_EXPIRED, TRUST_NOT_YET_VALID, TRUST_KEY, TRUST_USAGE, TRUST_REVOKED,
   *   TRUST_REVOCATION_UNKNOWN
   */
  async check(
    certificate: CertificateInput,
    chain: readonly CertificateInput[],
    options: TrustOptions,
  ): Promise<TrustDecision> {
    const outcome = await this.inspect(certificate, chain, options);
    if (outcome.decision) return outcome.decision;
    const { inspection } = outcome;
    const detail = inspection.checks.find((item) => item.verdict === 'failed')?.detail;
    throw fault(inspection.fault ?? 'TRUST_CHAIN', detail === undefined ? {} : { detail });
  }

  /**
   * As {@link check}, but a refusal is a value with its inspection record, to be kept as evidence.
   *
   * @throws TRUST_MISSING where the certificate is not readable, TRUST_KEY where its key is not
   */
  async inspect(
    input: CertificateInput,
    chain: readonly CertificateInput[],
    { purpose, at }: TrustOptions,
  ): Promise<{ readonly inspection: Inspection; readonly decision?: TrustDecision }> {
    const remembered = this.#recall(input, purpose, at);
    if (remembered) return { inspection: remembered.inspection, decision: remembered };
    const certificate = parseWithTree(isInfo(input) ? input.der : input);
    // PEM has no fingerprint before it is read
    const known = typeof input === 'string' ? this.#recall(certificate, purpose, at) : undefined;
    if (known) return { inspection: known.inspection, decision: known };
    const sources = this.#sources;
    const material = {
      anchors: this.#anchors,
      intermediates: this.#intermediates,
      offered: chain.slice(0, OFFERED).map((offered) => parseWithTree(isInfo(offered) ? offered.der : offered)),
    };
    let path: readonly ParsedCertificate[] = [];
    let outcomes: readonly CheckOutcome[] = [
      { check: 'kette', verdict: 'failed', detail: 'kein Weg zu einer vertrauten Stelle', fault: 'TRUST_CHAIN' },
    ];
    for (const candidate of findPaths(certificate, material)) {
      const result = await checkPath({ path: candidate, purpose, at, sources });
      const good = result.every((outcome) => outcome.verdict !== 'failed');
      if (path.length > 0 && !good) continue;
      path = candidate;
      const detail = `${candidate.length} Zertifikate bis ${candidate.at(-1)?.subject}`;
      outcomes = [{ check: 'kette', verdict: 'ok', detail }, ...result];
      if (good) break;
    }
    const { inspection, decision } = conclude(certificate, path, outcomes, { purpose, at });
    if (decision === undefined) return { inspection };
    const override = outcomes.find((outcome) => outcome.override)?.override;
    if (override) this.#events.overridden?.({ override, inspection });
    // a reload during the checks must not let an older answer into the new memory
    if (sources === this.#sources) this.#remember(decision);
    return { inspection, decision };
  }

  #recall(input: CertificateInput, purpose: Purpose, at: Date): TrustDecision | undefined {
    if (typeof input === 'string') return undefined;
    const fingerprint = isInfo(input) ? input.fingerprintSha256 : sha256Hex(input);
    const decision = this.#decisions.get(`${fingerprint} ${purpose}`);
    return decision && decision.validFrom <= at && at <= decision.validUntil ? decision : undefined;
  }

  #remember(decision: TrustDecision): void {
    const oldest = this.#decisions.keys().next();
    if (this.#decisions.size >= REMEMBERED && !oldest.done) this.#decisions.delete(oldest.value);
    this.#decisions.set(`${decision.certificate.fingerprintSha256} ${decision.purpose}`, decision);
  }

  #crlSigned(crl: Crl, issuer: ParsedCertificate): boolean {
    const answers = this.#signed.get(crl) ?? new Map<string, boolean>();
    this.#signed.set(crl, answers);
    const known = answers.get(issuer.fingerprintSha256);
    if (known !== undefined) return known;
    const answer = crlSignedBy(crl, issuer);
    answers.set(issuer.fingerprintSha256, answer);
    return answer;
  }
}
