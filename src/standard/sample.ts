import type { Message, MessageType } from './message.ts';
import { abgabe } from './samples/abgabe.ts';
import { administration } from './samples/administration.ts';
import { anhoerung } from './samples/anhoerung.ts';
import { anzeige } from './samples/anzeige.ts';
import type { Samples } from './samples/case.ts';
import { einspruch } from './samples/einspruch.ts';
import { fahrerermittlung } from './samples/fahrerermittlung.ts';
import { fahrverbot } from './samples/fahrverbot.ts';
import { register } from './samples/register.ts';
import { verfahren } from './samples/verfahren.ts';
import { vollstreckung } from './samples/vollstreckung.ts';
import { weiterleitung } from './samples/weiterleitung.ts';
import { zustellung } from './samples/zustellung.ts';

/** Changes to a message: objects are merged, everything else replaces, `undefined` removes. */
export type Overrides<T> = T extends string | number | boolean | readonly unknown[]
  ? T
  : { readonly [K in keyof T]?: Overrides<T[K]> | undefined };

const samples: Samples<MessageType> = {
  ...administration,
  ...weiterleitung,
  ...anzeige,
  ...fahrerermittlung,
  ...abgabe,
  ...anhoerung,
  ...zustellung,
  ...einspruch,
  ...vollstreckung,
  ...fahrverbot,
  ...register,
  ...verfahren,
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const merge = (base: unknown, changes: unknown): unknown => {
  if (!isRecord(base) || !isRecord(changes)) return changes;
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(changes)) {
    if (value === undefined) delete merged[key];
    else merged[key] = merge(merged[key], value);
  }
  return merged;
};

/**
 * A valid example message with invented data, always the same: all samples together tell one case from the report of
 * an offence to its enforcement. They carry the attribute `test`.
 *
 * @param overrides changes, e.g. `{ nachrichtenkopf: { identifikation: { nachrichtenUUID } } }`
 */
export const sample = <T extends MessageType>(typ: T, overrides?: Overrides<Message<T>>): Message<T> => {
  const message = samples[typ]();
  return overrides === undefined ? message : (merge(message, overrides) as Message<T>);
};
