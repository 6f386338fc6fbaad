import { german } from '../../time/calendar.ts';
import { type Ereignis, type Ereignistyp, eventText, eventTypes } from './events.ts';

/** An event with its place in the input. */
export interface Numbered {
  readonly event: Ereignis;
  readonly index: number;
}

const RANK = new Map(Object.keys(eventTypes).map((typ, at) => [typ, at]));
const rankOf = (typ: Ereignistyp): number => RANK.get(typ) ?? 0;

/** Content of an event as text that does not depend on the order of its fields. */
const content = (event: Ereignis): string => JSON.stringify(Object.entries(event).sort(([a], [b]) => (a < b ? -1 : 1)));

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const byRank = (a: Numbered, b: Numbered): number =>
  rankOf(a.event.typ) - rankOf(b.event.typ) || byText(content(a.event), content(b.event));

/**
 * Events of one day: by time where it is known; one without time comes before what follows it in the procedure.
 *
 * @param standing whether a Bescheid stands from an earlier day: then its withdrawal comes before a new issue
 */
const withinDay = (events: readonly Numbered[], standing: boolean): Numbered[] => {
  const placeOf = ({ event }: Numbered): number =>
    standing && event.typ === 'bescheid-zurueckgenommen' ? rankOf('bescheid-erlassen') - 0.5 : rankOf(event.typ);
  const byPlace = (a: Numbered, b: Numbered): number => placeOf(a) - placeOf(b) || byRank(a, b);
  const timed = events
    .filter(({ event }) => event.um !== undefined)
    .sort((a, b) => byText(a.event.um ?? '', b.event.um ?? '') || byPlace(a, b));
  for (const item of events.filter(({ event }) => event.um === undefined).sort(byPlace)) {
    const at = timed.findIndex((other) => placeOf(other) > placeOf(item));
    timed.splice(at === -1 ? timed.length : at, 0, item);
  }
  return timed;
};

/** Events in the order of the case: by day, then as above. Does not depend on the order of the input. */
export const inOrder = (events: readonly Numbered[]): Numbered[] => {
  const byDay = [...events].sort((a, b) => byText(a.event.am, b.event.am));
  const ordered: Numbered[] = [];
  let standing = false;
  for (let from = 0; from < byDay.length; ) {
    const day = byDay[from]?.event.am;
    let to = from + 1;
    while (byDay[to]?.event.am === day) to += 1;
    const today = to - from === 1 ? byDay.slice(from, to) : withinDay(byDay.slice(from, to), standing);
    for (const { event } of today) {
      if (event.typ === 'bescheid-erlassen') standing = true;
      else if (event.typ === 'bescheid-zurueckgenommen') standing = false;
    }
    ordered.push(...today);
    from = to;
  }
  return ordered;
};

/** Types of which two equal entries are two events. */
const REPEATABLE: readonly Ereignistyp[] = ['zahlung', 'verwarnungsgeld-gezahlt'];

/** Leaves out events entered twice with the same content and says so. Events of one day must stand together. */
export const withoutDuplicates = (events: readonly Numbered[], hints: string[]): Numbered[] => {
  const seen = new Map<string, number>();
  return events.filter(({ event, index }, at) => {
    const alone = events[at - 1]?.event.am !== event.am && events[at + 1]?.event.am !== event.am;
    if (alone || REPEATABLE.includes(event.typ)) return true;
    const key = content(event);
    const first = seen.get(key);
    seen.set(key, first ?? index);
    if (first === undefined) return true;
    hints.push(
      `${eventText(event.typ)} am ${german(event.am)} ist doppelt eingetragen (ereignisse[${first}] und ereignisse[${index}]); das Ereignis zählt einmal.`,
    );
    return false;
  });
};
