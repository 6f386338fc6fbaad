import { betrieblich, type Eintraege, type Rolle } from './definition.ts';

const BUSSGELD: readonly Rolle[] = ['bussgeldbehoerde'];
const JUSTIZ: readonly Rolle[] = ['staatsanwaltschaft', 'gericht'];

/** Appeal, court and what follows. */
export const einspruch: Eintraege<'einspruch'> = {
  'einspruch.eingang.2110': {
    von: ['alle'],
    an: BUSSGELD,
    antworten: ['2111'],
    frist: betrieblich(8, 'stunde'),
  },
  'einspruch.eingangsbestaetigung.2111': { von: BUSSGELD, an: ['alle'] },
  'einspruch.entscheidung.2112': {
    von: BUSSGELD,
    an: ['portal', 'kasse', 'vollstreckungsbehoerde', 'messstelle', 'polizei', 'ordnungsbehoerde'],
  },
  'einspruch.wiedereinsetzung.2113': {
    von: BUSSGELD,
    an: ['vollstreckungsbehoerde', 'kasse', 'kba', 'polizei', 'bundesamt-fuer-justiz', ...JUSTIZ],
    quittung: true,
    frist: betrieblich(1, 'tag'),
  },
  'einspruch.aktenvorlage.2120': {
    von: ['bussgeldbehoerde', 'staatsanwaltschaft'],
    an: JUSTIZ,
    antworten: ['2121'],
    frist: betrieblich(3, 'werktag'),
  },
  'einspruch.akteneingang.2121': { von: JUSTIZ, an: BUSSGELD },
  'einspruch.zurueckverweisung.2122': { von: ['gericht'], an: BUSSGELD, quittung: true },
  'einspruch.verfahrensausgang.2123': { von: JUSTIZ, an: BUSSGELD, quittung: true },
};
