import type { Dauer } from '../time/periods.ts';

/** Lengths of periods as the law writes them. */
const of =
  (einheit: Dauer['einheit']) =>
  (zahl: number): Dauer => ({ einheit, zahl });

export const weeks = of('wochen');
export const months = of('monate');
export const years = of('jahre');
