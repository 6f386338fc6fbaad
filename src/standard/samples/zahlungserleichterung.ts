import type { Zahlungserleichterung } from '../generated/types.ts';
import {
  aktenzeichen,
  aktenzeichenVollstreckung,
  bescheidangabe,
  dokument,
  fahrerin,
  forderung,
  rahmen,
  type Samples,
  vorgang,
} from './case.ts';

const raten: Zahlungserleichterung = {
  raten: { rate: '50.00', anzahl: 5, letzteRate: '8.50', ersteFaelligkeit: '2027-03-01', abstandMonate: 1 },
};

/** Payment by instalments: applied for in Köln, decided in Chemnitz. */
export const zahlungserleichterung: Samples<
  'vollstreckung.zahlungserleichterung.3040' | 'vollstreckung.zahlungserleichterungsentscheidung.3041'
> = {
  'vollstreckung.zahlungserleichterung.3040': () => ({
    ...rahmen(
      'vollstreckung.zahlungserleichterung.3040',
      'vollstreckungsbehoerde',
      'bussgeldbehoerde',
      '2027-01-25T11:00:00.000+01:00',
    ),
    vorgang: vorgang('owig-93', aktenzeichenVollstreckung, {
      aktenzeichenLeser: aktenzeichen,
      erbetenBis: '2027-02-08',
    }),
    schuldner: { natuerlichePerson: fahrerin },
    bescheid: bescheidangabe,
    eingegangenAm: '2027-01-25T08:20:00+01:00',
    forderung,
    zahlungserleichterung: raten,
    verhaeltnisse: {
      nettoeinkommen: '1180.00',
      unterhaltspflichten: 0,
      wohnkosten: '520.00',
      verpflichtungen: '90.00',
      vermoegen: '300.00',
      grundsicherung: false,
      nachweis: [dokument('nachweis-einkommen', 'verdienstbescheinigung.pdf', '2026-12-31')],
    },
    begruendung: 'Ich bin in der Ausbildung und kann den Betrag nicht auf einmal zahlen.',
    stellungnahme: 'Die Angaben sind schlüssig; Bedenken gegen Teilbeträge bestehen nicht.',
    dokument: [dokument('antrag', 'ratenantrag.pdf', '2027-01-24')],
  }),
  'vollstreckung.zahlungserleichterungsentscheidung.3041': () => ({
    ...rahmen(
      'vollstreckung.zahlungserleichterungsentscheidung.3041',
      'bussgeldbehoerde',
      'vollstreckungsbehoerde',
      '2027-02-01T09:00:00.000+01:00',
      '3040',
    ),
    vorgang: vorgang('owig-93', aktenzeichen, { aktenzeichenLeser: aktenzeichenVollstreckung }),
    entscheidung: { code: 'teilbetraege' },
    entschiedenAm: '2027-02-01',
    zahlungserleichterung: raten,
    verfallklausel: true,
    umfasstKosten: true,
    belehrungNach66: true,
    ruhen: { grund: { code: 'zahlungserleichterung' }, beginn: '2027-02-01', ende: '2027-07-01' },
    vollstreckungsverjaehrungEnde: '2030-05-28',
    begruendung: 'Der Betroffenen ist die sofortige Zahlung nicht zuzumuten.',
    rechtsbehelf: { art: { code: 'einwendungen' }, belehrt: true, gericht: 'Amtsgericht Chemnitz' },
    dokument: dokument('entscheidung', 'ratenbewilligung.pdf', '2027-02-01'),
  }),
};
