import type { Nachrichtenangabe } from '../generated/types.ts';
import {
  aktenzeichen,
  aktenzeichenVollstreckung,
  dokument,
  rahmen,
  type Samples,
  sampleUuid,
  vorgang,
} from './case.ts';

const ersuchen: Nachrichtenangabe = {
  nachrichtenUUID: sampleUuid('3020'),
  nachrichtentyp: { code: 'vollstreckung.ersuchen.3020' },
  erstellungszeitpunkt: '2027-01-13T09:00:00.000+01:00',
};

/** Stopping an enforcement, and recalling it after reinstatement. */
export const ruecknahme: Samples<
  'vollstreckung.einstellung.3080' | 'vollstreckung.ruecknahme.3090' | 'vollstreckung.ruecknahmebestaetigung.3091'
> = {
  'vollstreckung.einstellung.3080': () => ({
    ...rahmen(
      'vollstreckung.einstellung.3080',
      'bussgeldbehoerde',
      'vollstreckungsbehoerde',
      '2027-02-10T09:00:00.000+01:00',
      '3020',
    ),
    vorgang: vorgang('owig-103', aktenzeichen, {
      aktenzeichenLeser: aktenzeichenVollstreckung,
      dringlichkeit: { code: 'eilt' },
    }),
    einstellung: { code: 'vorlaeufig' },
    grund: { code: 'aussetzung-gericht' },
    ab: '2027-02-10',
    bis: '2027-05-09',
    massnahmenBleiben: true,
    gerichtsentscheidung: {
      stelle: 'Amtsgericht Chemnitz',
      aktenzeichen: '11 OWi 21/27',
      art: { code: 'beschluss' },
      entschiedenAm: '2027-02-09',
      formel: 'Die Vollstreckung wird bis zur Entscheidung über die Einwendungen ausgesetzt.',
      dokument: dokument('beschluss', 'aussetzung.pdf', '2027-02-09'),
    },
    ruhen: { grund: { code: 'vollstreckung-ausgesetzt' }, beginn: '2027-02-09' },
    vollstreckungsverjaehrungEnde: '2029-12-28',
    dokument: dokument('antrag', 'einwendungen.pdf', '2027-02-04'),
    hinweis: 'Die Betroffene macht geltend, schon gezahlt zu haben.',
  }),
  'vollstreckung.ruecknahme.3090': () => ({
    ...rahmen(
      'vollstreckung.ruecknahme.3090',
      'bussgeldbehoerde',
      'vollstreckungsbehoerde',
      '2027-01-20T10:05:00.000+01:00',
      '3020',
    ),
    vorgang: vorgang('owig-52', aktenzeichen, {
      aktenzeichenLeser: aktenzeichenVollstreckung,
      erbetenBis: '2027-01-21',
      dringlichkeit: { code: 'sofort' },
    }),
    zurueckgenommen: ersuchen,
    grund: { code: 'wiedereinsetzung' },
    zurueckgenommenAm: '2027-01-20',
    rechtskraftEntfallen: true,
    massnahmenAufheben: true,
    erstattung: '50.00',
    begruendung: 'Der Betroffenen ist Wiedereinsetzung gewährt; über den Einspruch entscheidet das Gericht.',
    dokument: dokument('entscheidung', 'wiedereinsetzung.pdf', '2027-01-20'),
  }),
  'vollstreckung.ruecknahmebestaetigung.3091': () => ({
    ...rahmen(
      'vollstreckung.ruecknahmebestaetigung.3091',
      'vollstreckungsbehoerde',
      'bussgeldbehoerde',
      '2027-01-21T08:20:00.000+01:00',
      '3090',
    ),
    vorgang: vorgang('owig-52', aktenzeichenVollstreckung, { aktenzeichenLeser: aktenzeichen }),
    zurueckgenommen: ersuchen,
    ergebnis: { code: 'teilweise' },
    beendetAm: '2027-01-20',
    gezahlt: '50.00',
    erstattetAm: '2027-01-21',
    aufgehobeneMassnahme: [
      { bezeichnung: 'Vollstreckungsankündigung', am: '2027-01-19', ergebnis: 'Zurückgenommen am 20. Januar 2027.' },
    ],
    nichtRueckgaengig: 'Die Ankündigung war schon zugegangen.',
    vollstreckungskosten: '0.00',
    hinweis: 'Kosten werden nicht erhoben.',
  }),
};
