import { fault } from '../platform/errors.ts';
import type { ReadableElement } from '../xml/index.ts';
import { NS, URI } from './algorithms.ts';
import { MAXIMUM_RECIPIENTS } from './encryption.ts';
import type { HybridPart } from './hybrid.ts';
import { type ConcatKdfInfo, fromKdfAttribute } from './kdf.ts';
import { shown } from './policy.ts';
import { algorithmOf, bytesOf, ChildReader, misshapen, onlyAttributes } from './shape.ts';

/** RSA-OAEP as an EncryptedKey names it. */
export interface TransportPart {
  readonly way: 'transport';
  readonly method: string;
  readonly digest: string;
  readonly mgf: string;
  readonly label: Buffer;
}

/** ECDH-ES with ConcatKDF and key wrap as an EncryptedKey names it. */
export interface AgreementPart {
  readonly way: 'agreement';
  readonly wrap: string;
  readonly agreement: string;
  readonly kdf: string;
  readonly digest: string;
  readonly info: ConcatKdfInfo;
  readonly curve: string;
  readonly point: Buffer;
}

/** One reader's `xenc:EncryptedKey`. */
export interface EncryptedKeyPart {
  readonly recipient: string | undefined;
  readonly key: TransportPart | AgreementPart | HybridPart;
  readonly cipher: Buffer;
}

/** An `xenc:EncryptedData` taken apart, not yet judged. */
export interface EncryptedParts {
  readonly method: string;
  readonly keys: readonly EncryptedKeyPart[];
  readonly cipher: Buffer;
}

/**
 * Takes an `xenc:EncryptedData` apart in schema order (W3C XML Encryption 1.1, section 3). Keys stand inside as
 * EncryptedKey; there are no references to elsewhere, and an EncryptedKey holds no further EncryptedKey, so nothing
 * recurses.
 *
 * @throws SHAPE_PROFILE, or SHAPE_ALGORITHM for parameters that this reader does not know
 */
export const readEncrypted = (element: ReadableElement): EncryptedParts => {
  onlyAttributes(element, 'Id', 'Type', 'MimeType', 'Encoding');
  const reader = new ChildReader(element);
  const method = reader.required('EncryptionMethod', NS.xenc);
  const keyInfo = reader.required('KeyInfo', NS.ds);
  const cipher = readCipherData(reader.required('CipherData', NS.xenc));
  reader.end();
  noParameters(method);
  const inside = new ChildReader(keyInfo);
  const keys = inside.many('EncryptedKey', NS.xenc, MAXIMUM_RECIPIENTS);
  inside.end();
  if (keys.length === 0) throw misshapen(keyInfo, 'EncryptedKey fehlt.');
  return { method: algorithmOf(method), keys: keys.map(readKey), cipher };
};

/** An algorithm that takes no parameters here. */
const noParameters = (method: ReadableElement): void => {
  onlyAttributes(method, 'Algorithm');
  new ChildReader(method).end();
};

const readCipherData = (element: ReadableElement): Buffer => {
  const reader = new ChildReader(element);
  const value = reader.required('CipherValue', NS.xenc);
  reader.end();
  return bytesOf(value);
};

const readKey = (element: ReadableElement): EncryptedKeyPart => {
  onlyAttributes(element, 'Id', 'Type', 'Recipient', 'MimeType', 'Encoding');
  const reader = new ChildReader(element);
  const method = reader.required('EncryptionMethod', NS.xenc);
  const keyInfo = reader.optional('KeyInfo', NS.ds);
  const cipher = readCipherData(reader.required('CipherData', NS.xenc));
  reader.optional('ReferenceList', NS.xenc);
  reader.optional('CarriedKeyName', NS.xenc);
  reader.end();
  const agreement = keyInfo && readKeyInfo(keyInfo);
  const key = agreement ? readAgreement(method, agreement) : readTransport(method);
  return { recipient: element.attribute('Recipient'), key, cipher };
};

/** Hints which key the reader needs. They are not read: the recipient's name decides. */
const HINTS = ['KeyName', 'KeyValue', 'X509Data'];

/** The AgreementMethod, if there is one; then it stands alone. Nothing that could lead to a further key is let in. */
const readKeyInfo = (keyInfo: ReadableElement): ReadableElement | undefined => {
  const reader = new ChildReader(keyInfo);
  const agreement = reader.optional('AgreementMethod', NS.xenc);
  const stranger = reader.rest().find((child) => agreement || child.namespace !== NS.ds || !HINTS.includes(child.name));
  if (stranger) throw misshapen(stranger, 'Dieses Element ist hier nicht vorgesehen.');
  return agreement;
};

