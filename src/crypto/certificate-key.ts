import type { KeyObject } from 'node:crypto';
import { BlaupauseError } from '../platform/errors.ts';
import { checkKey, type Policy, policies } from './policy.ts';

/**
 * Keys allowed in certificates: those of the gateway's policy, and brainpoolP384r1, which certification authorities
 * of the administration use above keys on brainpoolP256r1.
 */
export const certificatePolicy: Policy = {
  ...policies.gateway,
  name: 'certificates',
  keys: { ...policies.gateway.keys, curves: [...new Set([...policies.gateway.keys.curves, 'brainpoolP384r1'])] },
};

/** Above this, a hostile certificate would cost more time than any authority needs. */
const RSA_MAXIMUM_BITS = 8192;

/**
 * Says why a public key is not allowed in a certificate, or nothing when it is.
 *
 * @returns German text without values of the key, or `undefined`
 */
export const keyFault = (key: KeyObject): string | undefined => {
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits > RSA_MAXIMUM_BITS) return `RSA mit ${bits} Bit, höchstens ${RSA_MAXIMUM_BITS}`;
  try {
    checkKey(certificatePolicy, key);
    return undefined;
  } catch (cause) {
    return cause instanceof BlaupauseError ? (cause.detail ?? 'Schlüssel nicht zugelassen') : 'Schlüssel nicht lesbar';
  }
};

/** A key in a few words for records, e.g. `RSA-3072` or `EC prime256v1`. */
export const keyToText = (key: KeyObject): string =>
  key.asymmetricKeyType === 'ec'
    ? `EC ${key.asymmetricKeyDetails?.namedCurve ?? '?'}`
    : `${(key.asymmetricKeyType ?? '?').toUpperCase()}-${key.asymmetricKeyDetails?.modulusLength ?? '?'}`;
