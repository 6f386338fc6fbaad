import {
  asWatch,
  erneuern,
  faelligeErsuchen,
  faelligeWachten,
  planErinnerung,
  planStufen,
  planWarnung,
  veralteteWachten,
} from '../../ledger/index.ts';
import { addDays } from '../../procedure/index.ts';
import type { GatewayContext } from '../context.ts';
import { erinnere } from './erinnern.ts';
import type { Fristmelder } from './melder.ts';
import { type Gelaufen, isAway, Laufumgebung } from './umgebung.ts';
import { warne } from './warnen.ts';

/** What one turn takes in hand, so that its transaction stays short and another gateway gets the next one. */
const TURN = { gelesen: 200, gesagt: 25 };

/**
 * One run over everything that is due: cases to read anew, then warnings, then reminders. Of several gateways one has
 * the turn. Each message and what is noted of it are one transaction, and its UUID follows from what it says: wherever
 * a run is cut off, the next one goes on there and says nothing twice.
 *
 * @param signal ends the run after the message in hand
 * @throws STORE_UNAVAILABLE, LIMIT_BUSY, CHECK_ABORTED; what is left is due at the next run
 */
export async function laufe(context: GatewayContext, melder: Fristmelder, signal: AbortSignal): Promise<Gelaufen> {
  const umgebung = new Laufumgebung(context, melder);
  const { pool } = context.ledger;
  const { heute, stufen } = umgebung.umstaende;
  const replanned = await asWatch(pool, () => planStufen(pool, heute, stufen));
  if (replanned) context.log.info({ ...stufen }, 'stages of warnings and reminders have changed, all planned anew');
  while (!signal.aborted) {
    const more = await asWatch(pool, () => turn(umgebung, signal));
    if (more !== true) break; // nothing left, or another gateway is at it
  }
  if (!signal.aborted) melder.gelaufen(context.clock.now());
  return umgebung.done;
}

/** @returns whether there may be more to do */
async function turn(umgebung: Laufumgebung, signal: AbortSignal): Promise<boolean> {
  const { pool } = umgebung.context.ledger;
  const { heute } = umgebung.umstaende;
  const morgen = addDays(heute, 1);
  const stale = await veralteteWachten(pool, TURN.gelesen);
  await each(umgebung, stale, signal, lies, async (found) => {
    // what cannot be read is not watched, and the log says so; it must not keep others waiting
    await erneuern(pool, found, { nachrichten: found.nachrichten, stand: {}, wartend: [], beantwortet: [] });
  });
  const warnings = await faelligeWachten(pool, heute, TURN.gesagt);
  await each(umgebung, warnings, signal, warne, (wacht) => planWarnung(pool, wacht, morgen));
  const reminders = await faelligeErsuchen(pool, heute, TURN.gesagt);
  await each(umgebung, reminders, signal, erinnere, ({ uuid, stufe }) => planErinnerung(pool, uuid, stufe, morgen));
  return stale.length + warnings.length + reminders.length > 0;
}

/** Reads a case anew from its messages. */
async function lies(umgebung: Laufumgebung, found: { vorgang: string; nachrichten: number }): Promise<void> {
  const { lage, nachrichten } = await umgebung.lage(found.vorgang);
  const { stand, wartend, beantwortet } = lage;
  await erneuern(umgebung.context.ledger.pool, found, { nachrichten, stand, wartend, beantwortet });
  umgebung.done.gelesen += 1;
}

/** Does one thing after the other; one that fails is put off and does not keep the others waiting. */
async function each<T extends { readonly vorgang: string }>(
  umgebung: Laufumgebung,
  all: readonly T[],
  signal: AbortSignal,
  work: (umgebung: Laufumgebung, one: T) => Promise<void>,
  putOff: (one: T) => Promise<unknown>,
): Promise<void> {
  for (const one of all) {
    if (signal.aborted) return;
    try {
      await work(umgebung, one);
    } catch (error) {
      if (isAway(error)) throw error;
      const { vorgang } = one;
      umgebung.context.log.error(
        { vorgang, fault: String((error as Error).cause ?? error) },
        'deadline of a case not dealt with',
      );
      umgebung.done.nichtGesagt += 1;
      await putOff(one);
    }
  }
}
