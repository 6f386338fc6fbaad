import { asFault, type BlaupauseError } from '../platform/index.ts';
import type { Konnektor } from './konnektor.ts';
import { sleep } from './transport.ts';

/** Told of each failure, with the UUID of the Sendung where it is one's; operators should see it. */
export type OnTrouble = (error: BlaupauseError, uuid?: string) => void;

export interface PullOptions {
  /** called after each new Sendung that was taken over, whether or not the gateway has heard of it yet */
  readonly onArrival: () => void;
  readonly signal: AbortSignal;
  /** how long the gateway may wait for new post */
  readonly waitSeconds: number;
  readonly onTrouble?: OnTrouble;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5000;

/**
 * Empties a mailbox into the inbox until the signal comes, waiting at the gateway for new post. Survives a gateway
 * that is away. A Sendung that cannot be taken over stays in the mailbox and is tried again later; what lies behind
 * it is fetched all the same.
 */
export async function pullInto(
  konnektor: Pick<Konnektor, 'list' | 'fetch' | 'takeOver' | 'acknowledge'>,
  { onArrival, signal, waitSeconds, onTrouble }: PullOptions,
): Promise<void> {
  let pause = FIRST_PAUSE_MS;
  let troubled = false;
  /** last UUID of the page before */
  let after: string | undefined;
  const trouble = (error: unknown, uuid?: string): void => {
    if (signal.aborted) return;
    troubled = true;
    onTrouble?.(asFault(error), uuid);
  };
  const take = async (uuid: string): Promise<void> => {
    try {
      const { abholung, fresh } = await konnektor.takeOver(await konnektor.fetch(uuid, signal));
      // it is durable here: where only the gateway's answer gets lost, it is closed there and does not come again
      if (fresh) onArrival();
      await konnektor.acknowledge(uuid, abholung, signal);
    } catch (error) {
      trouble(error, uuid);
    }
  };
  while (!signal.aborted) {
    const page = await konnektor.list(after === undefined ? waitSeconds : 0, signal, after).catch((error: unknown) => {
      trouble(error);
      return [];
    });
    for (const uuid of page) {
      if (signal.aborted) return;
      await take(uuid);
    }
    after = page.at(-1);
    if (after !== undefined) continue;
    if (troubled) await sleep(pause, signal);
    pause = troubled ? Math.min(LONGEST_PAUSE_MS, pause * 2) : FIRST_PAUSE_MS;
    troubled = false;
  }
}
