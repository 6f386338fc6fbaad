import { fahrerermittlungHilfe } from './fahrerermittlung-hilfe.ts';
import { after, type Breaks, drop, element, set, setCode } from './tools.ts';

export const fahrerermittlung: Breaks = {
  ...fahrerermittlungHilfe,
  E1: ['1111', setCode('ergebnis', 'kein-treffer')],
  E2: ['1120', drop('foto'), drop('beweisfoto')],
  E3: ['1120', drop('erbetenBis')],
  E4: ['1120', set('versandtAm', '2026-08-14')],
  E5: ['1121', drop('fahrer')],
  E6: ['1121', after('fahrer', element('belehrtAm', '2026-10-03') + element('vernommenAm', '2026-10-02'))],
  E7: ['1121', after('fahrer', element('vernommenAm', '2026-10-02'))],
  E8: ['1121', setCode('ergebnis', 'aussageverweigerung-55'), after('fahrer', element('einlassung', 'Beispiel'))],
  E9: ['1141', drop('person')],
  E10: ['1141', setCode('ergebnis', 'verstorben')],
  E11: ['1141', setCode('ergebnis', 'auskunftssperre')],
  'R18.1': ['1140', drop('vornamen'), drop('geburtsdatum'), drop('letzteAnschrift')],
  'R18.2': ['1141', setCode('ergebnis', 'mehrere-treffer')],
};
