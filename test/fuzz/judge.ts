import { loadKeyStore } from '../../src/crypto/index.ts';
import {
  type Kopf,
  openContent,
  openRefusal,
  readSendung,
  shapeSendung,
  trustSigner,
  verifySendung,
} from '../../src/envelope/index.ts';
import { asFault, catalogue } from '../../src/platform/errors.ts';
import { canonicalize, liveDocuments, parseTrusted } from '../../src/xml/index.ts';
import type { Layer, Mutant } from './mutants.ts';
import type { Outcome, Pipeline } from './pipeline.ts';

/** What is wrong with how a mutant was answered. */
export class Failure extends Error {
  readonly kind: string;
  constructor(kind: string, detail: string) {
    super(`${kind}: ${detail}`);
    this.kind = kind;
  }
}

/** What a reader sees of a Sendung. */
interface Meaning {
  readonly kopf: string;
  readonly nachricht: string;
  readonly anlagen: string;
}

/** Processor time that one mutant may take. */
export const MOST_MS = 1000;
/** Time until the answer: more, because others may use the processors too. */
const MOST_WAIT_MS = 5000;
/** Resident memory that the process may reach. */
export const MOST_MIB = 512;
/** Longest detail that an answer may hold. */
const MOST_DETAIL = 2000;
/** What an insider does to the reader's own EncryptedKey shows to the reader alone, who refuses. */
const READERS_OWN: ReadonlySet<string> = new Set(['OPEN_NOT_READER', 'OPEN_DECRYPT']);
/** Of the base messages; must not come back in an answer. */
const PERSONAL = /Musterfrau|Mustermann/;

/**
 * Runs one mutant through the intake and holds the answer against what must be true of every answer.
 *
 * @param thorough whether the refusal's signature is verified too
 * @returns the code of the refusal, or `angenommen` with what the reader says where it cannot open it
 * @throws Failure
 */
export async function judge(pipeline: Pipeline, mutant: Mutant, layer: Layer, thorough: boolean): Promise<string> {
  const documents = liveDocuments();
  const started = performance.now();
  const before = process.cpuUsage();
  const outcome = await pipeline.run(mutant.bytes, mutant.sender).catch((error: unknown) => {
    throw new Failure('crash', String((error as Error)?.stack ?? error));
  });
  const waited = performance.now() - started;
  const { user, system } = process.cpuUsage(before);
  const ms = (user + system) / 1000;
  const mib = process.memoryUsage.rss() / 1024 / 1024;
  if (ms > MOST_MS) throw new Failure('hang', `${ms.toFixed(0)} ms of processor time`);
  if (waited > MOST_WAIT_MS) throw new Failure('hang', `${waited.toFixed(0)} ms until the answer`);
  if (mib > MOST_MIB) throw new Failure('memory', `${mib.toFixed(0)} MiB resident`);
  if (liveDocuments() !== documents) throw new Failure('leak', `${liveDocuments() - documents} documents not disposed`);
  if (outcome.result.outcome === 'abgewiesen') return judgeRefusal(pipeline, outcome, thorough);
  return judgeAcceptance(pipeline, outcome, mutant, layer);
}

async function judgeRefusal({ trust }: Pipeline, { result, recorded, refusals }: Outcome, thorough: boolean) {
  if (result.outcome !== 'abgewiesen') throw new Failure('answer', result.outcome);
  const { code, detail = '' } = result.error;
  if (!(code in catalogue)) throw new Failure('code', code);
  if (code === 'INTERNAL')
    throw new Failure('internal', String((result.error.cause as Error)?.stack ?? result.error.cause));
  if (recorded.length > 0) throw new Failure('queued', `${code}, but stored`);
  if (refusals.length !== 1 || refusals[0]?.code !== code) throw new Failure('event', `${refusals.length} for ${code}`);
  if (code === 'OPEN_DECRYPT' && detail !== '') throw new Failure('oracle', detail);
  if (detail.length > MOST_DETAIL) throw new Failure('detail', `${detail.length} characters`);
  if (/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(detail)) throw new Failure('injection', JSON.stringify(detail));
  if (PERSONAL.test(result.antwort.toString('utf8'))) throw new Failure('disclosure', detail);
  if (thorough) {
    const refusal = await openRefusal(result.antwort, { trust, at: new Date() });
    if (refusal.code !== code) throw new Failure('answer', `${refusal.code} instead of ${code}`);
  }
  return code;
}

