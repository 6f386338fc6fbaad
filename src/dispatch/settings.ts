/** Settings of the dispatcher; all times in milliseconds. */
export interface DispatchSettings {
  /** attempts after which a Sendung that its reader refuses, or that kills its workers, is a dead letter (default 12) */
  readonly attempts: number;
  /** first pause between attempts (default 1000) */
  readonly backoffMs: number;
  /** how long a recipient may take (default 60,000) */
  readonly timeoutMs: number;
  /** deliveries at once in this process (default 16) */
  readonly concurrency: number;
  /** of these to one recipient (default a quarter, at least 2) */
  readonly perRecipient: number;
  /** how often outbox and queue are compared (default 15,000) */
  readonly reconcileMs: number;
  /** how often the outbox is looked at without being woken (default 250) */
  readonly pollMs: number;
  /** how long a worker that fell silent keeps a job (default 30,000) */
  readonly lockMs: number;
  /** failures in a row after which a recipient is left alone (default 5) */
  readonly failuresToOpen: number;
  /** how long it is left alone at first (default 10,000) and at most (default 300,000) */
  readonly openMs: number;
  readonly maxOpenMs: number;
  /** how long pushes in hand may take when the process ends (default 10,000) */
  readonly graceMs: number;
}

/** How long delivery to a recipient is tried before the Sendung is a dead letter, in milliseconds. */
export interface Zustellfrist {
  /** since its acceptance, where the recipient is pushed to */
  readonly pushMs: number;
  /** since it was laid in the mailbox, where the recipient fetches */
  readonly postfachMs: number;
}

/** What counts where a profile says nothing else: 72 hours, two weeks. */
export const ZUSTELLFRIST: Zustellfrist = { pushMs: 72 * 3_600_000, postfachMs: 14 * 24 * 3_600_000 };

const DEFAULTS: Omit<DispatchSettings, 'perRecipient'> = {
  attempts: 12,
  backoffMs: 1000,
  timeoutMs: 60_000,
  concurrency: 16,
  reconcileMs: 15_000,
  pollMs: 250,
  lockMs: 30_000,
  failuresToOpen: 5,
  openMs: 10_000,
  maxOpenMs: 300_000,
  graceMs: 10_000,
};

/** Completes settings with their defaults. */
export const completeSettings = (given: Partial<DispatchSettings> = {}): DispatchSettings => {
  const concurrency = given.concurrency ?? DEFAULTS.concurrency;
  return { ...DEFAULTS, perRecipient: Math.max(2, Math.floor(concurrency / 4)), ...given };
};
