import { betrieblich, type Eintraege, type Rolle } from './definition.ts';

const BUSSGELD: readonly Rolle[] = ['bussgeldbehoerde'];
const KBA: readonly Rolle[] = ['kba'];

/** Register of driver fitness, and the holder's duty to bear costs. */
export const register: Eintraege<'register' | 'kosten'> = {
  'register.faermitteilung.3210': {
    von: BUSSGELD,
    an: KBA,
    antworten: ['3211'],
    frist: betrieblich(1, 'werktag'),
  },
  'register.faerquittung.3211': { von: KBA, an: BUSSGELD },
  'register.faerauskunft.3220': {
    von: BUSSGELD,
    an: KBA,
    antworten: ['3221'],
    frist: betrieblich(1, 'tag'),
  },
  'register.faerauskunftantwort.3221': { von: KBA, an: BUSSGELD },
  'kosten.halterbescheid.3310': { von: BUSSGELD, an: ['kasse', 'zustelldienst'], quittung: true },
};
