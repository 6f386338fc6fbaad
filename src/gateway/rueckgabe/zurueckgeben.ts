import { eventEvidence, type Ledger, zurueckgeben as recordReturn, type Unzustellbare } from '../../ledger/index.ts';
import { makeLeaf } from '../../transparency/index.ts';
import { eigeneUuid } from '../fristen/kennung.ts';

/**
 * UUID of the refusal by which the author of an undeliverable Sendung is told: the same one whoever sends it and however
 * often, so that a ledger takes it once.
 */
export const rueckweisungUuid = (uuid: string): string => eigeneUuid('rueckgabe', uuid.toLowerCase());

/**
 * Closes the delivery of a dead letter for good, with event and leaf. From then on nothing delivers it; a gateway that
 * runs sends the refusal.
 *
 * @returns whether this call did it
 * @throws STORE_UNAVAILABLE
 */
export function zurueckgeben(
  ledger: Pick<Ledger, 'pool'>,
  { uuid, sha256, fehlercode }: Pick<Unzustellbare, 'uuid' | 'sha256' | 'fehlercode'>,
): Promise<boolean> {
  const detail = { code: fehlercode, rueckweisung: rueckweisungUuid(uuid) };
  const beleg = eventEvidence(detail);
  const leaf = makeLeaf({ ereignis: 'zurueckgegeben', uuid, sha256, zeit: new Date(), beleg });
  return recordReturn(ledger.pool, uuid, detail, leaf);
}
