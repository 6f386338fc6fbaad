import { costRules } from './costs.ts';
import { holidayRules } from './holidays.ts';
import { interruptionRules } from './interruptions.ts';
import { absoluteRules, enforcementLimitationRules, limitationRules } from './limitation.ts';
import { periodRules } from './periods.ts';
import type { Rule } from './rule.ts';
import { serviceRules } from './service.ts';
import { speedRules } from './speed.ts';

/** Every dated rule by subject, for documentation and for the tests that hold them. */
export const allRules: Readonly<Record<string, readonly Rule<unknown>[]>> = {
  feiertage: holidayRules,
  verfolgungsverjaehrung: limitationRules,
  absoluteVerjaehrung: absoluteRules,
  vollstreckungsverjaehrung: enforcementLimitationRules,
  unterbrechung: interruptionRules,
  fristen: periodRules,
  zustellung: serviceRules,
  kosten: costRules,
  geschwindigkeit: speedRules,
};
