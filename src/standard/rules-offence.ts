import type { XmlElement } from '../xml/index.ts';
import type { RuleContext, StatedRule } from './rules.ts';
import { instantAt, numberAt, valueAt } from './rules-values.ts';
import { findTatbestand, type Tatbestand } from './tatbestand.ts';

interface Looked {
  readonly tatbestand: Tatbestand | undefined;
  /** whether the Tatbestand applied on the day of the act */
  readonly applies: boolean;
}

const lookUp = (tatvorwurf: XmlElement, { lists, act }: RuleContext): Looked => {
  const tbnr = valueAt(tatvorwurf, 'tbnr') ?? '';
  const tatbestand = act === undefined ? undefined : findTatbestand(lists, tbnr, act.day);
  return { tatbestand, applies: tatbestand !== undefined };
};

/** Act, charge and measurement. */
export const offenceRules: readonly StatedRule[] = [
  {
    id: 'R5.6',
    element: 'tatvorwurf',
    severity: 'warning',
    text: 'Die Tatbestandsnummer steht nicht im hinterlegten Auszug des Katalogs oder galt am Tag der Tat nicht (bundeseinheitlicher Tatbestandskatalog).',
    violated: (tatvorwurf, context) => !lookUp(tatvorwurf, context).applies,
  },
  {
    id: 'R5.7',
    element: 'tatvorwurf',
    severity: 'error',
    text: 'Die Nummer des Bußgeldkatalogs gehört nicht zu dieser Tatbestandsnummer (Anlage BKatV).',
    violated: (tatvorwurf, context) => {
      const bkat = valueAt(tatvorwurf, 'bkatNummer');
      const { tatbestand, applies } = lookUp(tatvorwurf, context);
      return applies && bkat !== undefined && tatbestand?.bkat !== '' && bkat !== tatbestand?.bkat;
    },
  },
  {
    id: 'R5.8',
    element: 'tatvorwurf',
    severity: 'warning',
    text: 'Die Überschreitung liegt nicht in der Stufe dieser Tatbestandsnummer (Anhang Tabelle 1 BKatV).',
    violated: (tatvorwurf, context) => {
      const excess = numberAt(tatvorwurf, 'konkretisierung', 'geschwindigkeit', 'ueberschreitung');
      const { tatbestand, applies } = lookUp(tatvorwurf, context);
      if (!applies || excess === undefined || tatbestand?.von === undefined) return false;
      return excess < tatbestand.von || excess > (tatbestand.bis ?? Number.POSITIVE_INFINITY);
    },
  },
  {
    id: 'R5.9',
    element: 'tatvorwurf',
    severity: 'warning',
    text: 'Die Tatbestandsnummer passt nicht zur Lage des Tatorts innerhalb oder außerhalb einer Ortschaft (Anhang Tabelle 1 BKatV).',
    violated: (tatvorwurf, context) => {
      const inside = context.act?.innerorts;
      const { tatbestand, applies } = lookUp(tatvorwurf, context);
      if (!applies || inside === undefined || tatbestand?.ortslage === '') return false;
      return (tatbestand?.ortslage === 'innerorts') !== inside;
    },
  },
  {
    id: 'R5.10',
    element: 'tat',
    severity: 'error',
    text: 'Die Tat endet vor ihrem Anfang (§ 31 Abs. 3 OWiG).',
    violated: (tat) => (instantAt(tat, 'ende') ?? Number.POSITIVE_INFINITY) < (instantAt(tat, 'anfang') ?? 0),
  },
  {
    id: 'R5.11',
    element: 'tat',
    severity: 'error',
    text: 'Die Tat liegt nach der Erstellung der Nachricht (§ 31 Abs. 3 OWiG).',
    violated: (tat, { createdAt }) => (instantAt(tat, 'anfang') ?? Number.NEGATIVE_INFINITY) > createdAt,
  },
];
