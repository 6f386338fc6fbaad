import { betrieblich, type Eintraege, type Rolle } from './definition.ts';

const BUSSGELD: readonly Rolle[] = ['bussgeldbehoerde'];
const ZUSTELLDIENST: readonly Rolle[] = ['zustelldienst'];

/** Service of the decision, and its withdrawal. */
export const zustellung: Eintraege<'zustellung' | 'bescheid'> = {
  'zustellung.auftrag.2010': {
    von: BUSSGELD,
    an: ZUSTELLDIENST,
    antworten: ['2011', '2020', '2021'],
    frist: betrieblich(1, 'werktag'),
  },
  'zustellung.auftragsbestaetigung.2011': { von: ZUSTELLDIENST, an: BUSSGELD },
  'zustellung.nachweis.2020': { von: ZUSTELLDIENST, an: BUSSGELD, quittung: true },
  'zustellung.unzustellbar.2021': { von: ZUSTELLDIENST, an: BUSSGELD },
};
