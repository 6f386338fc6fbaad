/** Checks of the whole store, read-only and without trust in it: `blaupause audit`. */
export { ArchivVertrauen } from './archivvertrauen.ts';
export type { Befund } from './befund.ts';
export { type FsckBericht, type FsckOptions, fsck } from './fsck.ts';
