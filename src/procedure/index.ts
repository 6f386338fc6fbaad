/** Law of the Bußgeldverfahren as pure functions: calendar, periods, limitation, costs, order of messages. */

export { type Ahndung, ahndung } from './amounts/ahndung.ts';
export {
  euro,
  type Forderung,
  forderung,
  gebuehr,
  halterkosten,
  tempostufe,
  tempoverstoss,
  verrechnung,
  versandpauschale,
} from './amounts/costs.ts';
export { type Abweichungsgrund, type Ahndungsfall, abweichungsgruende, type Umstaende } from './amounts/input.ts';
export { formatAhndung } from './amounts/note.ts';
export { punkte } from './amounts/points.ts';
export type { Schritt as Bemessungsschritt } from './amounts/run.ts';
export { computeDeadlines, type Fristenlage } from './deadlines/deadlines.ts';
export { bezeichnungen, type Frist, type Fristname, type Lesart, type Status } from './deadlines/frist.ts';
export { type Ereignis, type Ereignistyp, eventText, eventTypes } from './deadlines/input/events.ts';
export { type Fall, readCase } from './deadlines/input/input.ts';
export { formatDeadlines } from './deadlines/note.ts';
export { type Stand, standText, type Zustand } from './deadlines/state.ts';
export { AGS_PREFIX, LAENDER, type Land } from './law/holidays.ts';
export { allRules } from './law/index.ts';
export { type Rule, ruleAt } from './law/rule.ts';
export { zustellarten } from './law/service.ts';
export { type Aktenstand, aktenstand } from './states/file-state.ts';
export type { Folgezug } from './states/next-moves.ts';
export { checkOrder, type Ordnungsbefund, orderFindings, orderRules, type Reihenfolge } from './states/order.ts';
export { ohneFremde } from './states/participants.ts';
export { type BelegteEreignisse, type BelegtesEreignis, ereignisseAus } from './states/proven-events.ts';
export { type Ersuchen, type Ersuchensstand, waits } from './states/requests.ts';
export type { Schritt } from './states/step.ts';
export {
  addDays,
  addMonths,
  addWeeks,
  type Datum,
  dayNumber,
  daysBetween,
  fromDayNumber,
  german,
  isDatum,
  legalDay,
  toDatum,
  weekday,
} from './time/calendar.ts';
export {
  addWorkdays,
  easterSunday,
  type Feiertag,
  holidayOn,
  holidays,
  isHoliday,
  isWorkday,
  nextWorkday,
  type Ort,
  workdaysBetween,
} from './time/holidays.ts';
export { type Dauer, type Fristende, fristende, verjaehrungsende } from './time/periods.ts';
export {
  aufbewahrtBis,
  type Zustellbefund,
  type Zustelltag,
  type Zustellvorgang,
  zustellbefunde,
  zustelltag,
  zustellungsrecht,
} from './time/service.ts';
