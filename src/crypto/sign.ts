import { createHash, createPublicKey, type KeyObject, sign as signValue } from 'node:crypto';
import { promisify } from 'node:util';
import { fault } from '../platform/errors.ts';
import { parseTrusted, type XmlDoc } from '../xml/index.ts';
import { digests, NS, signatures, URI } from './algorithms.ts';
import { toBase64 } from './base64.ts';
import { canonicalBytes } from './canonical.ts';
import type { CertificateInput } from './certificate.ts';
import { type KeyInput, readCertificate, toPrivateKey } from './keys.ts';
import { allow, checkKey, type Policy, policies } from './policy.ts';
import { indexOf } from './signature-parts.ts';
import { withPadding } from './signature-value.ts';
import { suiteOf } from './suite.ts';

/** Who signs: the private key, whose kind decides the suite, and what is written as X509Data. */
export interface Signer {
  readonly key: KeyInput;
  /** the signer's certificate; without it the signature carries no KeyInfo */
  readonly certificate?: CertificateInput;
  /** further certificates of its chain */
  readonly chain?: readonly CertificateInput[];
}

/** What to sign and with what. */
export interface SignOptions extends Signer {
  /** children of the root by Id, in the order of the references */
  readonly references?: readonly { readonly id: string }[];
  /** Id of the root, signed as a whole without the signature; instead of `references` */
  readonly enveloped?: string;
  /** URI of another signature algorithm that fits the key */
  readonly algorithm?: string;
  /** URI of another digest of the references; SHA-256 if left out */
  readonly digest?: string;
  /** judges algorithms and key size; `policies.gateway` if left out */
  readonly policy?: Policy;
  /** day for which the policy is asked; now if left out */
  readonly at?: Date;
}

/**
 * Signs a document and puts the `ds:Signature` as last child into its root. Exclusive canonicalization, SHA-256
 * unless told, prefix `ds`; the bytes around the signature stay as they were.
 *
 * @param xml our own document; not for received bytes, since nothing bounds its size
 * @returns the signed document
 * @throws USAGE if an Id is missing or the root cannot take a child, SHAPE_DUPLICATE_ID, SHAPE_ALGORITHM, TRUST_KEY,
 *   PKI if key and certificate do not belong together
 */
export const sign = (xml: string | Uint8Array, options: SignOptions): Buffer => {
  const draft = prepare(xml, options);
  return draft.finish(signValue(draft.hash, draft.signedInfo, draft.key));
};

const signInPool = promisify<string, Buffer, Parameters<typeof signValue>[2], Buffer>(signValue);

/** As {@link sign}, with the private-key operation in node's thread pool: RSA takes most of a millisecond. */
export const signAsync = async (xml: string | Uint8Array, options: SignOptions): Promise<Buffer> => {
  const draft = prepare(xml, options);
  return draft.finish(await signInPool(draft.hash, draft.signedInfo, draft.key));
};

const prepare = (xml: string | Uint8Array, options: SignOptions) => {
  const { policy = policies.gateway, at = new Date() } = options;
  const key = toPrivateKey(options.key);
  checkKey(policy, key);
  const suite = suiteOf(key);
  const method = options.algorithm ?? suite.signature;
  allow(policy, 'signature', method, at);
  const digest = options.digest ?? suite.digest;
  allow(policy, 'digest', digest, at);
  const algorithm = signatures.get(method);
  if (!algorithm || (algorithm.family === 'ecdsa') !== (suite.id === 'ec')) {
    throw fault('USAGE', { detail: 'Signaturverfahren und Schlüssel passen nicht zusammen.' });
  }
  const bytes = typeof xml === 'string' ? Buffer.from(xml) : Buffer.from(xml.buffer, xml.byteOffset, xml.byteLength);
  using document = parseTrusted(bytes);
  const cut = endOfContent(bytes, document);
  // already its own exclusive canonical form: one namespace, no empty-element tags, attributes in order
  const signedInfo =
    `<ds:SignedInfo xmlns:ds="${NS.ds}">${algorithmElement('CanonicalizationMethod', suite.c14n)}` +
    `${algorithmElement('SignatureMethod', method)}${references(document, options, digest)}</ds:SignedInfo>`;
  const keyInfo = writeKeyInfo(key, options);
  return {
    hash: algorithm.hash.name,
    key: withPadding(algorithm, key),
    signedInfo: Buffer.from(signedInfo),
    finish: (value: Buffer): Buffer => {
      const signature =
        `<ds:Signature xmlns:ds="${NS.ds}">${signedInfo.replace(` xmlns:ds="${NS.ds}"`, '')}` +
        `<ds:SignatureValue>${toBase64(value)}</ds:SignatureValue>${keyInfo}</ds:Signature>`;
      return Buffer.concat([bytes.subarray(0, cut), Buffer.from(signature), bytes.subarray(cut)]);
    },
  };
};

