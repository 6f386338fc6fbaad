import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { Extension } from 'pkijs';
import { EXT_KEY_USAGE, type KeyUsage } from '../../src/crypto/index.ts';
import {
  type CertificateRequest,
  type Issuer,
  makeName,
  type NamePart,
  toPem,
  writeCertificate,
  writeCrl,
} from '../../src/profile/pki/x509-write.ts';

/** Noon of the day on which these tests are at home; nothing here reads the machine's clock. */
export const NOW = new Date('2026-11-22T12:00:00Z');
export const DAY = 86_400_000;
export const days = (count: number): Date => new Date(NOW.getTime() + count * DAY);

export interface Keys {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

export const ec = (namedCurve = 'prime256v1'): Keys => generateKeyPairSync('ec', { namedCurve });
export const rsa = (modulusLength: number, publicExponent = 65537): Keys =>
  generateKeyPairSync('rsa', { modulusLength, publicExponent });

export const subject = (commonName: string): NamePart[] => [
  ['2.5.4.6', 'DE'],
  ['2.5.4.10', 'Musterbehörde'],
  ['2.5.4.3', commonName],
];

/** A certification authority with the means to issue. */
export interface Authority extends Issuer {
  readonly der: Buffer;
  readonly pem: string;
}

export interface AuthorityOptions {
  readonly name?: string;
  readonly keys?: Keys;
  readonly issuer?: Issuer;
  readonly pathLength?: number;
  readonly keyUsage?: KeyUsage[];
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  /** false: an issuer that lacks the CA flag */
  readonly ca?: boolean;
  readonly extKeyUsage?: string[];
  readonly extensions?: Extension[];
  readonly subject?: NamePart[];
}

export const authority = (options: AuthorityOptions = {}): Authority => {
  const { name = 'Musterwurzel', keys = ec(), issuer, pathLength, ca = true } = options;
  const parts = options.subject ?? subject(name);
  const der = writeCertificate({
    subject: parts,
    publicKey: keys.publicKey,
    issuer: issuer ?? { selfKey: keys.privateKey },
    notBefore: options.notBefore ?? days(-100),
    notAfter: options.notAfter ?? days(1000),
    keyUsage: options.keyUsage ?? ['keyCertSign', 'cRLSign'],
    ...(options.extKeyUsage ? { extKeyUsage: options.extKeyUsage } : {}),
    ...(options.extensions ? { extensions: options.extensions } : {}),
    ...(ca ? { ca: pathLength === undefined ? {} : { pathLength } } : {}),
  });
  return {
    name: makeName(parts),
    key: keys.privateKey,
    publicKey: keys.publicKey,
    der,
    pem: toPem(der, 'CERTIFICATE'),
  };
};

/** A signing certificate of an authority; any part can be overridden. */
export const leaf = (issuer: Issuer, overrides: Partial<CertificateRequest> = {}): Buffer =>
  writeCertificate({
    subject: [...subject('Bußgeldstelle Müßighausen'), ['2.5.4.97', 'bgb:145110000001']],
    publicKey: ec().publicKey,
    issuer,
    notBefore: days(-1),
    notAfter: days(700),
    keyUsage: ['digitalSignature', 'nonRepudiation'],
    extKeyUsage: [EXT_KEY_USAGE.documentSigning],
    ...overrides,
  });

export interface CrlOptions {
  readonly revoked?: readonly string[];
  readonly thisUpdate?: Date;
  readonly nextUpdate?: Date;
  readonly number?: number;
}

export const crl = (issuer: Issuer, options: CrlOptions = {}): Buffer =>
  writeCrl({
    issuer,
    thisUpdate: options.thisUpdate ?? days(-1),
    nextUpdate: options.nextUpdate ?? days(30),
    number: options.number ?? 1,
    revoked: new Map((options.revoked ?? []).map((serial) => [serial, days(-1)])),
  });
