import type { Eintraege } from './definition.ts';

/** Register of driver fitness, and the holder's duty to bear costs. */
export const register: Eintraege<'register' | 'kosten'> = {};
