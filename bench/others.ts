import { X509Certificate } from 'node:crypto';
import { SignedXml } from 'xml-crypto';
import { decrypt } from 'xml-encryption';
import { type KeyPair, loadKeyStore, policies, TrustStore, verify } from '../src/crypto/index.ts';
import { openContent, readSendung, shapeSendung, trustSigner, verifySendung } from '../src/envelope/index.ts';
import { type Effort, measure, median, oneByOne, ratios, spread, type Task } from './measure.ts';
import { messageOf } from './messages.ts';
import { READER, SENDER } from './stock.ts';
import type { World } from './world.ts';

/** The same job with other libraries, at one size of the content. */
export interface OthersRow {
  /** `all`: verify, decrypt, verify; `verify`: the envelope's signature alone, with a key that is known */
  readonly job: 'all' | 'verify';
  /** whether the content is big by an attachment or by elements of the message */
  readonly by: 'attachment' | 'elements';
  /** of the content, in bytes */
  readonly size: number;
  readonly ms: number;
  readonly othersMs: number;
  /** how many times longer the others take */
  readonly ratio: number;
  readonly spread: number;
}

const DS = 'http://www.w3.org/2000/09/xmldsig#';

type Pair = Pick<OthersRow, 'job' | 'by' | 'size'>;

const nameOf = ({ job, by, size }: Pair): string => `${job} ${by} ${size}`;

/**
 * Verify, decrypt, verify, and the first verification alone: our steps against xml-crypto with xml-encryption on the same bytes with the same keys. Ours
 * include pre-check, schema, profile and trust in both certificates; the others are handed the certificate to verify
 * with. Only suite rsa: xml-encryption knows no ECDH-ES.
 */
export async function others(
  world: World,
  sizes: readonly number[],
  effort: Effort,
  onRound: (round: number) => void,
): Promise<OthersRow[]> {
  const { pkiDir } = world.settings;
  const { encryption } = loadKeyStore(pkiDir, READER);
  const trust = TrustStore.fromFolder(pkiDir);
  const key = encryption.key.export({ type: 'pkcs8', format: 'pem' }) as string;
  const signer = new X509Certificate(loadKeyStore(pkiDir, SENDER).signature.cert);
  const publicCert = signer.toString();
  const forms = (['attachment', 'elements'] as const).flatMap((by) => sizes.map((size) => ({ by, size })));
  const tasks: Task[] = [];
  const pairs: Pair[] = [];
  for (const { by, size } of forms) {
    const stock = world.stockOf(size, by === 'elements' ? messageOf(size - SIGNATURE_BYTES) : undefined);
    const { bytes } = await stock.seal();
    const text = bytes.toString('utf8');
    const most = size > 500_000 ? 2 : 400;
    const both = (job: Pair['job'], ours: () => unknown, others: () => unknown): void => {
      const pair: Pair = { job, by, size };
      pairs.push(pair);
      tasks.push({ ...oneByOne(`ours ${nameOf(pair)}`, ours), most });
      tasks.push({ ...oneByOne(`others ${nameOf(pair)}`, others), most });
    };
    const known = { key: signer.publicKey, policy: policies.gateway };
    both(
      'all',
      () => openWithOurs(bytes, encryption, trust),
      () => openWithOthers(text, key, publicCert),
    );
    both(
      'verify',
      () => verify(bytes, known),
      () => verifyWithXmlCrypto(text, publicCert),
    );
  }
  const measured = await measure(tasks, effort, onRound);
  return pairs.map((pair) => {
    const ours = measured.get(`ours ${nameOf(pair)}`)?.cpu ?? [];
    const theirs = measured.get(`others ${nameOf(pair)}`)?.cpu ?? [];
    const quotients = ratios(theirs, ours);
    return {
      ...pair,
      ms: median(ours),
      othersMs: median(theirs),
      ratio: median(quotients),
      spread: spread(quotients),
    };
  });
}

/** The author's signature with its certificate. */
const SIGNATURE_BYTES = 3_000;

async function openWithOurs(bytes: Buffer, encryption: KeyPair, trust: TrustStore): Promise<void> {
  const at = new Date();
  using document = readSendung(bytes);
  const shaped = shapeSendung(document, at);
  const verified = verifySendung(shaped, await trustSigner(shaped, trust, at));
  await openContent(verified, { schluessel: READER, encryption }, { trust, at });
}

/** What a program with these two libraries does: verify, find the encrypted part in what was signed, decrypt, verify. */
async function openWithOthers(xml: string, key: string, publicCert: string): Promise<void> {
  const [, inhalt] = verifyWithXmlCrypto(xml, publicCert);
  const plain = await new Promise<string>((resolve, reject) => {
    decrypt(inhalt ?? '', { key }, (error, result) => (error ? reject(error) : resolve(result)));
  });
  verifyWithXmlCrypto(plain, publicCert);
}

function verifyWithXmlCrypto(xml: string, publicCert: string): string[] {
  const start = xml.lastIndexOf('<ds:Signature ');
  const signature = xml.slice(start, xml.indexOf('</ds:Signature>', start) + '</ds:Signature>'.length);
  if (!signature.includes(DS)) throw new RangeError('no signature');
  const signed = new SignedXml({ publicCert });
  signed.loadSignature(signature);
  if (!signed.checkSignature(xml)) throw new Error('xml-crypto does not accept the signature');
  return signed.getSignedReferences();
}
