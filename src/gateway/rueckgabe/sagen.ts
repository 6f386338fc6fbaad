import { type OffeneRueckgabe, planRueckgabe } from '../../ledger/index.ts';
import { asFault, type BlaupauseError, type ErrorCode, fault } from '../../platform/errors.ts';
import { rueckweisung0010 } from '../../standard/index.ts';
import type { GatewayContext } from '../context.ts';
import { adressat, sendeEigene } from '../fristen/absenden.ts';
import { isAway } from '../fristen/umgebung.ts';

/** Pause before a refusal that could not be sent is tried again, in milliseconds. */
const AGAIN_MS = 3_600_000;

/** Codes that tell an author what happened; whatever else ended the delivery is the operator's business. */
const TELLING: readonly string[] = ['DELIVERY_REFUSED', 'MAILBOX_EXPIRED'] satisfies ErrorCode[];

const reason = (code: string): BlaupauseError =>
  fault(TELLING.includes(code) ? (code as ErrorCode) : 'DELIVERY_EXPIRED');

/**
 * Tells the author of a Sendung that was handed back: a refusal (0010) in the gateway's name, sealed and taken in like
 * any Sendung. Its UUID follows from that of the Sendung, so that it is sent once, whatever ends in between.
 *
 * @returns whether the author has it now, or had it before
 * @throws STORE_UNAVAILABLE, LIMIT_BUSY, CHECK_ABORTED: the next run goes on
 */
export async function sageAutor(context: GatewayContext, offen: OffeneRueckgabe): Promise<boolean> {
  const { ledger, log } = context;
  const { uuid, rueckweisung } = offen;
  const sent = (await ledger.findByUuid(rueckweisung)) !== undefined || (await sende(context, offen).catch(ownFault));
  if (sent !== true) {
    const code = sent === false ? 'BIND_RECIPIENT' : sent.code;
    await planRueckgabe(ledger.pool, uuid, { inMs: AGAIN_MS, code });
    log.warn({ uuid, code }, 'author of an undeliverable Sendung not told, tried again later');
    return false;
  }
  await planRueckgabe(ledger.pool, uuid);
  log.info({ uuid, rueckweisung }, 'undeliverable Sendung handed back to its author');
  return true;
}

/** What concerns this author alone, such as a certificate that ran out, must not keep the others waiting. @throws the rest */
function ownFault(error: unknown): BlaupauseError {
  const known = asFault(error);
  if (isAway(known)) throw known;
  return known;
}

/** @returns true when accepted; false when the author cannot take it; the fault that refused it otherwise */
async function sende(
  context: GatewayContext,
  { uuid, rueckweisung, code }: OffeneRueckgabe,
): Promise<boolean | BlaupauseError> {
  const stored = await context.ledger.findByUuid(uuid);
  const leser = adressat(context, stored?.absender, '0010');
  if (stored === undefined || 'grund' in leser) return false;
  const { stelle, profile } = context;
  const zeit = context.clock.now();
  const refused = await sendeEigene(context, {
    ...{ uuid: rueckweisung, vorgang: stored.vorgangsUUID, leser, zeit, vermerk: {} },
    typ: 'administration.rueckweisung.0010',
    nachricht: rueckweisung0010({
      ...{ uuid: rueckweisung, zeit },
      autor: { kennung: stelle.schluessel, name: stelle.name },
      leser: { kennung: leser.schluessel, name: leser.name },
      referenzUUID: uuid,
      pruefinstanz: stelle.name,
      fehler: reason(code),
      sha256: stored.sha256.toString('hex'),
      nachrichtenId: uuid,
      ...(profile.umgebung === 'test' ? { test: 'Testumgebung' } : {}),
    }),
  });
  if (refused !== undefined && isAway(refused)) throw refused;
  return refused ?? true;
}
