import { type Kopf, messageNumber } from '../envelope/index.ts';
import type { Ledger } from '../ledger/index.ts';
import { fault } from '../platform/errors.ts';
import { legalDay, type Ordnungsbefund, type Ort, orderFindings, type Schritt } from '../procedure/index.ts';
import type { MessageHeader } from '../standard/index.ts';
import type { GatewayContext } from './context.ts';
import type { LegalDates } from './legal-dates.ts';
import { judgeOrder } from './order-policy.ts';

export { type LegalDates, readLegalDates } from './legal-dates.ts';

/** A remark that does not refuse a message, as it stands in the evidence. */
export type OrderRemark = Pick<Ordnungsbefund, 'rule' | 'norm' | 'text'>;

/** The accepted messages of a Vorgang in legal order, as the state machine and the events of a case are made from. */
export async function seenSteps(ledger: Pick<Ledger, 'vorgang'>, vorgangsUUID: string): Promise<Schritt[]> {
  const history = await ledger.vorgang(vorgangsUUID);
  return history.map((entry) => ({
    nummer: entry.nummer,
    am: legalDay(entry.erstellungszeitpunkt),
    daten: entry.daten,
    uuid: entry.uuid,
    von: entry.absender,
    an: entry.empfaenger,
    ...(entry.referenzUUID === undefined ? {} : { bezug: entry.referenzUUID }),
    ...(entry.erbetenBis === undefined ? {} : { erbetenBis: entry.erbetenBis }),
  }));
}

/** A message that is coming in, as a step of its case; only its header counts where the gateway does not read it. */
export const stepOf = (
  kopf: Kopf,
  content?: { readonly header: MessageHeader; readonly daten: LegalDates },
): Schritt => ({
  nummer: messageNumber(kopf.nachrichtentyp),
  am: legalDay(content === undefined ? kopf.erstellt : new Date(content.header.erstellungszeitpunkt)),
  uuid: kopf.nachrichtenUUID,
  von: kopf.absender,
  an: kopf.empfaenger,
  ...(content === undefined ? {} : { daten: content.daten }),
  ...(content?.header.referenzUUID === undefined ? {} : { bezug: content.header.referenzUUID }),
});

/**
 * Step 10, validate – whether the message may follow what the gateway has seen of its case. The legal day of a message
 * is that of its erstellungszeitpunkt, never the gateway's clock.
 *
 * @param earlier the accepted messages of its case, from {@link seenSteps}
 * @param next the message, from {@link stepOf}
 * @returns remarks, where the missing step may have happened outside the gateway or the profile only warns
 * @throws VALIDATE_ORDER for a contradiction, with rule and norm
 */
export function checkProcedure(
  context: GatewayContext,
  kopf: Kopf,
  earlier: readonly Schritt[],
  next: Schritt,
): OrderRemark[] {
  // the gateway warns and reminds of what the case is; it takes no part in its order
  if (kopf.absender === context.directory.gateway.schluessel) return [];
  const { refused, noted } = judgeOrder(
    orderFindings(earlier, next, seatOf(context, kopf.absender)),
    context.profile.gateway.ordnung,
  );
  const [worst] = refused;
  if (worst !== undefined) {
    throw fault('VALIDATE_ORDER', {
      detail: worst.text,
      findings: refused.map(({ rule, text }) => ({ rule, text, severity: 'error' as const })),
    });
  }
  return noted.map(({ rule, norm, text }) => ({ rule, norm, text }));
}

/** Seat of the authority whose holidays move the periods: the Bußgeldbehörde that sends. */
function seatOf({ directory }: GatewayContext, absender: string): Ort | undefined {
  const authority = directory.get(absender);
  if (authority?.rolle !== 'bussgeldbehoerde') return undefined;
  return { land: authority.land, ags: authority.ags } as Ort;
}
