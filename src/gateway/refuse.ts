import type { Authority } from '../directory/index.ts';
import { type Kopf, makeRefusal } from '../envelope/index.ts';
import { refusalEvidence } from '../ledger/index.ts';
import { type BlaupauseError, type ErrorCode, fault } from '../platform/errors.ts';
import { isUuid, newUuid, sha256 } from '../platform/ids.ts';
import { reached } from '../platform/steps.ts';
import { rueckweisung0010 } from '../standard/index.ts';
import { makeLeaf } from '../transparency/index.ts';
import { type GatewayContext, signer } from './context.ts';

/** What is known of a Sendung that is refused. */
export interface RefusedSendung {
  /** id of the request; becomes the refusal's */
  readonly kennung: string;
  /** the authority at the other end, where it is known */
  readonly client?: Authority;
  /** header as claimed, not verified; used as a reference in the answer only */
  readonly claimed?: Kopf;
  /** of the bytes as they arrived */
  readonly sha256?: Buffer;
  /** whether the refusal becomes a ledger event: yes on the intake, no for look-ups */
  readonly record: boolean;
}

/** Counted, but not recorded one by one: a flood of these must not fill the ledger. */
const UNRECORDED: ReadonlySet<ErrorCode> = new Set(['LIMIT_RATE', 'LIMIT_BUSY', 'STORE_UNAVAILABLE']);
/** The same answer serves a flood of these for so long: a signature with each request would be what a flood wants. */
const SAME_ANSWER_MS = 1000;
/** Refusals of strangers that become ledger events in one minute; evidence is never deleted, so nobody may fill it. */
const STRANGERS_A_MINUTE = 30;
/** Refusals of these codes are an alarm for the operator. */
const ALARMING: ReadonlySet<ErrorCode> = new Set(['DUPLICATE_UUID', 'IDENT_SENDER', 'BIND_SIGNER', 'OPEN_AUTHOR']);

/**
 * Makes, records and counts a refusal (G6: every refusal is signed, coded and recorded). A ledger that cannot be
 * reached does not keep the refusal from the sender; the log then says so.
 *
 * @returns signed XML, root `rueckweisung`
 */
export async function refuse(context: GatewayContext, error: BlaupauseError, refused: RefusedSendung): Promise<Buffer> {
  const { code } = error;
  if (!UNRECORDED.has(code) || refused.sha256 !== undefined) return refuseAnew(context, error, refused);
  const { answers } = floodOf(context);
  const key = `${code} ${refused.client?.schluessel ?? ''}`;
  const now = performance.now();
  const known = answers.get(key);
  if (known !== undefined && known.until > now) {
    context.metrics.refused(code);
    return known.antwort;
  }
  const antwort = refuseAnew(context, error, refused);
  answers.set(key, { antwort, until: now + SAME_ANSWER_MS });
  return antwort;
}

/** What a gateway remembers against floods: a few answers of each authority, and how many strangers it has recorded. */
interface Flood {
  readonly answers: Map<string, { readonly antwort: Promise<Buffer>; readonly until: number }>;
  strangers: { minute: number; recorded: number };
}
const floods = new WeakMap<GatewayContext, Flood>();

function floodOf(context: GatewayContext): Flood {
  const known = floods.get(context) ?? { answers: new Map(), strangers: { minute: 0, recorded: 0 } };
  floods.set(context, known);
  return known;
}

/** Whether one more refusal of a stranger may be recorded in this minute. */
function recordsStranger(context: GatewayContext): boolean {
  const flood = floodOf(context);
  const minute = Math.floor(performance.now() / 60_000);
  if (flood.strangers.minute !== minute) flood.strangers = { minute, recorded: 0 };
  flood.strangers.recorded += 1;
  return flood.strangers.recorded <= STRANGERS_A_MINUTE;
}

async function refuseAnew(context: GatewayContext, error: BlaupauseError, refused: RefusedSendung): Promise<Buffer> {
  const zeit = context.clock.now();
  const kennung = isUuid(refused.kennung) ? refused.kennung : newUuid();
  const hash = refused.sha256;
  const uuid = refused.claimed?.nachrichtenUUID;
  const internal = error.code === 'INTERNAL';
  const antwort = await makeRefusal(
    {
      kennung,
      ...(uuid === undefined ? {} : { nachrichtenUUID: uuid }),
      ...(hash === undefined ? {} : { sha256: hash.toString('hex') }),
      zeitpunkt: zeit,
      gateway: context.stelle,
      ...(error.detail === undefined || internal ? {} : { einzelheit: error.detail }),
    },
    error,
    xoevMessage(context, error, refused, zeit),
    signer(context),
  );
  reached('refusal.signed', { uuid, kennung, code: error.code });
  context.metrics.refused(error.code);
  context.log[internal ? 'error' : 'warn'](
    {
      kennung,
      uuid,
      code: error.code,
      von: refused.client?.schluessel,
      ...(internal ? { fault: String((error.cause as Error)?.stack ?? error.cause) } : {}),
    },
    'abgewiesen',
  );
  if (refused.record && !UNRECORDED.has(error.code) && (refused.client !== undefined || recordsStranger(context)))
    await record(context, error, refused, { kennung, zeit, antwort });
  return antwort;
}

async function record(
  context: GatewayContext,
  error: BlaupauseError,
  refused: RefusedSendung,
  made: { kennung: string; zeit: Date; antwort: Buffer },
): Promise<void> {
  const hash = refused.sha256 ?? sha256('');
  const uuid = refused.claimed?.nachrichtenUUID;
  try {
    const facts = {
      id: made.kennung,
      ...(uuid === undefined ? {} : { uuid }),
      sha256: hash,
      ...(refused.client === undefined ? {} : { absender: refused.client.schluessel }),
      code: error.code,
      grund: error.entry.grund,
      zeit: made.zeit,
      antwort: made.antwort,
      alarm: ALARMING.has(error.code),
    };
    const leaf = makeLeaf({
      ereignis: 'abgewiesen',
      uuid: made.kennung,
      sha256: hash,
      zeit: made.zeit,
      beleg: refusalEvidence(facts),
    });
    await context.ledger.recordRefusal({ ...facts, leaf });
    reached('refusal.recorded', { uuid, kennung: made.kennung, code: error.code });
  } catch (cause) {
    context.log.error({ kennung: made.kennung, code: error.code, fault: String(cause) }, 'refusal not recorded');
  }
}

/** The XÖV message 0010 to the sender, where the sender is known. */
function xoevMessage(
  context: GatewayContext,
  error: BlaupauseError,
  refused: RefusedSendung,
  zeit: Date,
): Buffer | undefined {
  const { client, claimed } = refused;
  if (client === undefined) return undefined;
  return Buffer.from(
    rueckweisung0010({
      uuid: newUuid(),
      zeit,
      autor: { kennung: context.stelle.schluessel, name: context.stelle.name },
      leser: { kennung: client.schluessel, name: client.name },
      fehler: error.code === 'INTERNAL' ? fault('INTERNAL') : error,
      ...(context.profile.umgebung === 'test' ? { test: 'Testumgebung' } : {}),
      ...(claimed === undefined ? {} : { referenzUUID: claimed.nachrichtenUUID }),
      ...(refused.sha256 === undefined ? {} : { sha256: refused.sha256.toString('hex') }),
    }),
  );
}
