import { betrieblich, type Eintraege, type Rolle } from './definition.ts';

const ALLE: readonly Rolle[] = ['alle'];

/** Refusal, receipt, status, reminder and withdrawal: what every participant may send. */
export const administration: Eintraege<'administration'> = {
  'administration.rueckweisung.0010': { von: ALLE, an: ALLE, frist: betrieblich(1, 'werktag') },
  'administration.quittung.0020': { von: ALLE, an: ALLE, frist: betrieblich(1, 'stunde') },
  'administration.statusanfrage.0030': {
    von: ALLE,
    an: ALLE,
    antworten: ['0031'],
    frist: betrieblich(1, 'werktag'),
  },
  'administration.statusantwort.0031': { von: ALLE, an: ALLE },
  // the domain answer to the request that it reminds of answers a reminder as well
  'administration.erinnerung.0040': { von: ALLE, an: ALLE, antworten: ['0031'], frist: betrieblich(2, 'werktag') },
  'administration.ruecknahme.0050': {
    von: ALLE,
    an: ALLE,
    antworten: ['0051'],
    frist: betrieblich(1, 'werktag'),
  },
  'administration.ruecknahmebestaetigung.0051': { von: ALLE, an: ALLE },
};
