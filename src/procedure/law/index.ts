import { costRules } from './costs.ts';
import { detentionRules } from './detention.ts';
import { holidayRules } from './holidays.ts';
import { interruptionRules } from './interruptions.ts';
import { absoluteRules, enforcementLimitationRules, limitationRules } from './limitation.ts';
import { periodRules } from './periods.ts';
import { deletionRules, measureRules } from './register.ts';
import { retentionRules } from './retention.ts';
import type { Rule } from './rule.ts';
import { serviceRules } from './service.ts';
import { speedRules } from './speed.ts';
import { thresholdRules } from './thresholds.ts';

/** Every dated rule by subject, for documentation and for the tests that hold them. */
export const allRules: Readonly<Record<string, readonly Rule<unknown>[]>> = {
  feiertage: holidayRules,
  verfolgungsverjaehrung: limitationRules,
  absoluteVerjaehrung: absoluteRules,
  vollstreckungsverjaehrung: enforcementLimitationRules,
  unterbrechung: interruptionRules,
  fristen: periodRules,
  betragsgrenzen: thresholdRules,
  erzwingungshaft: detentionRules,
  tilgung: deletionRules,
  punktemassnahmen: measureRules,
  aufbewahrung: retentionRules,
  zustellung: serviceRules,
  kosten: costRules,
  geschwindigkeit: speedRules,
};
