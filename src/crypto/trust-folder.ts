import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fault } from '../platform/errors.ts';
import { type ParsedCertificate, parseWithTree, splitPem } from './certificate.ts';
import { type Crl, parseCrl } from './crl.ts';
import { type OcspResponse, parseOcspResponse } from './ocsp.ts';
import {
  type OcspSource,
  REVOCATION_FILE,
  type RevocationOverride,
  readRevocationConfig,
} from './revocation-config.ts';

/** What a folder of trusted certificates holds, and a fingerprint of its files' state. */
export interface TrustFiles {
  readonly anchors: readonly ParsedCertificate[];
  readonly intermediates: readonly ParsedCertificate[];
  readonly crls: readonly Crl[];
  readonly responses: readonly OcspResponse[];
  readonly ocsp: readonly OcspSource[];
  readonly overrides: readonly RevocationOverride[];
  readonly state: string;
}

const resolve = (path: string): string => (existsSync(join(path, 'ca', 'ca.pem')) ? join(path, 'ca') : path);

const list = (folder: string, wanted: (name: string) => boolean): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((item) => !item.isDirectory() && wanted(item.name))
        .map((item) => join(folder, item.name))
        .sort()
    : [];

const isCertificateFile = (name: string): boolean => /\.(pem|crt)$/.test(name) && !name.endsWith('.key.pem');
const isCrlFile = (name: string): boolean => /\.(pem|crl)$/.test(name);
const isOcspFile = (name: string): boolean => /\.(ors|der)$/.test(name);
const isRevocationFile = (name: string): boolean => name === REVOCATION_FILE;

const filesOf = (path: string): string[] => {
  const folder = resolve(path);
  return [
    ...list(folder, isCertificateFile),
    ...list(join(folder, 'crl'), isCrlFile),
    ...list(join(folder, 'ocsp'), isOcspFile),
    ...list(folder, isRevocationFile),
  ];
};

/** Changes whenever a file of the folder is added, removed or written. */
export const trustFilesState = (path: string): string =>
  filesOf(path)
    .map((file) => {
      const { mtimeMs, size, ino } = statSync(file, { throwIfNoEntry: false }) ?? { mtimeMs: 0, size: 0, ino: 0 };
      return `${file} ${mtimeMs} ${size} ${ino}`;
    })
    .join('\n');

/**
 * Reads a folder of trusted certificates; its form is described at {@link TrustStore.fromFolder}.
 *
 * @throws PKI with the path where something is missing or unreadable
 */
export const readTrustFolder = (path: string): TrustFiles => {
  const folder = resolve(path);
  // taken before reading: a write in between shows as a change at the next look
  const state = trustFilesState(path);
  const anchorFile = join(folder, 'ca.pem');
  const reading = <T>(file: string, read: () => T): T => {
    try {
      return read();
    } catch (cause) {
      throw fault('PKI', { detail: `${file} ist nicht lesbar.`, cause });
    }
  };
  const certificates = (file: string): ParsedCertificate[] => {
    const found = reading(file, () => splitPem(readFileSync(file, 'utf8')).map(parseWithTree));
    if (found.length === 0) throw fault('PKI', { detail: `Kein Zertifikat in ${file}.` });
    return found;
  };
  if (!existsSync(anchorFile)) throw fault('PKI', { detail: `Es fehlt ${anchorFile}.` });
  const { ocsp, overrides } = readRevocation(folder, certificates);
  return {
    ocsp,
    overrides,
    responses: list(join(folder, 'ocsp'), isOcspFile).map((file) =>
      reading(file, () => parseOcspResponse(readFileSync(file))),
    ),
    anchors: certificates(anchorFile),
    intermediates: list(folder, isCertificateFile)
      .filter((file) => file !== anchorFile)
      .flatMap(certificates),
    crls: list(join(folder, 'crl'), isCrlFile).map((file) => reading(file, () => parseCrl(readFileSync(file)))),
    state,
  };
};

/** Responders and overrides; a responder belongs to every certificate in the file that it names. */
const readRevocation = (
  folder: string,
  certificates: (file: string) => readonly ParsedCertificate[],
): Pick<TrustFiles, 'ocsp' | 'overrides'> => {
  const file = join(folder, REVOCATION_FILE);
  if (!existsSync(file)) return { ocsp: [], overrides: [] };
  const { ocsp, overrides } = readRevocationConfig(file);
  return {
    ocsp: ocsp.flatMap(({ file: name, ...source }) =>
      certificates(join(folder, name)).map(({ fingerprintSha256 }) => ({ ...source, issuer: fingerprintSha256 })),
    ),
    overrides,
  };
};
