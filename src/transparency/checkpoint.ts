import { fault } from '../platform/errors.ts';
import { HASH_SIZE } from './merkle.ts';
import { type CheckedSignature, type NoteSigner, type NoteVerifier, openNote, signNote, splitNote } from './note.ts';

/** The head of a log: what a checkpoint states (C2SP tlog-checkpoint). */
export interface Checkpoint {
  /** which log speaks, e.g. `gateway.example/log` */
  readonly origin: string;
  /** number of leaves */
  readonly size: number;
  /** root of the tree of these leaves, 32 bytes */
  readonly root: Buffer;
}

/** A checkpoint whose signatures were checked. */
export interface VerifiedCheckpoint extends Checkpoint {
  /** the log's signature and those of known witnesses */
  readonly signatures: readonly CheckedSignature[];
}

/** Text of a checkpoint: origin, size and root, a line each. */
export const formatCheckpoint = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${size}\n${root.toString('base64')}\n`;

/** Signs a checkpoint. The caller guarantees that the log never signed a checkpoint that contradicts this one. */
export const signCheckpoint = (checkpoint: Omit<Checkpoint, 'origin'>, signer: NoteSigner): string =>
  signNote(formatCheckpoint({ ...checkpoint, origin: signer.name }), signer);

const parseText = (text: string): Checkpoint => {
  const [origin = '', size = '', root = '', ...extensions] = text.slice(0, -1).split('\n');
  const bytes = Buffer.from(root, 'base64');
  const valid =
    origin !== '' &&
    /^(?:0|[1-9]\d{0,15})$/.test(size) &&
    Number.isSafeInteger(Number(size)) &&
    bytes.length === HASH_SIZE &&
    bytes.toString('base64') === root &&
    !extensions.includes('');
  if (!valid) throw fault('LOG_CHECKPOINT', { detail: 'Der Text ist kein Checkpoint.' });
  return { origin, size: Number(size), root: bytes };
};

/**
 * Reads a signed checkpoint without verifying it; for display and for the log's own records.
 *
 * @throws LOG_CHECKPOINT if it is malformed
 */
export const parseCheckpoint = (note: string): Checkpoint => parseText(splitNote(note).text);

/**
 * Verifies a checkpoint of a log that has had several names.
 *
 * @param log the log's key under each of its names
 * @throws LOG_CHECKPOINT as {@link verifyCheckpoint}, if it holds under none of them
 */
export const verifyOwnCheckpoint = (note: string, log: readonly NoteVerifier[]): VerifiedCheckpoint => {
  const [origin] = note.split('\n', 1);
  const key = log.find(({ name }) => name === origin) ?? log[0];
  if (key === undefined) throw fault('LOG_CHECKPOINT', { detail: 'Kein Schlüssel des Protokolls ist bekannt.' });
  return verifyCheckpoint(note, key);
};

/**
 * Verifies a signed checkpoint.
 *
 * @param note the checkpoint as the log publishes it
 * @param log key of the log; its name is the expected origin
 * @param witnesses keys of known witnesses, whose cosignatures are checked and listed where present
 * @throws LOG_CHECKPOINT if it is malformed, of another log, or a signature of a known key does not hold
 */
export const verifyCheckpoint = (
  note: string,
  log: NoteVerifier,
  witnesses: readonly NoteVerifier[] = [],
): VerifiedCheckpoint => {
  const { text, signatures } = openNote(note, [log, ...witnesses]);
  const checkpoint = parseText(text);
  if (checkpoint.origin !== log.name)
    throw fault('LOG_CHECKPOINT', { detail: 'Er gehört zu einem anderen Protokoll.' });
  if (!signatures.some(({ name, type }) => name === log.name && type === log.type)) {
    throw fault('LOG_CHECKPOINT', { detail: 'Das Protokoll selbst hat ihn nicht signiert.' });
  }
  return { ...checkpoint, signatures };
};
