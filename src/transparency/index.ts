/**
 * Transparency log: RFC 6962 Merkle tree in C2SP tlog-tiles, checkpoints as signed notes, proofs. What verifies is
 * pure and works without this gateway; the package exports it as `bussgeld-blaupause/transparency`.
 */
export * from './checkpoint.ts';
export * from './fsck.ts';
export * from './leaf.ts';
export * from './log-key.ts';
export { CompactRange, EMPTY_ROOT, HASH_SIZE, hashLeaf, hashNode } from './merkle.ts';
export {
  type CheckedSignature,
  cosignNote,
  formatVerifierKey,
  type NoteSigner,
  type NoteVerifier,
  openNote,
  parseVerifierKey,
  signNote,
} from './note.ts';
export * from './proof.ts';
export * from './sequencer.ts';
export { type LogFile, LogReader, type Queryable, type StoredCheckpoint } from './store.ts';
export * from './tile.ts';
export * from './tlog-proof.ts';
export * from './tree.ts';
