import { betrieblich, type Eintraege, type Rolle } from './definition.ts';

const ANZEIGER: readonly Rolle[] = ['messstelle', 'polizei'];

/** Report of an offence to the authority that fines it, and what has to be added later. */
export const anzeige: Eintraege<'anzeige'> = {
  'anzeige.uebermittlung.1010': {
    von: ANZEIGER,
    an: ['bussgeldbehoerde'],
    antworten: ['1011'],
    frist: betrieblich(2, 'werktag'),
  },
  'anzeige.eingang.1011': { von: ['bussgeldbehoerde'], an: ANZEIGER },
  'anzeige.nachermittlung.1020': {
    von: ['bussgeldbehoerde'],
    an: ANZEIGER,
    antworten: ['1021'],
    frist: betrieblich(10, 'tag'),
  },
  'anzeige.nachermittlungsergebnis.1021': { von: ANZEIGER, an: ['bussgeldbehoerde'] },
};
