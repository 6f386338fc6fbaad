import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { type CertificateInfo, KEY_PURPOSES, parseCertificate } from '../crypto/index.ts';
import { fault } from '../platform/errors.ts';
import { ORGANISATIONSSCHLUESSEL_PATTERN } from '../platform/ids.ts';
import { layout, loadProfile, type Profile, readVerzeichnis } from '../profile/index.ts';
import { type Authority, type Certificates, fromBehoerde, fromGateway } from './authority.ts';

/** Where a directory comes from. */
export interface DirectorySource {
  /** folder of the PKI with `verzeichnis.yaml` */
  readonly pkiDir: string;
  /** the profile, or the path of its file, which is then read again when it changes */
  readonly profile: Profile | string;
  /** YAML or JSON file that maps Organisationsschlüssel to push addresses; may be missing */
  readonly endpointsFile?: string;
}

/** Everything that is read from the files of a {@link DirectorySource}. */
export interface DirectoryFiles {
  readonly profile: Profile;
  readonly gateway: Authority;
  readonly authorities: readonly Authority[];
  /** Organisationsschlüssel → push address */
  readonly endpoints: ReadonlyMap<string, string>;
}

const endpointsSchema = z.record(z.string().regex(ORGANISATIONSSCHLUESSEL_PATTERN), z.url({ protocol: /^https$/ }));

const readEndpoints = (file: string | undefined): Record<string, string> => {
  if (file === undefined || !statSync(file, { throwIfNoEntry: false })) return {};
  try {
    return endpointsSchema.parse(parse(readFileSync(file, 'utf8')) ?? {});
  } catch (cause) {
    throw fault('SETTINGS', {
      detail: `${file}: erwartet wird Organisationsschlüssel: https://… je Zeile.`,
      cause,
    });
  }
};

const readCertificate = (dir: string, path: string, schluessel: string): CertificateInfo => {
  const file = join(dir, path);
  let certificate: CertificateInfo;
  try {
    certificate = parseCertificate(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw fault('PKI', { detail: `${file} fehlt oder ist kein lesbares Zertifikat.`, cause });
  }
  if (certificate.organizationIdentifier !== schluessel)
    throw fault('PKI', { detail: `${file} ist nicht auf ${schluessel} ausgestellt.` });
  return certificate;
};

/** Changes whenever one of the files of a source is written. */
export const sourceState = ({ pkiDir, profile, endpointsFile }: DirectorySource): string =>
  [join(pkiDir, layout.directory), typeof profile === 'string' ? profile : undefined, endpointsFile]
    .map((file) => {
      const state = file === undefined ? undefined : statSync(file, { throwIfNoEntry: false });
      return state ? `${state.mtimeMs} ${state.size} ${state.ino}` : '-';
    })
    .join('|');

/**
 * Reads profile, certificates and push addresses.
 *
 * @throws PKI where certificates are missing or belong to somebody else, PROFILE, FILE, SETTINGS
 */
export const readSource = (source: DirectorySource): DirectoryFiles => {
  const profile = typeof source.profile === 'string' ? loadProfile(source.profile) : source.profile;
  const listed = new Map(readVerzeichnis(source.pkiDir).teilnehmer.map((item) => [item.schluessel, item]));
  const certificatesOf = (schluessel: string): Certificates => {
    const item = listed.get(schluessel);
    if (item === undefined)
      throw fault('PKI', { detail: `${join(source.pkiDir, layout.directory)} kennt ${schluessel} nicht.` });
    const [tls = [], signature = [], encryption = []] = KEY_PURPOSES.map((purpose) =>
      item[purpose].map((path) => readCertificate(source.pkiDir, path, schluessel)),
    );
    return { tls, signature, encryption };
  };
  const fromProfile = profile.behoerden.flatMap(({ schluessel, endpunkt }): [string, string][] =>
    endpunkt === undefined ? [] : [[schluessel, endpunkt]],
  );
  return {
    profile,
    gateway: fromGateway(profile.gateway, profile, certificatesOf(profile.gateway.schluessel)),
    authorities: profile.behoerden.map((item) => fromBehoerde(item, profile, certificatesOf(item.schluessel))),
    endpoints: new Map([...fromProfile, ...Object.entries(readEndpoints(source.endpointsFile))]),
  };
};
