/**
 * Two reading authorities with their Konnektors and durable inboxes: one empties its mailbox, one is pushed to.
 * Argument: {@link ReaderOptions} as JSON.
 */
import { Konnektor, openEndpoint } from '../../../src/konnektor/index.ts';
import { fault } from '../../../src/platform/errors.ts';
import { ReaderBook } from '../books.ts';

export interface ReaderOptions {
  readonly pkiDir: string;
  readonly gateway: string;
  readonly gatewaySchluessel: string;
  /** Organisationsschlüssel of the one with the mailbox and of the one that is pushed to */
  readonly mailbox: string;
  readonly pushed: string;
  /** folder of inboxes and book */
  readonly dir: string;
}

const options = JSON.parse(process.argv[2] ?? '{}') as ReaderOptions;
const book = new ReaderBook(`${options.dir}/leser.sqlite`);
const openKonnektor = (schluessel: string, name: string) =>
  new Konnektor({
    schluessel,
    pkiDir: options.pkiDir,
    gateway: options.gateway,
    gatewaySchluessel: options.gatewaySchluessel,
    inbox: `${options.dir}/${name}.sqlite`,
  });
const mailbox = openKonnektor(options.mailbox, 'postfach');
const pushed = openKonnektor(options.pushed, 'push');

/** One after the other, as a clerk works; what it is killed over stays open in the inbox. */
function worker(konnektor: Konnektor): () => void {
  let working = false;
  let again = false;
  const work = async (): Promise<void> => {
    do {
      again = false;
      for (let entries = konnektor.inbox.open(); entries.length > 0; entries = konnektor.inbox.open()) {
        for (const { uuid, bytes } of entries) {
          const { kopf } = await konnektor.open(bytes);
          if (kopf.nachrichtenUUID !== uuid) throw new Error(`${uuid} holds ${kopf.nachrichtenUUID}`);
          book.act(uuid);
          konnektor.inbox.finish(uuid);
          book.forget(uuid);
        }
      }
    } while (again);
  };
  const start = (): void => {
    again = true;
    if (working) return;
    working = true;
    void work()
      .catch((error: unknown) => {
        process.send?.({ trouble: String(error) });
        setTimeout(start, 100);
      })
      .finally(() => {
        working = false;
      });
  };
  return start;
}

/** Pushes that are refused before one is taken over again. */
let refusals = 0;
const takeOver = pushed.takeOver.bind(pushed);
pushed.takeOver = async (bytes) => {
  if (refusals > 0) {
    refusals -= 1;
    throw fault('OPEN_READER');
  }
  return takeOver(bytes);
};
process.on('message', (message: { refuse?: number }) => {
  if (message.refuse !== undefined) refusals = message.refuse;
});

const [readMailbox, readPushed] = [worker(mailbox), worker(pushed)];
const { url } = await openEndpoint(pushed, options.gatewaySchluessel, readPushed);
void mailbox.pull(readMailbox, new AbortController().signal, 20, (error, uuid) =>
  process.send?.({ trouble: `${uuid ?? ''} ${String(error)}` }),
);
readMailbox();
readPushed();
process.send?.({ ready: Number(new URL(url).port) });
