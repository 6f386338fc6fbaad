import { addDays, type Datum, daysBetween, german, latest } from '../../time/calendar.ts';
import { all, following } from '../file-search.ts';
import type { Ereignis, Ereignistyp } from '../input/events.ts';
import type { Fall } from '../input/input.ts';

/** A time from a day to the day before `bis`; open while its end is not known. */
export interface Spanne {
  readonly von: Datum;
  readonly bis: Datum | undefined;
}

const planned = (event: Ereignis): Datum | undefined => event.bis ?? event.faelligAm;

/** Times that begin with one event and end with another one, or on the day that the first one names. */
export const spannen = (fall: Fall, beginn: Ereignistyp, ende: Ereignistyp): readonly Spanne[] =>
  all(fall, beginn).map((event) => {
    const stop = following(fall, event, ende)?.am;
    const end = planned(event);
    return { von: event.am, bis: stop !== undefined && (end === undefined || stop < end) ? stop : end };
  });

/** Times in order, overlapping ones as one. */
export const vereinigt = (times: readonly Spanne[]): readonly Spanne[] => {
  const merged: Spanne[] = [];
  for (const next of times.toSorted((a, b) => (a.von < b.von ? -1 : a.von > b.von ? 1 : 0))) {
    const before = merged.at(-1);
    if (before === undefined || (before.bis !== undefined && before.bis < next.von)) merged.push(next);
    else if (before.bis !== undefined)
      merged[merged.length - 1] = {
        von: before.von,
        bis: next.bis === undefined ? undefined : latest(before.bis, next.bis),
      };
  }
  return merged;
};

/** A last day put off by times that do not count. */
export interface Hinausgeschoben {
  /** undefined while a time is open */
  readonly ende: Datum | undefined;
  readonly tage: number;
  readonly saetze: readonly string[];
}

/** Puts a last day off by the days of each time between `von` and that day; a time after it comes too late. */
export const hinausgeschoben = (von: Datum, ende: Datum, times: readonly Spanne[], was: string): Hinausgeschoben => {
  let until = ende;
  let tage = 0;
  const saetze: string[] = [];
  for (const time of vereinigt(times)) {
    const from = latest(von, time.von);
    if (from > until) {
      saetze.push(`${was} ab ${german(time.von)}: ohne Wirkung, die Frist war am ${german(until)} abgelaufen.`);
      continue;
    }
    if (time.bis === undefined) {
      saetze.push(`${was} seit ${german(from)}, das Ende steht noch nicht fest.`);
      return { ende: undefined, tage, saetze };
    }
    const days = daysBetween(from, time.bis);
    if (days <= 0) continue;
    tage += days;
    until = addDays(until, days);
    saetze.push(`${was} vom ${german(from)} bis ${german(time.bis)}, ${days} Tage.`);
  }
  return { ende: until, tage, saetze };
};
