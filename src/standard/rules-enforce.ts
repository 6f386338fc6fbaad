import { addDays, addYears } from './days.ts';
import type { StatedRule } from './rules.ts';
import { dayAt, numberAt, valueAt } from './rules-values.ts';

/** Period for payment, which is also the one during which nothing may be enforced (§ 66 Abs. 2 Nr. 2, § 95 OWiG). */
const TWO_WEEKS = 14;

/** Remainder 1 of the number that ISO 13616 makes of an IBAN. */
const isIban = (iban: string): boolean => {
  let remainder = 0;
  for (const character of `${iban.slice(4)}${iban.slice(0, 4)}`) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
};

/** Finality, claim and enforcement. */
export const enforcementRules: readonly StatedRule[] = [
  {
    id: 'R12.3',
    element: 'vollstreckung.ersuchen.3020',
    severity: 'error',
    text: 'Vor Ablauf von zwei Wochen nach der Rechtskraft darf nicht vollstreckt werden (§ 95 Abs. 1 OWiG).',
    violated: (ersuchen, { createdOn }) => {
      const final = dayAt(ersuchen, 'rechtskraftAm');
      return final !== undefined && createdOn <= addDays(final, TWO_WEEKS);
    },
  },
  {
    id: 'R12.4',
    element: 'vollstreckung.ersuchen.3020',
    severity: 'error',
    text: 'Die Forderung ist bei Erstellung der Nachricht noch nicht fällig (§ 95 Abs. 1 OWiG).',
    violated: (ersuchen, { createdOn }) => (dayAt(ersuchen, 'forderung', 'faelligkeit') ?? '') > createdOn,
  },
  {
    id: 'R12.5',
    element: 'vollstreckung.ersuchen.3020',
    severity: 'error',
    text: 'Die Vollstreckung ist bei Erstellung der Nachricht schon verjährt (§ 34 Abs. 1 OWiG).',
    violated: (ersuchen, { createdOn }) =>
      (dayAt(ersuchen, 'vollstreckungsverjaehrungEnde') ?? '9999-12-31') < createdOn,
  },
  {
    id: 'R12.6',
    element: 'vollstreckung.ersuchen.3020',
    severity: 'warning',
    text: 'Das Ende der Vollstreckungsverjährung liegt später als drei, bei mehr als 1000 Euro fünf Jahre nach der Rechtskraft; das setzt voraus, dass sie geruht hat (§ 34 Abs. 2 OWiG).',
    violated: (ersuchen) => {
      const final = dayAt(ersuchen, 'rechtskraftAm');
      const end = dayAt(ersuchen, 'vollstreckungsverjaehrungEnde');
      const years = (numberAt(ersuchen, 'forderung', 'hauptforderung') ?? 0) > 1000 ? 5 : 3;
      return final !== undefined && end !== undefined && end > addYears(final, years);
    },
  },
  {
    id: 'R12.7',
    element: 'bescheid',
    severity: 'warning',
    text: 'Die Rechtskraft liegt vor dem Ende der Einspruchsfrist; das setzt einen Verzicht oder eine Rücknahme voraus (§ 67 Abs. 1 OWiG).',
    violated: (bescheid) => {
      const served = dayAt(bescheid, 'zustelldatum');
      const final = bescheid.parent && dayAt(bescheid.parent, 'rechtskraftAm');
      return served !== undefined && final !== undefined && final < addDays(served, TWO_WEEKS);
    },
  },
  {
    id: 'F12',
    element: 'zahlungsverbindung',
    severity: 'error',
    text: 'Die Prüfziffer der IBAN ist falsch (ISO 13616).',
    violated: (connection) => {
      const iban = valueAt(connection, 'iban');
      return iban !== undefined && !isIban(iban);
    },
  },
];
