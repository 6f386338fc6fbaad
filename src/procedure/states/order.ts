import { fault } from '../../platform/errors.ts';
import { alwaysAllowed, moveOf, moves } from '../law/order.ts';
import { stateRules } from '../law/order-rules.ts';
import { german, isDatum } from '../time/calendar.ts';
import type { Ort } from '../time/holidays.ts';
import { caseOf } from './case.ts';
import { finding, type Ordnungsbefund, type Reihenfolge } from './finding.ts';
import { stateFindings } from './moves.ts';
import { contradictions } from './order-contradictions.ts';
import { digits, type Schritt } from './step.ts';

export type { Ordnungsbefund, Reihenfolge } from './finding.ts';

const missing = (history: readonly Schritt[], next: Schritt): Ordnungsbefund[] => {
  const move = moveOf(next.nummer);
  if (move?.nach === undefined) return [];
  const { nach, norm, was, nummer } = move;
  const found = history.filter((step) => nach.includes(step.nummer));
  if (found.length === 0) {
    const known = history.some((step) => move.fehlerWenn?.includes(step.nummer) === true);
    const text = `${was} (${nummer}) setzt im selben Vorgang voraus: ${nach.join(' oder ')}. Eine solche Nachricht hat das Gateway nicht gesehen.`;
    return [finding(`ORDER-${nummer}`, norm, known ? 'error' : 'warning', text)];
  }
  if (found.some((step) => step.am <= next.am)) return [];
  const first = found.map((step) => step.am).sort()[0] ?? next.am;
  const text = `${was} (${nummer}) vom ${german(next.am)} liegt vor der Nachricht, auf die sie folgt (${german(first)}).`;
  return [finding(`ORDER-${nummer}-ZEIT`, norm, 'error', text)];
};

/**
 * All findings on a message against the earlier accepted messages of its Vorgang, errors first.
 *
 * @param history in legal order; `nummer` may be the full message type
 * @param ort seat of the authority that issued the Bescheid; with it the periods follow its holidays, without it
 *   they are reckoned without shift, so that nothing is refused that could be in time
 */
export const orderFindings = (history: readonly Schritt[], next: Schritt, ort?: Ort): readonly Ordnungsbefund[] => {
  const step = { ...next, nummer: digits(next.nummer) };
  if (alwaysAllowed.includes(step.nummer)) return [];
  if (!isDatum(step.am)) throw fault('USAGE', { detail: 'Der Tag der Nachricht ist kein Kalendertag.' });
  const earlier = history.map((past) => ({ ...past, nummer: digits(past.nummer) }));
  const found = [
    ...missing(earlier, step),
    ...contradictions
      .filter((rule) => rule.nummer.includes(step.nummer))
      .flatMap((rule): Ordnungsbefund[] => {
        const text = rule.pruefe(earlier, step, ort);
        return text === undefined ? [] : [finding(rule.rule, rule.norm, rule.schwere, text)];
      }),
    ...stateFindings(caseOf(earlier), step),
  ];
  return [...found.filter((one) => one.severity === 'error'), ...found.filter((one) => one.severity === 'warning')];
};

/** The gravest finding of {@link orderFindings}, or that the message may follow. */
export const checkOrder = (history: readonly Schritt[], next: Schritt, ort?: Ort): Reihenfolge =>
  orderFindings(history, next, ort)[0] ?? { allowed: true };

/** Ids of all rules that a finding can name, in order. */
export const orderRules: readonly string[] = [
  ...moves.flatMap(({ nummer, nach }) => (nach === undefined ? [] : [`ORDER-${nummer}`, `ORDER-${nummer}-ZEIT`])),
  ...contradictions.map(({ rule }) => rule),
  ...Object.values(stateRules).map(({ rule }) => rule),
].sort();
