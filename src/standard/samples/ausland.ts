import type { NatuerlichePerson } from '../generated/types.ts';
import { aktenzeichen, bescheidangabe, dokument, fahrerin, rahmen, type Samples, tat, vorgang } from './case.ts';
import { restforderung } from './erzwingungshaft.ts';

const inWien: NatuerlichePerson = {
  ...fahrerin,
  anschrift: [
    {
      anschriftstyp: { code: 'ausland' },
      strasse: 'Mustergasse',
      hausnummer: '9',
      plz: '1010',
      ort: 'Wien',
      staat: 'AT',
    },
  ],
};

/** The person concerned has moved to Wien; Austria is asked to enforce. */
export const ausland: Samples<'vollstreckung.auslandsersuchen.3095' | 'vollstreckung.auslandsantwort.3096'> = {
  'vollstreckung.auslandsersuchen.3095': () => ({
    ...rahmen(
      'vollstreckung.auslandsersuchen.3095',
      'bussgeldbehoerde',
      'bundesamtFuerJustiz',
      '2027-03-15T10:00:00.000+01:00',
    ),
    vorgang: vorgang('irg-87o', aktenzeichen, { erbetenBis: '2027-04-12' }),
    vollstreckungsstaat: 'AT',
    anknuepfung: [{ code: 'aufenthalt' }, { code: 'einkommen' }],
    schuldner: { natuerlichePerson: inWien },
    tat,
    bescheid: bescheidangabe,
    rechtskraftAm: '2026-12-29',
    forderung: restforderung,
    bescheinigung: {
      ausgestelltAm: '2027-03-15',
      ausgestelltDurch: 'Landesdirektion Sachsen, Zentrale Bußgeldstelle',
      unterzeichner: 'Anna Beispiel',
      sachverhalt:
        'Am 15. August 2026 um 10:42 Uhr überschritt die Betroffene in Chemnitz die zulässige Höchstgeschwindigkeit um 26 km/h.',
      rechtlicheWuerdigung: 'Ordnungswidrigkeit nach § 41 Abs. 1 StVO i. V. m. Anlage 2, § 49 StVO, § 24 StVG.',
      listentat: true,
      gerichtAnrufbar: true,
      ueberRechtsbehelfBelehrt: true,
      ersatzsanktionZulaessig: false,
      dokument: dokument('bescheinigung-rb-2005-214', 'bescheinigung.pdf', '2027-03-15'),
    },
    inlandsvollstreckungEingestellt: true,
    vollstreckungsverjaehrungEnde: '2029-12-28',
    dokument: [dokument('zustellungsurkunde', 'zustellungsurkunde.pdf', '2026-12-11')],
    hinweis: 'Die neue Anschrift hat die Meldebehörde mitgeteilt.',
  }),
  'vollstreckung.auslandsantwort.3096': () => ({
    ...rahmen(
      'vollstreckung.auslandsantwort.3096',
      'bundesamtFuerJustiz',
      'bussgeldbehoerde',
      '2027-09-06T10:00:00.000+02:00',
      '3095',
    ),
    vorgang: vorgang('irg-87o', 'BfJ III-2027-0042', { aktenzeichenLeser: aktenzeichen }),
    vollstreckungsstaat: 'AT',
    stand: { code: 'vollstreckt' },
    standAm: '2027-09-03',
    aktenzeichen: 'BfJ III-2027-0042',
    auslaendischeBehoerde: 'Bezirksverwaltungsbehörde Musterbezirk',
    vollstreckterBetrag: '158.50',
    inlandsvollstreckungZulaessig: false,
    begruendung: 'Der Erlös verbleibt dem Vollstreckungsstaat.',
    dokument: dokument('sonstiges', 'mitteilung-vollstreckungsstaat.pdf', '2027-09-01'),
  }),
};
