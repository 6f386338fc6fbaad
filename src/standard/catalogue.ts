import { abgabe } from './catalogue/abgabe.ts';
import { administration } from './catalogue/administration.ts';
import { anhoerung } from './catalogue/anhoerung.ts';
import { anzeige } from './catalogue/anzeige.ts';
import { define, type Eintrag, type MessageDefinition } from './catalogue/definition.ts';
import { einspruch } from './catalogue/einspruch.ts';
import { fahrerermittlung } from './catalogue/fahrerermittlung.ts';
import { fahrverbot } from './catalogue/fahrverbot.ts';
import { register } from './catalogue/register.ts';
import { verfahren } from './catalogue/verfahren.ts';
import { vollstreckung } from './catalogue/vollstreckung.ts';
import { weiterleitung } from './catalogue/weiterleitung.ts';
import { zustellung } from './catalogue/zustellung.ts';
import type { MessageType } from './message.ts';

export type { Antwortfrist, MessageDefinition, Rolle } from './catalogue/definition.ts';

const eintraege: Readonly<Record<MessageType, Eintrag>> = {
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

/** All messages of the standard in the order of their numbers. */
export const catalogue: readonly MessageDefinition[] = Object.entries(eintraege)
  .map(([name, eintrag]) => define(name as MessageType, eintrag))
  .sort((a, b) => Number(a.number) - Number(b.number));

const byName = new Map(catalogue.map((definition) => [definition.name as string, definition]));
const byNumber = new Map(catalogue.map((definition) => [definition.number, definition]));

/** Definition by full name or four-digit number; undefined for what the standard does not know. */
export const definitionOf = (nameOrNumber: string): MessageDefinition | undefined =>
  byName.get(nameOrNumber) ?? byNumber.get(nameOrNumber);

/** Full name of the message with a four-digit number. */
export const typeByNumber = (number: string): MessageType | undefined => byNumber.get(number)?.name;

/** Whether a text is the full name of a message of the standard. */
export const isMessageType = (name: string): name is MessageType => byName.has(name);
