import { existsSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import {
  type CertificateInfo,
  exportPkcs12,
  folderName,
  type KeyPurpose,
  parseCertificate,
} from '../../crypto/index.ts';
import { fault } from '../../platform/errors.ts';
import { participants } from '../load.ts';
import type { Profile } from '../schema.ts';
import { certifyParticipant, freshKeys } from './authority.ts';
import { DAY, loadIssuing, VALIDITY, wholeSeconds } from './ca.ts';
import { keyPem, SECRET_MODE, writeWhole } from './files.ts';
import { layout } from './layout.ts';
import { readVerzeichnis, writeVerzeichnis } from './verzeichnis.ts';
import { toPem, writeCrl } from './x509-write.ts';

export interface IssueOptions {
  readonly dir: string;
  readonly profile: Profile;
  readonly schluessel: string;
  readonly purpose: KeyPurpose;
  readonly pkcs12Password?: string;
  readonly now?: Date;
}

/**
 * Issues a new key pair and certificate to a participant. The one in use so far is kept beside it as
 * `<purpose>-<serial>.pem` and stays in the directory, so that messages on their way are still accepted until it is
 * revoked or expires.
 *
 * @throws PKI where the participant or the CA's key is unknown
 */
export const issueCertificate = async (options: IssueOptions): Promise<CertificateInfo> => {
  const { dir, profile, schluessel, purpose, pkcs12Password, now = new Date() } = options;
  const participant = participants(profile).find((candidate) => candidate.schluessel === schluessel);
  if (participant === undefined)
    throw fault('PKI', { detail: `Das Profil ${profile.profil} kennt ${schluessel} nicht.` });
  const { issuer, pem } = loadIssuing(dir);
  const keys = await freshKeys(participant.suite);
  const der = certifyParticipant(participant, purpose, keys.publicKey, issuer, {
    notBefore: wholeSeconds(new Date(now.getTime() - DAY)),
    notAfter: wholeSeconds(new Date(now.getTime() + VALIDITY.leaf)),
  });
  const certificate = parseCertificate(der);
  const certificateFile = join(dir, layout.certificate(schluessel, purpose));
  const keyFile = join(dir, layout.key(schluessel, purpose));
  if (existsSync(certificateFile)) {
    const former = join(
      dir,
      folderName(schluessel),
      `${purpose}-${parseCertificate(readFileSync(certificateFile)).serial}`,
    );
    renameSync(certificateFile, `${former}.pem`);
    renameSync(keyFile, `${former}.key.pem`);
  }
  writeWhole(keyFile, keyPem(keys.privateKey), SECRET_MODE);
  writeWhole(certificateFile, certificate.pem + pem);
  if (pkcs12Password !== undefined) {
    const pair = { key: keys.privateKey, cert: certificate.pem, certificate, chain: [pem] };
    writeWhole(join(dir, layout.pkcs12(schluessel, purpose)), await exportPkcs12(pair, pkcs12Password), SECRET_MODE);
  }
  writeVerzeichnis(dir, profile);
  return certificate;
};

export interface RevokeOptions {
  readonly dir: string;
  /** which certificate: the one in use for a purpose, or any by serial number (hex) or SHA-256 fingerprint */
  readonly target: { readonly schluessel: string; readonly purpose: KeyPurpose } | { readonly id: string };
  readonly now?: Date;
}

const everyCertificate = (dir: string): CertificateInfo[] =>
  readVerzeichnis(dir).teilnehmer.flatMap(({ schluessel }) => {
    const folder = join(dir, folderName(schluessel));
    return readdirSync(folder)
      .filter((name) => name.endsWith('.pem') && !name.endsWith('.key.pem'))
      .map((name) => parseCertificate(readFileSync(join(folder, name), 'utf8')));
  });

const find = (dir: string, target: RevokeOptions['target']): CertificateInfo => {
  if ('schluessel' in target) {
    const file = join(dir, layout.certificate(target.schluessel, target.purpose));
    if (!existsSync(file)) throw fault('PKI', { detail: `${file} fehlt.` });
    return parseCertificate(readFileSync(file, 'utf8'));
  }
  const id = target.id
    .toLowerCase()
    .replaceAll(':', '')
    .replace(/^(00)+/, '');
  const found = everyCertificate(dir).find(
    ({ serial, fingerprintSha256 }) => serial === id || fingerprintSha256 === id,
  );
  if (found === undefined) throw fault('PKI', { detail: `In ${dir} gibt es kein Zertifikat mit dieser Nummer.` });
  return found;
};

/**
 * Revokes a certificate: the issuing CA's next CRL lists it. Revoking twice keeps the first date.
 *
 * @returns the certificate and the number of the new CRL
 * @throws PKI where certificate or CA key is unknown
 */
export const revokeCertificate = (
  options: RevokeOptions,
): { readonly certificate: CertificateInfo; readonly crlNumber: number } => {
  const { dir, target, now = new Date() } = options;
  const certificate = find(dir, target);
  const { issuer, crl } = loadIssuing(dir);
  const crlNumber = Number.parseInt(crl.number ?? '0', 16) + 1;
  const instant = wholeSeconds(now);
  const revoked = new Map(crl.revoked);
  if (!revoked.has(certificate.serial)) revoked.set(certificate.serial, instant);
  const der = writeCrl({
    issuer,
    thisUpdate: instant,
    nextUpdate: wholeSeconds(new Date(now.getTime() + VALIDITY.crl)),
    number: crlNumber,
    revoked,
  });
  writeWhole(join(dir, layout.issuing.crl), toPem(der, 'X509 CRL'));
  return { certificate, crlNumber };
};
