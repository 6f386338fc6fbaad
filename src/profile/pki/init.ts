import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { exportPkcs12, KEY_PURPOSES, loadKeyStore, parseCertificate, TrustStore } from '../../crypto/index.ts';
import { asFault, BlaupauseError, fault } from '../../platform/errors.ts';
import { participants } from '../load.ts';
import type { Profile } from '../schema.ts';
import { certifyParticipant, freshKeys } from './authority.ts';
import { certifyAuthorities, DAY, VALIDITY, wholeSeconds } from './ca.ts';
import { keyPem, SECRET_MODE, writeWhole } from './files.ts';
import { layout } from './layout.ts';
import { readVerzeichnis, writeVerzeichnis } from './verzeichnis.ts';
import { type Issuer, toPem, writeCrl } from './x509-write.ts';

export interface InitPkiOptions {
  /** folder of the PKI; its parent must be writable */
  readonly dir: string;
  readonly profile: Profile;
  /** writes each key pair as PKCS#12 too */
  readonly pkcs12Password?: string;
  /** replaces an existing PKI */
  readonly force?: boolean;
  /** beginning of validity; the machine's clock if left out */
  readonly now?: Date;
  /** told after each key pair */
  readonly progress?: (step: { readonly done: number; readonly total: number; readonly name: string }) => void;
}

export interface PkiSummary {
  readonly dir: string;
  /** false where a complete PKI of the same profile was there already */
  readonly created: boolean;
  readonly participants: number;
  /** until when the certificates of the participants are valid */
  readonly validUntil: Date;
}

const infoSchema = z.object({
  erzeugt: z.iso.datetime(),
  profil: z.string(),
  version: z.string(),
  teilnehmer: z.record(z.string(), z.string()),
  gueltigBis: z.iso.datetime(),
});
type PkiInfo = z.infer<typeof infoSchema>;

const suites = (profile: Profile): Record<string, string> =>
  Object.fromEntries(participants(profile).map(({ schluessel, suite }) => [schluessel, suite]));

const FORCE = 'Mit --force neu erzeugen oder einen anderen Ordner angeben.';

/** Says why an existing PKI cannot be kept, or gives its information. */
const examine = (dir: string, profile: Profile, now: Date): PkiInfo => {
  let info: PkiInfo;
  try {
    info = infoSchema.parse(JSON.parse(readFileSync(join(dir, layout.info), 'utf8')));
  } catch (cause) {
    throw fault('PKI', { detail: `${join(dir, layout.info)} ist nicht lesbar. ${FORCE}`, cause });
  }
  if (info.profil !== profile.profil || JSON.stringify(info.teilnehmer) !== JSON.stringify(suites(profile)))
    throw fault('PKI', { detail: `${dir} gehört zu anderen Teilnehmern als das Profil ${profile.profil}. ${FORCE}` });
  if (new Date(info.gueltigBis) < now)
    throw fault('PKI', { detail: `${dir} ist am ${info.gueltigBis} abgelaufen. ${FORCE}` });
  try {
    readVerzeichnis(dir);
    TrustStore.fromFolder(dir);
    for (const { schluessel } of participants(profile)) loadKeyStore(dir, schluessel);
  } catch (cause) {
    const detail = cause instanceof BlaupauseError ? (cause.detail ?? '') : '';
    throw fault('PKI', { detail: `${dir} ist unvollständig: ${detail} ${FORCE}`, cause });
  }
  return info;
};

const makeAuthorities = async (dir: string, now: Date): Promise<{ issuer: Issuer; pem: string }> => {
  const [root, issuing] = await Promise.all([freshKeys('ec'), freshKeys('ec')]);
  const { rootDer, rootIssuer, issuingDer, issuingIssuer } = certifyAuthorities(root, issuing, now);
  const dates = {
    thisUpdate: wholeSeconds(new Date(now.getTime() - DAY)),
    nextUpdate: wholeSeconds(new Date(now.getTime() + VALIDITY.crl)),
    number: 1,
    revoked: new Map<string, Date>(),
  };
  const pem = toPem(issuingDer, 'CERTIFICATE');
  writeWhole(join(dir, layout.root.certificate), toPem(rootDer, 'CERTIFICATE'));
  writeWhole(join(dir, layout.root.key), keyPem(root.privateKey), SECRET_MODE);
  writeWhole(join(dir, layout.root.crl), toPem(writeCrl({ issuer: rootIssuer, ...dates }), 'X509 CRL'));
  writeWhole(join(dir, layout.issuing.certificate), pem);
  writeWhole(join(dir, layout.issuing.key), keyPem(issuing.privateKey), SECRET_MODE);
  writeWhole(join(dir, layout.issuing.crl), toPem(writeCrl({ issuer: issuingIssuer, ...dates }), 'X509 CRL'));
  return { issuer: issuingIssuer, pem };
};

