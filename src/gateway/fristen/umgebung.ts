import { asFault, type BlaupauseError } from '../../platform/errors.ts';
import { type Beteiligte, isMessageType } from '../../standard/index.ts';
import type { GatewayContext } from '../context.ts';
import { seenSteps } from '../procedure.ts';
import { type Lage, lageOf, type Umstaende } from './lage.ts';
import type { Fristmelder } from './melder.ts';
import type { GenanntesErsuchen, Rahmen } from './nachrichten.ts';
import { umstaendeOf } from './notiz.ts';

/** Faults that say nothing about the message in hand: the whole run waits for its next time. */
const AWAY: readonly BlaupauseError['code'][] = ['STORE_UNAVAILABLE', 'LIMIT_BUSY', 'CHECK_ABORTED'];

/** Whether the run cannot go on now. */
export const isAway = (error: unknown): boolean => AWAY.includes(asFault(error).code);

/** What a run did. */
export interface Gelaufen {
  /** cases read anew */
  gelesen: number;
  gewarnt: number;
  erinnert: number;
  nichtGesagt: number;
}

/** What the steps of a run share. */
export class Laufumgebung {
  readonly context: GatewayContext;
  readonly melder: Fristmelder;
  readonly done: Gelaufen = { gelesen: 0, gewarnt: 0, erinnert: 0, nichtGesagt: 0 };

  constructor(context: GatewayContext, melder: Fristmelder) {
    this.context = context;
    this.melder = melder;
  }

  get umstaende(): Umstaende {
    return umstaendeOf(this.context);
  }

  /** A case as it stands now: rows of the watch say when to look, the messages say what is so. */
  async lage(vorgang: string): Promise<{ readonly lage: Lage; readonly nachrichten: number }> {
    const steps = await seenSteps(this.context.ledger, vorgang);
    return { lage: lageOf(steps, this.umstaende), nachrichten: steps.length };
  }

  rahmen(uuid: string, leser: Beteiligte, vorgang: string, zeit: Date): Rahmen {
    const { stelle, profile } = this.context;
    const autor = { kennung: stelle.schluessel, name: stelle.name };
    return { uuid, zeit, autor, leser, vorgang, test: profile.umgebung === 'test' };
  }

  /** An authority by key and name; the key alone where the directory does not know it. */
  beteiligte(kennung: string): Beteiligte {
    return { kennung, name: this.context.directory.get(kennung)?.name ?? kennung };
  }

  /** A request with its type and time as it was accepted; none of a standard whose types these messages cannot name. */
  async genannt(uuid: string | undefined): Promise<GenanntesErsuchen | undefined> {
    const stored = uuid === undefined ? undefined : await this.context.ledger.findByUuid(uuid);
    if (stored === undefined || !isMessageType(stored.nachrichtentyp)) return undefined;
    return { uuid: stored.uuid, nachrichtentyp: stored.nachrichtentyp, erstellt: stored.erstellungszeitpunkt };
  }

  /** Counts and logs what could not be said; operators see it, nothing stops. */
  ungesagt(art: 'warnung' | 'erinnerung', grund: string, about: Readonly<Record<string, unknown>>): void {
    this.melder.nichtGesagt(art, grund);
    this.done.nichtGesagt += 1;
    this.context.log.warn({ art, grund, ...about }, 'warning or reminder not sent');
  }

  /** Deals with a refusal of the gateway's own message: tried again on the next day. @throws what ends the run */
  async abgewiesen(
    art: 'warnung' | 'erinnerung',
    error: BlaupauseError,
    uuid: string,
    morgen: () => Promise<void>,
  ): Promise<void> {
    if (isAway(error)) throw error;
    this.ungesagt(art, error.code, { uuid });
    await morgen();
  }
}
