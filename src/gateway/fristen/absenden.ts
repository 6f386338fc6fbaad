import { parseCertificate } from '../../crypto/index.ts';
import type { Authority } from '../../directory/index.ts';
import { type Kopf, seal } from '../../envelope/index.ts';
import type { BlaupauseError } from '../../platform/errors.ts';
import { type MessageType, NAMESPACE } from '../../standard/index.ts';
import { type GatewayContext, signer } from '../context.ts';
import { intake } from '../intake.ts';
import type { Vermerk } from './notiz.ts';

/** How long the gateway's own Sendung may travel to its intake, which is the same process. */
const VALID_MS = 3_600_000;

/** A message of the gateway's own, ready to be sealed. */
export interface EigeneNachricht {
  readonly uuid: string;
  readonly typ: MessageType;
  readonly vorgang: string;
  readonly leser: Authority;
  readonly zeit: Date;
  readonly nachricht: Uint8Array;
  readonly vermerk: Vermerk;
}

/** The authority that is to be told, or why it cannot be. */
export const adressat = (
  { directory }: GatewayContext,
  schluessel: string | undefined,
  nummer: string,
): Authority | { readonly grund: string } => {
  if (schluessel === undefined) return { grund: 'niemand-zustaendig' };
  if (!directory.maySend(directory.gateway.schluessel, nummer)) return { grund: 'gateway-sendet-nicht' };
  const leser = directory.get(schluessel);
  if (leser === undefined) return { grund: 'unbekannt' };
  if (!directory.accepts(schluessel, nummer)) return { grund: 'nimmt-nicht' };
  return directory.supports(schluessel, NAMESPACE) ? leser : { grund: 'anderer-standard' };
};

/**
 * Sends in the gateway's name: sealed with its own keys, then through the same intake as any Sendung, with the same
 * checks, receipt, log leaf and outbox row. What is noted with it stands in the same transaction.
 *
 * @returns undefined when accepted, now or before; the fault that refused it otherwise
 */
export async function sendeEigene(
  context: GatewayContext,
  { uuid, typ, vorgang, leser, zeit, nachricht, vermerk }: EigeneNachricht,
): Promise<BlaupauseError | undefined> {
  const { directory, profile, trust } = context;
  const { gateway } = directory;
  const kopf: Kopf = {
    nachrichtenUUID: uuid,
    nachrichtentyp: typ,
    standard: NAMESPACE,
    absender: gateway.schluessel,
    empfaenger: leser.schluessel,
    vorgangsUUID: vorgang,
    erstellt: zeit,
    gueltigBis: new Date(zeit.getTime() + VALID_MS),
    test: profile.umgebung === 'test',
  };
  const readers = [];
  // the gateway is a reader too: its checks open what it sends like everything else
  for (const { schluessel, encryptionCertificate } of [leser, gateway]) {
    const { der } = parseCertificate(encryptionCertificate);
    const { certificate } = await trust.check(der, [], { purpose: 'encryption', at: zeit });
    readers.push({ schluessel, certificate });
  }
  const bytes = await seal({ kopf, nachricht, author: signer(context), readers });
  const result = await intake(context, { bytes, client: { authority: gateway }, kennung: uuid, vermerk });
  return result.outcome === 'abgewiesen' ? result.error : undefined;
}