const readTransport = (method: ReadableElement): TransportPart => {
  onlyAttributes(method, 'Algorithm');
  const uri = algorithmOf(method);
  const reader = new ChildReader(method);
  const label = reader.optional('OAEPparams', NS.xenc);
  // DigestMethod and MGF may come in either order: the schema has one wildcard for both
  const first = reader.optional('DigestMethod', NS.ds);
  const mgf = reader.optional('MGF', NS.xenc11);
  const digest = first ?? reader.optional('DigestMethod', NS.ds);
  reader.end();
  return {
    way: 'transport',
    method: uri,
    // the defaults of the standard are SHA-1; the policy decides whether they may stand
    digest: digest ? algorithmOf(digest) : URI.sha1,
    mgf: mgf ? algorithmOf(mgf) : URI.mgf1Sha1,
    label: label ? bytesOf(label) : Buffer.alloc(0),
  };
};

const readAgreement = (method: ReadableElement, agreement: ReadableElement): AgreementPart | HybridPart => {
  noParameters(method);
  onlyAttributes(agreement, 'Algorithm');
  const reader = new ChildReader(agreement);
  const derivation = reader.required('KeyDerivationMethod', NS.xenc11);
  const ciphertext = reader.optional('KemCiphertext', NS.hybrid);
  const originator = reader.required('OriginatorKeyInfo', NS.xenc);
  // which of its keys the reader needs is only a hint and not read
  reader.optional('RecipientKeyInfo', NS.xenc);
  reader.end();
  const classical = {
    way: 'agreement',
    wrap: algorithmOf(method),
    agreement: algorithmOf(agreement),
    ...readDerivation(derivation),
    ...readOriginator(originator),
  } as const;
  if (!ciphertext) return classical;
  const { info, ...named } = classical;
  // a hybrid suite fixes what goes into the derivation; a document has no say in it
  const parts = [info.algorithmId, info.partyUInfo, info.partyVInfo, info.suppPubInfo, info.suppPrivInfo];
  if (parts.some((part) => part && part.length > 0)) throw misshapen(derivation, 'Die Ableitung ist hier festgelegt.');
  return { ...named, way: 'hybrid', ciphertext: bytesOf(ciphertext) };
};

const readDerivation = (derivation: ReadableElement) => {
  onlyAttributes(derivation, 'Algorithm');
  const kdf = algorithmOf(derivation);
  const reader = new ChildReader(derivation);
  const parameters = reader.optional('ConcatKDFParams', NS.xenc11);
  if (!parameters) throw fault('SHAPE_ALGORITHM', { detail: `kdf: ${shown(kdf)}` });
  reader.end();
  onlyAttributes(parameters, 'AlgorithmID', 'PartyUInfo', 'PartyVInfo', 'SuppPubInfo', 'SuppPrivInfo');
  const inside = new ChildReader(parameters);
  const digest = inside.required('DigestMethod', NS.ds);
  inside.end();
  const part = (name: string): Buffer => {
    const value = fromKdfAttribute(parameters.attribute(name));
    if (!value) throw misshapen(parameters, `${name} ist nicht hexadezimal mit 00 am Anfang.`);
    return value;
  };
  const info: ConcatKdfInfo = {
    algorithmId: part('AlgorithmID'),
    partyUInfo: part('PartyUInfo'),
    partyVInfo: part('PartyVInfo'),
    suppPubInfo: part('SuppPubInfo'),
    suppPrivInfo: part('SuppPrivInfo'),
  };
  return { kdf, digest: algorithmOf(digest), info };
};

const readOriginator = (originator: ReadableElement): { curve: string; point: Buffer } => {
  const value = new ChildReader(only(originator, 'KeyValue', NS.ds)).required('ECKeyValue', NS.dsig11);
  const reader = new ChildReader(value);
  const curve = reader.required('NamedCurve', NS.dsig11).attribute('URI');
  const point = bytesOf(reader.required('PublicKey', NS.dsig11));
  reader.end();
  return { curve: curve ?? '', point };
};

const only = (parent: ReadableElement, name: string, namespace: string): ReadableElement => {
  const reader = new ChildReader(parent);
  const child = reader.required(name, namespace);
  reader.end();
  return child;
};
