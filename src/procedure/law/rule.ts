import { fault } from '../../platform/errors.ts';
import type { Datum } from '../time/calendar.ts';

/**
 * A dated parameter of the law. When the law changes, a rule gets its `validTo` and a successor with the same id
 * stands beside it; the engine never holds a period or an amount of its own.
 */
export interface Rule<T> {
  readonly id: string;
  /** the provision as cited to people, e.g. `§ 26 Abs. 3 Satz 1 StVG` */
  readonly norm: string;
  readonly validFrom: Datum;
  /** last day of validity; open when missing */
  readonly validTo?: Datum;
  readonly source: string;
  readonly remark: string;
  readonly value: T;
}

/** State of the law texts that the rules were read from. */
export const LAW_TEXT = 'gesetze-im-internet.de, Stand April 2026';

/** The rule `id` in force on a day. Throws `USAGE` when no version covers it. */
export const ruleAt = <T>(rules: readonly Rule<T>[], id: string, day: Datum): Rule<T> => {
  const found = rules.find(
    (rule) => rule.id === id && rule.validFrom <= day && (rule.validTo === undefined || day <= rule.validTo),
  );
  if (found === undefined) {
    throw fault('USAGE', { detail: `Für den ${day} ist keine Fassung der Regel „${id}“ hinterlegt.` });
  }
  return found;
};
