import { betrieblich, type Eintraege, type Rolle } from './definition.ts';

const BUSSGELD: readonly Rolle[] = ['bussgeldbehoerde'];
const ANHOERENDE: readonly Rolle[] = ['polizei', 'ordnungsbehoerde', 'bussgeldbehoerde'];

/** Hearing the person concerned, and the warning. */
export const anhoerung: Eintraege<'anhoerung' | 'verwarnung'> = {
  'anhoerung.ersuchen.1310': {
    von: BUSSGELD,
    an: ANHOERENDE,
    antworten: ['1311'],
    frist: betrieblich(14, 'tag'),
  },
  'anhoerung.ergebnis.1311': { von: ANHOERENDE, an: BUSSGELD },
  'anhoerung.stellungnahme.1320': {
    von: ['portal', 'polizei', 'ordnungsbehoerde', 'bussgeldbehoerde'],
    an: BUSSGELD,
    quittung: true,
    frist: betrieblich(1, 'werktag'),
  },
  // the person decides whether to pay, so the readers owe a receipt and no answer; a payment comes as 3030
  'verwarnung.angebot.1330': { von: BUSSGELD, an: ['kasse', 'portal'], quittung: true },
};
