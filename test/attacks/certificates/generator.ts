import { generateKeyPairSync } from 'node:crypto';
import { EXT_KEY_USAGE, parseCertificate } from '../../../src/crypto/index.ts';
import { loadIssuing } from '../../../src/profile/pki/ca.ts';
import { type CertificateRequest, subjectOf } from '../../../src/profile/pki/x509-write.ts';
import { attackersCa, REVOKED_SERIAL, signerWith, subCa } from '../../support/certificates.ts';
import { edit, forge } from '../../support/forge.ts';
import type { Case } from '../support.ts';

const DAY = 86_400_000;
const from = (days: number): Date => new Date(Date.now() + days * DAY);

const issued = (what: string, code: Case['code'], request: Partial<CertificateRequest>): Case => ({
  what,
  code,
  make: (pkiDir) => forge(pkiDir, { author: signerWith(pkiDir, undefined, request) }).bytes,
});

export const cases: readonly Case[] = [
  issued('expired', 'TRUST_EXPIRED', { notBefore: from(-30), notAfter: from(-1) }),
  issued('not yet valid', 'TRUST_NOT_YET_VALID', { notBefore: from(1), notAfter: from(30) }),
  issued('revoked', 'TRUST_REVOKED', { serial: REVOKED_SERIAL }),
  issued('KeyUsage for encryption', 'TRUST_USAGE', { keyUsage: ['keyAgreement'] }),
  issued('without KeyUsage', 'TRUST_USAGE', { keyUsage: [] }),
  issued('ExtendedKeyUsage for TLS', 'TRUST_USAGE', {
    extKeyUsage: [EXT_KEY_USAGE.serverAuth, EXT_KEY_USAGE.clientAuth],
  }),
  issued('a certification authority', 'TRUST_USAGE', { ca: {}, keyUsage: ['keyCertSign', 'digitalSignature'] }),
  issued('trusted, but of nobody in the directory', 'BIND_SIGNER', {}),
  {
    what: 'below a path that is too long',
    code: 'TRUST_CHAIN',
    make: (pkiDir) => {
      const sub = subCa(pkiDir);
      return forge(pkiDir, { author: signerWith(pkiDir, undefined, { issuer: sub.issuer }, [sub.pem]) }).bytes;
    },
  },
  {
    what: 'self-signed by an attacker',
    code: 'TRUST_CHAIN',
    make: (pkiDir) => {
      const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      return forge(pkiDir, { author: signerWith(pkiDir, keys, { issuer: { selfKey: keys.privateKey } }, []) }).bytes;
    },
  },
  {
    what: 'of an attacker’s hierarchy with the same names',
    code: 'TRUST_CHAIN',
    make: (pkiDir) => {
      const ca = attackersCa(subjectOf(loadIssuing(pkiDir).certificate.der));
      return forge(pkiDir, { author: signerWith(pkiDir, undefined, { issuer: ca.issuer }, [ca.pem]) }).bytes;
    },
  },
  {
    what: 'KeyValue that is not the key of the certificate',
    code: 'SHAPE_PROFILE',
    make: (pkiDir) =>
      edit(
        forge(pkiDir).xml,
        '<ds:KeyInfo><ds:X509Data><ds:X509Certificate>',
        '<ds:KeyInfo><ds:KeyValue><ds:RSAKeyValue><ds:Modulus>AQAB</ds:Modulus><ds:Exponent>AQAB</ds:Exponent></ds:RSAKeyValue></ds:KeyValue><ds:X509Data><ds:X509Certificate>',
      ),
  },
  {
    what: 'no certificate',
    code: 'TRUST_MISSING',
    make: (pkiDir) =>
      edit(forge(pkiDir).xml, /<ds:KeyInfo><ds:X509Data><ds:X509Certificate>.*?<\/ds:KeyInfo>(?=<\/ds:Signature>)/, ''),
  },
];

/** Whether a certificate has what once confused readers: organizationIdentifier (2.5.4.97) and an umlaut. */
export const isHardButValid = (pem: string): boolean => {
  const { subject, organizationIdentifier } = parseCertificate(pem);
  return organizationIdentifier !== undefined && /[äöüß]/i.test(subject);
};
