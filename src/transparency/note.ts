import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { fault } from '../platform/errors.ts';

/** Signature types of C2SP signed-note that this log uses. */
const ED25519 = 0x01;
const COSIGNATURE_V1 = 0x04;

/** A key that signs notes: the log itself or a witness. */
export interface NoteSigner {
  /** key name; for the log its origin */
  readonly name: string;
  /** Ed25519 private key */
  readonly privateKey: KeyObject;
}

/** A key whose signatures on notes are known and trusted. */
export interface NoteVerifier {
  readonly name: string;
  /** 1 for the log's own signature, 4 for a timestamped witness cosignature */
  readonly type: number;
  readonly publicKey: KeyObject;
}

/** A signature of a known key that was checked. */
export interface CheckedSignature {
  readonly name: string;
  readonly type: number;
  /** when a witness signed; the log's own signature bears no time */
  readonly time?: Date;
}

const RAW_KEY_SIZE = 32;
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const MAX_NOTE = 64 * 1024;
const MAX_SIGNATURES = 64;

const rawKey = (key: KeyObject): Buffer => {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  return publicKey.export({ format: 'der', type: 'spki' }).subarray(-RAW_KEY_SIZE);
};

/** Whether a text can be a key name: not empty, no spaces, no plus sign, no control characters. */
export const isKeyName = (name: string): boolean => /^[^\s+\u0000-\u001f\u007f]+$/u.test(name);

/** Key id: the first four bytes of SHA-256(name || LF || type || public key). */
const keyId = (name: string, type: number, key: KeyObject): Buffer =>
  createHash('sha256').update(`${name}\n`).update(Buffer.of(type)).update(rawKey(key)).digest().subarray(0, 4);

/** Text form of a verifier (Go `note` and C2SP vkey): `name+keyid+base64(type || public key)`. */
export const formatVerifierKey = (key: KeyObject, name: string, type: number = ED25519): string =>
  [name, keyId(name, type, key).toString('hex'), Buffer.concat([Buffer.of(type), rawKey(key)]).toString('base64')].join(
    '+',
  );

/**
 * Reads a verifier from its text form.
 *
 * @throws LOG_CHECKPOINT if it is malformed, its type unknown or its key id wrong
 */
export const parseVerifierKey = (text: string): NoteVerifier => {
  const [name = '', id = '', ...encoded] = text.trim().split('+');
  const bytes = Buffer.from(encoded.join('+'), 'base64');
  const type = bytes[0];
  if (!isKeyName(name) || bytes.length !== 1 + RAW_KEY_SIZE || (type !== ED25519 && type !== COSIGNATURE_V1)) {
    throw fault('LOG_CHECKPOINT', { detail: 'Der Prüfschlüssel hat nicht die Form Name+Kennung+Base64.' });
  }
  const spki = Buffer.concat([SPKI_PREFIX, bytes.subarray(1)]);
  const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  if (keyId(name, type, publicKey).toString('hex') !== id.toLowerCase()) {
    throw fault('LOG_CHECKPOINT', { detail: 'Die Kennung des Prüfschlüssels passt nicht zu ihm.' });
  }
  return { name, type, publicKey };
};

const signatureLine = (name: string, id: Buffer, signature: Buffer): string =>
  `— ${name} ${Buffer.concat([id, signature]).toString('base64')}\n`;

/**
 * Signs a note (C2SP signed-note, Ed25519).
 *
 * @param text text that ends in a newline
 * @returns the text, an empty line and the signature line
 */
export const signNote = (text: string, { name, privateKey }: NoteSigner): string =>
  `${text}\n${signatureLine(name, keyId(name, ED25519, privateKey), sign(null, Buffer.from(text), privateKey))}`;

const cosignedText = (text: string, seconds: bigint): Buffer => Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`);

/**
 * Adds a witness's timestamped signature (C2SP tlog-cosignature, Ed25519). A witness calls this only after it checked
 * consistency with the last checkpoint that it cosigned; each witness has a key of its own.
 *
 * @param note signed note
 * @param time when the witness signs; written in whole seconds
 */
export const cosignNote = (note: string, { name, privateKey }: NoteSigner, time: Date): string => {
  const { text } = splitNote(note);
  const seconds = BigInt(Math.floor(time.getTime() / 1000));
  const stamp = Buffer.alloc(8);
  stamp.writeBigUInt64BE(seconds);
  const signature = sign(null, cosignedText(text, seconds), privateKey);
  return note + signatureLine(name, keyId(name, COSIGNATURE_V1, privateKey), Buffer.concat([stamp, signature]));
};

interface RawSignature {
  readonly name: string;
  readonly id: Buffer;
  readonly signature: Buffer;
}

const malformed = () => fault('LOG_CHECKPOINT', { detail: 'Der Text ist kein signierter Checkpoint.' });

/** Base64 in its one canonical form, so that a note has one form too. */
const strictBase64 = (text: string): Buffer | undefined => {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
};

const parseSignature = (line: string): RawSignature => {
  const [, name = '', encoded = ''] = /^— (\S+) (\S+)$/u.exec(line) ?? [];
  const bytes = strictBase64(encoded);
  if (!isKeyName(name) || bytes === undefined || bytes.length < 5) throw malformed();
  return { name, id: bytes.subarray(0, 4), signature: bytes.subarray(4) };
};

/**
 * Takes a signed note apart; nothing is verified.
 *
 * @throws LOG_CHECKPOINT if it is not a signed note
 */
export const splitNote = (note: string): { text: string; signatures: RawSignature[] } => {
  const at = note.lastIndexOf('\n\n');
  if (at < 0 || note.length > MAX_NOTE || !note.endsWith('\n') || /[\u0000-\u0009\u000b-\u001f]/.test(note)) {
    throw malformed();
  }
  const lines = note.slice(at + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) throw malformed();
  return { text: note.slice(0, at + 1), signatures: lines.map(parseSignature) };
};

const check = (text: string, { signature }: RawSignature, verifier: NoteVerifier): CheckedSignature | undefined => {
  const { name, type, publicKey } = verifier;
  if (type === ED25519) {
    return verify(null, Buffer.from(text), publicKey, signature) ? { name, type } : undefined;
  }
  if (signature.length !== 8 + 64) return undefined;
  const seconds = signature.readBigUInt64BE();
  const valid = verify(null, cosignedText(text, seconds), publicKey, signature.subarray(8));
  return valid ? { name, type, time: new Date(Number(seconds) * 1000) } : undefined;
};

/**
 * Verifies a signed note. Signatures of unknown keys are ignored, every signature of a known key must hold, and at
 * least one must be there (C2SP signed-note).
 *
 * @returns the signed text and the signatures of known keys
 * @throws LOG_CHECKPOINT otherwise
 */
export const openNote = (
  note: string,
  verifiers: readonly NoteVerifier[],
): { text: string; signatures: CheckedSignature[] } => {
  const { text, signatures } = splitNote(note);
  const checked = signatures.flatMap((signature) =>
    verifiers
      .filter(({ name, type, publicKey }) => {
        return name === signature.name && keyId(name, type, publicKey).equals(signature.id);
      })
      .map((verifier) => {
        const result = check(text, signature, verifier);
        if (!result) throw fault('LOG_CHECKPOINT', { detail: `The signature of ${verifier.name} does not hold.` });
        return result;
      }),
  );
  if (checked.length === 0) throw fault('LOG_CHECKPOINT', { detail: 'Kein bekannter Schlüssel hat ihn signiert.' });
  return { text, signatures: checked };
};
