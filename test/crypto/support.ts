import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BlaupauseError, type ErrorCode } from '../../src/platform/errors.ts';

export interface Keys {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** Keys of every kind that the gateway accepts, made once per test file. */
export const allowedKeys = (): Readonly<Record<'rsa' | 'p256' | 'p384' | 'brainpool' | 'brainpool384', Keys>> => ({
  rsa: generateKeyPairSync('rsa', { modulusLength: 3072 }),
  p256: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  p384: generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  brainpool: generateKeyPairSync('ec', { namedCurve: 'brainpoolP256r1' }),
  brainpool384: generateKeyPairSync('ec', { namedCurve: 'brainpoolP384r1' }),
});

/** A self-signed certificate (PEM) that looks invented. */
export const selfSigned = (key: KeyObject, commonName = 'Erika Musterfrau'): string => {
  const folder = mkdtempSync(join(tmpdir(), 'blaupause-crypto-'));
  try {
    const file = join(folder, 'key.pem');
    writeFileSync(file, key.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600 });
    const out = join(folder, 'cert.pem');
    execFileSync(
      'openssl',
      ['req', '-x509', '-new', '-key', file, '-subj', `/CN=${commonName}`, '-days', '30', '-sha256', '-out', out],
      { stdio: 'pipe' },
    );
    return readFileSync(out, 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** The catalogue code that a call ends in, or `none`. */
export const codeOf = (work: () => unknown): ErrorCode | 'none' => {
  try {
    work();
    return 'none';
  } catch (error) {
    if (error instanceof BlaupauseError) return error.code;
    throw error;
  }
};

/** The catalogue error that a call ends in. */
export const faultOf = (work: () => unknown): BlaupauseError => {
  try {
    work();
  } catch (error) {
    if (error instanceof BlaupauseError) return error;
    throw error;
  }
  throw new Error('no fault');
};

/** A Sendung in miniature: header and content, both to be signed. */
export const SENDUNG =
  '<t:sendung xmlns:t="urn:bussgeld-blaupause:transport:1.0"><t:kopf Id="kopf"><t:absender>bgb:145110000001</t:absender></t:kopf>' +
  '<t:inhalt Id="inhalt">Musterinhalt äöü &amp; &lt;</t:inhalt></t:sendung>';

export const TWO = [{ id: 'kopf' }, { id: 'inhalt' }] as const;
