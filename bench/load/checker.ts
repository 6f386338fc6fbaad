/** Verifies the answers of a run after it, each as a Konnektor does: signature, trust, and that it is for these bytes. */
import { TrustStore } from '../../src/crypto/index.ts';
import { openReceipt, openRefusal } from '../../src/envelope/index.ts';
import { asFault } from '../../src/platform/index.ts';
import { say, taskOf } from './helpers.ts';
import { eachEntry, PackReader } from './pack.ts';
import type { AnswerEntry } from './sender.ts';

/** Task of a checker: every `of`-th answer of a file, beginning with `part`. */
export interface CheckTask {
  readonly file: string;
  readonly part: number;
  readonly of: number;
  /** part of the receipts that are verified; refusals all are */
  readonly sample: number;
  readonly pkiDir: string;
  readonly gatewaySchluessel: string;
}

/** What a checker found. */
export interface CheckResult {
  readonly verified: number;
  /** UUIDs whose receipt is not what it must be, with the reason; at most a hundred */
  readonly wrong: readonly { readonly uuid: string; readonly reason: string }[];
  readonly wrongCount: number;
  /** refusals by code */
  readonly refusals: Readonly<Record<string, number>>;
}

const NAMED = 100;

const task = await taskOf<CheckTask>();
process.once('disconnect', () => process.exit(1));
const trust = TrustStore.fromFolder(task.pkiDir);
const answers = await PackReader.open(task.file);
const wrong: { uuid: string; reason: string }[] = [];
const refusals: Record<string, number> = {};
let verified = 0;
let wrongCount = 0;
let line = 0;
for await (const entry of eachEntry<AnswerEntry>(task.file)) {
  line += 1;
  if (line % task.of !== task.part || entry.status === 0) continue;
  const accepted = entry.status === 200 || entry.status === 202;
  // which receipts are looked at depends on their bytes alone
  if (accepted && Number.parseInt(entry.sha256.slice(0, 8), 16) / 2 ** 32 >= task.sample) continue;
  const reason = await (accepted ? receiptFault(entry) : refusalFault(entry));
  if (accepted) verified += 1;
  if (reason === undefined) continue;
  wrongCount += 1;
  if (wrong.length < NAMED) wrong.push({ uuid: entry.uuid, reason });
}
say('checked', { verified, wrong, wrongCount, refusals } satisfies CheckResult);
process.disconnect();

async function receiptFault(entry: AnswerEntry & { offset: number; length: number }): Promise<string | undefined> {
  try {
    const receipt = await openReceipt(await answers.read(entry), { trust, at: new Date() });
    if (receipt.gateway.schluessel !== task.gatewaySchluessel) return 'of another gateway';
    if (receipt.nachrichtenUUID !== entry.uuid || receipt.sha256 !== entry.sha256) return 'for another Sendung';
    return undefined;
  } catch (error) {
    return asFault(error).code;
  }
}

async function refusalFault(entry: AnswerEntry & { offset: number; length: number }): Promise<string | undefined> {
  try {
    const { code } = await openRefusal(await answers.read(entry), { trust, at: new Date() });
    refusals[code] = (refusals[code] ?? 0) + 1;
    return undefined;
  } catch (error) {
    refusals[`HTTP ${entry.status}`] = (refusals[`HTTP ${entry.status}`] ?? 0) + 1;
    return asFault(error).code;
  }
}
