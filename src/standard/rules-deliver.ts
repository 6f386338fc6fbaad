import { addDays } from './days.ts';
import type { StatedRule } from './rules.ts';
import { dayAt } from './rules-values.ts';

/** Days within which service keeps the interruption at the date of issue (§ 33 Abs. 1 Nr. 9 OWiG). */
const TWO_WEEKS = 14;

/** Service of documents. */
export const deliveryRules: readonly StatedRule[] = [
  {
    id: 'R11.3',
    element: 'zustellung.auftrag.2010',
    severity: 'warning',
    text: 'Der späteste Tag der Zustellung liegt mehr als zwei Wochen nach dem Erlass; dann unterbricht erst die Zustellung die Verjährung (§ 33 Abs. 1 Nr. 9 OWiG).',
    violated: (auftrag) => {
      const issued = dayAt(auftrag, 'bescheid', 'erlassdatum');
      const latest = dayAt(auftrag, 'spaetestensZuzustellenBis');
      return issued !== undefined && latest !== undefined && latest > addDays(issued, TWO_WEEKS);
    },
  },
  {
    id: 'R11.4',
    element: 'zustellung',
    severity: 'warning',
    text: 'Zugestellt wurde mehr als zwei Wochen nach dem Auftrag; die Verjährung ist erst durch die Zustellung unterbrochen (§ 33 Abs. 1 Nr. 9 OWiG).',
    violated: (zustellung) => {
      const ordered = dayAt(zustellung, 'auftragsdatum');
      const served = dayAt(zustellung, 'zustelldatum');
      return ordered !== undefined && served !== undefined && served > addDays(ordered, TWO_WEEKS);
    },
  },
  {
    id: 'R11.5',
    element: 'bescheid',
    severity: 'warning',
    text: 'Zugestellt wurde mehr als zwei Wochen nach dem Erlass; die Verjährung ist erst durch die Zustellung unterbrochen (§ 33 Abs. 1 Nr. 9 OWiG).',
    violated: (bescheid) => {
      const issued = dayAt(bescheid, 'erlassdatum');
      const served = dayAt(bescheid, 'zustelldatum');
      return issued !== undefined && served !== undefined && served > addDays(issued, TWO_WEEKS);
    },
  },
  {
    id: 'R11.6',
    element: 'zustellung',
    severity: 'error',
    text: 'Die Zustellung liegt nach der Erstellung der Nachricht, die sie nachweist (§ 182 Abs. 2 Nr. 7 ZPO).',
    violated: (zustellung, { createdOn }) => (dayAt(zustellung, 'zustelldatum') ?? '') > createdOn,
  },
];
