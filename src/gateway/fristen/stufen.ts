import { addDays, type Datum, daysBetween } from '../../procedure/index.ts';

/*
 * Which warning or reminder is due on a day. A stage that was missed is not made up for: of several that have come, only
 * the most urgent counts.
 */

/** The stage that the days left have reached, in days; undefined before the first one and after the end. */
export const warnstufe = (ende: Datum, heute: Datum, stufen: readonly number[]): number | undefined => {
  const rest = daysBetween(heute, ende);
  const reached = stufen.filter((tage) => rest >= 0 && rest <= tage);
  return reached.length === 0 ? undefined : Math.min(...reached);
};

/** Day of the first stage that is more urgent than what was said; undefined when none is to come. */
export const naechsterWarntag = (ende: Datum, stufen: readonly number[], gesagt?: number): Datum | undefined => {
  const left = stufen.filter((tage) => gesagt === undefined || tage < gesagt);
  return left.length === 0 ? undefined : addDays(ende, -Math.max(...left));
};

/** An answer period: from the day of the request to the last day for the answer. */
export interface Antwortzeit {
  readonly am: Datum;
  readonly faellig: Datum;
}

/** Day of a stage: a share of the period, rounded up; the whole of it is over on the day after the last one. */
const stufentag = ({ am, faellig }: Antwortzeit, prozent: number): Datum => {
  if (prozent >= 100) return addDays(faellig, 1);
  return addDays(am, Math.ceil((daysBetween(am, faellig) * prozent) / 100));
};

/** Stages of a period; one that would come on the day of the request itself is none. */
const stufenOf = (zeit: Antwortzeit, stufen: readonly number[]): { prozent: number; tag: Datum }[] =>
  [...stufen]
    .sort((a, b) => a - b)
    .map((prozent) => ({ prozent, tag: stufentag(zeit, prozent) }))
    .filter(({ tag }) => tag > zeit.am);

/** The stage that has come, in per cent. */
export const erinnerungsstufe = (zeit: Antwortzeit, heute: Datum, stufen: readonly number[]): number | undefined =>
  stufenOf(zeit, stufen).findLast(({ tag }) => tag <= heute)?.prozent;

/** Day of the first stage after what was said; undefined when none is to come. */
export const naechsterErinnerungstag = (zeit: Antwortzeit, stufen: readonly number[], gesagt = 0): Datum | undefined =>
  stufenOf(zeit, stufen).find(({ prozent }) => prozent > gesagt)?.tag;