const algorithmElement = (name: string, uri: string): string => `<ds:${name} Algorithm="${uri}"></ds:${name}>`;

/** Position of the root's end tag. Behind it only white space may stand, so that the last `</` is the root's. */
const endOfContent = (bytes: Buffer, document: XmlDoc): number => {
  const cut = bytes.lastIndexOf('</');
  const { prefix, name } = document.root;
  const tag = `</${prefix === '' ? name : `${prefix}:${name}`}`;
  const tail = cut < 0 ? '' : bytes.toString('utf8', cut);
  if (!tail.startsWith(tag) || !/^[ \t\r\n]*>[ \t\r\n]*$/.test(tail.slice(tag.length))) {
    throw fault('USAGE', { detail: 'Das Wurzelelement kann keine Signatur aufnehmen.' });
  }
  return cut;
};

const references = (document: XmlDoc, options: SignOptions, digestMethod: string): string => {
  const { root } = document;
  const { ids, signatures: present } = indexOf(root);
  if (present.length > 0) throw fault('USAGE', { detail: 'Das Dokument ist schon signiert.' });
  const enveloped = options.enveloped !== undefined;
  const wanted = enveloped ? [{ id: options.enveloped }] : (options.references ?? []);
  if (wanted.length === 0 || (enveloped && options.references)) {
    throw fault('USAGE', { detail: 'Entweder references oder enveloped ist nötig.' });
  }
  return wanted
    .map(({ id }) => {
      const target = ids.get(id);
      if (!target || (enveloped ? !target.same(root) : !target.parent?.same(root))) {
        throw fault('USAGE', { detail: `Kein zu signierendes Element mit Id ${id} an seinem Platz.` });
      }
      const bytes = canonicalBytes(target, { uri: URI.excC14n, prefixes: [] });
      const value = createHash(digests.get(digestMethod)?.name ?? 'sha256')
        .update(bytes)
        .digest();
      return (
        `<ds:Reference URI="#${id}"><ds:Transforms>` +
        `${enveloped ? algorithmElement('Transform', URI.enveloped) : ''}${algorithmElement('Transform', URI.excC14n)}` +
        `</ds:Transforms>${algorithmElement('DigestMethod', digestMethod)}` +
        `<ds:DigestValue>${toBase64(value)}</ds:DigestValue></ds:Reference>`
      );
    })
    .join('');
};

const publicHalves = new WeakMap<KeyObject, KeyObject>();

const publicHalf = (key: KeyObject): KeyObject => {
  const known = publicHalves.get(key) ?? createPublicKey(key);
  publicHalves.set(key, known);
  return known;
};

const writeKeyInfo = (key: KeyObject, options: SignOptions): string => {
  if (options.certificate === undefined) return '';
  const certificate = readCertificate(options.certificate);
  if (!publicHalf(key).equals(certificate.publicKey)) {
    throw fault('PKI', { detail: 'Signaturschlüssel und Zertifikat gehören nicht zusammen.' });
  }
  const all = [certificate, ...(options.chain ?? []).map(readCertificate)];
  const written = all.map(({ der }) => `<ds:X509Certificate>${toBase64(der)}</ds:X509Certificate>`).join('');
  return `<ds:KeyInfo><ds:X509Data>${written}</ds:X509Data></ds:KeyInfo>`;
};
