import type { Finding } from '../../../platform/errors.ts';
import { HOLIDAY_YEARS } from '../../law/holidays.ts';
import { type Datum, isDatum, isInstant, legalDay } from '../../time/calendar.ts';
import { shortCodes } from './aliases.ts';
import type { Feldart } from './events.ts';

/** Faults of the input, each with its place and what is allowed there. */
export class Findings {
  readonly list: Finding[] = [];
  add(path: string, text: string): undefined {
    this.list.push({ rule: 'EREIGNISSE', path, text, severity: 'error' });
    return undefined;
  }
}

/** A day of the file with the time of day where it is known; the time only orders events of one day. */
export interface Zeitpunkt {
  readonly tag: Datum;
  readonly um?: string;
}

export const DATE_FORM = 'ein Tag als JJJJ-MM-TT oder ein Zeitpunkt mit Zeitzone';

const CLOCK = new Intl.DateTimeFormat('de-DE', {
  timeZone: 'Europe/Berlin',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

const moment = (value: string): Zeitpunkt | undefined => {
  if (isDatum(value)) return { tag: value };
  if (!isInstant(value)) return undefined;
  const instant = new Date(value);
  return { tag: legalDay(instant), um: CLOCK.format(instant) };
};

/** A day, or an instant as its German legal day and time of day. */
export const readMoment = (value: unknown, path: string, findings: Findings): Zeitpunkt | undefined => {
  const found = typeof value === 'string' && value.length <= 40 ? moment(value) : undefined;
  if (found === undefined) return findings.add(path, `Erlaubt ist ${DATE_FORM}, und der Tag muss existieren.`);
  const year = Number(found.tag.slice(0, 4));
  if (year < HOLIDAY_YEARS.von || year >= HOLIDAY_YEARS.bis) {
    return findings.add(path, `Gerechnet wird für Tage von ${HOLIDAY_YEARS.von} bis ${HOLIDAY_YEARS.bis - 1}.`);
  }
  return found;
};

export const readDate = (value: unknown, path: string, findings: Findings): Datum | undefined =>
  readMoment(value, path, findings)?.tag;

const TIME = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/;

/** A time of day; beside an instant it must say the same. */
export const readTime = (value: unknown, at: Zeitpunkt | undefined, path: string, findings: Findings) => {
  if (value === undefined || value === null) return at?.um;
  if (typeof value !== 'string' || !TIME.test(value)) {
    return findings.add(path, 'Erlaubt ist eine Uhrzeit in Deutschland als HH:MM von 00:00 bis 23:59.');
  }
  const um = value.slice(0, 5);
  if (at?.um !== undefined && at.um !== um) {
    return findings.add(
      path,
      `Der Zeitpunkt desselben Eintrags ist ${at.um} Uhr in Deutschland; erlaubt ist nur eine Angabe.`,
    );
  }
  return um;
};

/** An identifier of a person that the caller chose. */
export const readPerson = (value: unknown, path: string, findings: Findings): string | undefined =>
  typeof value === 'string' && value.trim() !== '' && value.length <= 200
    ? value
    : findings.add(path, 'Erlaubt ist eine Kennung der Person als Text mit höchstens 200 Zeichen.');

/** Reads one field by its kind; amounts come back in cents. */
export const readField = (value: unknown, feld: Feldart, path: string, findings: Findings): unknown => {
  switch (feld.art) {
    case 'datum':
      return readDate(value, path, findings);
    case 'euro': {
      const cent = typeof value === 'number' ? Math.round(value * 100) : Number.NaN;
      const exact = Number.isSafeInteger(cent) && cent >= 0 && Math.abs(cent / 100 - Number(value)) < 1e-6;
      return exact
        ? cent
        : findings.add(path, 'Erlaubt ist ein Betrag in Euro als Zahl ab 0 mit höchstens zwei Nachkommastellen.');
    }
    case 'ganzzahl': {
      const fits = Number.isInteger(value) && Number(value) >= feld.von && Number(value) <= feld.bis;
      return fits ? value : findings.add(path, `Erlaubt ist eine ganze Zahl von ${feld.von} bis ${feld.bis}.`);
    }
    case 'wahrheitswert':
      return typeof value === 'boolean' ? value : findings.add(path, 'Erlaubt ist true oder false.');
    case 'text':
      return typeof value === 'string' ? value : findings.add(path, 'Erlaubt ist ein Text.');
    case 'code': {
      if (typeof value === 'string') {
        if (feld.werte.includes(value)) return value;
        const code = Object.hasOwn(shortCodes, value) ? shortCodes[value] : undefined;
        if (code !== undefined && feld.werte.includes(code)) return code;
      }
      return findings.add(path, `Erlaubt ist: ${feld.werte.join(', ')}.`);
    }
  }
};
