import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CertificateInfo, type Crl, parseCertificate, parseCrl } from '../../crypto/index.ts';
import { fault } from '../../platform/errors.ts';
import type { FreshKeys } from './authority.ts';
import { layout } from './layout.ts';
import { type Issuer, type NamePart, subjectOf, writeCertificate } from './x509-write.ts';

export const DAY = 86_400_000;
/** How long things of a development PKI are valid, from its making. */
export const VALIDITY = { ca: 3653 * DAY, leaf: 730 * DAY, crl: 365 * DAY };

/** Instants without milliseconds, as certificates carry them. */
export const wholeSeconds = (date: Date): Date => new Date(Math.floor(date.getTime() / 1000) * 1000);

const caName = (commonName: string): NamePart[] => [
  ['2.5.4.6', 'DE'],
  ['2.5.4.8', 'Sachsen'],
  ['2.5.4.10', 'Bußgeld-Blaupause'],
  ['2.5.4.11', 'Entwicklung, nicht für den Betrieb'],
  ['2.5.4.3', commonName],
];

const issuerOf = (der: Uint8Array, keys: FreshKeys): Issuer => ({
  name: subjectOf(der),
  key: keys.privateKey,
  publicKey: keys.publicKey,
});

/** The root (path length 1) and the issuing CA (path length 0), both as DER with the means to sign by them. */
export const certifyAuthorities = (root: FreshKeys, issuing: FreshKeys, now: Date) => {
  const validity = {
    notBefore: wholeSeconds(new Date(now.getTime() - DAY)),
    notAfter: new Date(now.getTime() + VALIDITY.ca),
  };
  const rootDer = writeCertificate({
    subject: caName('Bußgeld-Blaupause Wurzel (Entwicklung)'),
    publicKey: root.publicKey,
    issuer: { selfKey: root.privateKey },
    ...validity,
    keyUsage: ['keyCertSign', 'cRLSign'],
    ca: { pathLength: 1 },
  });
  const rootIssuer = issuerOf(rootDer, root);
  const issuingDer = writeCertificate({
    subject: caName('Bußgeld-Blaupause Ausstellung (Entwicklung)'),
    publicKey: issuing.publicKey,
    issuer: rootIssuer,
    ...validity,
    keyUsage: ['keyCertSign', 'cRLSign'],
    ca: { pathLength: 0 },
  });
  return { rootDer, rootIssuer, issuingDer, issuingIssuer: issuerOf(issuingDer, issuing) };
};

/** Reads the issuing CA of a development PKI with its key and its present CRL. */
export const loadIssuing = (
  dir: string,
): { readonly certificate: CertificateInfo; readonly issuer: Issuer; readonly crl: Crl; readonly pem: string } => {
  const read = (path: string): string => {
    try {
      return readFileSync(join(dir, path), 'utf8');
    } catch (cause) {
      throw fault('PKI', { detail: `${join(dir, path)} fehlt oder ist nicht lesbar.`, cause });
    }
  };
  const pem = read(layout.issuing.certificate);
  const certificate = parseCertificate(pem);
  let privateKey: KeyObject;
  try {
    privateKey = createPrivateKey(read(layout.issuing.key));
  } catch (cause) {
    throw fault('PKI', { detail: `${join(dir, layout.issuing.key)} ist kein lesbarer Schlüssel.`, cause });
  }
  const issuer = issuerOf(certificate.der, { privateKey, publicKey: createPublicKey(privateKey) });
  return { certificate, issuer, crl: parseCrl(read(layout.issuing.crl)), pem };
};
