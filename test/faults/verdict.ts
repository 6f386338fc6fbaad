import { TrustStore } from '../../src/crypto/index.ts';
import { openReceipt, openRefusal } from '../../src/envelope/index.ts';
import { checkLog } from '../../src/transparency/index.ts';
import { until } from '../store/processes.ts';
import type { Ground } from './ground.ts';
import type { Way } from './plan.ts';

/** In which way a guarantee was broken. */
export type Broken =
  /** a Sendung with a receipt took no effect at its reader */
  | 'lost'
  /** it took effect more than once */
  | 'doubled'
  /** the same Sendung got different receipts */
  | 'receiptMismatch'
  /** a Sendung got no answer although everything runs */
  | 'unanswered'
  /** the Laufzettel does not say what happened */
  | 'laufzettel'
  /** a Sendung that must be refused was not, or its refusal is no evidence */
  | 'refusal'
  /** a receipt's leaf is not in the log, or the log is broken */
  | 'log';

/** One broken guarantee. */
export interface Failure {
  readonly seed: number;
  readonly kind: Broken;
  readonly uuid?: string;
  readonly text: string;
}

/** A Sendung of a run and what is to become of it. */
export interface Sent {
  readonly uuid: string;
  readonly way: Way;
  /** whether it is to be refused */
  readonly bad: boolean;
}

const END_STATE = { postfach: 'abgeholt', push: 'zugestellt' } as const;
const LEDGER_MS = 30_000;

/** Asks the database as long as it takes to come back. */
export const patiently = <T>(work: () => Promise<T>): Promise<T> =>
  until(async () => {
    try {
      return { value: await work() };
    } catch {
      return undefined;
    }
  }, LEDGER_MS).then(({ value }) => value);

/** Whether nothing more is to come for a Sendung: answered, taken effect, and both written down. */
export async function settled(ground: Ground, { uuid, way, bad }: Sent, open: ReadonlySet<string>): Promise<boolean> {
  if (open.has(uuid)) return false;
  if (bad) return true;
  if (ground.reader.effects(uuid) === 0) return false;
  const stored = await patiently(() => ground.ledger.findByUuid(uuid));
  return stored?.status === END_STATE[way];
}

/** Everything that was promised for the Sendungen of a run, compared with what is. */
export async function judge(ground: Ground, seed: number, sent: readonly Sent[]): Promise<Failure[]> {
  const failures: Failure[] = [];
  const open = new Set(ground.sender.open().map(({ uuid }) => uuid));
  for (const each of sent) {
    const { uuid } = each;
    const broken = (kind: Broken, text: string): void => void failures.push({ seed, kind, uuid, text });
    if (open.has(uuid)) {
      broken('unanswered', 'no answer although everything runs again');
      continue;
    }
    const found = each.bad ? await judgeRefused(ground, each) : await judgeAccepted(ground, each);
    for (const [kind, text] of found) broken(kind, text);
  }
  return failures;
}

type Found = readonly [Broken, string];

async function judgeAccepted(ground: Ground, { uuid, way }: Sent): Promise<Found[]> {
  const found: Found[] = [];
  const answers = ground.sender.answers(uuid);
  const first = answers[0];
  if (first === undefined || answers.some(({ angenommen }) => !angenommen)) {
    const refused = answers.find(({ angenommen }) => !angenommen);
    const why = refused === undefined ? 'nothing' : await codeOf(ground, Buffer.from(refused.bytes));
    return [['unanswered', `no receipt, but ${why}`]];
  }
  // before it is sent again: sending it again would bring a lost one back
  const effects = ground.reader.effects(uuid);
  if (effects === 0) found.push(['lost', 'has a receipt and took no effect']);
  if (effects > 1) found.push(['doubled', `took effect ${effects} times`]);
  if (answers.some(({ bytes }) => !Buffer.from(bytes).equals(first.bytes)))
    found.push(['receiptMismatch', `${answers.length} answers differ`]);
  const stored = await patiently(() => ground.ledger.findByUuid(uuid));
  if (stored === undefined) found.push(['lost', 'has a receipt and is not in the ledger']);
  else if (!stored.quittung.equals(first.bytes)) found.push(['receiptMismatch', 'the ledger holds another receipt']);
  for (const again of await sendAgain(ground, uuid)) {
    if (!again.body.equals(first.bytes))
      found.push(['receiptMismatch', `sent again: HTTP ${again.status}, other bytes`]);
  }
  const events = (await patiently(() => ground.ledger.laufzettel(uuid))).map(({ ereignis }) => ereignis);
  const state = END_STATE[way];
  if (stored?.status !== state || events.filter((event) => event === state).length !== 1)
    found.push(['laufzettel', `ends in ${stored?.status}, with the events ${events.join(', ')}`]);
  if (ground.reader.effects(uuid) > Math.max(1, effects)) found.push(['doubled', 'took effect again when sent again']);
  return found;
}

