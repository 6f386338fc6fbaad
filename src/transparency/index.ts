/**
 * Transparency log: RFC 6962 Merkle tree in C2SP tlog-tiles, checkpoints as signed notes, proofs; and the log of this
 * gateway on the ledger's database: key, sequencer, published files, check of the whole.
 */
export * from './deletion-leaf.ts';
export * from './fsck.ts';
export * from './log-key.ts';
export * from './published.ts';
export * from './sequencer.ts';
export { type LogFile, LogReader, latestCheckpoint, type Queryable, type StoredCheckpoint } from './store.ts';
export * from './verify.ts';
