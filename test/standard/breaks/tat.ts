import { after, type Breaks, created, element, set, value } from './tools.ts';

export const tat: Breaks = {
  'R5.1': ['1010', set('tbnr', '041713')],
  'R5.2': ['1010', set('toleranz', '5')],
  'R5.3': ['1010', set('ueberschreitung', '25')],
  'R5.4': ['1010', set('zulaessig', '76'), set('ueberschreitung', '0')],
  'R5.5': ['1010', set('eichscheinBis', '2026-08-14')],
  'R5.6': ['1010', set('tbnr', '999999')],
  'R5.7': ['1010', set('bkatNummer', '11.3.4')],
  'R5.8': ['1010', set('tbnr', '141714'), set('bkatNummer', '11.3.6')],
  'R5.9': ['1010', set('innerorts', 'false')],
  'R5.10': ['1010', after('anfang', element('ende', '2026-08-15T10:42:06+02:00'))],
  'R5.11': ['1010', created('2026-08-14T23:59:59.000+02:00')],
  'R5.12': ['2120', set('geldbusse', '89.99')],
  'R5.13': ['3210', set('geldbusse', '270.01')],
  'R5.14': ['3210', set('fahrverbotMonate', '2')],
  'R6.1': [
    '1010',
    [value('angeboten'), element('angeboten', 'true') + element('betrag', '57.00') + element('am', '2026-08-15')],
  ],
  'R6.2': ['1010', set('angeboten', 'true')],
};
