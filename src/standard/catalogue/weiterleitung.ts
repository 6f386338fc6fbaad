import type { Eintraege } from './definition.ts';

/** Forwarding what reached the wrong reader. */
export const weiterleitung: Eintraege<'weiterleitung'> = {};
