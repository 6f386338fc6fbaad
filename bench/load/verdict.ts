import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { type Times, timesOf } from './figures.ts';
import { eachEntry, PackReader } from './pack.ts';
import type { AnswerEntry } from './sender.ts';

/** Anything that must not be: with some UUIDs to look for, and how many there are in all. */
export interface Wrong {
  readonly count: number;
  readonly uuids: readonly string[];
}

/** What the record of a run says: answers of the gateway on one side, effects at the readers on the other. */
export interface Verdict {
  /** messages of the plan */
  readonly planned: number;
  /** messages that left; what did not is named in {@link notSent} */
  readonly sent: number;
  readonly receipted: number;
  /** not sent: the gateway was overrun, or an earlier message of the case was not accepted */
  readonly notSent: Readonly<Record<string, number>>;
  /** sent without an answer in time, by reason */
  readonly unanswered: Readonly<Record<string, number>>;
  /** how often a message had to be tried again, by reason */
  readonly retries: Readonly<Record<string, number>>;
  /** from the instant at which a message was to leave to its receipt, in milliseconds */
  readonly receipt: Times;
  /** from the same instant until the reader's application has it */
  readonly delivery: Times;
  /** how late the load tool itself was */
  readonly lateness: Times;
  /** messages that were due before the one before them in their case had its receipt; their time counts from due */
  readonly held: number;
  /** receipted and without effect */
  readonly lost: Wrong;
  /** more than one effect */
  readonly doubled: Wrong;
  /** an effect of other bytes than were sent, or of a message that nobody sent */
  readonly altered: Wrong;
  /** the same Sendung got another receipt */
  readonly receiptMismatch: Wrong;
  /** messages that were sent twice */
  readonly repeated: number;
  /** an effect without a receipt: the answer was lost on its way */
  readonly effectOnly: number;
  /** receipts a second, from the first message to the last receipt */
  readonly throughput: number;
}

const NAMED = 20;

class Collector {
  count = 0;
  readonly uuids: string[] = [];

  add(uuid: string): void {
    this.count += 1;
    if (this.uuids.length < NAMED) this.uuids.push(uuid);
  }
}

interface Known {
  readonly sha256: string;
  readonly due: number;
  receipted: boolean;
  effects: number;
}

/**
 * Holds the answers against the effects.
 *
 * @param answers files of the senders
 * @param journals files of the readers
 */
export async function judge(answers: readonly string[], journals: readonly string[]): Promise<Verdict> {
  const known = new Map<string, Known>();
  const places = new Map<string, { file: PackReader; offset: number; length: number }>();
  const [notSent, unanswered, retries]: Record<string, number>[] = [{}, {}, {}];
  const count = (where: Record<string, number> | undefined, name: string, by = 1): void => {
    if (where !== undefined) where[name] = (where[name] ?? 0) + by;
  };
  const receipt: number[] = [];
  const lateness: number[] = [];
  const [lost, doubled, altered, receiptMismatch] = [
    new Collector(),
    new Collector(),
    new Collector(),
    new Collector(),
  ];
  let [planned, sent, receipted, repeated, effectOnly, held] = [0, 0, 0, 0, 0, 0];
  let [first, last] = [Number.POSITIVE_INFINITY, 0];
  const files: PackReader[] = [];
  for (const name of answers) {
    const file = await PackReader.open(name);
    files.push(file);
    const seconds: (AnswerEntry & { offset: number; length: number })[] = [];
    for await (const entry of eachEntry<AnswerEntry>(name)) {
      if (entry.repeat) {
        seconds.push(entry);
        continue;
      }
      planned += 1;
      if (entry.sent === 0) {
        count(notSent, entry.reason ?? '');
        continue;
      }
      sent += 1;
      first = Math.min(first, entry.due);
      for (const [reason, times] of Object.entries(entry.retries ?? {})) count(retries, reason, times);
      lateness.push(entry.begun - entry.due);
      if (entry.held) held += 1;
      const good = entry.status === 200 || entry.status === 202;
      if (good) {
        receipted += 1;
        last = Math.max(last, entry.answered);
        receipt.push(entry.answered - entry.due);
      } else if (entry.status === 0) count(unanswered, entry.reason ?? '');
      known.set(entry.uuid, { sha256: entry.sha256, due: entry.due, receipted: good, effects: 0 });
      places.set(entry.uuid, { file, offset: entry.offset, length: entry.length });
    }
    for (const entry of seconds) {
      const before = places.get(entry.uuid);
      if (before === undefined || entry.status === 0) continue;
      repeated += 1;
      if (!(await before.file.read(before)).equals(await file.read(entry))) receiptMismatch.add(entry.uuid);
    }
  }
  const delivery: number[] = [];
  for (const journal of journals) {
    for await (const line of createInterface({ input: createReadStream(journal) })) {
      const [uuid = '', sha256 = '', at = ''] = line.split(' ');
      const message = known.get(uuid);
      if (message === undefined || message.sha256 !== sha256) altered.add(uuid);
      if (message === undefined) continue;
      message.effects += 1;
      if (message.effects === 1) delivery.push(Number(at) - message.due);
      if (message.effects === 2) doubled.add(uuid);
    }
  }
  for (const [uuid, { receipted: promised, effects }] of known) {
    if (promised && effects === 0) lost.add(uuid);
    if (!promised && effects > 0) effectOnly += 1;
  }
  await Promise.all(files.map((file) => file.close()));
  return {
    planned,
    sent,
    receipted,
    notSent: notSent ?? {},
    unanswered: unanswered ?? {},
    retries: retries ?? {},
    receipt: timesOf(receipt),
    delivery: timesOf(delivery),
    lateness: timesOf(lateness),
    held,
    lost,
    doubled,
    altered,
    receiptMismatch,
    repeated,
    effectOnly,
    throughput: receipted === 0 ? 0 : receipted / ((last - first) / 1000),
  };
}
