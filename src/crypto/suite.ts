import type { KeyObject } from 'node:crypto';
import { fault } from '../platform/errors.ts';
import { URI } from './algorithms.ts';

/** RSA-OAEP: the content key is encrypted for the reader's RSA key. */
export interface TransportWay {
  readonly way: 'transport';
  readonly transport: string;
  readonly digest: string;
  readonly mgf: string;
}

/** ECDH-ES: the content key is wrapped under a key derived from an ephemeral agreement. */
export interface AgreementWay {
  readonly way: 'agreement';
  readonly agreement: string;
  readonly kdf: string;
  readonly digest: string;
  readonly wrap: string;
}

/** ECDH-ES and a key encapsulation together: the derived key holds while one of the two does. */
export interface HybridWay {
  readonly way: 'hybrid';
  readonly agreement: string;
  /** OpenSSL name of the reader's curve */
  readonly curve: string;
  /** node's name of the key encapsulation mechanism */
  readonly kem: string;
  readonly kdf: string;
  readonly digest: string;
  readonly wrap: string;
}

/** How the content key reaches a reader. */
export type KeyWay = TransportWay | AgreementWay | HybridWay;

/**
 * A suite of algorithms under one identifier. A message names its algorithms by URI; the suite says which ones a
 * key of a kind writes. A further hybrid suite is a row here, a row in `algorithm-table.ts`, and, where it combines
 * its secrets in another way, a module beside `hybrid.ts` (ARCHITECTURE 6).
 */
export interface Suite {
  readonly id: SuiteId;
  readonly signature: string;
  readonly digest: string;
  readonly c14n: string;
  readonly content: string;
  readonly key: KeyWay;
}

/** Identifiers of the suites. */
export type SuiteId = 'rsa' | 'ec' | 'mlkem768-p256';

const common = { digest: URI.sha256, c14n: URI.excC14n, content: URI.aes256Gcm } as const;
const agreed = { kdf: URI.concatKdf, digest: URI.sha256, wrap: URI.kwAes256 } as const;

/** The suites that this edition writes; whether one may be used on a day is the policy's answer. */
export const suites = {
  rsa: {
    id: 'rsa',
    signature: URI.pssSha256,
    ...common,
    key: { way: 'transport', transport: URI.rsaOaep, digest: URI.sha256, mgf: URI.mgf1Sha256 },
  },
  ec: {
    id: 'ec',
    signature: URI.ecdsaSha256,
    ...common,
    key: { way: 'agreement', agreement: URI.ecdhEs, ...agreed },
  },
  'mlkem768-p256': {
    id: 'mlkem768-p256',
    signature: URI.ecdsaSha256,
    ...common,
    key: { way: 'hybrid', agreement: URI.mlkem768P256, curve: 'prime256v1', kem: 'ml-kem-768', ...agreed },
  },
} as const satisfies Readonly<Record<SuiteId, Suite>>;

const hybrids: readonly Suite[] = Object.values<Suite>(suites).filter(({ key }) => key.way === 'hybrid');

/**
 * The suite that a key uses; with a second key for key encapsulation, the hybrid suite of the two.
 *
 * @throws TRUST_KEY if the key is neither RSA nor EC, or no suite knows the two keys together
 */
export const suiteOf = (key: KeyObject, kem?: KeyObject): Suite => {
  if (kem) {
    const curve = key.asymmetricKeyDetails?.namedCurve;
    const hybrid = hybrids.find(
      ({ key: way }) => way.way === 'hybrid' && way.kem === kem.asymmetricKeyType && way.curve === curve,
    );
    if (!hybrid) throw fault('TRUST_KEY', { detail: 'Für diese beiden Schlüssel gibt es kein gemeinsames Verfahren.' });
    return hybrid;
  }
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

/** The row of a hybrid agreement URI, if this edition computes it. */
export const hybridOf = (uri: string): HybridWay | undefined =>
  hybrids.flatMap(({ key }) => (key.way === 'hybrid' && key.agreement === uri ? [key] : []))[0];
