import { betrieblich, type Eintraege, type Eintrag, type Rolle } from './definition.ts';

const BUSSGELD: readonly Rolle[] = ['bussgeldbehoerde'];

/** What asks another authority to take a case over: only 1211 moves it, 1212 gives the file back. */
const ersuchen: Eintrag = {
  von: BUSSGELD,
  an: BUSSGELD,
  antworten: ['1211', '1212'],
  frist: betrieblich(5, 'werktag'),
};

/** Handing a case over to another competent authority. */
export const abgabe: Eintraege<'abgabe'> = {
  'abgabe.uebernahmeersuchen.1210': ersuchen,
  'abgabe.uebernahme.1211': { von: BUSSGELD, an: BUSSGELD },
  'abgabe.ablehnung.1212': { von: BUSSGELD, an: BUSSGELD },
  'abgabe.zustaendigkeitsbestimmung.1220': { von: ['aufsichtsbehoerde', 'gericht'], an: BUSSGELD, quittung: true },
  'abgabe.rueckuebertragung.1230': ersuchen,
};