/** An accepted mutant must mean to its reader exactly what was signed: by the original's author, or by the insider. */
async function judgeAcceptance(
  pipeline: Pipeline,
  { recorded }: Outcome,
  mutant: Mutant,
  layer: Layer,
): Promise<string> {
  const [stored] = recorded;
  if (stored === undefined || recorded.length !== 1) throw new Failure('event', `${recorded.length} records`);
  if (!stored.bytes.equals(mutant.bytes)) throw new Failure('meaning', 'stored bytes are not those handed in');
  const gateway = kopfText({ ...stored.kopf, nachrichtenUUID: stored.uuid });
  const seen = await readAs(pipeline, stored.kopf.empfaenger, mutant.bytes).catch((error: unknown) => {
    const { code } = asFault(error);
    if (layer === 'encrypted' && READERS_OWN.has(code)) return code;
    throw new Failure('disagreement', `the reader refuses: ${String(error)}`);
  });
  if (typeof seen === 'string') return `angenommen, Leser: ${seen}`;
  if (seen.kopf !== gateway) throw new Failure('disagreement', `header ${seen.kopf} instead of ${gateway}`);
  const original = await readAs(pipeline, mutant.original.kopf.empfaenger, mutant.original.bytes);
  if (layer !== 'header' && layer !== 'author' && seen.kopf !== withTimesOf(original.kopf, seen.kopf))
    throw new Failure('meaning', `header ${seen.kopf} instead of ${original.kopf}`);
  const nachricht = mutant.authored === undefined ? original.nachricht : messageIn(mutant.authored);
  if (seen.nachricht !== nachricht) throw new Failure('meaning', 'another message than was signed');
  if (mutant.authored === undefined && seen.anlagen !== original.anlagen)
    throw new Failure('meaning', 'other attachments than were signed');
  return 'angenommen';
}

const kopfText = (kopf: Kopf): string => JSON.stringify(Object.entries(kopf).sort(([a], [b]) => (a < b ? -1 : 1)));
/** Layers that are sealed anew bear the time of their sealing. */
const withTimesOf = (kopf: string, other: string): string => {
  const times = [...other.matchAll(/"\d{4}-\d\d-\d\dT[^"]*"/g)].map(([time]) => time);
  return kopf.replace(/"\d{4}-\d\d-\d\dT[^"]*"/g, () => times.shift() ?? '');
};

/** Opens a Sendung as its reader does. */
async function readAs({ pkiDir, trust }: Pipeline, reader: string, bytes: Buffer): Promise<Meaning> {
  const at = new Date();
  using document = readSendung(bytes);
  const shaped = shapeSendung(document, at);
  const verified = verifySendung(shaped, await trustSigner(shaped, trust, at));
  const { encryption } = loadKeyStore(pkiDir, reader);
  const content = await openContent(verified, { schluessel: reader, encryption }, { trust, at });
  return {
    kopf: kopfText(verified.kopf),
    nachricht: content.nachricht.toString('utf8'),
    anlagen: JSON.stringify(content.anlagen.map(({ name, mediaType, sha256 }) => [name, mediaType, sha256])),
  };
}

/** Canonical form of the message in an author's document. */
function messageIn(content: string): string {
  using document = parseTrusted(content);
  const message = document.root
    .children()
    .find(({ name }) => name === 'nachricht')
    ?.children()[0];
  return message === undefined ? '' : canonicalize(message, { exclusive: true }).toString('utf8');
}
