import { fault } from '../../platform/errors.ts';
import { alwaysAllowed, predecessorRules, type Schwere } from '../law/order.ts';
import { german, isDatum } from '../time/calendar.ts';
import type { Ort } from '../time/holidays.ts';
import { contradictions } from './order-contradictions.ts';
import { digits, type Schritt } from './step.ts';

/** Verdict on the place of a message in its Vorgang. */
export type Reihenfolge =
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      readonly rule: string;
      readonly norm: string;
      /** German sentence: dates and message types, no personal data */
      readonly text: string;
      /** `error`: contradiction, to be refused; `warning`: the missing step may have happened outside the gateway */
      readonly severity: Schwere;
    };

export type Ordnungsbefund = Extract<Reihenfolge, { allowed: false }>;

const missing = (history: readonly Schritt[], next: Schritt): Ordnungsbefund[] => {
  const rule = predecessorRules.find((candidate) => candidate.nummer === next.nummer);
  if (rule === undefined) return [];
  const found = history.filter((step) => rule.nach.includes(step.nummer));
  if (found.length === 0) {
    const known = history.some((step) => rule.fehlerWenn?.includes(step.nummer) === true);
    const text = `${rule.was} (${next.nummer}) setzt im selben Vorgang voraus: ${rule.nach.join(' oder ')}. Eine solche Nachricht hat das Gateway nicht gesehen.`;
    return [{ allowed: false, rule: rule.rule, norm: rule.norm, text, severity: known ? 'error' : rule.schwere }];
  }
  if (found.some((step) => step.am <= next.am)) return [];
  const first = found.map((step) => step.am).sort()[0] ?? next.am;
  const text = `${rule.was} (${next.nummer}) vom ${german(next.am)} liegt vor der Nachricht, auf die sie folgt (${german(first)}).`;
  return [{ allowed: false, rule: `${rule.rule}-ZEIT`, norm: rule.norm, text, severity: 'error' }];
};

/**
 * All findings on a message against the earlier accepted messages of its Vorgang, errors first.
 *
 * @param history in order of acceptance; `nummer` may be the full message type
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
        return text === undefined
          ? []
          : [
              {
                allowed: false,
                rule: rule.rule,
                norm: rule.norm,
                text: `${text} (${rule.norm})`,
                severity: rule.schwere,
              },
            ];
      }),
  ];
  return [...found.filter((one) => one.severity === 'error'), ...found.filter((one) => one.severity === 'warning')];
};

/** The gravest finding of {@link orderFindings}, or that the message may follow. */
export const checkOrder = (history: readonly Schritt[], next: Schritt, ort?: Ort): Reihenfolge =>
  orderFindings(history, next, ort)[0] ?? { allowed: true };
