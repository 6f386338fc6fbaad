import { type Kopf, messageNumber } from '../envelope/index.ts';
import { fault } from '../platform/errors.ts';
import { legalDay, type Ordnungsbefund, type Ort, orderFindings, type Schritt } from '../procedure/index.ts';
import type { MessageHeader } from '../standard/index.ts';
import type { XmlDoc } from '../xml/index.ts';
import type { GatewayContext } from './context.ts';

/** Fields that the order of the procedure hangs on: legal dates and outcomes, never persons. */
const DATES: ReadonlySet<string> = new Set([
  'erlassdatum',
  'erledigtAm',
  'erledigungsart',
  'festgestelltAm',
  'gewaehrt',
  'rechtskraftAm',
  'rechtzeitig',
  'rest',
  'spaetereFaelligkeit',
  'vernommenAm',
  'verzicht',
  'vollstreckungsverjaehrungEnde',
  'zurueckAm',
  'zustelldatum',
]);

/** A remark that does not refuse a message, as it stands in the evidence. */
export type OrderRemark = Pick<Ordnungsbefund, 'rule' | 'norm' | 'text'>;

/**
 * Step 10, validate – whether the message may follow what the gateway has seen of its case. The legal day of a message
 * is that of its erstellungszeitpunkt, never the gateway's clock.
 *
 * @param daten what {@link readLegalDates} found in the message
 * @returns remarks, where the missing step may have happened outside the gateway
 * @throws VALIDATE_ORDER for a contradiction, with rule and norm
 */
export async function checkProcedure(
  context: GatewayContext,
  kopf: Kopf,
  header: MessageHeader,
  daten: LegalDates,
): Promise<OrderRemark[]> {
  const history = await context.ledger.vorgang(kopf.vorgangsUUID);
  const earlier = history.map(
    (entry): Schritt => ({
      nummer: entry.nummer,
      am: legalDay(entry.erstellungszeitpunkt),
      daten: entry.daten,
    }),
  );
  const next: Schritt = {
    nummer: messageNumber(kopf.nachrichtentyp),
    am: legalDay(new Date(header.erstellungszeitpunkt)),
    daten,
  };
  const findings = orderFindings(earlier, next, seatOf(context, kopf.absender));
  const [worst] = findings;
  if (worst?.severity === 'error') {
    throw fault('VALIDATE_ORDER', {
      detail: worst.text,
      findings: findings.map(({ rule, text, severity }) => ({ rule, text, severity })),
    });
  }
  return findings.map(({ rule, norm, text }) => ({ rule, norm, text }));
}

/** Seat of the authority whose holidays move the periods: the Bußgeldbehörde that sends. */
function seatOf({ directory }: GatewayContext, absender: string): Ort | undefined {
  const authority = directory.get(absender);
  if (authority?.rolle !== 'bussgeldbehoerde') return undefined;
  return { land: authority.land, ags: authority.ags } as Ort;
}

/** Legal dates and outcomes of one message by their names in the standard. */
export type LegalDates = Readonly<Record<string, unknown>>;

/** Reads what the order of the procedure hangs on; the first of a name counts. */
export function readLegalDates(message: XmlDoc): LegalDates {
  const dates: Record<string, unknown> = {};
  for (const element of message.root.descendants()) {
    const { name } = element;
    if (!DATES.has(name) || name in dates) continue;
    const text = element.text.trim();
    dates[name] = text === 'true' ? true : text === 'false' ? false : text;
  }
  return dates;
}
