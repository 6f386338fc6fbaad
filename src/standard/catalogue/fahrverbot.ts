import { betrieblich, type Eintraege, type Rolle } from './definition.ts';

const BUSSGELD: readonly Rolle[] = ['bussgeldbehoerde'];
const POLIZEI: readonly Rolle[] = ['polizei'];
/** Where a licence may be handed in. */
const ABGABESTELLEN: readonly Rolle[] = ['polizei', 'ordnungsbehoerde', 'fahrerlaubnisbehoerde'];

/** Driving ban and custody of the licence. */
export const fahrverbot: Eintraege<'fahrverbot'> = {
  'fahrverbot.mitteilung.3110': {
    von: BUSSGELD,
    an: ABGABESTELLEN,
    antworten: ['3111'],
    // four months in which the person may still hand the licence in (§ 25 (2a) StVG), and a few days
    frist: betrieblich(125, 'tag'),
  },
  'fahrverbot.verwahrung.3111': {
    von: ABGABESTELLEN,
    an: BUSSGELD,
    quittung: true,
    frist: betrieblich(1, 'tag'),
  },
  'fahrverbot.beschlagnahmeersuchen.3120': {
    von: BUSSGELD,
    an: POLIZEI,
    antworten: ['3121'],
    frist: betrieblich(14, 'tag'),
  },
  'fahrverbot.beschlagnahmeergebnis.3121': { von: POLIZEI, an: BUSSGELD },
  'fahrverbot.ende.3130': { von: BUSSGELD, an: ['kba', ...ABGABESTELLEN], quittung: true },
};
