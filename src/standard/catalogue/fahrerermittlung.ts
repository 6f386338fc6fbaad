import { betrieblich, type Eintraege, type Rolle } from './definition.ts';

const BUSSGELD: readonly Rolle[] = ['bussgeldbehoerde'];
const POLIZEI: readonly Rolle[] = ['polizei'];
const MELDEBEHOERDE: readonly Rolle[] = ['meldebehoerde'];

/** Finding out who drove. */
export const fahrerermittlung: Eintraege<'fahrerermittlung'> = {
  'fahrerermittlung.halterauskunft.1110': {
    von: BUSSGELD,
    an: ['kba'],
    antworten: ['1111'],
    frist: betrieblich(1, 'tag'),
  },
  'fahrerermittlung.halterauskunftantwort.1111': { von: ['kba'], an: BUSSGELD },
  'fahrerermittlung.ersuchen.1120': {
    von: BUSSGELD,
    an: POLIZEI,
    antworten: ['1121', '1122'],
    frist: betrieblich(14, 'tag'),
  },
  'fahrerermittlung.ergebnis.1121': { von: POLIZEI, an: BUSSGELD },
  'fahrerermittlung.zwischenstand.1122': { von: POLIZEI, an: BUSSGELD },
  'fahrerermittlung.anschriftenersuchen.1140': {
    von: BUSSGELD,
    an: MELDEBEHOERDE,
    antworten: ['1141'],
    frist: betrieblich(1, 'tag'),
  },
  'fahrerermittlung.anschriftenauskunft.1141': { von: MELDEBEHOERDE, an: BUSSGELD },
};
