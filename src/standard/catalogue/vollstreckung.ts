import { betrieblich, type Eintraege, type Rolle } from './definition.ts';

const BUSSGELD: readonly Rolle[] = ['bussgeldbehoerde'];
const VOLLSTRECKUNG: readonly Rolle[] = ['vollstreckungsbehoerde'];

/** From the final decision to the end of its enforcement. */
export const vollstreckung: Eintraege<'vollstreckung'> = {
  'vollstreckung.rechtskraft.3010': {
    von: BUSSGELD,
    an: ['kasse', 'vollstreckungsbehoerde', 'messstelle', 'polizei'],
    quittung: true,
  },
  'vollstreckung.ersuchen.3020': {
    von: BUSSGELD,
    an: VOLLSTRECKUNG,
    antworten: ['3021'],
    frist: betrieblich(10, 'werktag'),
  },
  'vollstreckung.annahme.3021': { von: VOLLSTRECKUNG, an: BUSSGELD },
  'vollstreckung.zahlung.3030': { von: ['kasse', 'vollstreckungsbehoerde'], an: BUSSGELD, quittung: true },
  'vollstreckung.rueckgabe.3050': { von: VOLLSTRECKUNG, an: BUSSGELD },
  'vollstreckung.erledigung.3070': {
    von: ['bussgeldbehoerde', 'kasse', 'vollstreckungsbehoerde'],
    an: ['bussgeldbehoerde', 'kasse', 'vollstreckungsbehoerde'],
    quittung: true,
  },
};
