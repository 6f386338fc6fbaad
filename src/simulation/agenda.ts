/** An entry of the agenda: what somebody does at an instant of legal time. */
export interface Termin {
  readonly am: Date;
  /** short name of who acts, for messages about a run that stands still */
  readonly wer: string;
  readonly was: string;
  readonly tu: () => Promise<void>;
}

/**
 * Discrete events in legal time. Entries come out by instant, those of one instant in the order in which they were
 * made. It knows no clock: who drives it decides when the next entry may come.
 */
export class Agenda {
  readonly #termine: Termin[] = [];

  /** Number of entries that are still to come. */
  get offen(): number {
    return this.#termine.length;
  }

  /** Adds an entry; an instant in the past is taken as it is and comes next. */
  plane(termin: Termin): void {
    const after = this.#termine.findIndex((other) => other.am > termin.am);
    if (after === -1) this.#termine.push(termin);
    else this.#termine.splice(after, 0, termin);
  }

  /** Takes the earliest entry out; undefined when there is none. */
  naechster(): Termin | undefined {
    return this.#termine.shift();
  }

  /** Forgets everything that is still to come. */
  leere(): void {
    this.#termine.length = 0;
  }
}
