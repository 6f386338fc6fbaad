import {
  constants,
  createCipheriv,
  createDecipheriv,
  createHash,
  type KeyObject,
  publicEncrypt,
  randomBytes,
  sign as signValue,
} from 'node:crypto';
import { join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import type pg from 'pg';
import { signatures, URI } from '../src/crypto/algorithms.ts';
import { agreeAsSender, curveOfKey } from '../src/crypto/key-agreement.ts';
import { unwrapAgreed, unwrapTransported } from '../src/crypto/key-recovery.ts';
import { holds } from '../src/crypto/signature-value.ts';
import { newUuid, packageRoot } from '../src/platform/index.ts';
import { checkContent } from '../src/standard/content.ts';
import { CodeLists } from '../src/standard/index.ts';
import { messagePlan } from '../src/standard/plan.ts';
import { Schematron } from '../src/standard/schematron.ts';
import {
  canonicalize,
  contentLimits,
  envelopeLimits,
  parseTrusted,
  precheck,
  SchemaSet,
  snapshot,
  type XmlDoc,
} from '../src/xml/index.ts';
import type { Anatomy, SignedParts } from './anatomy.ts';
import { inParallel, oneByOne, type Part, type Taken, type Task } from './measure.ts';
import { WIDTH, type World } from './world.ts';

const EXCLUSIVE = { exclusive: true } as const;
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
const xsd = (...path: string[]) => join(packageRoot, 'xsd', ...path);
const parseOnly = (bytes: Uint8Array) => parseTrusted(bytes)[Symbol.dispose]();

const canonicalParts = ({ document, targets, signature, signedInfo }: SignedParts): void => {
  if (targets === undefined) canonicalize(document, { ...EXCLUSIVE, without: signature });
  for (const target of targets ?? []) canonicalize(target, EXCLUSIVE);
  canonicalize(signedInfo, EXCLUSIVE);
};

/** Everything that needs no store and no network, on the bytes of one message. */
export function cpuPrimitives(world: World, anatomy: Anatomy): Task[] {
  const { sendung, content, signedContent, message, messageElement } = anatomy;
  const { keys } = world.gateway.context;
  const signedInfo = canonicalize(sendung.signedInfo, EXCLUSIVE);
  const padding = world.suite === 'ec' ? ({ dsaEncoding: 'ieee-p1363' } as const) : PSS;
  const algorithm = signatures.get(world.suite === 'ec' ? URI.ecdsaSha256 : URI.pssSha256);
  if (algorithm === undefined) throw new RangeError(world.suite);
  const transport = SchemaSet.load(xsd('transport', 'transport.xsd'));
  const standard = SchemaSet.load(xsd('xbussgeld', 'xbussgeld.xsd'), { root: xsd() });
  const rules = rulesOf(parseTrusted(message));
  const mapper = new XMLParser({ preserveOrder: true, ignoreAttributes: false, parseTagValue: false });
  const standing = parseTrusted(message);
  const contentKey = randomBytes(32);
  return [
    oneByOne('precheck Sendung', () => precheck(sendung.bytes, envelopeLimits)),
    oneByOne('precheck content', () => precheck(content.bytes, contentLimits)),
    oneByOne('parse Sendung', () => parseOnly(sendung.bytes)),
    oneByOne('parse content', () => parseOnly(signedContent)),
    oneByOne('parse message', () => parseOnly(message)),
    oneByOne('XSD of Sendung', () => transport.validate(sendung.document)),
    oneByOne('XSD of content', () => transport.validate(content.document)),
    oneByOne('XSD of message', () => standard.validate(standing)),
    oneByOne('rules of message', rules),
    oneByOne('C14N of Sendung', () => canonicalParts(sendung)),
    oneByOne('C14N of content', () => canonicalParts(content)),
    oneByOne('C14N of message', () => canonicalize(messageElement, EXCLUSIVE)),
    oneByOne('SHA-256 of Sendung', () => sha256(sendung.bytes)),
    oneByOne('SHA-256 of content', () => sha256(content.bytes)),
    oneByOne('signature verify', () => holds(algorithm, anatomy.signer, signedInfo, sendung.value)),
    oneByOne('signature make', () => signValue('sha256', signedInfo, { key: keys.signature.key, ...padding })),
    oneByOne('content key unwrap', () => unwrap(anatomy, keys.encryption.key)),
    oneByOne('content key wrap', () => wrap(keys.encryption.certificate.publicKey, contentKey)),
    oneByOne('AES-GCM decrypt', () => decipher(contentKey, anatomy.cipherText)),
    oneByOne('AES-GCM encrypt', () => encipher(contentKey, content.bytes)),
    oneByOne('map to object', () => mapper.parse(message.toString('utf8'))),
  ];
}

const PSS = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 } as const;

