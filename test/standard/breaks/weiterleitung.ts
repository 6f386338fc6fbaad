import { type Breaks, drop, set, setCode } from './tools.ts';

const otherReference: [RegExp, string] = [/<referenzUUID>[^<]{8}/, '<referenzUUID>99999999'];
/** Gives the authority in an element, or the reader or author, another key. */
const key = (element: string, kennung: string): [RegExp, string] => [
  new RegExp(`(<${element}>.*?<kennung>)[^<]*`, 's'),
  `$1${kennung}`,
];
const other: [RegExp, string][] = [setCode('grund', 'sonstiger'), drop('bemerkung')];

export const weiterleitung: Breaks = {
  W1: ['0110', otherReference],
  W2: ['0110', key('leser', 'bgb:145110000001')],
  W3: ['0110', key('leser', 'pol:092761380001')],
  W4: ['0110', key('autor', 'pol:092761440001')],
  W5: ['0110', key('xbg:urspruenglicherLeser', 'pol:092761440001')],
  W6: ['0110', [/<nachrichtenUUID>[^<]*/, '<nachrichtenUUID>11200000-0000-4000-8000-000000001120']],
  W7: ['0110', ...other],
  W8: ['0110', set('inhalt', '')],
  W9: ['0110', setCode('nachrichtentyp', 'weiterleitung.weiterleitung.0110')],
  W10: ['0110', setCode('nachrichtentyp', 'abgabe.uebernahmeersuchen.1210')],
  W11: ['0120', otherReference],
  W12: ['0120', key('xbg:zustaendigeStelle', 'pol:092761380001')],
  W13: ['0120', set('weiterleitungsUUID', '11200000-0000-4000-8000-000000001120')],
  W14: ['0120', ...other],
  W15: ['0130', otherReference],
  W16: ['0130', key('xbg:zustaendigeStelle', 'pol:092761380001')],
  W17: ['0130', ...other],
  W18: ['0130', setCode('nachrichtentyp', 'administration.erinnerung.0040')],
  W19: ['0110', set('eingegangenAm', '2026-09-20T23:59:59.000+02:00')],
  W20: ['0120', set('weitergeleitetAm', '2026-09-21T13:05:01.001+02:00')],
  W21: ['0110', set('zeitpunkt', '2026-09-22T00:00:00.000+02:00')],
};
