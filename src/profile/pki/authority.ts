import { generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { EXT_KEY_USAGE, type KeyPurpose, type KeyUsage } from '../../crypto/index.ts';
import { landOfAgs } from '../laender.ts';
import type { Behoerde, GatewayProfile, SuiteName } from '../schema.ts';
import { type Issuer, type NamePart, writeCertificate } from './x509-write.ts';

/** Who gets keys: an authority or the gateway. */
export type Participant = Behoerde | GatewayProfile;

export interface FreshKeys {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

const generate = promisify(generateKeyPair);

/** A new key pair of the suite, made off the main thread: RSA with 3072 bit, or P-256. */
export const freshKeys = (suite: SuiteName): Promise<FreshKeys> =>
  suite === 'rsa' ? generate('rsa', { modulusLength: 3072 }) : generate('ec', { namedCurve: 'P-256' });

/** Upper bound of O, OU and CN (RFC 5280 appendix A). */
const NAME_MAXIMUM = 64;

const LABELS: Record<KeyPurpose, string> = { tls: 'TLS', signature: 'Signatur', encryption: 'Verschlüsselung' };

const shorten = (text: string, maximum: number): string =>
  [...text].length > maximum ? `${[...text].slice(0, maximum - 1).join('')}…` : text;

/**
 * The subject in the form of German authorities: C, ST, L, O, OU twice, organizationIdentifier, CN. The part of the
 * name before the first comma is the organisation, the rest its unit.
 */
export const subjectFor = (participant: Participant, purpose: KeyPurpose): NamePart[] => {
  const [organisation = participant.name, ...rest] = participant.name.split(/,\s*/);
  const unit = rest.join(', ');
  const land = landOfAgs(participant.schluessel.slice(4, 12));
  const label = ` (${LABELS[purpose]})`;
  return [
    ['2.5.4.6', 'DE'],
    ...(land ? [['2.5.4.8', land] as const] : []),
    ['2.5.4.7', participant.ort],
    ['2.5.4.10', shorten(organisation, NAME_MAXIMUM)],
    ...(unit ? [['2.5.4.11', shorten(unit, NAME_MAXIMUM)] as const] : []),
    ['2.5.4.11', 'Entwicklung, nicht für den Betrieb'],
    ['2.5.4.97', participant.schluessel],
    ['2.5.4.3', shorten(unit || organisation, NAME_MAXIMUM - label.length) + label],
  ];
};

const usageFor = (purpose: KeyPurpose, suite: SuiteName): { keyUsage: KeyUsage[]; extKeyUsage: string[] } => {
  switch (purpose) {
    case 'tls':
      return { keyUsage: ['digitalSignature'], extKeyUsage: [EXT_KEY_USAGE.serverAuth, EXT_KEY_USAGE.clientAuth] };
    case 'signature':
      return { keyUsage: ['digitalSignature', 'nonRepudiation'], extKeyUsage: [EXT_KEY_USAGE.documentSigning] };
    case 'encryption':
      return {
        keyUsage: [suite === 'rsa' ? 'keyEncipherment' : 'keyAgreement'],
        extKeyUsage: [EXT_KEY_USAGE.emailProtection],
      };
  }
};

/** Signs a participant's certificate for a purpose. Returns its DER form. */
export const certifyParticipant = (
  participant: Participant,
  purpose: KeyPurpose,
  publicKey: KeyObject,
  issuer: Issuer,
  validity: { readonly notBefore: Date; readonly notAfter: Date },
): Buffer =>
  writeCertificate({
    subject: subjectFor(participant, purpose),
    publicKey,
    issuer,
    ...validity,
    ...usageFor(purpose, participant.suite),
    ...(purpose === 'tls' ? { dnsNames: ['localhost'], ipAddresses: ['127.0.0.1'] } : {}),
  });
