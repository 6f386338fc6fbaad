import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RelativeDistinguishedNames } from 'pkijs';
import { EXT_KEY_USAGE, parseCertificate } from '../../src/crypto/index.ts';
import { loadIssuing } from '../../src/profile/pki/ca.ts';
import { layout } from '../../src/profile/pki/layout.ts';
import {
  type CertificateRequest,
  type Issuer,
  makeName,
  type NamePart,
  subjectOf,
  toPem,
  writeCertificate,
  writeCrl,
} from '../../src/profile/pki/x509-write.ts';
import { edit, type Signer } from './forge.ts';
import { BGB } from './profile.ts';

const DAY = 86_400_000;

/** Serial number that {@link revokeInAdvance} puts on the CRL. */
export const REVOKED_SERIAL = Buffer.from('66666666666666666666666666666666', 'hex');

/** Puts {@link REVOKED_SERIAL} on the CRL of a PKI before the gateway starts. */
export const revokeInAdvance = (pkiDir: string): void => {
  const { issuer } = loadIssuing(pkiDir);
  const now = Date.now();
  const der = writeCrl({
    issuer,
    thisUpdate: new Date(now - DAY),
    nextUpdate: new Date(now + 30 * DAY),
    number: 2,
    revoked: new Map([[REVOKED_SERIAL.toString('hex'), new Date(now - DAY)]]),
  });
  writeFileSync(join(pkiDir, layout.issuing.crl), toPem(der, 'X509 CRL'));
};

const subject = (commonName: string): NamePart[] => [
  ['2.5.4.6', 'DE'],
  ['2.5.4.10', 'Landesdirektion Sachsen'],
  ['2.5.4.97', BGB],
  ['2.5.4.3', commonName],
];

interface Keys {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

const ec = (): Keys => generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** A signing certificate in the name of the Bußgeldbehörde that its directory does not know. */
const issue = (pkiDir: string, publicKey: KeyObject, request: Partial<CertificateRequest>): Buffer =>
  writeCertificate({
    subject: subject('Zentrale Bußgeldstelle (Angreifer)'),
    publicKey,
    issuer: loadIssuing(pkiDir).issuer,
    notBefore: new Date(Date.now() - DAY),
    notAfter: new Date(Date.now() + 30 * DAY),
    keyUsage: ['digitalSignature', 'nonRepudiation'],
    extKeyUsage: [EXT_KEY_USAGE.documentSigning],
    ...request,
  });

/** Somebody who signs with a certificate of his own making. */
export const signerWith = (
  pkiDir: string,
  keys: Keys = ec(),
  request: Partial<CertificateRequest> = {},
  chain: readonly string[] = [loadIssuing(pkiDir).pem],
): Signer => ({
  key: keys.privateKey,
  certificate: parseCertificate(issue(pkiDir, keys.publicKey, request)),
  chain,
});

/** Puts another certificate (or one for another key) into the envelope signature, whose value stays. */
export const withCertificate = (xml: string, pkiDir: string, keyOrDer: KeyObject | Buffer): string => {
  const der = Buffer.isBuffer(keyOrDer) ? keyOrDer : issue(pkiDir, keyOrDer, {});
  return edit(
    xml,
    /(?<=<ds:KeyInfo><ds:X509Data>)<ds:X509Certificate>.*?<\/ds:X509Certificate>/,
    `<ds:X509Certificate>${der.toString('base64')}</ds:X509Certificate>`,
  );
};

interface Ca {
  readonly issuer: Issuer;
  readonly pem: string;
}

/** A certification authority below the issuing one, which may have none below it. */
export const subCa = (pkiDir: string): Ca => {
  const keys = ec();
  const name: NamePart[] = [['2.5.4.3', 'Unterstelle']];
  const der = writeCertificate({
    subject: name,
    publicKey: keys.publicKey,
    issuer: loadIssuing(pkiDir).issuer,
    notBefore: new Date(Date.now() - DAY),
    notAfter: new Date(Date.now() + 30 * DAY),
    keyUsage: ['keyCertSign', 'cRLSign'],
    ca: {},
  });
  return {
    issuer: { name: makeName(name), key: keys.privateKey, publicKey: keys.publicKey },
    pem: toPem(der, 'CERTIFICATE'),
  };
};

/** A second issuing authority right below the root, with whatever is wrong about it; nobody configured it. */
export const underRoot = (
  pkiDir: string,
  { isCa = true, ...request }: Partial<CertificateRequest> & { readonly isCa?: boolean } = {},
  own: Keys = ec(),
): Ca => {
  const certificate = parseCertificate(readFileSync(join(pkiDir, layout.root.certificate), 'utf8'));
  const key = createPrivateKey(readFileSync(join(pkiDir, layout.root.key)));
  const name: NamePart[] = [['2.5.4.3', 'Zweite Ausstellung']];
  const der = writeCertificate({
    subject: name,
    publicKey: own.publicKey,
    issuer: { name: subjectOf(certificate.der), key, publicKey: createPublicKey(key) },
    notBefore: new Date(Date.now() - DAY),
    notAfter: new Date(Date.now() + 30 * DAY),
    keyUsage: ['keyCertSign', 'cRLSign'],
    ...(isCa ? { ca: {} } : {}),
    ...request,
  });
  return {
    issuer: { name: makeName(name), key: own.privateKey, publicKey: own.publicKey },
    pem: toPem(der, 'CERTIFICATE'),
  };
};

/** A TLS client certificate in the name of the Bußgeldbehörde that is wrong in one way, with its key, as PEM. */
export const clientWith = (pkiDir: string, request: Partial<CertificateRequest>): { key: string; cert: string } => {
  const keys = ec();
  const der = issue(pkiDir, keys.publicKey, {
    keyUsage: ['digitalSignature'],
    extKeyUsage: [EXT_KEY_USAGE.clientAuth],
    ...request,
  });
  const key = keys.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  return { key, cert: toPem(der, 'CERTIFICATE') + loadIssuing(pkiDir).pem };
};

/** An attacker's certification authority that calls itself as the real one does. */
export const attackersCa = (name: RelativeDistinguishedNames): Ca => {
  const keys = ec();
  const der = writeCertificate({
    subject: [['2.5.4.3', 'Angreifer']],
    publicKey: keys.publicKey,
    issuer: { name, key: keys.privateKey, publicKey: keys.publicKey },
    notBefore: new Date(Date.now() - DAY),
    notAfter: new Date(Date.now() + 30 * DAY),
    keyUsage: ['keyCertSign', 'cRLSign'],
    ca: {},
  });
  return { issuer: { name, key: keys.privateKey, publicKey: keys.publicKey }, pem: toPem(der, 'CERTIFICATE') };
};
