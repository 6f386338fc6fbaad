import type { Eintraege } from './definition.ts';

/** Outcome, inspection of files, limitation and correction. */
export const verfahren: Eintraege<'verfahren'> = {};
