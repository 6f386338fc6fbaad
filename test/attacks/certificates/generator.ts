import { generateKeyPairSync } from 'node:crypto';
import { Extension, GeneralName, GeneralSubtree, NameConstraints } from 'pkijs';
import { EXT_KEY_USAGE, loadKeyStore, parseCertificate } from '../../../src/crypto/index.ts';
import { loadIssuing } from '../../../src/profile/pki/ca.ts';
import { type CertificateRequest, makeName, subjectOf } from '../../../src/profile/pki/x509-write.ts';
import { attackersCa, REVOKED_SERIAL, signerWith, subCa, underRoot } from '../../support/certificates.ts';
import { edit, forge } from '../../support/forge.ts';
import { BGB } from '../../support/profile.ts';
import type { Case } from '../support.ts';

type Keys = ReturnType<typeof generateKeyPairSync>;

const DAY = 86_400_000;
const from = (days: number): Date => new Date(Date.now() + days * DAY);

const issued = (what: string, code: Case['code'], request: Partial<CertificateRequest>): Case => ({
  what,
  code,
  make: (pkiDir) => forge(pkiDir, { author: signerWith(pkiDir, undefined, request) }).bytes,
});

/** Signed by a certificate below an authority that the root issued, but that may not issue it. */
const below = (
  what: string,
  code: Case['code'],
  detail: string,
  ca: Parameters<typeof underRoot>[1],
  keys?: () => Keys,
): Case => ({
  what,
  code,
  detail,
  make: (pkiDir) => {
    const { issuer, pem } = underRoot(pkiDir, ca, keys?.());
    return forge(pkiDir, { author: signerWith(pkiDir, undefined, { issuer }, [pem]) }).bytes;
  },
});

/** The author's certificate is wrong, the one of the envelope is right. */
const author = (what: string, code: Case['code'], request: Partial<CertificateRequest>): Case => ({
  what,
  code,
  make: (pkiDir) =>
    forge(pkiDir, { author: signerWith(pkiDir, undefined, request), signer: loadKeyStore(pkiDir, BGB).signature })
      .bytes,
});

/** The authority may issue for one county alone. */
const onlyForBavaria = new Extension({
  extnID: '2.5.29.30',
  critical: true,
  extnValue: new NameConstraints({
    permittedSubtrees: [
      new GeneralSubtree({
        base: new GeneralName({
          type: 4,
          value: makeName([
            ['2.5.4.6', 'DE'],
            ['2.5.4.8', 'Bayern'],
          ]),
        }),
      }),
    ],
  })
    .toSchema()
    .toBER(),
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
  below('below an authority that may not issue', 'TRUST_CHAIN', 'darf keine Zertifikate', { keyUsage: ['cRLSign'] }),
  below('below a certificate without the CA flag', 'TRUST_CHAIN', '', {
    keyUsage: ['digitalSignature'],
    isCa: false,
  }),
  below('below an authority that has expired', 'TRUST_EXPIRED', '', { notBefore: from(-30), notAfter: from(-1) }),
  below('below an authority for other names', 'TRUST_CHAIN', 'außerhalb', { extensions: [onlyForBavaria] }),
  below('below an authority for TLS alone', 'TRUST_USAGE', 'darf für', { extKeyUsage: [EXT_KEY_USAGE.clientAuth] }),
  below('below an authority with a weak key', 'TRUST_KEY', '', {}, () =>
    generateKeyPairSync('rsa', { modulusLength: 2048 }),
  ),
  below('below an authority whose revocation nobody can tell', 'TRUST_REVOCATION_UNKNOWN', 'keine Sperrliste', {}),
  author('the author’s expired', 'TRUST_EXPIRED', { notBefore: from(-30), notAfter: from(-1) }),
  author('the author’s revoked', 'TRUST_REVOKED', { serial: REVOKED_SERIAL }),
  author('the author’s for TLS', 'TRUST_USAGE', { extKeyUsage: [EXT_KEY_USAGE.clientAuth] }),
  {
    what: 'issued by the Bußgeldbehörde with its own signing certificate',
    code: 'TRUST_CHAIN',
    make: (pkiDir) => {
      const { key, certificate, cert, chain } = loadKeyStore(pkiDir, BGB).signature;
      const issuer = { name: subjectOf(certificate.der), key, publicKey: certificate.publicKey };
      return forge(pkiDir, { author: signerWith(pkiDir, undefined, { issuer }, [cert, ...chain]) }).bytes;
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

/** TLS certificates that must not open the door. */
export const clients: readonly (readonly [what: string, request: Partial<CertificateRequest>])[] = [
  ['expired', { notBefore: from(-30), notAfter: from(-1) }],
  ['not yet valid', { notBefore: from(1), notAfter: from(30) }],
  ['revoked', { serial: REVOKED_SERIAL }],
  ['for servers', { extKeyUsage: [EXT_KEY_USAGE.serverAuth] }],
  ['without ExtendedKeyUsage', { extKeyUsage: [] }],
  ['for encryption', { keyUsage: ['keyAgreement'] }],
];
