import type { Ereignistyp } from '../deadlines/input/events.ts';
import type { Datum } from '../time/calendar.ts';
import type { BelegtesEreignis } from './proven-events.ts';
import { dateOf, numberOf, type Schritt, textOf } from './step.ts';

export type Fields = Readonly<Record<string, unknown>>;
/** What a message proves. @param history the messages of its Vorgang, for answers to it */
export type Reader = (step: Schritt, history: readonly Schritt[]) => readonly BelegtesEreignis[];

const proof = ({ nummer, uuid }: Schritt): string => (uuid === undefined ? nummer : `${nummer} ${uuid}`);

const defined = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** An event that a message proves; none where the day is not stated. */
export const at = (step: Schritt, typ: Ereignistyp, am: Datum | undefined, fields: Fields = {}): BelegtesEreignis[] =>
  am === undefined ? [] : [{ typ, am, dokument: proof(step), ...defined(fields) }];

/** One event on the day that a field states. */
export const on =
  (typ: Ereignistyp, field: string): Reader =>
  (step) =>
    at(step, typ, dateOf(step, field));

/** Yes, no, or not stated. */
export const flag = (step: Schritt, field: string): boolean | undefined =>
  typeof step.daten?.[field] === 'boolean' ? Boolean(step.daten[field]) : undefined;

/** What a message says of Geldbuße, ban and points. */
export const consequence = (step: Schritt): Fields => ({
  geldbusse: numberOf(step, 'geldbusse') ?? numberOf(step, 'hauptforderung'),
  kosten: numberOf(step, 'kosten'),
  fahrverbotMonate: numberOf(step, 'fahrverbotMonate'),
  abs2a: flag(step, 'abs2a'),
  punkte: numberOf(step, 'punkte'),
  belehrungErzwingungshaft: flag(step, 'belehrungErzwingungshaft'),
});

/** The event that a code of the message stands for. */
export const coded =
  (field: string, types: Readonly<Record<string, Ereignistyp>>, day: string): Reader =>
  (step) => {
    const typ = types[textOf(step, field) ?? ''];
    return typ === undefined ? [] : at(step, typ, dateOf(step, day) ?? step.am);
  };
