import { type Datum, legalDay } from '../procedure/index.ts';

const BERLIN = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Berlin',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** Minutes by which German time is ahead of UTC at an instant: 60 or 120. */
const offsetMinutes = (instant: Date): number => {
  const wall = Date.parse(`${BERLIN.format(instant).replace(' ', 'T')}Z`);
  return Math.round((wall - Math.floor(instant.getTime() / 1000) * 1000) / 60_000);
};

/**
 * An instant as messages write it: German time with its offset, e.g. `2026-12-14T09:00:00.000+01:00`.
 */
export const inBerlin = (instant: Date): string => {
  const minutes = offsetMinutes(instant);
  const wall = new Date(instant.getTime() + minutes * 60_000).toISOString().slice(0, -1);
  return `${wall}+${String(minutes / 60).padStart(2, '0')}:00`;
};

/**
 * The instant of a German wall-clock time.
 *
 * @param uhrzeit `HH:MM` or `HH:MM:SS`; not one of the hours that a change of clocks skips or doubles
 */
export const zeitpunkt = (tag: Datum, uhrzeit: string): Date => {
  const winter = new Date(`${tag}T${uhrzeit.length === 5 ? `${uhrzeit}:00` : uhrzeit}.000+01:00`);
  return new Date(winter.getTime() - (offsetMinutes(winter) - 60) * 60_000);
};

/** German wall-clock time of an instant, `HH:MM`. */
export const uhrzeit = (instant: Date): string => inBerlin(instant).slice(11, 16);

/** The German legal day of an instant or of a message's time stamp. */
export const tagVon = (zeit: Date | string): Datum => legalDay(typeof zeit === 'string' ? new Date(zeit) : zeit);

/** The instant some seconds later. */
export const spaeter = (instant: Date, sekunden: number): Date => new Date(instant.getTime() + sekunden * 1000);
