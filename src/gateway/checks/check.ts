import type { KeyPair } from '../../crypto/index.ts';
import {
  bindContent,
  type OpenedContent,
  openContent,
  readSendung,
  shapeSendung,
  type Trust,
  trustSigner,
  type VerifiedSendung,
  verifySendung,
} from '../../envelope/index.ts';
import { asFault } from '../../platform/errors.ts';
import type { GatewayProfile } from '../../profile/index.ts';
import { firstFault, readHeader, type Validator } from '../../standard/index.ts';
import { parseTrusted, type XmlDoc, type XmlLimits } from '../../xml/index.ts';
import { readLegalDates } from '../procedure.ts';
import { readersOf } from './readers.ts';
import {
  type Admission,
  type CheckReport,
  type Content,
  ended,
  type Remark,
  type Shaped,
  type Stage,
  type Verified,
} from './report.ts';

/** What the checks work with; the event loop and each thread have their own. */
export interface CheckKit {
  readonly limits: XmlLimits;
  readonly trust: Trust;
  readonly validator: Validator;
  readonly keys: DecryptionKeys;
}

/** The gateway's keys for opening contents: the current one, then those of replaced certificates. */
export interface DecryptionKeys {
  readonly encryption: Pick<KeyPair, 'key'>;
  readonly former: readonly Pick<KeyPair, 'key'>[];
}

/** A Sendung to be checked. */
export interface CheckRequest {
  readonly bytes: Uint8Array;
  readonly eingegangen: Date;
  /** the gateway as its profile has it now */
  readonly gateway: Pick<GatewayProfile, 'schluessel' | 'inhaltspruefung'>;
}

/**
 * The checks that need nothing but the Sendung, keys and certificates: steps 2, 3, 5, 6, 9 and the first half of 10.
 * They cost nearly all of the intake's processor time and know neither directory nor ledger, so they run anywhere.
 *
 * @param admission says in between whether to go on; left out, every stage is worked off
 * @returns every stage that was reached; never throws for what is wrong with the Sendung
 */
export async function checkSendung(kit: CheckKit, request: CheckRequest, admission?: Admission): Promise<CheckReport> {
  const report: { -readonly [K in keyof CheckReport]: CheckReport[K] } = {};
  let stage: keyof CheckReport = 'shape';
  try {
    using document = readSendung(request.bytes, kit.limits);
    const shaped = shapeSendung(document, request.eingegangen);
    const shape: Shaped = { claimed: shaped.claimed };
    await admission?.shape(shape);
    report.shape = passed(shape);

    stage = 'verify';
    const { algorithm } = shaped.signature;
    const decision = await trustSigner(shaped, kit.trust, request.eingegangen);
    const verified = verifySendung(shaped, decision);
    // what was signed is a copy: the tree of the whole Sendung is not needed any more
    document[Symbol.dispose]();
    const verify: Verified = {
      kopf: verified.kopf,
      signer: verified.signer.fingerprintSha256,
      inspection: decision.inspection,
      algorithm,
      readers: readersOf(verified.inhalt),
    };
    const worthwhile = await admission?.verify(verify);
    report.verify = passed(verify);
    if (worthwhile === false) return report;

    stage = 'open';
    const opened = await open(kit, request, verified);
    using message = opened && parseTrusted(opened.nachricht);
    report.open = passed<Content | undefined>(opened && message && bindMessage(verified, opened, message));
    if (message === undefined) return report;

    stage = 'validate';
    report.validate = passed(validate(kit, message));
  } catch (error) {
    report[stage] = ended(error);
  }
  return report;
}

const passed = <T>(value: T): Stage<T> => ({ value });

/** 9 open, first half – where the gateway is a reader: decrypt and verify the author. */
async function open(
  { trust, keys }: CheckKit,
  { eingegangen, gateway: { schluessel, inhaltspruefung } }: CheckRequest,
  verified: VerifiedSendung,
): Promise<OpenedContent | undefined> {
  if (inhaltspruefung === 'keine') return undefined;
  try {
    return await openContent(verified, { schluessel, ...keys }, { trust, at: eingegangen });
  } catch (error) {
    if (inhaltspruefung === 'moeglich' && asFault(error).code === 'OPEN_NOT_READER') return undefined;
    throw error;
  }
}

/** 9 open, second half – the content belongs to this header. @param message of the opened content, read once for all */
function bindMessage(verified: VerifiedSendung, { author, trust }: OpenedContent, message: XmlDoc): Content {
  const header = readHeader(message);
  bindContent(verified.kopf, header, author, verified.signer);
  return { header, daten: readLegalDates(message), inspection: trust.inspection };
}

/** 10 validate, first half – schema, code lists, characters, rules. @returns remarks that do not refuse */
function validate({ validator }: CheckKit, message: XmlDoc): Remark[] {
  const { findings, total } = validator.validate(message);
  const first = firstFault(findings, total);
  if (first !== undefined) throw first;
  return findings.map(({ rule, text }) => ({ rule, text }));
}
