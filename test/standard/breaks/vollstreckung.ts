import { after, type Breaks, created, drop, element, set, setCode } from './tools.ts';

export const vollstreckung: Breaks = {
  F1: ['3020', set('offen', '208.49')],
  F2: ['3010', set('hauptforderung', '150.00'), set('offen', '178.50')],
  F3: ['3020', set('ausgestelltAm', '2026-12-28')],
  F4: [
    '3020',
    set('offen', '0.00'),
    after('zahlungsverbindung', element('teilzahlung', element('betrag', '208.50') + element('valuta', '2027-01-10'))),
  ],
  F5: ['3020', drop('zustelldatum')],
  F6: ['3020', set('belehrungNach96', 'false')],
  F7: ['3030', set('betrag', '200.00')],
  F8: ['3050', setCode('grund', 'gezahlt')],
  F9: ['3050', drop('vollstreckungsmassnahme')],
  F10: ['3070', set('offen', '0.01')],
  F11: ['3070', setCode('erledigungsart', 'erzwingungshaft-vollzogen'), set('gezahlt', '0.00')],
  F12: ['3010', set('iban', 'DE78000000001234567890')],
  'R12.1': ['3020', set('rechtskraftAm', '2026-12-10')],
  'R12.2': ['3010', set('zahlungsfrist', '2026-12-28')],
  'R12.3': ['3020', created('2027-01-12T23:59:59.000+01:00')],
  'R12.4': ['3020', set('faelligkeit', '2029-01-01')],
  'R12.5': ['3020', set('vollstreckungsverjaehrungEnde', '2027-01-01')],
  'R12.6': ['3020', set('vollstreckungsverjaehrungEnde', '2031-12-28')],
  'R12.7': ['3020', set('rechtskraftAm', '2026-12-24')],
};
