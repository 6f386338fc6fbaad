import { after, type Breaks, drop, element, set, setCode } from './tools.ts';
import { zustellungHilfe } from './zustellung-hilfe.ts';

const lawyer: [RegExp, string] = setCode('rolle', 'verteidiger');

export const zustellung: Breaks = {
  ...zustellungHilfe,
  Z1: ['2010', set('auftragsdatum', '2026-11-30')],
  Z2: ['2010', set('spaetestensZuzustellenBis', '2026-11-30')],
  Z3: ['2010', lawyer],
  Z4: ['2010', lawyer],
  Z5: ['2010', setCode('rolle', 'gesetzlicher-vertreter')],
  Z6: ['2020', setCode('ersatzzustellungsgrund', '181-niederlegung')],
  Z7: ['2020', setCode('ersatzzustellungsgrund', '179-annahmeverweigerung')],
  Z8: ['2020', setCode('ersatzzustellungsgrund', '178-wohnung')],
  Z9: ['2020', after('adressat', element('empfangsperson', 'Max Mustermann'))],
  Z10: ['2020', set('tagAufUmschlagVermerkt', 'false')],
  Z11: ['2020', setCode('art', 'einschreiben-rueckschein')],
  Z12: ['2020', setCode('dokumentklasse', 'sonstiges')],
  Z44: ['2020', drop('zusteller')],
  Z13: ['2021', setCode('grund', 'verzogen')],
  'R11.1': ['2020', set('zustelldatum', '2026-11-30')],
  'R11.2': ['3010', set('zustelldatum', '2026-11-30')],
  'R11.3': ['2010', set('spaetestensZuzustellenBis', '2026-12-16')],
  'R11.4': ['2020', set('zustelldatum', '2026-12-16')],
  'R11.5': ['3010', set('zustelldatum', '2026-12-16')],
  'R11.6': ['2020', set('zustelldatum', '2027-12-11')],
};
