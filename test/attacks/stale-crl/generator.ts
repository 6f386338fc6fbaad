import { generateKeyPairSync } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { REVOCATION_FILE } from '../../../src/crypto/revocation-config.ts';
import { loadIssuing } from '../../../src/profile/pki/ca.ts';
import { layout } from '../../../src/profile/pki/layout.ts';
import { subjectOf, toPem, writeCrl } from '../../../src/profile/pki/x509-write.ts';

const HOUR = 3_600_000;

const known = new Map<string, ReturnType<typeof loadIssuing>>();

/** The issuing CA of a PKI, also after its list was taken away. */
const issuing = (pkiDir: string): ReturnType<typeof loadIssuing> => {
  const ca = known.get(pkiDir) ?? loadIssuing(pkiDir);
  known.set(pkiDir, ca);
  return ca;
};

/** Writes a CRL of the issuing CA that ends so many hours from now; negative: it has ended. */
export const writeCrlUntil = (pkiDir: string, hours: number, number: number): void => {
  const nextUpdate = new Date(Date.now() + hours * HOUR);
  const thisUpdate = new Date(Math.min(Date.now(), nextUpdate.getTime()) - 24 * HOUR);
  const der = writeCrl({ issuer: issuing(pkiDir).issuer, thisUpdate, nextUpdate, number, revoked: new Map() });
  writeFileSync(join(pkiDir, layout.issuing.crl), toPem(der, 'X509 CRL'));
};

/** Takes the list of the issuing CA away, as where its distribution point cannot be reached. */
export const removeCrl = (pkiDir: string): void => rmSync(join(pkiDir, layout.issuing.crl), { force: true });

/** An attacker's list: in date, empty, with the name of the CA, signed with another key. */
export const writeForgedCrl = (pkiDir: string): void => {
  const { certificate } = issuing(pkiDir);
  const { privateKey: key, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const der = writeCrl({
    issuer: { name: subjectOf(certificate.der), key, publicKey },
    thisUpdate: new Date(Date.now() - HOUR),
    nextUpdate: new Date(Date.now() + 24 * HOUR),
    number: 9,
    revoked: new Map(),
  });
  writeFileSync(join(pkiDir, layout.issuing.crl), toPem(der, 'X509 CRL'));
};

/** Writes down that one authority may pass without a revocation list, so many milliseconds from now; returns the end. */
export const writeOverride = (pkiDir: string, schluessel: string, reason: string, milliseconds: number): number => {
  const now = Date.now();
  writeRevocation(
    pkiDir,
    [
      'ausnahmen:',
      `  - behoerde: ${schluessel}`,
      `    grund: ${reason}`,
      `    ab: ${new Date(now - HOUR).toISOString()}`,
      `    bis: ${new Date(now + milliseconds).toISOString()}`,
    ].join('\n'),
  );
  return now + milliseconds;
};

/** Writes down the responder for certificates of the issuing CA. */
export const writeResponder = (pkiDir: string, url: string): void =>
  writeRevocation(pkiDir, `ocsp:\n  - aussteller: issuing.pem\n    responder: ${url}\n    fristMs: 500\n`);

const writeRevocation = (pkiDir: string, text: string): void =>
  writeFileSync(join(pkiDir, 'ca', REVOCATION_FILE), text);

/** The issuing CA as an OCSP responder. */
export const issuingResponder = (pkiDir: string) => {
  const { certificate, issuer } = issuing(pkiDir);
  return { key: issuer.key, der: certificate.der };
};
