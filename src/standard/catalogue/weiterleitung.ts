import { betrieblich, type Eintraege, type Rolle } from './definition.ts';

const ALLE: readonly Rolle[] = ['alle'];

/** Forwarding what reached the wrong reader. */
export const weiterleitung: Eintraege<'weiterleitung'> = {
  'weiterleitung.weiterleitung.0110': { von: ALLE, an: ALLE, quittung: true },
  'weiterleitung.abgabenachricht.0120': { von: ALLE, an: ALLE },
  'weiterleitung.nichtzustaendigkeit.0130': { von: ALLE, an: ALLE, frist: betrieblich(1, 'werktag') },
};
