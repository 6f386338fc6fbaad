import type { Authority } from '../directory/index.ts';
import { type Kopf, makeReceipt, messageNumber, type Verdict } from '../envelope/index.ts';
import { eventEvidence, sendungEvidence } from '../ledger/index.ts';
import { asFault, fault } from '../platform/errors.ts';
import { sha256ByTurns } from '../platform/ids.ts';
import { reached } from '../platform/steps.ts';
import { legalDay, type Schritt } from '../procedure/index.ts';
import type { MessageHeader } from '../standard/index.ts';
import { makeLeaf } from '../transparency/index.ts';
import { Reception } from './admission.ts';
import { type Content, outcomeOf, type Remark } from './checks/index.ts';
import { type GatewayContext, signer } from './context.ts';
import { fristbezug, type Vermerk } from './fristen/notiz.ts';
import type { ClientIdentity } from './identify.ts';
import { Lanes } from './lanes.ts';
import { deliveryPriority } from './priority.ts';
import { checkProcedure, seenSteps, stepOf } from './procedure.ts';
import { refuse } from './refuse.ts';
import { judgedCertificate, passed, remarked, unchecked } from './verdicts.ts';

/** A Sendung as it arrived, detached from HTTP. */
export interface Arrival {
  readonly bytes: Buffer;
  /** who is at the other end of the connection */
  readonly client: ClientIdentity;
  /** id of the request, becomes the id of a refusal */
  readonly kennung: string;
  /** where the gateway itself sends: what is noted with it */
  readonly vermerk?: Vermerk;
  /** told when its receipt is signed and only the store is left to wait for */
  readonly onSigned?: () => void;
}

/** The signed answer to a Sendung. */
export type IntakeResult =
  | { readonly outcome: 'angenommen' | 'wiederholt'; readonly antwort: Buffer; readonly kopf: Kopf | undefined }
  | { readonly outcome: 'abgewiesen'; readonly antwort: Buffer; readonly error: ReturnType<typeof asFault> };

/**
 * The intake: the checks that a careful clerk would do by hand, in this order. A Sendung comes out with a receipt,
 * and then it is durable, or with a signed refusal, and then nothing of it is queued. Steps 2, 3, 5, 6, 9 and 10 are
 * worked off by checks/, for a large Sendung in a thread of its own; between them it asks the {@link Reception} for
 * steps 4, 7 and 8, so that who may not send, and what was received before, costs no decryption.
 */
export async function intake(context: GatewayContext, arrival: Arrival): Promise<IntakeResult> {
  const started = performance.now();
  const progress: Progress = {};
  try {
    const result = await accept(context, arrival, progress);
    if (result.outcome === 'angenommen') context.metrics.accepted(result.kopf?.nachrichtentyp ?? 'unbekannt');
    else context.metrics.repeated();
    context.metrics.intakeSeconds((performance.now() - started) / 1000, result.outcome);
    return result;
  } catch (caught) {
    const error = asFault(caught);
    const claimed = progress.reception?.claimed;
    const antwort = await refuse(context, error, {
      kennung: arrival.kennung,
      ...(arrival.client.authority === undefined ? {} : { client: arrival.client.authority }),
      ...(claimed === undefined ? {} : { claimed }),
      sha256: progress.hash ?? (await sha256ByTurns(arrival.bytes)),
      record: true,
    });
    context.metrics.intakeSeconds((performance.now() - started) / 1000, 'abgewiesen');
    return { outcome: 'abgewiesen', antwort, error };
  }
}

/** How far a Sendung came, for a refusal that says what is known of it. */
interface Progress {
  hash?: Buffer;
  reception?: Reception;
}

