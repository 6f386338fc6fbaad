import { stages, type Verfahrensstand } from '../law/stages.ts';
import type { Datum } from '../time/calendar.ts';
import { caseOf, type Sperre } from './case.ts';
import { type Folgezug, nextMoves } from './next-moves.ts';
import type { Ersuchen } from './requests.ts';
import type { Schritt } from './step.ts';

/** A case and its requests on a day, as the messages of its Vorgang show them. */
export interface Aktenstand {
  readonly stand: Verfahrensstand;
  /** German words for the stage */
  readonly text: string;
  readonly stichtag: Datum;
  /** Organisationsschlüssel of the authority that holds the case; missing while no message shows it */
  readonly zustaendig?: string;
  /** the file that a transfer under way has frozen */
  readonly eingefroren?: Sperre;
  /** in the order in which they were made; the open ones are those that {@link waits} */
  readonly ersuchen: readonly Ersuchen[];
  /** messages that may follow now, and from whom */
  readonly naechsteErlaubte: readonly Folgezug[];
}

/**
 * Where a case stands, who holds it and which requests are open.
 *
 * @param history messages in legal order; later ones than the Stichtag are left out
 */
export const aktenstand = (history: readonly Schritt[], stichtag: Datum): Aktenstand => {
  const read = caseOf(history.filter(({ am }) => am <= stichtag));
  const { zustaendig, eingefroren } = read;
  return {
    stand: read.stand,
    text: stages[read.stand],
    stichtag,
    ...(zustaendig === undefined ? {} : { zustaendig }),
    ...(eingefroren === undefined ? {} : { eingefroren }),
    ersuchen: read.requests.list,
    naechsteErlaubte: nextMoves(read),
  };
};
