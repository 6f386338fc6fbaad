import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadIssuing } from '../../../src/profile/pki/ca.ts';
import { layout } from '../../../src/profile/pki/layout.ts';
import { toPem, writeCrl } from '../../../src/profile/pki/x509-write.ts';

const HOUR = 3_600_000;

/** Writes a CRL of the issuing CA that ends so many hours from now; negative: it has ended. */
export const writeCrlUntil = (pkiDir: string, hours: number, number: number): void => {
  const nextUpdate = new Date(Date.now() + hours * HOUR);
  const thisUpdate = new Date(Math.min(Date.now(), nextUpdate.getTime()) - 24 * HOUR);
  const der = writeCrl({ issuer: loadIssuing(pkiDir).issuer, thisUpdate, nextUpdate, number, revoked: new Map() });
  writeFileSync(join(pkiDir, layout.issuing.crl), toPem(der, 'X509 CRL'));
};
