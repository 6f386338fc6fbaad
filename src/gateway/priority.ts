import { type Kopf, messageNumber } from '../envelope/index.ts';
import { addDays, type Datum, dayNumber } from '../procedure/index.ts';

/**
 * Classes of messages: within how many days of its receipt each is taken to matter where no nearer day is known, and
 * its rank on one day.
 */
const CLASSES: readonly (readonly [pattern: RegExp, days: number])[] = [
  [/^(2010|2020|2021|1210|1211|1212|1230|2110)$/, 14], // service, its proof, transfer: two-week rule of § 33 (1) Nr. 9 OWiG
  [/^4030$/, 3], // a warning of the end of limitation is worth nothing late
  [/^(11|13)\d\d$/, 30], // driver identification and hearing: three-month limitation, § 26 (3) StVG
  [/^(10|12|20|21)\d\d$/, 45],
  [/^3\d\d\d$/, 60],
  [/^00[12]0$/, 90], // refusals and receipts change no state
];
const OTHERS = 75;

/** Days are counted from here; earlier ones are as urgent as this one. */
const FIRST_DAY = dayNumber('2020-01-01');
/** Places within one day: on equal days the class with the shorter time goes first. */
const PLACES = 100;
/** The queue's range (BullMQ): 1 to 2,097,151; enough for days until 2077. */
const LAST = 2_097_151;

/**
 * Priority of a Sendung in the queue, 1 (first) to 2,097,151, from the nearest day on which something about its case is
 * lost. Days are absolute: what was accepted yesterday and what is accepted today stand in one order, and nothing waits
 * for ever.
 *
 * @param eingegangen German legal day of receipt
 * @param naechste nearest legal deadline of the case, or else the day for which an answer is asked; a day only makes
 *   a message more urgent than its class
 */
export const deliveryPriority = (
  { nachrichtentyp }: Pick<Kopf, 'nachrichtentyp'>,
  eingegangen: Datum,
  naechste?: Datum,
): number => {
  const number = messageNumber(nachrichtentyp);
  const within = CLASSES.find(([pattern]) => pattern.test(number))?.[1] ?? OTHERS;
  const byClass = addDays(eingegangen, within);
  const day = dayNumber(naechste !== undefined && naechste < byClass ? naechste : byClass) - FIRST_DAY;
  return Math.min(Math.max(day * PLACES + within, 1), LAST);
};

/** Largest priority of what matters on a day or before it: the other way round than {@link deliveryPriority}. */
export const priorityUntil = (day: Datum): number => (dayNumber(day) - FIRST_DAY + 1) * PLACES - 1;
