import type { KeyObject } from 'node:crypto';
import { fault } from '../platform/errors.ts';
import { URI } from './algorithms.ts';

/**
 * A suite of algorithms under one identifier. A message names its algorithms by URI; the suite says which ones a
 * key of a kind writes. Hybrid post-quantum suites become further rows here (ARCHITECTURE 6).
 */
export interface Suite {
  readonly id: SuiteId;
  readonly signature: string;
  readonly digest: string;
  readonly c14n: string;
  readonly content: string;
  /** how the content key reaches a reader */
  readonly key:
    | { readonly way: 'transport'; readonly transport: string; readonly digest: string; readonly mgf: string }
    | {
        readonly way: 'agreement';
        readonly agreement: string;
        readonly kdf: string;
        readonly digest: string;
        readonly wrap: string;
      };
}

/** Identifiers of the suites. */
export type SuiteId = 'rsa' | 'ec';

/** The suites that this edition writes. */
export const suites: Readonly<Record<SuiteId, Suite>> = {
  rsa: {
    id: 'rsa',
    signature: URI.pssSha256,
    digest: URI.sha256,
    c14n: URI.excC14n,
    content: URI.aes256Gcm,
    key: { way: 'transport', transport: URI.rsaOaep, digest: URI.sha256, mgf: URI.mgf1Sha256 },
  },
  ec: {
    id: 'ec',
    signature: URI.ecdsaSha256,
    digest: URI.sha256,
    c14n: URI.excC14n,
    content: URI.aes256Gcm,
    key: {
      way: 'agreement',
      agreement: URI.ecdhEs,
      kdf: URI.concatKdf,
      digest: URI.sha256,
      wrap: URI.kwAes256,
    },
  },
};

/**
 * The suite that a key uses.
 *
 * @throws TRUST_KEY if the key is neither RSA nor EC
 */
export const suiteOf = (key: KeyObject): Suite => {
  switch (key.asymmetricKeyType) {
    case 'rsa':
    case 'rsa-pss':
      return suites.rsa;
    case 'ec':
      return suites.ec;
    default:
      throw fault('TRUST_KEY', { detail: `Schlüsselart ${key.asymmetricKeyType ?? key.type}` });
  }
};
