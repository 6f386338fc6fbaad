/**
 * The flood of {@link ./fairness.ts}: one authority that sends or asks on many connections as fast as answers come.
 * The argument is a {@link FloodTask} as JSON. Says `ready` when everything is sealed, begins at the first line of its
 * standard input, ends with it or when it has nothing left to send, and says in one line of JSON what it was answered.
 */
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import { loadKeyStore, TrustStore, tlsOptions } from '../src/crypto/index.ts';
import { seal } from '../src/envelope/index.ts';
import { TlsClient } from '../src/konnektor/index.ts';
import { newUuid } from '../src/platform/index.ts';
import { loadProfile } from '../src/profile/index.ts';
import { build, readHeader, sample } from '../src/standard/index.ts';
import { inParallel } from './measure.ts';

export interface FloodTask {
  readonly url: string;
  readonly pkiDir: string;
  readonly profile: string;
  readonly what: 'sendungen' | 'postfach';
  readonly connections: number;
  /** Sendungen, or requests, at most */
  readonly most: number;
  /** whether it plays other machines, whose processors are not the gateway's */
  readonly lowPriority: boolean;
}

/** What became of a flood. */
export interface FloodResult {
  /** answers by HTTP status */
  readonly answers: Readonly<Record<string, number>>;
  readonly seconds: number;
}

const task = JSON.parse(process.argv[2] ?? '{}') as FloodTask;
const message = Buffer.from(build(sample('fahrerermittlung.halterauskunftantwort.1111')));
const header = readHeader(message);
const FLOODER = header.autor.kennung;

const keysOf = (schluessel: string) => loadKeyStore(task.pkiDir, schluessel);
const keys = keysOf(FLOODER);
const readers = [header.leser.kennung, loadProfile(task.profile).gateway.schluessel].map((schluessel) => ({
  schluessel,
  certificate: keysOf(schluessel).encryption.cert,
}));

/** A valid Sendung of the flooding authority, each of a case of its own. */
async function fresh(): Promise<Buffer> {
  const [nachrichtenUUID, vorgangsUUID] = [newUuid(), newUuid()];
  const erstellt = new Date();
  return seal({
    kopf: {
      nachrichtenUUID,
      nachrichtentyp: header.typ,
      standard: header.namespace,
      absender: FLOODER,
      empfaenger: header.leser.kennung,
      vorgangsUUID,
      erstellt,
      gueltigBis: new Date(erstellt.getTime() + 3_600_000),
      test: true,
    },
    nachricht: Buffer.from(
      message
        .toString('utf8')
        .replaceAll(header.uuid, nachrichtenUUID)
        .replaceAll(header.vorgang?.vorgangsUUID ?? header.uuid, vorgangsUUID),
    ),
    anlagen: [],
    author: keys.signature,
    readers,
  });
}

const stock: Buffer[] = [];
if (task.what === 'sendungen') await inParallel(task.most, 4, async () => void stock.push(await fresh()));
const { anchors, intermediates } = TrustStore.fromFolder(task.pkiDir).material();
const { key, cert } = tlsOptions(keys.tls);
const identity = { key, certificate: cert, ca: [...anchors, ...intermediates] };
const client = new TlsClient(task.url, identity, { connections: task.connections });
if (task.lowPriority) setPriority(constants.priority.PRIORITY_LOW);
process.stdout.write('ready\n');
await once(process.stdin, 'data');

let over = false;
process.stdin.once('end', () => {
  over = true;
});
const answers: Record<string, number> = {};
const started = performance.now();
let left = task.most;
const lane = async () => {
  while (!over && left > 0) {
    left -= 1;
    const { status } =
      task.what === 'sendungen'
        ? await client.call('POST', '/v1/sendungen', stock.pop())
        : await client.call('GET', '/v1/postfach');
    answers[status] = (answers[status] ?? 0) + 1;
  }
};
await Promise.all(Array.from({ length: task.connections }, lane));
const seconds = (performance.now() - started) / 1000;
process.stdout.write(`${JSON.stringify({ answers, seconds } satisfies FloodResult)}\n`, () => process.exit(0));
