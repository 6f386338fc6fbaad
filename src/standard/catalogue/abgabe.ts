import type { Eintraege } from './definition.ts';

/** Handing a case over to another competent authority. */
export const abgabe: Eintraege<'abgabe'> = {};