/** Makes everything in an empty folder. Key pairs are made side by side, as many as the thread pool runs. */
const fill = async (dir: string, { profile, pkcs12Password, progress }: InitPkiOptions, now: Date): Promise<Date> => {
  const { issuer, pem } = await makeAuthorities(dir, now);
  const validity = {
    notBefore: wholeSeconds(new Date(now.getTime() - DAY)),
    notAfter: wholeSeconds(new Date(now.getTime() + VALIDITY.leaf)),
  };
  const all = participants(profile);
  const total = all.length * KEY_PURPOSES.length;
  let done = 0;
  await Promise.all(
    all.flatMap((participant) =>
      KEY_PURPOSES.map(async (purpose) => {
        const { schluessel } = participant;
        const keys = await freshKeys(participant.suite);
        const der = certifyParticipant(participant, purpose, keys.publicKey, issuer, validity);
        const own = toPem(der, 'CERTIFICATE');
        writeWhole(join(dir, layout.key(schluessel, purpose)), keyPem(keys.privateKey), SECRET_MODE);
        writeWhole(join(dir, layout.certificate(schluessel, purpose)), own + pem);
        if (pkcs12Password !== undefined) {
          const pair = { key: keys.privateKey, cert: own, certificate: parseCertificate(own), chain: [pem] };
          writeWhole(
            join(dir, layout.pkcs12(schluessel, purpose)),
            await exportPkcs12(pair, pkcs12Password),
            SECRET_MODE,
          );
        }
        done += 1;
        progress?.({ done, total, name: `${participant.kurz} ${purpose}` });
      }),
    ),
  );
  writeVerzeichnis(dir, profile);
  const info: PkiInfo = {
    erzeugt: now.toISOString(),
    profil: profile.profil,
    version: profile.version,
    teilnehmer: suites(profile),
    gueltigBis: validity.notAfter.toISOString(),
  };
  writeWhole(join(dir, layout.info), `${JSON.stringify(info, null, 2)}\n`);
  return validity.notAfter;
};

/**
 * Puts the finished folder in its place. With `force` an old PKI is moved aside first, so that there is never half of
 * one; without it a PKI that somebody else finished meanwhile stays, because it may be in use already.
 */
const putInPlace = (finished: string, dir: string, force: boolean): void => {
  if (existsSync(dir) && readdirSync(dir).length === 0) rmdirSync(dir);
  if (!existsSync(dir) || !force) {
    // fails where the folder exists and is not empty
    renameSync(finished, dir);
    return;
  }
  const aside = `${finished}.alt`;
  renameSync(dir, aside);
  renameSync(finished, dir);
  rmSync(aside, { recursive: true });
};

/**
 * Makes the development PKI of a profile: root, issuing CA, CRLs, and for the gateway and each authority a TLS, a
 * signing and an encryption certificate with keys. A complete PKI of the same profile is kept as it is.
 *
 * Everything is made in a folder beside and renamed at the end: an interrupted call leaves no half PKI.
 *
 * @throws PKI where the folder holds something else, another profile's, an incomplete or an expired PKI and `force` is
 *   not set; FILE where it cannot be written. A folder that is no PKI is never touched, not even with `force`.
 */
export const initPki = async (options: InitPkiOptions): Promise<PkiSummary> => {
  const { profile, force = false, now = new Date() } = options;
  const dir = resolve(options.dir);
  const summary = { dir, participants: participants(profile).length };
  const isPki = existsSync(join(dir, layout.info));
  if (existsSync(dir) && !isPki && readdirSync(dir).length > 0)
    throw fault('PKI', { detail: `${dir} ist nicht leer und keine Entwicklungs-PKI. Einen anderen Ordner angeben.` });
  if (isPki && !force)
    return { ...summary, created: false, validUntil: new Date(examine(dir, profile, now).gueltigBis) };

  const beside = join(dirname(dir), `.${basename(dir)}.${randomBytes(4).toString('hex')}`);
  try {
    await mkdir(beside, { recursive: true, mode: 0o755 });
    const validUntil = await fill(beside, options, now);
    putInPlace(beside, dir, force);
    return { ...summary, created: true, validUntil };
  } catch (cause) {
    rmSync(beside, { recursive: true, force: true });
    // another process finished the same PKI in the meantime
    if (!force && !isPki && existsSync(join(dir, layout.info))) return initPki(options);
    throw asFault(cause, 'FILE');
  }
};
