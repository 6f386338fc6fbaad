import type { Eintraege } from './definition.ts';

/** Refusal, receipt, status, reminder and withdrawal: what every participant may send. */
export const administration: Eintraege<'administration'> = {
  'administration.rueckweisung.0010': { von: ['alle'], an: ['alle'] },
  'administration.quittung.0020': { von: ['alle'], an: ['alle'] },
};
