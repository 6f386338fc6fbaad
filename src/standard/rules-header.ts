import { ORGANISATIONSSCHLUESSEL_PATTERN } from '../platform/ids.ts';
import type { XmlElement } from '../xml/index.ts';
import { addDays } from './days.ts';
import type { StatedRule } from './rules.ts';
import { dayAt } from './rules-values.ts';

const wrongKey = (party: XmlElement): boolean => {
  const kennung = party.child('kennung', '')?.text;
  return kennung !== undefined && !ORGANISATIONSSCHLUESSEL_PATTERN.test(kennung);
};

const KEY = 'Die Kennung der Behörde muss ein Organisationsschlüssel sein: drei Buchstaben, Doppelpunkt, zwölf Ziffern';

/** Header and case. */
export const headerRules: readonly StatedRule[] = [
  {
    id: 'K5',
    element: 'leser',
    namespace: '',
    severity: 'error',
    text: `${KEY} (DVDV).`,
    violated: wrongKey,
  },
  {
    id: 'K6',
    element: 'autor',
    namespace: '',
    severity: 'error',
    text: `${KEY} (DVDV).`,
    violated: wrongKey,
  },
  {
    id: 'V3',
    element: 'vorgang',
    severity: 'warning',
    text: 'Die Erledigung ist später erbeten als zehn Tage vor dem Ende der Verjährungsfrist (§ 31 OWiG).',
    violated: (vorgang) => {
      const due = dayAt(vorgang, 'erbetenBis');
      const end = dayAt(vorgang, 'verjaehrung', 'fristende');
      return due !== undefined && end !== undefined && due > addDays(end, -10);
    },
  },
  {
    id: 'V4',
    element: 'vorgang',
    severity: 'warning',
    text: 'Die Erledigung ist für einen Tag vor der Erstellung der Nachricht erbeten (§ 46 Abs. 2 OWiG).',
    violated: (vorgang, { createdOn }) => (dayAt(vorgang, 'erbetenBis') ?? '9999-12-31') < createdOn,
  },
];
