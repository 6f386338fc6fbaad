import type { Profile } from '../../profile/index.ts';

/** What decides whether an undeliverable Sendung may go back to its author. */
export interface Rueckgabefall {
  readonly absender: string;
  readonly nachrichtentyp: string;
}

/** Why a Sendung stays with the operator; shown to people. */
export type Hindernis =
  | 'eigene' // the gateway's own: it would be telling itself
  | 'rueckweisung' // a refusal of a refusal would go round in circles
  | 'absender-unbekannt'
  | 'absender-nimmt-nicht'
  | 'gateway-sendet-nicht';

const REFUSAL = '0010';

/** Beyond the time that a push may take, to record its end, in milliseconds. */
const GRACE_MS = 10_000;

/**
 * How long a Sendung that was given up may still be in the hands of a worker that pushes it, in milliseconds.
 *
 * @param totMs since it was given up
 * @param timeoutMs what a push may take
 */
export const unterwegsMs = (totMs: number, timeoutMs: number): number => Math.max(0, timeoutMs + GRACE_MS - totMs);

const names = (list: readonly string[], nummer: string): boolean => list.includes('*') || list.includes(nummer);

/**
 * What keeps an undeliverable Sendung from going back to its author: a loop, or an author that cannot be told.
 *
 * @returns undefined where it may go back
 */
export function hindernis({ gateway, behoerden }: Profile, fall: Rueckgabefall): Hindernis | undefined {
  if (fall.absender === gateway.schluessel) return 'eigene';
  if (fall.nachrichtentyp.endsWith(`.${REFUSAL}`)) return 'rueckweisung';
  if (!names(gateway.sendet, REFUSAL)) return 'gateway-sendet-nicht';
  const author = behoerden.find(({ schluessel }) => schluessel === fall.absender);
  if (author === undefined) return 'absender-unbekannt';
  return names(author.nimmt, REFUSAL) ? undefined : 'absender-nimmt-nicht';
}
