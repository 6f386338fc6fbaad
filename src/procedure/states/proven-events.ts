import type { Ereignistyp } from '../deadlines/input/events.ts';
import type { Datum } from '../time/calendar.ts';
import { eventsOf } from './message-events.ts';
import { interruptionEvents } from './named-interruptions.ts';
import { dateOf, digits, type Schritt, sameUuid, textOf } from './step.ts';

/** An event in the form of the input of `computeDeadlines`: amounts in Euro. */
export interface BelegtesEreignis {
  readonly typ: Ereignistyp;
  readonly am: Datum;
  /** type and UUID of the message that proves it */
  readonly dokument: string;
  readonly [feld: string]: unknown;
}

/** What the holder of a case has last said about its limitation; its own word, not computed here. */
export interface BehaupteteVerjaehrung {
  readonly fristende: Datum;
  readonly absolutesEnde?: Datum;
  readonly letzteUnterbrechung?: { readonly nr: string; readonly am: Datum };
  /** type, day and UUID of the message that says it */
  readonly nummer: string;
  readonly am: Datum;
  readonly quelle?: string;
}

/** What the messages of a Vorgang prove; with land and ags of the holder it is the input of `computeDeadlines`. */
export interface BelegteEreignisse {
  /** missing where no message that the gateway may read tells of the act */
  readonly tat?: { readonly begangenAm: Datum; readonly tbnr?: string };
  readonly ereignisse: readonly BelegtesEreignis[];
  readonly behauptet?: BehaupteteVerjaehrung;
}

const FIRST_HEARING: readonly string[] = [
  'anhoerung-angeordnet',
  'anhoerung-bekanntgegeben',
  'vernehmung-betroffener',
  'verfahrenseinleitung-bekanntgegeben',
];

/** The same fact told twice counts once: same kind on the same day, or a first hearing of that day under another name. */
const sameFact = (one: BelegtesEreignis, other: BelegtesEreignis): boolean =>
  one.am === other.am &&
  (one.typ === other.typ || (FIRST_HEARING.includes(one.typ) && FIRST_HEARING.includes(other.typ))) &&
  one['betrifft'] === other['betrifft'] &&
  one['betrag'] === other['betrag'];

const claimOf = (step: Schritt): BehaupteteVerjaehrung | undefined => {
  const fristende = dateOf(step, 'verjaehrungFristende');
  if (fristende === undefined) return undefined;
  const absolutesEnde = dateOf(step, 'verjaehrungAbsolutesEnde');
  const [nr, am] = [textOf(step, 'letzteUnterbrechungNr'), dateOf(step, 'letzteUnterbrechungAm')];
  return {
    fristende,
    ...(absolutesEnde === undefined ? {} : { absolutesEnde }),
    ...(nr === undefined || am === undefined ? {} : { letzteUnterbrechung: { nr, am } }),
    nummer: step.nummer,
    am: step.am,
    ...(step.uuid === undefined ? {} : { quelle: step.uuid }),
  };
};

const withdrawn = (history: readonly Schritt[], step: Schritt): boolean =>
  history.some((later) => {
    if (later.nummer !== '0051' || textOf(later, 'ergebnis') !== 'ausgefuehrt') return false;
    return sameUuid(textOf(later, 'betrifftUUID'), step.uuid);
  });

/**
 * Events that the messages of a Vorgang prove: what each reports itself, and the interruptions of the limitation that
 * it names with number and day. A message that was withdrawn (0050 and 0051) proves nothing any more.
 *
 * @param history messages in legal order
 */
export const ereignisseAus = (history: readonly Schritt[]): BelegteEreignisse => {
  const steps = history.map((step) => ({ ...step, nummer: digits(step.nummer) }));
  const counted = steps.filter((step) => !withdrawn(steps, step));
  const act = counted.find((step) => dateOf(step, 'tatAm') !== undefined);
  const begangenAm = dateOf(act, 'tatAm');
  const tbnr = textOf(
    counted.find((step) => textOf(step, 'tbnr') !== undefined),
    'tbnr',
  );
  const told = counted.flatMap((step) => eventsOf(step, counted));
  const named = counted.flatMap((step) => interruptionEvents(step));
  const ereignisse: BelegtesEreignis[] = [];
  for (const event of [...told, ...named]) {
    if (!ereignisse.some((other) => sameFact(other, event))) ereignisse.push(event);
  }
  const behauptet = counted.flatMap((step) => claimOf(step) ?? []).at(-1);
  return {
    ...(begangenAm === undefined ? {} : { tat: tbnr === undefined ? { begangenAm } : { begangenAm, tbnr } }),
    ereignisse: ereignisse.sort((a, b) => (a.am < b.am ? -1 : a.am > b.am ? 1 : 0)),
    ...(behauptet === undefined ? {} : { behauptet }),
  };
};
