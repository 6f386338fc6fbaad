import { type Kopf, makeReceipt, messageNumber, type Verdict } from '../envelope/index.ts';
import { eventEvidence, sendungEvidence } from '../ledger/index.ts';
import { fault } from '../platform/errors.ts';
import { reached } from '../platform/steps.ts';
import { legalDay, type Schritt } from '../procedure/index.ts';
import type { MessageHeader } from '../standard/index.ts';
import { makeLeaf } from '../transparency/index.ts';
import type { Content } from './checks/index.ts';
import { type GatewayContext, signer } from './context.ts';
import { fristbezug, type Vermerk } from './fristen/notiz.ts';
import { deliveryPriority } from './priority.ts';
import { stepOf } from './procedure.ts';

/** A Sendung that is durable, now or since before. */
export interface Accepted {
  readonly outcome: 'angenommen' | 'wiederholt';
  /** its receipt */
  readonly antwort: Buffer;
  readonly kopf: Kopf | undefined;
}

/** A Sendung that passed every check. */
export interface CheckedSendung {
  readonly kopf: Kopf;
  /** where the gateway reads it */
  readonly content: Content | undefined;
  readonly bytes: Buffer;
  readonly hash: Buffer;
  readonly eingegangen: Date;
  readonly verdicts: readonly Verdict[];
  /** the accepted messages of its case; undefined where the gateway reads no contents */
  readonly steps: readonly Schritt[] | undefined;
  readonly vermerk: Vermerk | undefined;
  /** whether it is recorded only if its case is still as it was judged */
  readonly streng: boolean;
  readonly kennung: string;
  readonly onSigned: (() => void) | undefined;
}

/**
 * 11 record and 12 receipt – the receipt is signed first and stored in the same transaction as everything it promises,
 * so that it exists only for what is durable (G2). Of two gateways racing for one UUID the database lets one win;
 * the other hands out the winner's receipt. Of two messages of one case that were judged at the same time one is
 * recorded, and the other is judged again with it.
 */
export async function record(
  context: GatewayContext,
  { kopf, content, bytes, hash, eingegangen, verdicts, steps, vermerk, streng, kennung, onSigned }: CheckedSendung,
): Promise<Accepted | 'overtaken'> {
  const facts = {
    uuid: kopf.nachrichtenUUID,
    sha256: hash,
    kopf,
    groesse: bytes.length,
    eingegangen,
    pruefungen: verdicts,
    erstellungszeitpunkt: content && new Date(content.header.erstellungszeitpunkt),
    referenzUUID: content?.header.referenzUUID,
    daten: content?.daten,
  };
  const leaf = makeLeaf({
    ereignis: 'eingegangen',
    uuid: kopf.nachrichtenUUID,
    sha256: hash,
    zeit: eingegangen,
    beleg: sendungEvidence(facts),
  });
  const receipt = await makeReceipt(
    {
      nachrichtenUUID: kopf.nachrichtenUUID,
      absender: kopf.absender,
      empfaenger: kopf.empfaenger,
      sha256: hash.toString('hex'),
      groesse: bytes.length,
      eingegangen,
      gateway: context.stelle,
      log: {
        origin: context.logOrigin,
        blatt: leaf.hash.toString('hex'),
        fristSekunden: context.settings.mergeDelaySeconds,
      },
      profil: `${context.profile.profil} ${context.profile.version}`,
      pruefungen: verdicts,
    },
    signer(context),
  );
  reached('receipt.signed', { uuid: kopf.nachrichtenUUID, kennung });
  onSigned?.();
  const { notiz, naechste } = fristbezug(context, kopf, steps, stepOf(kopf, content), vermerk);
  const sendung = {
    ...facts,
    bytes,
    quittung: receipt,
    leaf,
    prioritaet: deliveryPriority(kopf, legalDay(eingegangen), naechste),
  };
  const { ledger } = context;
  const stored = await (streng && notiz ? ledger.recordInOrder(sendung, notiz) : ledger.record(sendung, notiz));
  if (stored.outcome === 'overtaken') return 'overtaken';
  reached('intake.recorded', { uuid: kopf.nachrichtenUUID, kennung });
  if (stored.outcome === 'conflict') throw fault('DUPLICATE_UUID', { path: '/sendung/kopf/nachrichtenUUID' });
  if (stored.outcome === 'recorded' && content !== undefined) await noteProcessed(context, kopf, content.header);
  return { outcome: stored.outcome === 'recorded' ? 'angenommen' : 'wiederholt', antwort: stored.quittung, kopf };
}

/** Messages that say that nothing was processed. */
const REFUSAL_NUMBER = '0010';

/**
 * The reader of an earlier message answers it or receipts it (0020): that message is processed, and its Laufzettel says
 * so. A remark only; without it the answer itself is still there.
 */
async function noteProcessed({ ledger, log, clock }: GatewayContext, kopf: Kopf, header: MessageHeader): Promise<void> {
  const { referenzUUID } = header;
  const number = messageNumber(kopf.nachrichtentyp);
  if (referenzUUID === undefined || number === REFUSAL_NUMBER) return;
  try {
    const earlier = await ledger.findByUuid(referenzUUID);
    if (earlier?.empfaenger !== kopf.absender) return;
    const detail = { durch: number };
    const leaf = makeLeaf({
      ereignis: 'verarbeitet',
      uuid: earlier.uuid,
      sha256: earlier.sha256,
      zeit: clock.now(),
      beleg: eventEvidence(detail),
    });
    await ledger.verarbeitet(referenzUUID, detail, leaf);
  } catch (error) {
    log.warn({ uuid: kopf.nachrichtenUUID, fault: String(error) }, 'answer not noted on the Laufzettel');
  }
}
