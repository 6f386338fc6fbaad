import { type Ahndungsfall, ahndung, euro } from '../../src/procedure/index.ts';
import { CodeLists } from '../../src/standard/index.ts';
import { code, table } from './markdown.ts';

const TAT = '2026-08-15';

/** Options of the command line, and the same case for the library. */
const CASES: readonly (readonly [
  options: string,
  fall: Omit<Ahndungsfall, 'tatzeit'> & { readonly tatzeit?: string },
])[] = [
  ['141713', { tbnr: '141713' }],
  ['141713 --vorsatz', { tbnr: '141713', umstaende: { vorsatz: true } }],
  ['103774 --sachbeschaedigung', { tbnr: '103774', umstaende: { sachbeschaedigung: true } }],
  ['137600 --gefaehrdung', { tbnr: '137600', umstaende: { gefaehrdung: true } }],
  ['104600 --gefahrgut', { tbnr: '104600', umstaende: { gefahrgut: true } }],
  [
    '357600 --halter --sachbeschaedigung --gefahrgut --vorsatz',
    { tbnr: '357600', umstaende: { halter: true, sachbeschaedigung: true, gefahrgut: true, vorsatz: true } },
  ],
  ['137600 --nicht-motorisiert', { tbnr: '137600', umstaende: { nichtMotorisiert: true } }],
  ['105600 --nicht-motorisiert', { tbnr: '105600', umstaende: { nichtMotorisiert: true } }],
  ['424600 --voreintragungen 1', { tbnr: '424600', umstaende: { voreintragungen: 1 } }],
  ['123624 --weitere 141714', { tbnr: '123624', weitere: [{ tbnr: '141714' }] }],
  ['141713 --geschwindigkeit-rechtskraft 2026-01-10', { tbnr: '141713', geschwindigkeitRechtskraft: '2026-01-10' }],
  ['113100 --verwarnung-abgelehnt', { tbnr: '113100', verwarnungAbgelehnt: true }],
  ['112454 --halterbescheid', { tbnr: '112454', halterbescheid: true }],
  ['141713 --am 2021-11-08', { tbnr: '141713', tatzeit: '2021-11-08' }],
];

const ARTEN = { verwarnung: 'Verwarnung', bussgeld: 'Geldbuße', halterbescheid: 'Kosten des Halters' } as const;

/** Worked examples of `blaupause fine`, reckoned now. */
export const fineExamples = (): string => {
  const lists = CodeLists.load();
  return table(
    ['blaupause fine', 'Ahndung', 'Betrag', 'mit Kosten', 'Punkte', 'Fahrverbot', 'Nr. BKat'],
    CASES.map(([options, fall]) => {
      const result = ahndung(lists, { tatzeit: TAT, ...fall });
      return [
        code(options.includes('--am') ? options : `${options} --am ${TAT}`),
        ARTEN[result.art],
        euro(result.geldbusse + result.verwarnungsgeld),
        euro(result.gesamt),
        String(result.punkte),
        String(result.fahrverbotMonate),
        result.massgeblich.bkat,
      ];
    }),
  );
};
