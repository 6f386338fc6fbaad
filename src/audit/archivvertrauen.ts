import type { CertificateInfo, TrustDecision, TrustOptions, TrustStore } from '../crypto/index.ts';
import type { Trust } from '../envelope/index.ts';
import { fault } from '../platform/errors.ts';

/** Bounds what is remembered; an installation knows a few hundred certificates. */
const REMEMBERED = 1000;

/**
 * Trust in the signers of what is stored: path to an anchor, validity at the instant of the signature, usage, key.
 * Whether a certificate was revoked is not asked: it was when the message was accepted, that answer stands in the
 * stored verdicts, and the revocation list of a day years ago is no longer at hand. A later revocation does not change
 * what the log shows to have been signed before it.
 */
export class ArchivVertrauen implements Trust {
  readonly #store: TrustStore;
  readonly #known = new Map<string, TrustDecision>();

  constructor(store: TrustStore) {
    this.#store = store;
  }

  /** @throws TRUST_CHAIN where anything but the revocation status is wrong */
  async check(
    certificate: CertificateInfo,
    chain: readonly CertificateInfo[],
    options: TrustOptions,
  ): Promise<TrustDecision> {
    const { at } = options;
    const known = this.#known.get(certificate.fingerprintSha256);
    if (known && known.validFrom <= at && at <= known.validUntil) return known;
    const { inspection } = await this.#store.inspect(certificate, chain, options);
    const wrong = inspection.checks.find(({ check, verdict }) => verdict === 'failed' && check !== 'sperrung');
    if (wrong) throw fault('TRUST_CHAIN', { detail: wrong.detail });
    const { path } = inspection;
    const instants = (key: 'notBefore' | 'notAfter') => path.map((one) => Date.parse(one[key]));
    const decision = {
      certificate,
      purpose: options.purpose,
      validFrom: new Date(Math.max(...instants('notBefore'))),
      validUntil: new Date(Math.min(...instants('notAfter'))),
      inspection,
    };
    if (this.#known.size >= REMEMBERED) this.#known.clear();
    this.#known.set(certificate.fingerprintSha256, decision);
    return decision;
  }
}
