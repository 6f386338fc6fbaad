import type { Erzwingungshaftvoraussetzung, Forderung } from '../generated/types.ts';
import {
  aktenzeichen,
  anschriftKoeln,
  bescheidangabe,
  bescheiddokument,
  dokument,
  fahrerin,
  forderung,
  rahmen,
  type Samples,
  vorgang,
} from './case.ts';
import { zustellungsnachweis } from './gericht.ts';

const aktenzeichenGericht = '11 OWi 42/27';
const protokoll = dokument('pfaendungsprotokoll', 'pfaendungsprotokoll.pdf', '2027-02-19');

const erfuellt = (
  festgestelltAm: string,
  begruendung: string,
  nachweis: Erzwingungshaftvoraussetzung['nachweis'],
): Erzwingungshaftvoraussetzung => ({ erfuellt: true, festgestelltAm, begruendung, nachweis });

/** The claim after 50 Euro were paid. */
export const restforderung: Forderung = {
  ...forderung,
  offen: '158.50',
  teilzahlung: [{ betrag: '50.00', valuta: '2027-02-12', zahlungsart: { code: 'vollstreckungsdienst' } }],
};

/** Coercive detention: application, decision and what became of it. */
export const erzwingungshaft: Samples<
  | 'vollstreckung.erzwingungshaftantrag.3060'
  | 'vollstreckung.erzwingungshaftentscheidung.3061'
  | 'vollstreckung.erzwingungshaftvollzug.3062'
> = {
  'vollstreckung.erzwingungshaftantrag.3060': () => ({
    ...rahmen(
      'vollstreckung.erzwingungshaftantrag.3060',
      'bussgeldbehoerde',
      'gericht',
      '2027-03-08T09:00:00.000+01:00',
    ),
    vorgang: vorgang('owig-96', aktenzeichen),
    zustaendigesGericht: 'Amtsgericht Chemnitz',
    betroffener: { natuerlichePerson: fahrerin },
    bescheid: bescheidangabe,
    zustellung: zustellungsnachweis,
    rechtskraftAm: '2026-12-29',
    forderung: restforderung,
    geldbusse: [{ tat: 'Geschwindigkeitsüberschreitung am 15. August 2026', festgesetzt: '180.00', offen: '130.00' }],
    voraussetzungen: {
      nichtGezahlt: erfuellt('2027-03-08', 'Nach Auskunft der Kasse sind nur 50 Euro eingegangen.', [
        dokument('kassenstand', 'kassenstand.pdf', '2027-03-08'),
      ]),
      zahlungsunfaehigkeitNichtDargetan: erfuellt('2027-03-08', 'Auf Bescheid und Mahnung keine Erklärung.', [
        dokument('vermerk', 'vermerk-zahlungsunfaehigkeit.pdf', '2027-03-08'),
      ]),
      belehrt: erfuellt('2027-03-08', 'Die Belehrung steht auf Seite 2 des Bescheids.', [bescheiddokument]),
      keineUmstaendeBekannt: erfuellt('2027-03-08', 'Die Betroffene hat Einkommen aus Ausbildung.', [protokoll]),
    },
    belehrtAm: '2026-12-11',
    belehrung: {
      vorschrift: '§ 66 Abs. 2 Nr. 3 OWiG',
      text: 'Zahlen Sie nicht fristgemäß und legen Sie Ihre Zahlungsunfähigkeit nicht dar, kann das Gericht Erzwingungshaft anordnen.',
    },
    bereitsAngeordnet: false,
    mahnung: [{ am: '2027-01-05', betrag: '208.50', fristBis: '2027-01-12' }],
    vollstreckungsmassnahme: [
      { bezeichnung: 'Pfändungsversuch', am: '2027-02-19', ergebnis: 'Keine pfändbare Habe angetroffen.' },
    ],
    rueckgabegrund: { code: 'fruchtlos' },
    beantragteTage: 5,
    vollstreckungsverjaehrungEnde: '2029-12-28',
    dokument: [dokument('antrag', 'erzwingungshaftantrag.pdf', '2027-03-08')],
    hinweis: 'Wegen der Kosten wird keine Haft beantragt.',
  }),
  'vollstreckung.erzwingungshaftentscheidung.3061': () => ({
    ...rahmen(
      'vollstreckung.erzwingungshaftentscheidung.3061',
      'gericht',
      'bussgeldbehoerde',
      '2027-05-03T10:00:00.000+02:00',
      '3060',
    ),
    vorgang: vorgang('owig-96', aktenzeichenGericht, { aktenzeichenLeser: aktenzeichen }),
    entscheidung: { code: 'angeordnet' },
    gerichtsentscheidung: {
      stelle: 'Amtsgericht Chemnitz',
      aktenzeichen: aktenzeichenGericht,
      art: { code: 'beschluss' },
      entschiedenAm: '2027-04-12',
      formel: 'Gegen die Betroffene wird Erzwingungshaft von fünf Tagen angeordnet.',
      dokument: dokument('beschluss', 'erzwingungshaft.pdf', '2027-04-12'),
    },
    haft: { tage: 5, anzahlGeldbussen: 1, geldbusse: '130.00' },
    rechtsbehelf: {
      art: { code: 'sofortige-beschwerde' },
      belehrt: true,
      fristende: '2027-04-26',
      gericht: 'Landgericht Chemnitz',
    },
    rechtskraftAm: '2027-04-27',
    gerichtskosten: '3.50',
    erledigungsart: { code: 'erzwingungshaft-angeordnet' },
    hinweis: 'Die Betroffene wird von der Staatsanwaltschaft zum Antritt geladen.',
  }),
  'vollstreckung.erzwingungshaftvollzug.3062': () => ({
    ...rahmen(
      'vollstreckung.erzwingungshaftvollzug.3062',
      'staatsanwaltschaft',
      'bussgeldbehoerde',
      '2027-06-07T09:00:00.000+02:00',
      '3061',
    ),
    vorgang: vorgang('owig-97', '540 VRs 77/27', { aktenzeichenLeser: aktenzeichen }),
    ergebnis: { code: 'teilweise-vollzogen' },
    festgestelltAm: '2027-06-04',
    haftbeginn: '2027-06-03',
    haftende: '2027-06-04',
    vollzogeneTage: 2,
    gezahlt: '130.00',
    valuta: '2027-06-04',
    geldbusseOffen: '0.00',
    erledigungsart: { code: 'bezahlt-staatsanwaltschaft' },
    neueAnschrift: anschriftKoeln,
    dokument: dokument('kassenstand', 'einzahlungsbeleg.pdf', '2027-06-04'),
    hinweis: 'Nach der Einzahlung in der Anstalt entlassen; die Kosten sind noch offen.',
  }),
};
