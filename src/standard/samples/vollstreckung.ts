import type { MessageType } from '../message.ts';
import { ausland } from './ausland.ts';
import {
  aktenzeichen,
  aktenzeichenVollstreckung,
  bescheidangabe,
  dokument,
  fahrerin,
  forderung,
  kassenzeichen,
  rahmen,
  rechtsfolge,
  type Samples,
  vorgang,
} from './case.ts';
import { erzwingungshaft } from './erzwingungshaft.ts';
import { ruecknahme } from './ruecknahme.ts';
import { zahlungserleichterung } from './zahlungserleichterung.ts';

const vorgangKoeln = (rechtsgrundlage: string) =>
  vorgang(rechtsgrundlage, aktenzeichenVollstreckung, { aktenzeichenLeser: aktenzeichen });

/** From the final decision to payment, detention, recall or the return of the request. */
export const vollstreckung: Samples<Extract<MessageType, `vollstreckung.${string}`>> = {
  'vollstreckung.rechtskraft.3010': () => ({
    ...rahmen('vollstreckung.rechtskraft.3010', 'bussgeldbehoerde', 'kasse', '2026-12-29T08:00:00.000+01:00'),
    vorgang: vorgang('owig-66', aktenzeichen),
    bescheid: bescheidangabe,
    betroffener: { natuerlichePerson: fahrerin },
    rechtsfolge,
    rechtskraftAm: '2026-12-29',
    forderung,
    zahlungsfrist: '2027-01-12',
  }),
  'vollstreckung.ersuchen.3020': () => ({
    ...rahmen(
      'vollstreckung.ersuchen.3020',
      'bussgeldbehoerde',
      'vollstreckungsbehoerde',
      '2027-01-13T09:00:00.000+01:00',
    ),
    vorgang: vorgang('owig-90', aktenzeichen, { erbetenBis: '2027-01-27' }),
    schuldner: { natuerlichePerson: fahrerin },
    bescheid: bescheidangabe,
    rechtskraftAm: '2026-12-29',
    forderung,
    vollstreckbarkeit: {
      ausgestelltAm: '2027-01-13',
      ausgestelltDurch: 'Landesdirektion Sachsen, Zentrale Bußgeldstelle',
      dokument: dokument('vollstreckbarkeitsbescheinigung', 'vollstreckbarkeit.pdf', '2027-01-13'),
    },
    mahnung: [{ am: '2027-01-05', betrag: '208.50', fristBis: '2027-01-12' }],
    vollstreckungsverjaehrungEnde: '2029-12-28',
    belehrungNach96: true,
    dokument: [dokument('mahnung', 'mahnung.pdf', '2027-01-05')],
    hinweis: 'Auf die Mahnung wurde nicht gezahlt.',
  }),
  'vollstreckung.annahme.3021': () => ({
    ...rahmen(
      'vollstreckung.annahme.3021',
      'vollstreckungsbehoerde',
      'bussgeldbehoerde',
      '2027-01-18T10:00:00.000+01:00',
      '3020',
    ),
    vorgang: vorgangKoeln('landesvwvg'),
    aktenzeichen: aktenzeichenVollstreckung,
    angenommenAm: '2027-01-18T09:58:00+01:00',
    voraussichtlichBis: '2027-03-31',
    sachbearbeitung: { organisationseinheit: 'Vollstreckungsinnendienst', name: 'Bernd Beispiel' },
  }),
  'vollstreckung.ablehnung.3022': () => ({
    ...rahmen(
      'vollstreckung.ablehnung.3022',
      'vollstreckungsbehoerde',
      'bussgeldbehoerde',
      '2027-01-18T10:00:00.000+01:00',
      '3020',
    ),
    vorgang: vorgangKoeln('landesvwvg'),
    grund: { code: 'unvollstaendig' },
    abgelehntAm: '2027-01-18',
    begruendung: 'Die Bescheinigung der Vollstreckbarkeit trägt kein Siegel.',
    fehlendeAngabe: ['Gesiegelte Vollstreckbarkeitsbescheinigung'],
    sachbearbeitung: { organisationseinheit: 'Vollstreckungsinnendienst', name: 'Bernd Beispiel' },
  }),
  'vollstreckung.zahlung.3030': () => ({
    ...rahmen(
      'vollstreckung.zahlung.3030',
      'vollstreckungsbehoerde',
      'bussgeldbehoerde',
      '2027-01-29T14:00:00.000+01:00',
      '3020',
    ),
    vorgang: vorgangKoeln('owig-94'),
    kassenzeichen,
    betrag: '208.50',
    valuta: '2027-01-28',
    zahlungsart: { code: 'ueberweisung' },
    verrechnung: { geldbusse: '180.00', kosten: '28.50', tilgungsbestimmung: false },
    rest: '0.00',
  }),
  'vollstreckung.rueckgabe.3050': () => ({
    ...rahmen(
      'vollstreckung.rueckgabe.3050',
      'vollstreckungsbehoerde',
      'bussgeldbehoerde',
      '2027-02-26T14:00:00.000+01:00',
      '3020',
    ),
    vorgang: vorgangKoeln('landesvwvg'),
    grund: { code: 'fruchtlos' },
    zurueckAm: '2027-02-26',
    gezahlt: '50.00',
    offen: '158.50',
    vollstreckungsmassnahme: [
      { bezeichnung: 'Pfändungsversuch', am: '2027-02-19', ergebnis: 'Keine pfändbare Habe angetroffen.' },
    ],
    protokoll: dokument('pfaendungsprotokoll', 'pfaendungsprotokoll.pdf', '2027-02-19'),
  }),
  'vollstreckung.erledigung.3070': () => ({
    ...rahmen(
      'vollstreckung.erledigung.3070',
      'vollstreckungsbehoerde',
      'bussgeldbehoerde',
      '2027-01-29T14:05:00.000+01:00',
      '3020',
    ),
    vorgang: vorgangKoeln('owig-34'),
    erledigungsart: { code: 'bezahlt' },
    erledigtAm: '2027-01-28',
    gezahlt: '208.50',
    offen: '0.00',
  }),
  ...zahlungserleichterung,
  ...erzwingungshaft,
  ...ruecknahme,
  ...ausland,
};
