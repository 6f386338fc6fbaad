import { betrieblich, type Eintraege, gesetzlich, type Rolle } from './definition.ts';

const BUSSGELD: readonly Rolle[] = ['bussgeldbehoerde'];
const ZUSTELLDIENST: readonly Rolle[] = ['zustelldienst'];
const AMTSHILFE: readonly Rolle[] = ['ordnungsbehoerde', 'polizei'];
/** The office that publishes for the authority, or the authority of the last residence. */
const BEKANNTMACHUNG: readonly Rolle[] = ['bekanntmachungsstelle', 'ordnungsbehoerde'];
/** Whoever can have an order of service in hand. */
const BEAUFTRAGTE: readonly Rolle[] = ['zustelldienst', 'ordnungsbehoerde', 'polizei', 'bekanntmachungsstelle'];

/** Service of the decision, and its withdrawal. */
export const zustellung: Eintraege<'zustellung' | 'bescheid'> = {
  'zustellung.auftrag.2010': {
    von: BUSSGELD,
    an: ZUSTELLDIENST,
    antworten: ['2011', '2020', '2021'],
    frist: betrieblich(1, 'werktag'),
  },
  'zustellung.auftragsbestaetigung.2011': { von: ZUSTELLDIENST, an: BUSSGELD },
  'zustellung.nachweis.2020': {
    von: ZUSTELLDIENST,
    an: BUSSGELD,
    quittung: true,
    // § 182 Abs. 3 ZPO
    frist: gesetzlich(0, 'unverzueglich'),
  },
  'zustellung.unzustellbar.2021': { von: ZUSTELLDIENST, an: BUSSGELD },
  'zustellung.amtshilfeersuchen.2030': {
    von: BUSSGELD,
    an: AMTSHILFE,
    antworten: ['2031'],
    frist: betrieblich(10, 'tag'),
  },
  'zustellung.amtshilfenachweis.2031': { von: AMTSHILFE, an: BUSSGELD },
  // the first answer says that the notice is up, a second one that it was taken down
  'zustellung.oeffentlich.2040': {
    von: BUSSGELD,
    an: BEKANNTMACHUNG,
    antworten: ['2041'],
    frist: betrieblich(3, 'werktag'),
  },
  'zustellung.bekanntmachung.2041': { von: BEKANNTMACHUNG, an: BUSSGELD },
  'zustellung.abbruch.2050': {
    von: BUSSGELD,
    an: BEAUFTRAGTE,
    antworten: ['2051'],
    frist: betrieblich(2, 'stunde'),
  },
  'zustellung.abbruchbestaetigung.2051': { von: BEAUFTRAGTE, an: BUSSGELD },
  'bescheid.ruecknahme.2060': {
    von: BUSSGELD,
    an: [
      ...BEAUFTRAGTE,
      'messstelle',
      'kasse',
      'vollstreckungsbehoerde',
      'kba',
      'staatsanwaltschaft',
      'gericht',
      'portal',
    ],
    quittung: true,
    frist: betrieblich(1, 'werktag'),
  },
};