const rulesOf = (content: XmlDoc): (() => void) => {
  const checks = { lists: CodeLists.load(), rules: Schematron.load() };
  const plan = messagePlan(content.root.name);
  return () => plan && checkContent(snapshot(content), plan, checks);
};

const unwrap = ({ encryptedKey: { key: way, cipher } }: Anatomy, key: KeyObject) => {
  if (way.way === 'hybrid') throw new RangeError('no suite of the benchmark');
  return way.way === 'agreement' ? unwrapAgreed(way, cipher, key) : unwrapTransported(way, cipher, key);
};

const wrap = (key: Parameters<typeof curveOfKey>[0], contentKey: Buffer): void => {
  const curve = curveOfKey(key);
  if (curve === undefined) {
    publicEncrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, contentKey);
    return;
  }
  const { secret } = agreeAsSender(curve, key);
  const cipher = createCipheriv('id-aes256-wrap', sha256(secret), Buffer.alloc(8, 0xa6));
  Buffer.concat([cipher.update(contentKey), cipher.final()]);
};

/** The tag is not checked: the key is not the message's. */
const decipher = (key: Buffer, base64: string): void => {
  const sealed = Buffer.from(base64, 'base64');
  createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12)).update(sealed.subarray(12, -16));
};

const encipher = (key: Buffer, plain: Buffer): void => {
  const gcm = createCipheriv('aes-256-gcm', key, randomBytes(12));
  Buffer.concat([gcm.update(plain), gcm.final(), gcm.getAuthTag()]).toString('base64');
};

/** A bare insert that is on disk when it returns, and a bare look-up, alone and side by side. */
export async function storePrimitives(pool: pg.Pool, owner: pg.Pool, bytes: Buffer): Promise<Task[]> {
  await owner.query('CREATE TABLE IF NOT EXISTS public.bench (uuid uuid PRIMARY KEY, bytes bytea NOT NULL)');
  await owner.query('GRANT SELECT, INSERT, UPDATE ON public.bench TO PUBLIC');
  const known = newUuid();
  const insert = (uuid: string) =>
    pool.query({ name: 'bench-insert', text: 'INSERT INTO public.bench VALUES ($1, $2)', values: [uuid, bytes] });
  await insert(known);
  const select = () =>
    pool.query({ name: 'bench-select', text: 'SELECT uuid FROM public.bench WHERE uuid = $1', values: [known] });
  return [
    oneByOne('PostgreSQL insert', () => insert(newUuid())),
    oneByOne('PostgreSQL select', select),
    sideBySide(`PostgreSQL insert ×${WIDTH}`, () => insert(newUuid())),
    sideBySide(`PostgreSQL select ×${WIDTH}`, select),
  ];
}

/** A task whose operations run {@link WIDTH} at a time. */
export const sideBySide = (name: string, operation: () => Promise<unknown>): Task => ({
  name,
  least: 4 * WIDTH,
  run: (count) => inParallel(count, WIDTH, operation),
});

/** How often one operation needs each primitive, by name. */
export type Recipe = Readonly<Record<string, number>>;

/**
 * The primitives of one operation one after the other, each as often as it is needed: each meets the processor's caches
 * as the others leave them, which a primitive that runs alone does not.
 *
 * @returns undefined where one of them does not run here alone
 */
export function inOrder(name: string, recipe: Recipe, primitives: readonly Task[]): Task | undefined {
  const steps = Object.entries(recipe).flatMap(([primitive, times]) =>
    Array.from({ length: times }, () => primitives.find((task) => task.name === primitive)),
  );
  if (steps.some((step) => step === undefined)) return undefined;
  return oneByOne(name, async () => {
    for (const step of steps) await step?.run(1);
  });
}

/** The parts of a sum by their names. */
export const partsOf = (recipe: Recipe, measured: ReadonlyMap<string, Taken>, kind: keyof Taken): Part[] =>
  Object.entries(recipe).map(([name, times]) => {
    const taken = measured.get(name);
    if (taken === undefined) throw new RangeError(`not measured: ${name}`);
    return [taken[kind], times];
  });
