import { asFault, type BlaupauseError, type ErrorCode } from '../platform/errors.ts';
import type { InboxEntry } from './inbox.ts';
import type { Konnektor, Received } from './konnektor.ts';
import type { OnTrouble } from './pull.ts';
import { sleep } from './transport.ts';

/** A Sendung handed to the application: opened with every check, or with the fault of the first one that failed. */
export type Handed = InboxEntry & ({ readonly received: Received } | { readonly fault: BlaupauseError });

/**
 * Takes one Sendung over into the application. When it resolves the Sendung is finished. It may come again after a crash
 * in between: note the UUID in the transaction of the effect, and do nothing where it stands there already. With a fault
 * the author is to get a refusal (0010).
 */
export type Handler = (handed: Handed) => Promise<void>;

export interface HandleOptions {
  readonly signal: AbortSignal;
  /** told of each failure of handler or check; the Sendung stays in the inbox and comes again */
  readonly onTrouble?: OnTrouble;
  /** how long the inbox rests when it is empty, in milliseconds (default 1000) */
  readonly pauseMs?: number;
}

/** Sendungen in one look at the inbox. */
const PAGE = 20;

const FIRST_REST_MS = 1000;
const LONGEST_REST_MS = 300_000;

/** Faults of the own surroundings: they say nothing about the Sendung, which is opened again later. */
const PASSING: readonly ErrorCode[] = ['SEND_FAILED', 'INTERNAL', 'FILE', 'PKI', 'TRUST_REVOCATION_UNKNOWN'];

/**
 * Hands what lies in the inbox to the application, one after the other, oldest first, until the signal comes. What the
 * application does not take rests for a growing while and keeps nothing else waiting.
 */
export async function handleInbox(
  konnektor: Pick<Konnektor, 'inbox' | 'open'>,
  handler: Handler,
  { signal, onTrouble, pauseMs = 1000 }: HandleOptions,
): Promise<void> {
  const resting = new Map<string, { until: number; ms: number }>();
  const handle = async (entry: InboxEntry): Promise<void> => {
    try {
      const received = await konnektor.open(entry.bytes).catch((error: unknown) => asFault(error));
      if (received instanceof Error && PASSING.includes(received.code)) throw received;
      await handler(received instanceof Error ? { ...entry, fault: received } : { ...entry, received });
      konnektor.inbox.finish(entry.uuid);
      resting.delete(entry.uuid);
    } catch (error) {
      const ms = Math.min(2 * (resting.get(entry.uuid)?.ms ?? FIRST_REST_MS / 2), LONGEST_REST_MS);
      resting.set(entry.uuid, { until: performance.now() + ms, ms });
      onTrouble?.(asFault(error), entry.uuid);
    }
  };
  while (!signal.aborted) {
    const open = konnektor.inbox.open(PAGE + resting.size);
    const ready = open.filter(({ uuid }) => (resting.get(uuid)?.until ?? 0) <= performance.now());
    for (const entry of ready) {
      if (signal.aborted) return;
      await handle(entry);
    }
    if (ready.length === 0) await sleep(pauseMs, signal);
  }
}
