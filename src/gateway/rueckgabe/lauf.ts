import { alsRueckgeber, offeneRueckgaben, type Unzustellbare, unzustellbareNachAlter } from '../../ledger/index.ts';
import type { GatewayContext } from '../context.ts';
import { zustellfristOf } from '../zustellfrist.ts';
import { hindernis, unterwegsMs } from './fall.ts';
import { sageAutor } from './sagen.ts';
import { zurueckgeben } from './zurueckgeben.ts';

/** Rows in one read. */
const PAGE = 100;

/** What a run did. */
export interface Zurueckgegeben {
  /** handed back */
  readonly zurueckgegeben: number;
  /** authors told */
  readonly gesagt: number;
}

/**
 * One run: dead letters whose time is over go back to their authors. What was given up before its time stays with the
 * operator until then, who may put it back meanwhile. Of several gateways one has the turn.
 *
 * @param signal ends the run after the Sendung in hand
 * @throws STORE_UNAVAILABLE, LIMIT_BUSY, CHECK_ABORTED; the next run goes on
 */
export async function laufe(context: GatewayContext, signal: AbortSignal): Promise<Zurueckgegeben> {
  const done = await alsRueckgeber(context.ledger.pool, async () => ({
    zurueckgegeben: await gibZurueck(context, signal),
    gesagt: await sage(context, signal),
  }));
  return done ?? { zurueckgegeben: 0, gesagt: 0 };
}

async function gibZurueck(context: GatewayContext, signal: AbortSignal): Promise<number> {
  const { ledger, directory } = context;
  let count = 0;
  for (let after = 0; ; ) {
    const page = await unzustellbareNachAlter(ledger.pool, { ohne: directory.gateway.schluessel, limit: PAGE, after });
    for (const one of page) {
      if (signal.aborted) return count;
      if (istReif(context, one) && hindernis(context.profile, one) === undefined && (await zurueckgeben(ledger, one)))
        count += 1;
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return count;
    after = last.nr;
  }
}

/** Whether its time is over and nothing of its delivery can be in hand any more. */
function istReif({ settings, profile }: GatewayContext, one: Unzustellbare): boolean {
  if (unterwegsMs(one.totMs, settings.deliveryTimeoutMs) > 0) return false;
  return one.fehlercode === 'MAILBOX_EXPIRED' || one.wartetMs >= zustellfristOf(profile, one.empfaenger).pushMs;
}

async function sage(context: GatewayContext, signal: AbortSignal): Promise<number> {
  let count = 0;
  while (!signal.aborted) {
    const open = await offeneRueckgaben(context.ledger.pool, PAGE);
    for (const one of open) {
      if (signal.aborted) return count;
      if (await sageAutor(context, one)) count += 1;
    }
    if (open.length < PAGE) return count;
  }
  return count;
}
