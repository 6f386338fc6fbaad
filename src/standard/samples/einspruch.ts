import type { MessageType } from '../message.ts';
import { aktenzeichen, bescheidangabe, dokument, fahrerin, rahmen, type Samples, sampleUuid, vorgang } from './case.ts';
import { einspruchschreiben } from './einspruchsschreiben.ts';
import { gericht } from './gericht.ts';

/** The appeal that came too late, its rejection, the reinstatement, and the case before the court. */
export const einspruch: Samples<Extract<MessageType, `einspruch.${string}`>> = {
  'einspruch.eingang.2110': () => ({
    ...rahmen('einspruch.eingang.2110', 'polizei', 'bussgeldbehoerde', '2026-12-29T08:10:00.000+01:00'),
    vorgang: vorgang('owig-67', 'PI-VIE-2026-1228', {
      aktenzeichenLeser: aktenzeichen,
      erbetenBis: '2026-12-29',
      dringlichkeit: { code: 'sofort' },
    }),
    betroffener: { natuerlichePerson: fahrerin },
    bescheid: { aktenzeichen, erlassdatum: '2026-12-01' },
    eingangsweg: { code: 'brief' },
    eingangszeitpunkt: '2026-12-28T18:05:00+01:00',
    einspruch: einspruchschreiben,
    hinweis: 'Das Original folgt mit der Post.',
  }),
  'einspruch.eingangsbestaetigung.2111': () => ({
    ...rahmen(
      'einspruch.eingangsbestaetigung.2111',
      'bussgeldbehoerde',
      'polizei',
      '2026-12-29T09:00:00.000+01:00',
      '2110',
    ),
    vorgang: vorgang('owig-67', aktenzeichen, { aktenzeichenLeser: 'PI-VIE-2026-1228' }),
    aktenzeichen,
    eingegangenAm: '2026-12-29T08:10:03+01:00',
    zustelldatum: '2026-12-11',
    fristende: '2026-12-28',
    rechtzeitig: false,
    sachbearbeitung: { organisationseinheit: 'Zwischenverfahren', name: 'Anna Beispiel' },
    hinweis: 'Über die Zulässigkeit wird gesondert entschieden.',
  }),
  'einspruch.entscheidung.2112': () => ({
    ...rahmen('einspruch.entscheidung.2112', 'bussgeldbehoerde', 'kasse', '2027-01-05T11:00:00.000+01:00'),
    vorgang: vorgang('owig-69', aktenzeichen),
    bescheid: bescheidangabe,
    entscheidung: { code: 'verwerfung' },
    entschiedenAm: '2027-01-05',
    verwerfungsgrund: { code: 'verspaetet' },
    begruendung: 'Der Einspruch ging am 29. Dezember 2026 ein, die Frist endete am 28. Dezember 2026.',
    rechtsbehelf: {
      art: { code: 'gerichtliche-entscheidung-befristet' },
      belehrt: true,
      gericht: 'Amtsgericht Chemnitz',
    },
    dokument: dokument('entscheidung', 'verwerfung.pdf', '2027-01-05'),
  }),
  'einspruch.wiedereinsetzung.2113': () => ({
    ...rahmen(
      'einspruch.wiedereinsetzung.2113',
      'bussgeldbehoerde',
      'vollstreckungsbehoerde',
      '2027-01-20T10:00:00.000+01:00',
    ),
    vorgang: vorgang('owig-52', aktenzeichen, { dringlichkeit: { code: 'sofort' } }),
    bescheid: bescheidangabe,
    stand: { code: 'gewaehrt' },
    beantragtAm: '2027-01-08',
    entschiedenAm: '2027-01-20',
    bisherigeRechtskraftAm: '2026-12-29',
    aufschub: true,
    betroffeneNachricht: [
      {
        nachrichtenUUID: sampleUuid('3020'),
        nachrichtentyp: { code: 'vollstreckung.ersuchen.3020' },
        erstellungszeitpunkt: '2027-01-13T09:00:00.000+01:00',
      },
    ],
    dokument: dokument('entscheidung', 'wiedereinsetzung.pdf', '2027-01-20'),
  }),
  ...gericht,
};
