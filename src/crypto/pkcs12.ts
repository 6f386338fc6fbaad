import { createPrivateKey, type KeyObject } from 'node:crypto';
import { OctetString } from 'asn1js';
import forge from 'node-forge';
import {
  AuthenticatedSafe,
  CertBag,
  Certificate,
  PFX,
  PKCS8ShroudedKeyBag,
  PrivateKeyInfo,
  SafeBag,
  SafeContents,
} from 'pkijs';
import { fault } from '../platform/errors.ts';
import { type CertificateInfo, parseWithTree, splitPem } from './certificate.ts';
import type { KeyPair } from './keystore.ts';
import { pkiEngine } from './x509-signature.ts';

const AES_256_CBC = { name: 'AES-CBC', length: 256 };
const ITERATIONS = 100_000;
const KEY_BAG = '1.2.840.113549.1.12.10.1.2';
const CERT_BAG = '1.2.840.113549.1.12.10.1.3';
/** A key store is a few kilobytes; more is not read. */
const MAXIMUM_BYTES = 1_000_000;

const PASSWORD = /^[\x20-\x7e]+$/;

const exact = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

/**
 * Packs a key pair as PKCS#12 (RFC 7292): key and certificates under PBES2 with AES-256-CBC and PBKDF2-SHA-256,
 * integrity by HMAC-SHA-256. Written by pkijs, because node-forge cannot write EC keys.
 *
 * @param password at least one character, ASCII only
 * @throws PKI where it cannot be written
 */
export const exportPkcs12 = async (pair: KeyPair, password: string): Promise<Buffer> => {
  if (!PASSWORD.test(password))
    throw fault('PKI', {
      detail: 'PKCS#12 braucht ein Kennwort aus ASCII-Zeichen; Umlaute liest jedes Programm anders.',
    });
  const secret = exact(Buffer.from(password, 'utf8'));
  const certificates = [pair.cert, ...pair.chain].map(parseWithTree);
  const privateKey = PrivateKeyInfo.fromBER(exact(pair.key.export({ type: 'pkcs8', format: 'der' })));
  const keyBag = new PKCS8ShroudedKeyBag({ parsedValue: privateKey });
  const encryption = {
    password: secret,
    contentEncryptionAlgorithm: AES_256_CBC as Parameters<
      PKCS8ShroudedKeyBag['makeInternalValues']
    >[0]['contentEncryptionAlgorithm'],
    hmacHashAlgorithm: 'SHA-256',
    iterationCount: ITERATIONS,
  };
  await keyBag.makeInternalValues(encryption, pkiEngine);
  // pkijs cuts long octet strings into pieces; strict readers want the key in one
  keyBag.encryptedData = new OctetString({ valueHex: keyBag.encryptedData.getValue() });
  const certBags = certificates.map(
    ({ der }) =>
      new SafeBag({ bagId: CERT_BAG, bagValue: new CertBag({ parsedValue: Certificate.fromBER(exact(der)) }) }),
  );
  const pfx = new PFX({
    parsedValue: {
      integrityMode: 0,
      authenticatedSafe: new AuthenticatedSafe({
        parsedValue: {
          safeContents: [
            {
              privacyMode: 0,
              value: new SafeContents({ safeBags: [new SafeBag({ bagId: KEY_BAG, bagValue: keyBag })] }),
            },
            { privacyMode: 1, value: new SafeContents({ safeBags: certBags }) },
          ],
        },
      }),
    },
  });
  const safe = pfx.parsedValue?.authenticatedSafe;
  if (!safe) throw fault('PKI', { detail: 'Der Schlüsselspeicher lässt sich nicht schreiben.' });
  await safe.makeInternalValues({ safeContents: [{}, encryption] }, pkiEngine);
  await pfx.makeInternalValues(
    { password: secret, iterations: ITERATIONS, pbkdf2HashAlgorithm: 'SHA-256', hmacHashAlgorithm: 'SHA-256' },
    pkiEngine,
  );
  return Buffer.from(pfx.toSchema().toBER());
};

const derOf = (asn1: forge.asn1.Asn1): Buffer => Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'binary');

const open = (bytes: Uint8Array, password: string): forge.pkcs12.Pkcs12Pfx => {
  try {
    if (bytes.length > MAXIMUM_BYTES) throw new RangeError('size');
    const asn1 = forge.asn1.fromDer(forge.util.createBuffer(Buffer.from(bytes).toString('binary')));
    return forge.pkcs12.pkcs12FromAsn1(asn1, true, password);
  } catch (cause) {
    throw fault('PKI', { detail: 'Der PKCS#12-Schlüsselspeicher ist nicht lesbar oder das Kennwort falsch.', cause });
  }
};

const bagsOf = (pfx: forge.pkcs12.Pkcs12Pfx, type: string): forge.pkcs12.Bag[] =>
  pfx.getBags({ bagType: type })[type] ?? [];

/** DER of a private key: forge gives RSA keys as objects and all others as ASN.1. */
const keyOf = (bag: forge.pkcs12.Bag): KeyObject => {
  const asn1 = bag.key ? forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(bag.key)) : bag.asn1;
  return createPrivateKey({ key: derOf(asn1), format: 'der', type: 'pkcs8' });
};

const certificateOf = (bag: forge.pkcs12.Bag): CertificateInfo =>
  parseWithTree(derOf(bag.cert ? forge.pki.certificateToAsn1(bag.cert) : bag.asn1));

/**
 * Reads a key pair from PKCS#12 as administration PKIs hand it out. Read by node-forge, which also knows the old
 * RC2 and 3DES key stores; keys of any kind are passed to OpenSSL as DER.
 *
 * @throws PKI where bytes or password are wrong, or where it holds not exactly one key with its certificate
 */
export const importPkcs12 = (bytes: Uint8Array, password: string): KeyPair => {
  const pfx = open(bytes, password);
  const { keyBag, pkcs8ShroudedKeyBag, certBag } = forge.pki.oids as Record<string, string>;
  const keys = [...bagsOf(pfx, pkcs8ShroudedKeyBag ?? ''), ...bagsOf(pfx, keyBag ?? '')];
  const [first] = keys;
  if (first === undefined || keys.length > 1)
    throw fault('PKI', { detail: `Der Schlüsselspeicher enthält ${keys.length} private Schlüssel statt eines.` });
  let key: KeyObject;
  let certificates: CertificateInfo[];
  try {
    key = keyOf(first);
    certificates = bagsOf(pfx, certBag ?? '').map(certificateOf);
  } catch (cause) {
    throw fault('PKI', { detail: 'Schlüssel oder Zertifikat im Schlüsselspeicher ist nicht lesbar.', cause });
  }
  const own = certificates.find((certificate) => parseWithTree(certificate.der).x509.checkPrivateKey(key));
  if (own === undefined) throw fault('PKI', { detail: 'Im Schlüsselspeicher fehlt das Zertifikat zum Schlüssel.' });
  const chain = certificates.filter((certificate) => certificate !== own && certificate.subject !== certificate.issuer);
  return { key, cert: own.pem, certificate: own, chain: chain.flatMap((certificate) => splitPem(certificate.pem)) };
};
