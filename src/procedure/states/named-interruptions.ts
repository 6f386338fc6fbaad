import type { Ereignistyp } from '../deadlines/input/events.ts';
import { at } from './event-parts.ts';
import type { BelegtesEreignis } from './proven-events.ts';
import { dateOf, type Schritt, textOf } from './step.ts';

/** Event that stands for a number of § 33 (1) OWiG; 9 needs issue and service, which messages of their own prove. */
const BY_NUMBER: Readonly<Record<string, Ereignistyp>> = {
  '01': 'anhoerung-angeordnet',
  '02': 'richterliche-vernehmung',
  '03': 'sachverstaendiger-beauftragt',
  '04': 'beschlagnahme-angeordnet',
  '05': 'vorlaeufig-eingestellt-abwesenheit',
  '06': 'auslandsersuchen',
  '07': 'behoerdenanhoerung',
  '08': 'abgabe-an-verwaltungsbehoerde',
  '10': 'akten-eingang-amtsgericht',
  '11': 'hauptverhandlung-anberaumt',
  '12': 'hinweis-72',
  '13': 'anklage-erhoben',
  '14': 'hauptverfahren-eroeffnet',
  '15': 'strafbefehl',
};

interface Named {
  readonly nr: string;
  readonly am: string;
}

const isNamed = (value: unknown): value is Named =>
  typeof value === 'object' && value !== null && 'nr' in value && 'am' in value;

/** Interruptions that a message names with number and day: the last one of its limitation, and what it lists. */
export const interruptionEvents = (step: Schritt): readonly BelegtesEreignis[] => {
  const listed = step.daten?.['unterbrechungen'];
  const last = { nr: textOf(step, 'letzteUnterbrechungNr'), am: textOf(step, 'letzteUnterbrechungAm') };
  return [...(Array.isArray(listed) ? listed : []), last].filter(isNamed).flatMap(({ nr, am }) => {
    const typ = BY_NUMBER[nr];
    const day = dateOf({ ...step, daten: { am } }, 'am');
    return typ === undefined ? [] : at(step, typ, day);
  });
};
