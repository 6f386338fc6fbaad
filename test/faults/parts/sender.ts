/**
 * The application of a sending authority with its Konnektor. What it has to send stands in its book; it seals, writes
 * the sealed bytes down before it sends them, and sends the same bytes until it has the gateway's answer.
 * Argument: {@link SenderOptions} as JSON. It looks into its book at the start and whenever it is told to.
 */
import { Konnektor, type SendResult } from '../../../src/konnektor/index.ts';
import { type Auftrag, SenderBook } from '../books.ts';

export interface SenderOptions {
  readonly schluessel: string;
  readonly pkiDir: string;
  readonly book: string;
  /** the gateway by way of the balancer, and another one */
  readonly gateways: readonly [string, string];
}

const { schluessel, pkiDir, book: path, gateways } = JSON.parse(process.argv[2] ?? '{}') as SenderOptions;
const book = new SenderBook(path);
const konnektors = gateways.map((gateway) => new Konnektor({ schluessel, pkiDir, gateway }));
const inHand = new Set<string>();
const RETRY_MS = 100;
const pause = () => new Promise((resolve) => setTimeout(resolve, RETRY_MS));

/** Tries until it succeeds; everything that can fail here is the other side's absence. */
async function persistently<T>(uuid: string, work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      process.send?.({ trouble: `${uuid} ${String(error)}` });
      await pause();
    }
  }
}

/** An answer that says that nothing was decided. */
const undecided = (result: SendResult): boolean =>
  !result.angenommen && [408, 429, 500, 502, 503, 504].includes(result.status);

async function send(konnektor: Konnektor, uuid: string, bytes: Buffer): Promise<void> {
  for (;;) {
    const result = await persistently(uuid, () => konnektor.send({ bytes }));
    if (undecided(result)) {
      await pause();
      continue;
    }
    const answer = result.angenommen ? result.quittung : result.rueckweisung;
    book.answered({ uuid, angenommen: result.angenommen, bytes: answer });
    return;
  }
}

async function carryOut({ uuid, nachricht, sendung, twice }: Auftrag & { twice: boolean }): Promise<void> {
  const [first, second] = konnektors as [Konnektor, Konnektor];
  let bytes: Buffer | undefined = sendung === null ? undefined : Buffer.from(sendung);
  if (bytes === undefined) {
    ({ bytes } = await persistently(uuid, () => first.seal(nachricht)));
    book.sealed(uuid, bytes);
  }
  const sealed = bytes;
  await Promise.all((twice ? [first, second] : [first]).map((konnektor) => send(konnektor, uuid, sealed)));
  book.done(uuid);
}

function work(): void {
  for (const auftrag of book.open()) {
    if (inHand.has(auftrag.uuid)) continue;
    inHand.add(auftrag.uuid);
    void carryOut(auftrag).finally(() => inHand.delete(auftrag.uuid));
  }
}

process.on('message', (message: { look?: true }) => {
  if (message.look) work();
});
work();
process.send?.({ ready: 0 });
