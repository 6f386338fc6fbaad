import { fault } from '../platform/errors.ts';
import { type VerifiedCheckpoint, verifyCheckpoint } from './checkpoint.ts';
import { HASH_SIZE, hashLeaf } from './merkle.ts';
import type { NoteVerifier } from './note.ts';
import { verifyInclusion } from './proof.ts';

/** A proof that stands on its own: the leaf's place, its path, and the checkpoint it leads to. */
export interface LogProof {
  readonly index: number;
  readonly proof: readonly Buffer[];
  /** signed checkpoint as published */
  readonly checkpoint: string;
  /** opaque bytes beside the proof, not authenticated; here the leaf's payload */
  readonly extra?: Buffer;
}

const HEADER = 'c2sp.org/tlog-proof@v1';

/** Writes a proof as a `.tlog-proof` file (C2SP tlog-proof). */
export const formatLogProof = ({ index, proof, checkpoint, extra }: LogProof): string =>
  [
    HEADER,
    ...(extra ? [`extra ${extra.toString('base64')}`] : []),
    `index ${index}`,
    ...proof.map((hash) => hash.toString('base64')),
    '',
    checkpoint,
  ].join('\n');

/**
 * Reads a `.tlog-proof` file; nothing is verified.
 *
 * @throws LOG_PROOF if it is malformed
 */
export const parseLogProof = (text: string): LogProof => {
  const malformed = () => fault('LOG_PROOF', { detail: 'The file is not a tlog-proof.' });
  const end = text.indexOf('\n\n');
  const lines = text.slice(0, Math.max(end, 0)).split('\n');
  if (lines.shift() !== HEADER) throw malformed();
  const extra = lines[0]?.startsWith('extra ') ? Buffer.from(lines.shift()?.slice(6) ?? '', 'base64') : undefined;
  const [, digits] = /^index (0|[1-9]\d{0,15})$/.exec(lines.shift() ?? '') ?? [];
  const proof = lines.map((line) => Buffer.from(line, 'base64'));
  if (
    digits === undefined ||
    !proof.every((hash, at) => hash.length === HASH_SIZE && hash.toString('base64') === lines[at])
  ) {
    throw malformed();
  }
  return { index: Number(digits), proof, checkpoint: text.slice(end + 2), ...(extra ? { extra } : {}) };
};

/**
 * Verifies a proof offline: the checkpoint's signatures, and that the leaf leads to its root.
 *
 * @param payload the leaf's payload, which the caller compares with what it expects the log to say
 * @throws LOG_CHECKPOINT if the checkpoint does not hold, LOG_PROOF if the leaf does not stand in it
 */
export const verifyLogProof = (
  proof: LogProof,
  payload: Uint8Array,
  log: NoteVerifier,
  witnesses: readonly NoteVerifier[] = [],
): VerifiedCheckpoint => {
  const checkpoint = verifyCheckpoint(proof.checkpoint, log, witnesses);
  const { size, root } = checkpoint;
  if (!verifyInclusion({ leafHash: hashLeaf(payload), index: proof.index, size, root, proof: proof.proof })) {
    throw fault('LOG_PROOF', { detail: 'The leaf does not stand in the checkpoint.' });
  }
  return checkpoint;
};
