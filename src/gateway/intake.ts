import type { Authority } from '../directory/index.ts';
import type { Kopf, Verdict } from '../envelope/index.ts';
import { asFault, fault } from '../platform/errors.ts';
import { sha256ByTurns } from '../platform/ids.ts';
import { reached } from '../platform/steps.ts';
import type { Schritt } from '../procedure/index.ts';
import { Reception } from './admission.ts';
import { type Content, outcomeOf, type Remark } from './checks/index.ts';
import type { GatewayContext } from './context.ts';
import type { Vermerk } from './fristen/notiz.ts';
import type { ClientIdentity } from './identify.ts';
import { Lanes } from './lanes.ts';
import { checkProcedure, seenSteps, stepOf } from './procedure.ts';
import { type Accepted, record } from './record.ts';
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
  | Accepted
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
): Promise<Accepted> {
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
