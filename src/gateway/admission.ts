import type { Authority } from '../directory/index.ts';
import { type Kopf, messageNumber, type Verdict } from '../envelope/index.ts';
import { fault } from '../platform/errors.ts';
import { reached } from '../platform/steps.ts';
import { bindHeader, checkWindow, expectReader } from './bind.ts';
import type { Admission, Shaped, Verified } from './checks/index.ts';
import type { GatewayContext } from './context.ts';
import type { ClientIdentity } from './identify.ts';
import { judgedCertificate, passed } from './verdicts.ts';

/** A Sendung of which nothing is known but its bytes and who handed them in. */
interface Newcomer {
  readonly hash: Buffer;
  readonly eingegangen: Date;
  readonly client: ClientIdentity;
  readonly authority: Authority;
  /** id of the request */
  readonly kennung: string;
}

/**
 * Steps 4, 7 and 8 between those that cost processor time: whoever may not send this is refused, and whatever was
 * received before is recognised, before anything is decrypted or validated. One for each Sendung.
 */
export class Reception implements Admission {
  readonly #context: GatewayContext;
  readonly #newcomer: Newcomer;
  readonly #verdicts: Verdict[] = [passed('limit')];
  /** header as claimed, once its shape is accepted; not to be believed */
  claimed: Kopf | undefined;
  /** header under the signature, once everything about it is accepted */
  kopf: Kopf | undefined;
  /** stored receipt of a Sendung that was received before */
  earlier: Buffer | undefined;

  constructor(context: GatewayContext, newcomer: Newcomer) {
    this.#context = context;
    this.#newcomer = newcomer;
  }

  /** Verdicts of the steps so far, in their order. */
  get verdicts(): readonly Verdict[] {
    return this.#verdicts;
  }

  /** After step 3. @throws IDENT_SENDER */
  shape({ claimed }: Shaped): void {
    const { client } = this.#newcomer;
    this.claimed = claimed;
    this.#verdicts.push(passed('read'), passed('shape'));
    identifySender(this.#context, claimed, this.#newcomer.authority);
    const { inspection } = client;
    this.#verdicts.push(inspection === undefined ? passed('identify') : judgedCertificate('identify', inspection));
    reached('intake.shaped', { uuid: claimed.nachrichtenUUID, kennung: this.#newcomer.kennung });
  }

  /** After step 6. @throws IDENT_SENDER, BIND_*, DUPLICATE_UUID, OPEN_NOT_READER */
  async verify(verified: Verified): Promise<boolean> {
    const { kopf, inspection, algorithm, readers } = verified;
    this.#verdicts.push(judgedCertificate('trust', inspection), passed('verify', { algorithmus: algorithm }));
    identifySender(this.#context, kopf, this.#newcomer.authority);
    bindHeader(this.#context, verified);
    checkWindow(this.#context, kopf, this.#newcomer.eingegangen);
    this.#verdicts.push(passed('bind'));
    this.earlier = await deduplicate(this.#context, kopf, this.#newcomer.hash);
    if (this.earlier === undefined) {
      this.#verdicts.push(passed('deduplicate'));
      expectReader(kopf, readers);
    }
    this.kopf = kopf;
    reached('intake.verified', { uuid: kopf.nachrichtenUUID, kennung: this.#newcomer.kennung });
    return this.earlier === undefined;
  }
}

/**
 * 4 identify, second half – the authority acts for itself or with a mandate. Asked of the header as claimed, so that a
 * stranger's name is refused as such whatever its signature, and again of the verified one: no decision rests on bytes
 * that were not hashed (G3).
 */
function identifySender(context: GatewayContext, { absender, nachrichtentyp }: Kopf, authority: Authority): void {
  if (!context.directory.mayActFor(authority.schluessel, absender, messageNumber(nachrichtentyp))) {
    throw fault('IDENT_SENDER', { path: '/sendung/kopf/absender' });
  }
}

/** 8 deduplicate – same UUID: the stored receipt for the same bytes, refusal and alarm for others. */
async function deduplicate(context: GatewayContext, kopf: Kopf, hash: Buffer): Promise<Buffer | undefined> {
  const earlier = await context.ledger.findByUuid(kopf.nachrichtenUUID);
  if (earlier === undefined) return undefined;
  if (!earlier.sha256.equals(hash)) throw fault('DUPLICATE_UUID', { path: '/sendung/kopf/nachrichtenUUID' });
  return earlier.quittung;
}
