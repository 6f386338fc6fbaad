import { type Ledger, postfachNachAlter, vollePostfaecher, type Wartende, wartendeNachAlter } from '../ledger/index.ts';
import type { Zustellfrist } from './settings.ts';

/** Rows in one read. */
const PAGE = 200;

export interface ExpiryOptions {
  readonly ledger: Pick<Ledger, 'pool'>;
  readonly fristOf: (empfaenger: string) => Zustellfrist;
  /** whether a recipient of pushes does not take its post at present */
  readonly isAway: (empfaenger: string) => boolean;
  /** makes a dead letter */
  readonly giveUp: (uuid: string, sha256: Buffer, code: string) => Promise<void>;
}

/**
 * Makes dead letters of what was not delivered within the profile's time: what waits for a recipient that takes nothing,
 * and what nobody fetches from its mailbox. After a rest of the worker itself everything is tried before it is given up.
 * Safe to run in several processes at once.
 */
export class Expiry {
  readonly #options: ExpiryOptions;

  constructor(options: ExpiryOptions) {
    this.#options = options;
  }

  /** @returns how many were given up */
  async run(): Promise<number> {
    const { ledger, fristOf, isAway } = this.#options;
    let expired = await this.#look(
      (after) => wartendeNachAlter(ledger.pool, PAGE, after),
      ({ empfaenger }) => fristOf(empfaenger).pushMs,
      ({ empfaenger, fehlercode }) => (isAway(empfaenger) ? (fehlercode ?? 'DELIVERY_EXPIRED') : undefined),
    );
    for (const empfaenger of await vollePostfaecher(ledger.pool)) {
      expired += await this.#look(
        (after) => postfachNachAlter(ledger.pool, empfaenger, PAGE, after),
        () => fristOf(empfaenger).postfachMs,
        () => 'MAILBOX_EXPIRED',
      );
    }
    return expired;
  }

  /** Reads from the oldest on, as far as there may be something too old. */
  async #look(
    read: (after: number) => Promise<Wartende[]>,
    fristMs: (one: Wartende) => number,
    codeOf: (one: Wartende) => string | undefined,
  ): Promise<number> {
    let expired = 0;
    for (let after = 0; ; ) {
      const page = await read(after);
      for (const one of page) {
        const code = one.wartetMs < fristMs(one) ? undefined : codeOf(one);
        if (code === undefined) continue;
        await this.#options.giveUp(one.uuid, one.sha256, code);
        expired += 1;
      }
      const last = page.at(-1);
      // what follows in order of acceptance is younger
      if (last === undefined || page.length < PAGE || page.every((one) => one.alterMs < fristMs(one))) return expired;
      after = last.nr;
    }
  }
}
