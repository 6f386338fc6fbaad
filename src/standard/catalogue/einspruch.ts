import type { Eintraege } from './definition.ts';

/** Appeal, court and what follows. */
export const einspruch: Eintraege<'einspruch'> = {};
