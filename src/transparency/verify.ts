/**
 * What verifies: pure, without database or gateway. The package exports it as `bussgeld-blaupause/transparency`, for
 * auditors and other programs.
 */
export * from './checkpoint.ts';
export * from './leaf.ts';
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
export * from './tile.ts';
export * from './tlog-proof.ts';
export * from './tree.ts';
