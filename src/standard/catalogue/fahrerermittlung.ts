import { betrieblich, type Eintraege, type Rolle } from './definition.ts';

const BUSSGELD: readonly Rolle[] = ['bussgeldbehoerde'];
const HALTERAUSKUNFT: readonly Rolle[] = ['kba', 'zulassungsbehoerde'];
const ERMITTELNDE: readonly Rolle[] = ['polizei', 'ordnungsbehoerde'];
const MELDEBEHOERDE: readonly Rolle[] = ['meldebehoerde'];
/** The authority itself, or the police that retrieves photos for it (§ 25 Abs. 2 Satz 2 PAuswG). */
const LICHTBILDSUCHER: readonly Rolle[] = ['bussgeldbehoerde', 'polizei'];
const AUSWEISBEHOERDE: readonly Rolle[] = ['ausweisbehoerde'];
const AUFENTHALTSSUCHER: readonly Rolle[] = ['polizei', 'meldebehoerde', 'auslaenderbehoerde'];
const ZULASSUNG: readonly Rolle[] = ['zulassungsbehoerde'];
/** Whoever can have been asked for something that takes days. */
const ERSUCHTE: readonly Rolle[] = [
  'polizei',
  'ordnungsbehoerde',
  'meldebehoerde',
  'ausweisbehoerde',
  'auslaenderbehoerde',
  'zulassungsbehoerde',
];

/** Finding out who drove. */
export const fahrerermittlung: Eintraege<'fahrerermittlung'> = {
  'fahrerermittlung.halterauskunft.1110': {
    von: BUSSGELD,
    an: HALTERAUSKUNFT,
    antworten: ['1111'],
    frist: betrieblich(1, 'tag'),
  },
  'fahrerermittlung.halterauskunftantwort.1111': { von: HALTERAUSKUNFT, an: BUSSGELD },
  'fahrerermittlung.ersuchen.1120': {
    von: BUSSGELD,
    an: ERMITTELNDE,
    antworten: ['1121', '1122'],
    frist: betrieblich(14, 'tag'),
  },
  'fahrerermittlung.ergebnis.1121': { von: ERMITTELNDE, an: BUSSGELD },
  'fahrerermittlung.zwischenstand.1122': { von: ERMITTELNDE, an: BUSSGELD, frist: betrieblich(7, 'tag') },
  'fahrerermittlung.lichtbildersuchen.1130': {
    von: LICHTBILDSUCHER,
    an: AUSWEISBEHOERDE,
    antworten: ['1131'],
    frist: betrieblich(3, 'tag'),
  },
  'fahrerermittlung.lichtbildantwort.1131': { von: AUSWEISBEHOERDE, an: LICHTBILDSUCHER },
  'fahrerermittlung.anschriftenersuchen.1140': {
    von: BUSSGELD,
    an: MELDEBEHOERDE,
    antworten: ['1141'],
    frist: betrieblich(1, 'tag'),
  },
  'fahrerermittlung.anschriftenauskunft.1141': { von: MELDEBEHOERDE, an: BUSSGELD },
  'fahrerermittlung.aufenthaltsermittlung.1150': {
    von: BUSSGELD,
    an: AUFENTHALTSSUCHER,
    antworten: ['1151'],
    frist: betrieblich(30, 'tag'),
  },
  'fahrerermittlung.aufenthaltsergebnis.1151': { von: AUFENTHALTSSUCHER, an: BUSSGELD },
  'fahrerermittlung.fahrtenbuchanregung.1160': {
    von: BUSSGELD,
    an: ZULASSUNG,
    antworten: ['1161'],
    frist: betrieblich(60, 'tag'),
  },
  'fahrerermittlung.fahrtenbuchentscheidung.1161': { von: ZULASSUNG, an: BUSSGELD },
  'fahrerermittlung.abbruch.1190': {
    von: BUSSGELD,
    an: ERSUCHTE,
    antworten: ['1191'],
    frist: betrieblich(1, 'werktag'),
  },
  'fahrerermittlung.abbruchbestaetigung.1191': { von: ERSUCHTE, an: BUSSGELD },
};
