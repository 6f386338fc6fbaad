import type { KeyObject } from 'node:crypto';
import { fault } from '../platform/errors.ts';
import { URI } from './algorithms.ts';

/** What an algorithm URI is used for; one URI may be allowed for one use and forbidden for another. */
export type AlgorithmKind =
  | 'digest'
  | 'signature'
  | 'c14n'
  | 'transform'
  | 'content-encryption'
  | 'key-transport'
  | 'key-agreement'
  | 'key-wrap'
  | 'mgf'
  | 'kdf';

/** One line of the dated allow-list. Dates are calendar days, `validTo` included (UTC). */
export interface AlgorithmRow {
  readonly uri: string;
  readonly kind: AlgorithmKind;
  readonly validFrom: string;
  readonly validTo?: string;
  /** the recommendation that the row and its dates rest on */
  readonly source: string;
}

/** Minimum sizes of keys. */
export interface KeyRules {
  readonly rsaMinimumBits: number;
  readonly rsaMinimumExponent: bigint;
  /** OpenSSL names of allowed curves */
  readonly curves: readonly string[];
}

/**
 * A dated allow-list of algorithms with minimum key sizes. `strict` adds the shape of the envelope profile: one
 * signature as child of the root, only same-document references by Id, X509Data only, no Object.
 */
export interface Policy {
  readonly name: string;
  readonly edition: string;
  readonly strict: boolean;
  readonly keys: KeyRules;
  readonly rows: readonly AlgorithmRow[];
}

const TR = 'BSI TR-02102-1 2026-01';
const W3C = 'W3C XML Signature 1.1 / XML Encryption 1.1';

const rows = (
  kind: AlgorithmKind,
  uris: readonly string[],
  source: string,
  validFrom: string,
  validTo?: string,
): AlgorithmRow[] =>
  uris.map((uri) => ({ uri, kind, validFrom, source, ...(validTo === undefined ? {} : { validTo }) }));

// TR-02102-1 2026-01: classical signatures alone until the end of 2035, classical key agreement and
// encryption alone until the end of 2031.
const SIGN_UNTIL = '2035-12-31';
const ENCRYPT_UNTIL = '2031-12-31';
const SINCE = '2024-01-01';

const gatewayRows: readonly AlgorithmRow[] = [
  ...rows('digest', [URI.sha256, URI.sha384, URI.sha512], TR, SINCE),
  ...rows('signature', [URI.pssSha256, URI.pssSha384, URI.pssSha512], TR, SINCE, SIGN_UNTIL),
  ...rows('signature', [URI.ecdsaSha256, URI.ecdsaSha384, URI.ecdsaSha512], TR, SINCE, SIGN_UNTIL),
  ...rows('c14n', [URI.excC14n], W3C, SINCE),
  ...rows('transform', [URI.enveloped, URI.excC14n], W3C, SINCE),
  ...rows('content-encryption', [URI.aes256Gcm], TR, SINCE),
  ...rows('key-transport', [URI.rsaOaep], TR, SINCE, ENCRYPT_UNTIL),
  ...rows('mgf', [URI.mgf1Sha256], TR, SINCE, ENCRYPT_UNTIL),
  ...rows('key-agreement', [URI.ecdhEs], TR, SINCE, ENCRYPT_UNTIL),
  ...rows('kdf', [URI.concatKdf], TR, SINCE, ENCRYPT_UNTIL),
  ...rows('key-wrap', [URI.kwAes256], TR, SINCE),
];

const EVER = '2000-01-01';
const canonical = [URI.c14n, URI.c14nComments, URI.c14n11, URI.c14n11Comments, URI.excC14n, URI.excC14nComments];

