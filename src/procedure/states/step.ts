import { type Datum, toDatum } from '../time/calendar.ts';

/**
 * A message of a Vorgang as the gateway has seen it: type, legal day, who wrote to whom, and legal dates read from it.
 * Of a message whose content the gateway may not read only the envelope is known: no `daten`, no `bezug`.
 */
export interface Schritt {
  /** four digits; the full message type is taken too */
  readonly nummer: string;
  /** German legal day of the message's erstellungszeitpunkt */
  readonly am: Datum;
  /** fields of the message, by their names in the standard where that is unique, e.g. `rechtskraftAm`, `zustelldatum` */
  readonly daten?: Readonly<Record<string, unknown>>;
  /** UUID of the message */
  readonly uuid?: string;
  /** Organisationsschlüssel of the sender */
  readonly von?: string;
  /** Organisationsschlüssel of the reader */
  readonly an?: string;
  /** UUID of the message that this one answers */
  readonly bezug?: string;
  /** day until which an answer is asked for */
  readonly erbetenBis?: Datum;
}

/** The four digits of a message type. */
export const digits = (nummer: string): string => nummer.slice(-4);

/** A day that a message states; undefined where it states none or no calendar day. */
export const dateOf = (step: Schritt | undefined, field: string): Datum | undefined => {
  const value = step?.daten?.[field];
  return typeof value === 'string' ? toDatum(value) : undefined;
};

/** A code or text that a message states. */
export const textOf = (step: Schritt | undefined, field: string): string | undefined => {
  const value = step?.daten?.[field];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** An amount in Euro or another number that a message states. */
export const numberOf = (step: Schritt | undefined, field: string): number | undefined => {
  const value = step?.daten?.[field];
  if (typeof value !== 'number' && (typeof value !== 'string' || value.trim() === '')) return undefined;
  return Number.isFinite(Number(value)) ? Number(value) : undefined;
};

/** Whether two UUIDs are the same, whatever their case. */
export const sameUuid = (one: string | undefined, other: string | undefined): boolean =>
  one !== undefined && other !== undefined && one.toLowerCase() === other.toLowerCase();
