import type { Einspruch, Verteidiger } from '../generated/types.ts';
import { dokument } from './case.ts';

/** The appeal that reached the police in Viechtach on the last day of the period. */
export const einspruchschreiben: Einspruch = {
  datum: '2026-12-27',
  form: { code: 'schriftlich' },
  einspruchsfuehrer: { code: 'betroffener' },
  beschraenkung: {
    beschwerdepunkt: [{ code: 'rechtsfolge' }, { code: 'geldbusse' }],
    wortlaut: 'Der Einspruch wird auf den Rechtsfolgenausspruch beschränkt.',
  },
  text: 'Hiermit lege ich gegen den Bußgeldbescheid vom 1. Dezember 2026 Einspruch ein.',
  begruendung: 'Ich bin nicht vorbelastet; das Schild war durch ein parkendes Fahrzeug verdeckt.',
  wiedereinsetzungBeantragt: false,
  dokument: [dokument('einspruch', 'einspruch.pdf', '2026-12-27')],
};

/** The lawyer who applied for reinstatement. */
export const verteidiger: Verteidiger = {
  person: {
    familienname: 'Beispielhaft',
    vornamen: 'Viktoria',
    anschrift: [
      {
        anschriftstyp: { code: 'geschaeftssitz' },
        strasse: 'Musterplatz',
        hausnummer: '3',
        plz: '94234',
        ort: 'Viechtach',
      },
    ],
  },
  kanzlei: 'Kanzlei Beispielhaft',
  aktenzeichen: '42/27 BEI',
  vollmacht: dokument('vollmacht', 'vollmacht.pdf', '2027-01-07'),
};
