import type { Eintraege } from './definition.ts';

/** Hearing the person concerned, and the warning. */
export const anhoerung: Eintraege<'anhoerung' | 'verwarnung'> = {};
