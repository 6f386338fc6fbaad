import type { Datum } from '../time/calendar.ts';
import type { Ereignis, Ereignistyp } from './input/events.ts';
import type { Fall } from './input/input.ts';

/** The last event of some types in the file. */
export const last = (fall: Fall, ...typen: readonly Ereignistyp[]): Ereignis | undefined =>
  fall.ereignisse.findLast((event) => typen.includes(event.typ));

/** The first event of some types on or after a day. */
export const firstFrom = (fall: Fall, von: Datum, ...typen: readonly Ereignistyp[]): Ereignis | undefined =>
  fall.ereignisse.find((event) => event.am >= von && typen.includes(event.typ));

/** Every event of some types. */
export const all = (fall: Fall, ...typen: readonly Ereignistyp[]): readonly Ereignis[] =>
  fall.ereignisse.filter((event) => typen.includes(event.typ));

/** The first event of some types that stands after another one in the file, be it on the same day. */
export const following = (fall: Fall, event: Ereignis, ...typen: readonly Ereignistyp[]): Ereignis | undefined =>
  fall.ereignisse.slice(fall.ereignisse.indexOf(event) + 1).find((other) => typen.includes(other.typ));

/** The one of two kinds of event that came last, as where one undoes the other. */
export const lastOf = (fall: Fall, ...typen: readonly Ereignistyp[]): Ereignistyp | undefined =>
  last(fall, ...typen)?.typ;

/** Whether the case is closed without decision and not taken up again (§ 47 (1) OWiG). */
export const isClosed = (fall: Fall): boolean =>
  lastOf(fall, 'verfahren-eingestellt', 'verfahren-fortgesetzt') === 'verfahren-eingestellt';

/** Events that show a decision: what may be paid on, or reopened by Wiedereinsetzung. */
export const SHOWS_DECISION: readonly Ereignistyp[] = [
  'bescheid-erlassen',
  'bescheid-zugestellt',
  'beschluss-72',
  'urteil-erster-instanz',
  'einspruch-verworfen',
  'einspruch-verworfen-gericht',
  'rechtskraft',
  'kostenbescheid-erlassen',
  'kostenfestsetzung-erlassen',
  'halterkostenbescheid-erlassen',
];
