import { after, type Breaks, drop, element, set, setCode } from './tools.ts';

const unchecked = (point: string): [string, string] => [element(point, 'true'), element(point, 'false')];
const lawyer: [RegExp, string] = setCode('rolle', 'verteidiger');

export const bescheid: Breaks = {
  'R7.1': ['2010', unchecked('personalien')],
  'R7.2': ['2010', lawyer],
  'R7.3': ['2010', unchecked('tat')],
  'R7.4': ['2010', unchecked('beweismittel')],
  'R7.5': ['2010', unchecked('rechtsfolge')],
  'R7.6': ['2010', unchecked('hinweisRechtskraft')],
  'R7.7': ['2010', unchecked('hinweisNachteil')],
  'R7.8': ['2010', unchecked('zahlungsaufforderung')],
  'R7.9': ['2010', unchecked('belehrungErzwingungshaft')],
  'R7.10': ['2010', drop('geldbusse')],
  'R8.1': ['2010', set('gebuehr', '9.00')],
  'R8.2': ['2010', drop('auslage')],
  'R9.1': ['2010', after('geldbusse', element('fahrverbotMonate', '4'))],
  'R9.2': ['2010', after('geldbusse', element('abs2a', 'true'))],
  'R9.3': ['2010', after('geldbusse', element('fahrverbotMonate', '1'))],
  'R10.1': ['2010', set('geldbusse', '59.00')],
  'R10.2': ['2010', set('faerPflichtig', 'false')],
  'R10.3': ['2010', set('punkte', '3')],
  'R10.4': ['2010', set('geldbusse', '4.00')],
  'R10.5': ['2010', [/<xbg:geldbusse>/, `${element('verwarnungsgeld', '55.00')}<xbg:geldbusse>`]],
};