async function judgeRefused(ground: Ground, { uuid }: Sent): Promise<Found[]> {
  const found: Found[] = [];
  const answers = ground.sender.answers(uuid);
  if (answers.some(({ angenommen }) => angenommen)) found.push(['refusal', 'was accepted']);
  for (const { bytes } of answers) {
    const code = await codeOf(ground, Buffer.from(bytes)).catch((error: unknown) => `not verified: ${String(error)}`);
    if (code !== 'VERIFY_SIGNATURE') found.push(['refusal', `was refused with ${code}`]);
  }
  const { rows } = await patiently(() =>
    ground.pool.query<{ antwort: Buffer }>('SELECT antwort FROM blaupause.abweisung WHERE uuid = $1', [uuid]),
  );
  for (const { bytes } of answers) {
    if (!rows.some(({ antwort }) => antwort.equals(bytes))) found.push(['refusal', 'the refusal is not recorded']);
  }
  if (ground.reader.effects(uuid) > 0) found.push(['doubled', 'was refused and took effect']);
  return found;
}

async function codeOf({ pkiDir }: Ground, rueckweisung: Buffer): Promise<string> {
  const refusal = await openRefusal(rueckweisung, { trust: TrustStore.fromFolder(pkiDir), at: new Date() });
  return refusal.code;
}

/** The same bytes to each gateway that runs, past the balancer. */
async function sendAgain(ground: Ground, uuid: string): Promise<{ status: number; body: Buffer }[]> {
  const bytes = ground.sender.sendung(uuid);
  if (bytes === undefined) return [];
  return Promise.all(
    ground.direct().map((client) =>
      until(async () => {
        const answer = await client.send(bytes).catch(() => undefined);
        return answer === undefined || [429, 503].includes(answer.status) ? undefined : answer;
      }),
    ),
  );
}

/** Whether the leaf of every receipt stands in the log, and the log is whole. Waits until the log is complete. */
export async function judgeLog(ground: Ground, sent: readonly Sent[], seed: number): Promise<Failure[]> {
  const failures: Failure[] = [];
  const broken = (text: string, uuid?: string): void =>
    void failures.push({ seed, kind: 'log', text, ...(uuid === undefined ? {} : { uuid }) });
  await until(async () => {
    const { rowCount } = await patiently(() => ground.pool.query('SELECT 1 FROM blaupause.log_offen LIMIT 1'));
    return rowCount === 0;
  }, LEDGER_MS).catch(() => broken('leaves without a place although a gateway runs'));
  const { findings } = await patiently(() => checkLog(ground.pool, ground.logKey.verifier));
  for (const { fault, at } of findings) broken(`${fault} ${at}`);
  const trust = TrustStore.fromFolder(ground.pkiDir);
  for (const { uuid, bad } of sent) {
    const [answer] = ground.sender.answers(uuid);
    if (bad || answer === undefined || !answer.angenommen) continue;
    try {
      const receipt = await openReceipt(Buffer.from(answer.bytes), { trust, at: new Date() });
      const { rowCount } = await patiently(() =>
        ground.pool.query(
          `SELECT 1 FROM blaupause.log_blatt b JOIN blaupause.log_index i ON i.blatt = b.id
           WHERE b.bezug = $1 AND b.leaf_hash = $2`,
          [uuid, Buffer.from(receipt.log.blatt, 'hex')],
        ),
      );
      if (rowCount !== 1) broken('the leaf that the receipt promises is not in the log', uuid);
    } catch (error) {
      broken(`the receipt does not verify: ${String(error)}`, uuid);
    }
  }
  return failures;
}
