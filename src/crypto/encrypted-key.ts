import { constants, createHash, type KeyObject, publicEncrypt } from 'node:crypto';
import { fault } from '../platform/errors.ts';
import { escapeAttribute } from '../xml/index.ts';
import type { AlgorithmKind } from './algorithm-table.ts';
import { digests, keyWraps, NS, URI } from './algorithms.ts';
import { toBase64 } from './base64.ts';
import type { CertificateInfo } from './certificate.ts';
import type { Recipient } from './encryption.ts';
import { agreementMarkup, cipherData, method } from './encryption-markup.ts';
import { wrapHybrid } from './hybrid.ts';
import { concatKdf, toKdfAttribute } from './kdf.ts';
import { agreeAsSender, curveOfKey } from './key-agreement.ts';
import { wrapKey } from './key-wrap.ts';
import { readCertificate, toPublicKey } from './keys.ts';
import { checkKemKey, checkKey, type Policy, shown } from './policy.ts';
import { type AgreementWay, type KeyWay, suiteOf, type TransportWay } from './suite.ts';

/** Asks the policy for an algorithm. @throws SHAPE_ALGORITHM */
export type Ask = (kind: AlgorithmKind, uri: string) => unknown;

/** A reader whose key is read and judged. */
interface Reader {
  readonly name: string;
  readonly key: KeyObject;
  readonly kem: KeyObject | undefined;
  /** which of its keys it needs, as content of a KeyInfo */
  readonly hint: string;
}

/**
 * Writes the `xenc:EncryptedKey` of one reader; its keys decide the suite.
 *
 * @param wrap URI of another key wrap for a classical agreement
 * @throws USAGE, SHAPE_ALGORITHM, TRUST_KEY
 */
export const encryptedKey = (
  contentKey: Buffer,
  recipient: Recipient,
  policy: Policy,
  ask: Ask,
  wrap?: string,
): string => {
  const certificate = recipient.certificate === undefined ? undefined : readCertificate(recipient.certificate);
  if (!certificate && recipient.key === undefined) {
    throw fault('USAGE', { detail: `Für den Leser ${recipient.name} fehlt ein Zertifikat.` });
  }
  const key = certificate?.publicKey ?? toPublicKey(recipient.key ?? '');
  const kem = recipient.kem === undefined ? undefined : toPublicKey(recipient.kem);
  checkKey(policy, key);
  // a key that is bound to PSS signs only
  if (key.asymmetricKeyType === 'rsa-pss') throw fault('TRUST_KEY', { detail: 'Schlüsselart rsa-pss' });
  const way = suiteOf(key, kem).key;
  askFor(way, ask);
  if (kem) checkKemKey(policy, kem);
  const reader = { name: recipient.name, key, kem, hint: keyHint(certificate, recipient.name) };
  const body = established(contentKey, reader, way, ask, wrap);
  return `<xenc:EncryptedKey Recipient="${escapeAttribute(recipient.name)}">${body}</xenc:EncryptedKey>`;
};

const askFor = (way: KeyWay, ask: Ask): void => {
  ask('digest', way.digest);
  if (way.way === 'transport') {
    ask('key-transport', way.transport);
    ask('mgf', way.mgf);
  } else {
    ask('key-agreement', way.agreement);
    ask('kdf', way.kdf);
    ask('key-wrap', way.wrap);
  }
};

const established = (contentKey: Buffer, reader: Reader, way: KeyWay, ask: Ask, wrap: string | undefined): string => {
  if (way.way === 'transport') return transported(contentKey, reader, way);
  if (way.way === 'hybrid') {
    if (!reader.kem) throw new RangeError('hybrid suite');
    return wrapHybrid(way, contentKey, reader.key, reader.kem, reader.name, reader.hint);
  }
  if (wrap === undefined) return agreed(contentKey, reader, way);
  ask('key-wrap', wrap);
  return agreed(contentKey, reader, { ...way, wrap });
};

const transported = (contentKey: Buffer, { key, hint }: Reader, way: TransportWay): string => {
  const oaepHash = digests.get(way.digest)?.name ?? 'sha256';
  const wrapped = publicEncrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash }, contentKey);
  return (
    `<xenc:EncryptionMethod Algorithm="${way.transport}">${method('ds:DigestMethod', way.digest)}` +
    `<xenc11:MGF xmlns:xenc11="${NS.xenc11}" Algorithm="${way.mgf}"></xenc11:MGF></xenc:EncryptionMethod>` +
    `<ds:KeyInfo>${hint}</ds:KeyInfo>${cipherData(wrapped)}`
  );
};

const agreed = (contentKey: Buffer, { key, name, hint }: Reader, way: AgreementWay): string => {
  const curve = curveOfKey(key);
  const hash = digests.get(way.digest);
  const wrap = keyWraps.get(way.wrap);
  if (!wrap) throw fault('SHAPE_ALGORITHM', { detail: shown(way.wrap) });
  if (!curve || !hash) throw fault('TRUST_KEY', { detail: 'Kurve des Lesers' });
  const { point, secret } = agreeAsSender(curve, key);
  const info = { algorithmId: Buffer.from(way.wrap), partyUInfo: Buffer.alloc(0), partyVInfo: Buffer.from(name) };
  const wrappingKey = concatKdf(hash, secret, wrap.keyBytes, info);
  const wrapped = wrapKey(way.wrap, wrappingKey, contentKey);
  secret.fill(0);
  wrappingKey.fill(0);
  const parameters =
    ` AlgorithmID="${toKdfAttribute(info.algorithmId)}" PartyUInfo="${toKdfAttribute(info.partyUInfo)}"` +
    ` PartyVInfo="${toKdfAttribute(info.partyVInfo)}"`;
  return agreementMarkup({ way, parameters, curve, point, hint, wrapped });
};

/** Which of its keys the reader needs: digest of its certificate (XML Signature 1.1, 4.5.4), else its name. */
const keyHint = (certificate: CertificateInfo | undefined, name: string): string =>
  certificate
    ? `<ds:X509Data><dsig11:X509Digest xmlns:dsig11="${NS.dsig11}" Algorithm="${URI.sha256}">` +
      `${toBase64(createHash('sha256').update(certificate.der).digest())}</dsig11:X509Digest></ds:X509Data>`
    : `<ds:KeyName>${escapeAttribute(name)}</ds:KeyName>`;
