import { type Kopf, messageNumber } from '../envelope/index.ts';

/**
 * Priority classes of the queue: what a limitation period or a statutory deadline hangs on goes first. Smaller is
 * sooner; the values leave room for the nearest deadline itself.
 */
const CLASSES: readonly (readonly [pattern: RegExp, priority: number])[] = [
  [/^(2010|2020|2021|1210|1211|1212|2110)$/, 10], // service and its proof: two-week rule of § 33 (1) Nr. 9 OWiG
  [/^(11|13)\d\d$/, 20], // driver identification and hearing: three-month limitation, § 26 (3) StVG
  [/^(10|12|20|21)\d\d$/, 30],
  [/^3\d\d\d$/, 40],
  [/^00\d\d$/, 60], // receipts and refusals change no state
];

/** Priority of a Sendung in the queue, 1 (first) to 100, from its message type. */
export const deliveryPriority = (kopf: Kopf): number =>
  CLASSES.find(([pattern]) => pattern.test(messageNumber(kopf.nachrichtentyp)))?.[1] ?? 50;