async function accept(
  context: GatewayContext,
  { bytes, client, kennung, vermerk, onSigned }: Arrival,
  progress: Progress,
): Promise<Exclude<IntakeResult, { outcome: 'abgewiesen' }>> {
  const eingegangen = context.clock.now();
  limit(context, bytes);
  const hash = await sha256ByTurns(bytes);
  progress.hash = hash;
  reached('intake.received', { kennung });
  const authority = identify(client);
  const known = await recognise(context, hash, authority);
  reached('intake.recognised', { kennung });
  if (known !== undefined) return { outcome: 'wiederholt', antwort: known, kopf: undefined };

  const reception = new Reception(context, { hash, eingegangen, client, authority, kennung });
  progress.reception = reception;
  const { gateway } = context.profile;
  const report = await context.checks.run({ bytes, eingegangen, gateway }, authority.schluessel, reception);
  outcomeOf(report.shape);
  outcomeOf(report.verify);
  const { kopf, earlier } = reception;
  if (kopf === undefined) throw fault('INTERNAL', { cause: 'not admitted' });
  if (earlier !== undefined) return { outcome: 'wiederholt', antwort: earlier, kopf };
  const content = outcomeOf(report.open);
  reached('intake.checked', { uuid: kopf.nachrichtenUUID, kennung });
  const watched = gateway.inhaltspruefung !== 'keine';
  const steps = watched ? await seenSteps(context.ledger, kopf.vorgangsUUID) : undefined;
  const judged = (seen: typeof steps, streng: boolean): ReturnType<typeof record> => {
    const verdicts = [
      ...reception.verdicts,
      content === undefined ? unchecked('open') : judgedCertificate('open', content.inspection),
      content === undefined ? unchecked('validate') : follow(context, kopf, content, outcomeOf(report.validate), seen),
    ];
    return record(context, {
      kopf,
      content,
      bytes,
      hash,
      eingegangen,
      verdicts,
      steps: seen,
      vermerk,
      streng,
      kennung,
      onSigned,
    });
  };
  const done = await judged(steps, content !== undefined);
  return done === 'overtaken' ? again(context, kopf, steps ?? [], judged) : done;
}

/** How often a message is judged anew because another one of its case was faster; each time that one is recorded. */
const MOST_JUDGEMENTS = 50;

/** Messages that were overtaken do not race each other a second time. */
const overtaken = new Lanes();

/** Judges a message anew with what its case has got meanwhile, until it is recorded. */
const again = (
  { ledger }: GatewayContext,
  { vorgangsUUID }: Kopf,
  steps: readonly Schritt[],
  judged: (steps: Schritt[], streng: boolean) => ReturnType<typeof record>,
): Promise<Accepted> =>
  overtaken.run(vorgangsUUID.toLowerCase(), async () => {
    let before = steps.length;
    for (let attempt = 1; attempt <= MOST_JUDGEMENTS; attempt += 1) {
      const now = await seenSteps(ledger, vorgangsUUID);
      // where nothing is new, the count is behind and the case is as it was judged
      const done = await judged(now, now.length !== before);
      if (done !== 'overtaken') return done;
      before = now.length;
    }
    throw fault('STORE_UNAVAILABLE', { cause: 'the case keeps changing' });
  });

/** 1 limit – the size here, for callers without HTTP; content type, encoding and rate at the HTTP edge. */
function limit(context: GatewayContext, bytes: Buffer): void {
  if (bytes.length === 0) throw fault('LIMIT_EMPTY');
  if (bytes.length > context.settings.maxBytes) {
    throw fault('LIMIT_SIZE', { detail: `Erlaubt sind ${context.settings.maxBytes} Bytes.` });
  }
}

/** 4 identify, first half – the client certificate names an authority of the directory. */
function identify(client: ClientIdentity): Authority {
  if (client.fault !== undefined) throw client.fault;
  if (client.authority === undefined) throw fault('IDENT_NO_CERTIFICATE');
  return client.authority;
}

/**
 * The same bytes from the same authority: the stored receipt, for ever (G1), whatever the clock, certificates or
 * directory say today. The bytes were verified when they were accepted.
 */
async function recognise(context: GatewayContext, hash: Buffer, authority: Authority): Promise<Buffer | undefined> {
  const stored = await context.ledger.findBySha256(hash);
  if (stored === undefined || !context.directory.mayActFor(authority.schluessel, stored.absender)) return undefined;
  return stored.quittung;
}

/** 10 validate, second half – after schema and rules, which left these remarks: the order of the procedure. */
function follow(
  context: GatewayContext,
  kopf: Kopf,
  content: Content,
  remarks: readonly Remark[],
  steps: readonly Schritt[] = [],
): Verdict {
  const all = [...remarks, ...checkProcedure(context, kopf, steps, stepOf(kopf, content))];
  return all.length === 0 ? passed('validate') : remarked('validate', all);
}

/** A Sendung that is durable, now or since before. */
type Accepted = Extract<IntakeResult, { readonly outcome: 'angenommen' | 'wiederholt' }>;

interface CheckedSendung {
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
async function record(
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
