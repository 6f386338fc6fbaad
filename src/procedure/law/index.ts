import { costRules } from './costs.ts';
import { dangerRules } from './danger.ts';
import { detentionRules } from './detention.ts';
import { banSequenceRules, licenceRules } from './driving-ban.ts';
import {
  beharrlichRules,
  eintragungRules,
  gefahrgutRules,
  halterRules,
  katalogRules,
  nichtMotorisiertRules,
  punkteRules,
  regelsatzRules,
  registerRules,
  schonfristRules,
  verwarnungRules,
  vorsatzRules,
} from './fines.ts';
import { holidayActs } from './holiday-acts.ts';
import { holidayRules } from './holidays.ts';
import { interruptionRules } from './interruptions.ts';
import { absoluteRules, enforcementLimitationRules, limitationRules } from './limitation.ts';
import { hoechstmassRules, mindestmassRules } from './maximum.ts';
import { katalogGroups, regulationGroups } from './offence-groups.ts';
import { periodRules } from './periods.ts';
import { raiseByCatalogueRules, raiseRules, raiseWithDangerRules } from './raise-table.ts';
import { deletionRules, measureRules } from './register.ts';
import { retentionRules } from './retention.ts';
import type { Rule } from './rule.ts';
import { custodyRules, nightRules, serviceRules } from './service.ts';
import { notServiceRules, serviceActs } from './service-acts.ts';
import { speedRules } from './speed.ts';
import { thresholdRules } from './thresholds.ts';

/** Every dated rule by subject, for documentation and for the tests that hold them. */
export const allRules: Readonly<Record<string, readonly Rule<unknown>[]>> = {
  feiertage: holidayRules,
  feiertagsgesetze: holidayActs,
  verfolgungsverjaehrung: limitationRules,
  deliktsgruppen: [...katalogGroups, ...regulationGroups],
  absoluteVerjaehrung: absoluteRules,
  vollstreckungsverjaehrung: enforcementLimitationRules,
  unterbrechung: interruptionRules,
  fristen: periodRules,
  betragsgrenzen: thresholdRules,
  erzwingungshaft: detentionRules,
  fahrverbotsfolge: banSequenceRules,
  fuehrerschein: licenceRules,
  tilgung: deletionRules,
  punktemassnahmen: measureRules,
  aufbewahrung: retentionRules,
  zustellung: serviceRules,
  niederlegung: custodyRules,
  nachtzeit: nightRules,
  zustellungsrecht: serviceActs,
  keineZustellung: notServiceRules,
  kosten: costRules,
  geschwindigkeit: speedRules,
  verwarnung: verwarnungRules,
  bussgeldregelsaetze: [
    ...regelsatzRules,
    ...eintragungRules,
    ...halterRules,
    ...gefahrgutRules,
    ...vorsatzRules,
    ...nichtMotorisiertRules,
    ...katalogRules,
  ],
  erhoehungen: [...raiseRules, ...raiseWithDangerRules, ...raiseByCatalogueRules],
  merkmale: dangerRules,
  bussgeldrahmen: [...mindestmassRules, ...hoechstmassRules],
  regelfahrverbot: [...beharrlichRules, ...schonfristRules],
  punkte: [...registerRules, ...punkteRules],
};
