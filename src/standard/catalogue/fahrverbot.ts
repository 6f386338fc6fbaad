import type { Eintraege } from './definition.ts';

/** Driving ban and custody of the licence. */
export const fahrverbot: Eintraege<'fahrverbot'> = {};