const openRows: readonly AlgorithmRow[] = [
  ...rows('digest', [URI.sha1, URI.sha256, URI.sha384, URI.sha512], W3C, EVER),
  ...rows('signature', [URI.rsaSha1, URI.rsaSha256, URI.rsaSha384, URI.rsaSha512], W3C, EVER),
  ...rows('signature', [URI.pssSha256, URI.pssSha384, URI.pssSha512], W3C, EVER),
  ...rows('signature', [URI.ecdsaSha1, URI.ecdsaSha256, URI.ecdsaSha384, URI.ecdsaSha512], W3C, EVER),
  ...rows('c14n', canonical, W3C, EVER),
  ...rows('transform', [URI.enveloped, ...canonical], W3C, EVER),
  ...rows('content-encryption', [URI.aes128Gcm, URI.aes192Gcm, URI.aes256Gcm], W3C, EVER),
  ...rows('key-transport', [URI.rsaOaep, URI.rsaOaepMgf1p], W3C, EVER),
  ...rows('mgf', [URI.mgf1Sha1, URI.mgf1Sha256, URI.mgf1Sha384, URI.mgf1Sha512], W3C, EVER),
  ...rows('key-agreement', [URI.ecdhEs], W3C, EVER),
  ...rows('kdf', [URI.concatKdf], W3C, EVER),
  ...rows('key-wrap', [URI.kwAes128, URI.kwAes192, URI.kwAes256], W3C, EVER),
];

/**
 * The policies. `gateway` is what every participant uses; `open` accepts published test vectors of other
 * implementations and is never used for messages.
 */
export const policies = {
  gateway: {
    name: 'gateway',
    edition: TR,
    strict: true,
    keys: {
      rsaMinimumBits: 3000,
      rsaMinimumExponent: 65537n,
      curves: ['prime256v1', 'secp384r1', 'brainpoolP256r1'],
    },
    rows: gatewayRows,
  },
  open: {
    name: 'open',
    edition: W3C,
    strict: false,
    keys: {
      rsaMinimumBits: 1024,
      rsaMinimumExponent: 3n,
      curves: ['prime256v1', 'secp384r1', 'secp521r1', 'brainpoolP256r1', 'brainpoolP384r1', 'brainpoolP512r1'],
    },
    rows: openRows,
  },
} as const satisfies Record<string, Policy>;

/** A URI of the input as it may be shown: attacker-controlled, hence shortened and without control characters. */
export const shown = (uri: string): string =>
  JSON.stringify(uri.length > 120 ? `${uri.slice(0, 120)}…` : uri).slice(1, -1) || '(leer)';

/**
 * Finds the row that allows an algorithm on a day.
 *
 * @param at the day to judge for; the machine's date if left out
 * @throws SHAPE_ALGORITHM naming the URI, if no row of the policy allows it on that day
 */
export const allow = (policy: Policy, kind: AlgorithmKind, uri: string, at: Date = new Date()): AlgorithmRow => {
  const row = policy.rows.find((r) => r.kind === kind && r.uri === uri);
  if (!row) throw fault('SHAPE_ALGORITHM', { detail: `${kind}: ${shown(uri)}` });
  const day = at.toISOString().slice(0, 10);
  if (day < row.validFrom || (row.validTo !== undefined && day > row.validTo)) {
    const until = row.validTo === undefined ? '' : ` bis ${row.validTo}`;
    throw fault('SHAPE_ALGORITHM', { detail: `${kind}: ${uri} (gültig ab ${row.validFrom}${until}, ${row.source})` });
  }
  return row;
};

/**
 * Checks size and kind of a key: RSA modulus and exponent, EC curve.
 *
 * @throws TRUST_KEY naming what is too weak or not allowed
 */
export const checkKey = (policy: Policy, key: KeyObject): void => {
  const type = key.asymmetricKeyType;
  const details = key.asymmetricKeyDetails;
  if (type === 'rsa' || type === 'rsa-pss') {
    const bits = details?.modulusLength ?? 0;
    const exponent = details?.publicExponent ?? 0n;
    if (bits < policy.keys.rsaMinimumBits) {
      throw fault('TRUST_KEY', { detail: `RSA mit ${bits} Bit, mindestens ${policy.keys.rsaMinimumBits}` });
    }
    if (exponent < policy.keys.rsaMinimumExponent) {
      throw fault('TRUST_KEY', { detail: `RSA-Exponent kleiner als ${policy.keys.rsaMinimumExponent}` });
    }
    return;
  }
  if (type === 'ec') {
    const curve = details?.namedCurve ?? 'unbenannt';
    if (!policy.keys.curves.includes(curve)) throw fault('TRUST_KEY', { detail: `Kurve ${curve}` });
    return;
  }
  throw fault('TRUST_KEY', { detail: `Schlüsselart ${type ?? key.type}` });
};
