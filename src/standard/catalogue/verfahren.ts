import { betrieblich, type Eintraege, gesetzlich, type Rolle } from './definition.ts';

const BUSSGELD: readonly Rolle[] = ['bussgeldbehoerde'];
/** Who may ask to see the files; the portal speaks for defenders and persons concerned. */
const ANTRAGSTELLER: readonly Rolle[] = [
  'portal',
  'polizei',
  'ordnungsbehoerde',
  'bussgeldbehoerde',
  'aufsichtsbehoerde',
  'fahrerlaubnisbehoerde',
  'zulassungsbehoerde',
  'staatsanwaltschaft',
  'gericht',
];

/** Outcome, inspection of files, limitation and correction. */
export const verfahren: Eintraege<'verfahren'> = {
  'verfahren.verfahrensausgang.4010': {
    von: BUSSGELD,
    an: ['messstelle', 'polizei', 'ordnungsbehoerde', 'bussgeldbehoerde'],
  },
  'verfahren.akteneinsicht.4020': {
    von: ANTRAGSTELLER,
    an: BUSSGELD,
    antworten: ['4021'],
    frist: betrieblich(5, 'werktag'),
  },
  'verfahren.akteneinsichtsantwort.4021': { von: BUSSGELD, an: ANTRAGSTELLER },
  'verfahren.verjaehrungswarnung.4030': { von: ['gateway'], an: BUSSGELD },
  'verfahren.berichtigung.4040': {
    von: ['alle'],
    an: ['alle'],
    quittung: true,
    frist: gesetzlich(0, 'unverzueglich'),
  },
};
