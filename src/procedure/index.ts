/** Law of the Bußgeldverfahren as pure functions: calendar, periods, limitation, costs, order of messages. */
export {
  addDays,
  addMonths,
  addWeeks,
  type Datum,
  dayNumber,
  daysBetween,
  fromDayNumber,
  german,
  germanWithWeekday,
  isDatum,
  legalDay,
  toDatum,
  weekday,
} from './calendar.ts';
export {
  euro,
  type Forderung,
  forderung,
  gebuehr,
  halterkosten,
  tempostufe,
  tempoverstoss,
  verrechnung,
} from './costs.ts';
export { computeDeadlines, type Fristenlage } from './deadlines.ts';
export { type Ereignis, type Ereignistyp, eventText, eventTypes } from './events.ts';
export { bezeichnungen, type Frist, type Fristname, type Lesart, type Status } from './frist.ts';
export {
  easterSunday,
  type Feiertag,
  holidayOn,
  holidays,
  isHoliday,
  isWorkday,
  nextWorkday,
  type Ort,
} from './holidays.ts';
export { type Fall, readCase } from './input.ts';
export { AGS_PREFIX, LAENDER, type Land } from './law/holidays.ts';
export { allRules } from './law/index.ts';
export { type Rule, ruleAt } from './law/rule.ts';
export { zustellarten } from './law/service.ts';
export { formatDeadlines } from './note.ts';
export { checkOrder, type Ordnungsbefund, orderFindings, type Reihenfolge } from './order.ts';
export type { Schritt } from './order-contradictions.ts';
export { type Dauer, type Fristende, fristende, verjaehrungsende } from './periods.ts';
export { punkte } from './points.ts';
export { type Zustelltag, zustelltag } from './service.ts';
export { type Stand, standText, type Zustand } from './state.ts';
