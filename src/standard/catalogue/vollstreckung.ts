import { betrieblich, type Eintraege, type Rolle } from './definition.ts';

const BUSSGELD: readonly Rolle[] = ['bussgeldbehoerde'];
const VOLLSTRECKUNG: readonly Rolle[] = ['vollstreckungsbehoerde'];
const JUSTIZ: readonly Rolle[] = ['staatsanwaltschaft', 'gericht'];
const ANTRAGSEINGANG: readonly Rolle[] = ['vollstreckungsbehoerde', 'kasse', 'gericht', 'portal'];
const ERSUCHTE: readonly Rolle[] = ['vollstreckungsbehoerde', 'kasse', 'bundesamt-fuer-justiz', ...JUSTIZ];
const BUNDESAMT: readonly Rolle[] = ['bundesamt-fuer-justiz'];

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
    antworten: ['3021', '3022'],
    frist: betrieblich(10, 'werktag'),
  },
  'vollstreckung.annahme.3021': { von: VOLLSTRECKUNG, an: BUSSGELD },
  'vollstreckung.ablehnung.3022': { von: VOLLSTRECKUNG, an: BUSSGELD },
  'vollstreckung.zahlung.3030': {
    von: ['kasse', 'vollstreckungsbehoerde'],
    an: BUSSGELD,
    quittung: true,
    frist: betrieblich(1, 'werktag'),
  },
  'vollstreckung.zahlungserleichterung.3040': {
    von: ANTRAGSEINGANG,
    an: BUSSGELD,
    antworten: ['3041'],
    frist: betrieblich(10, 'werktag'),
  },
  'vollstreckung.zahlungserleichterungsentscheidung.3041': { von: BUSSGELD, an: ANTRAGSEINGANG },
  'vollstreckung.rueckgabe.3050': { von: VOLLSTRECKUNG, an: BUSSGELD, frist: betrieblich(1, 'werktag') },
  'vollstreckung.erzwingungshaftantrag.3060': {
    von: BUSSGELD,
    an: ['gericht'],
    antworten: ['3061'],
    frist: betrieblich(30, 'werktag'),
  },
  'vollstreckung.erzwingungshaftentscheidung.3061': { von: ['gericht'], an: BUSSGELD },
  'vollstreckung.erzwingungshaftvollzug.3062': { von: JUSTIZ, an: BUSSGELD, quittung: true },
  'vollstreckung.erledigung.3070': {
    von: ['bussgeldbehoerde', 'kasse', 'vollstreckungsbehoerde'],
    an: ['bussgeldbehoerde', 'kasse', 'vollstreckungsbehoerde'],
    quittung: true,
  },
  'vollstreckung.einstellung.3080': { von: BUSSGELD, an: ERSUCHTE, quittung: true, frist: betrieblich(1, 'tag') },
  'vollstreckung.ruecknahme.3090': {
    von: BUSSGELD,
    an: ERSUCHTE,
    antworten: ['3091'],
    frist: betrieblich(1, 'tag'),
  },
  'vollstreckung.ruecknahmebestaetigung.3091': { von: ERSUCHTE, an: BUSSGELD },
  'vollstreckung.auslandsersuchen.3095': {
    von: BUSSGELD,
    an: BUNDESAMT,
    antworten: ['3096'],
    frist: betrieblich(20, 'werktag'),
  },
  'vollstreckung.auslandsantwort.3096': { von: BUNDESAMT, an: BUSSGELD },
};
