import { sign as signValue } from 'node:crypto';
import {
  canonicalize,
  encrypt,
  type KeyPair,
  loadKeyStore,
  type Policy,
  policies,
  sign,
} from '../../src/crypto/index.ts';
import { type Anlage, type Kopf, TRANSPORT_NS } from '../../src/envelope/index.ts';
import { writeKopf } from '../../src/envelope/kopf.ts';
import { writeNachricht } from '../../src/envelope/nachricht.ts';
import { newUuid, sha256Hex } from '../../src/platform/ids.ts';
import { build, type MessageType, readHeader, sample } from '../../src/standard/index.ts';
import { el, markup, text } from '../../src/xml/index.ts';
import { BGB, GATEWAY } from './profile.ts';

/** A valid message of a new case, as XML; every call gives another UUID. */
export function freshMessage(typ: MessageType = 'fahrerermittlung.ersuchen.1120'): string {
  const message = sample(typ);
  const xml = Buffer.from(build(message)).toString('utf8');
  const { uuid, vorgang } = readHeader(Buffer.from(xml));
  return replaceAll(replaceAll(xml, uuid, newUuid()), vorgang?.vorgangsUUID ?? uuid, newUuid());
}

const replaceAll = (xml: string, from: string, to: string): string => xml.replaceAll(from, to);

/** Who signs: key, certificate, and the certificates above it. */
export type Signer = Pick<KeyPair, 'key' | 'certificate' | 'chain'>;

/** What to make, and where an attacker lays hands on it. Everything left out is as it should be. */
export interface Forgery {
  readonly typ?: MessageType;
  /** the XÖV message; a fresh valid one if left out */
  readonly nachricht?: string;
  readonly anlagen?: readonly Anlage[];
  readonly kopf?: Partial<Kopf>;
  /** keys that sign the content; the Bußgeldbehörde's if left out */
  readonly author?: Signer;
  /** keys that sign the envelope; the author's if left out */
  readonly signer?: Signer;
  /** readers by Organisationsschlüssel; recipient and gateway if left out */
  readonly readers?: readonly string[];
  /** changes the author's document before it is signed */
  readonly beforeAuthor?: (inhaltsdaten: string) => string;
  /** changes the plaintext after the author has signed it */
  readonly plain?: (inhaltsdaten: string) => string | Buffer;
  /** changes the xenc:EncryptedData before the envelope is signed */
  readonly encrypted?: (encryptedData: string) => string;
  /** judges the forger's own keys; an attacker's is `policies.open` */
  readonly policy?: Policy;
  /** changes the open header before the envelope is signed */
  readonly openHeader?: (kopf: string) => string;
}

/** A Sendung, possibly wrong in a way that its maker signed. */
export interface Forged {
  readonly bytes: Buffer;
  readonly xml: string;
  readonly kopf: Kopf;
  readonly nachricht: string;
}

/** Seals as the envelope room does, step by step, with hooks between the steps. */
export function forge(pkiDir: string, forgery: Forgery = {}): Forged {
  const nachricht = forgery.nachricht ?? freshMessage(forgery.typ);
  const header = readHeader(Buffer.from(nachricht));
  const now = new Date();
  const kopf: Kopf = {
    nachrichtenUUID: header.uuid,
    nachrichtentyp: header.typ,
    standard: header.namespace,
    absender: header.autor.kennung,
    empfaenger: header.leser.kennung,
    vorgangsUUID: header.vorgang?.vorgangsUUID ?? header.uuid,
    erstellt: now,
    gueltigBis: new Date(now.getTime() + 3_600_000),
    test: true,
    ...forgery.kopf,
  };
  const policy = forgery.policy ?? policies.gateway;
  const author = forgery.author ?? loadKeyStore(pkiDir, BGB).signature;
  const content = el(
    'inhaltsdaten',
    { xmlns: TRANSPORT_NS, Id: 'inhaltsdaten' },
    writeNachricht(Buffer.from(nachricht)),
    ...(forgery.anlagen ?? []).map(({ id = newUuid(), mediaType, name, bytes }) =>
      el('anlage', { id, mediaType, name, sha256: sha256Hex(bytes) }, text(Buffer.from(bytes).toString('base64'))),
    ),
  );
  const signedContent = sign((forgery.beforeAuthor ?? same)(content), {
    ...author,
    policy,
    enveloped: 'inhaltsdaten',
  }).toString('utf8');
  const plain = (forgery.plain ?? same)(signedContent);
  const inhalt = encryptFor(pkiDir, Buffer.from(plain), forgery.readers ?? [kopf.empfaenger, GATEWAY]);
  const sendung = el(
    'sendung',
    { xmlns: TRANSPORT_NS },
    markup((forgery.openHeader ?? same)(writeKopf(kopf))),
    markup((forgery.encrypted ?? same)(inhalt)),
  );
  const bytes = sign(sendung, {
    ...(forgery.signer ?? author),
    policy,
    references: [{ id: 'kopf' }, { id: 'inhalt' }],
  });
  return { bytes, xml: bytes.toString('utf8'), kopf, nachricht };
}

const same = (xml: string): string => xml;

/** The xenc:EncryptedData of a plaintext for participants of the PKI. */
export const encryptFor = (pkiDir: string, plain: Buffer, readers: readonly string[]): string =>
  encrypt(plain, {
    id: 'inhalt',
    recipients: readers.map((name) => ({ name, certificate: loadKeyStore(pkiDir, name).encryption.certificate })),
  });

/** Signs the envelope anew with a changed SignedInfo, as a signer with other habits would; EC keys only. */
export function resign(
  xml: string,
  key: KeyPair['key'],
  change: (signedInfo: string) => string,
  value: (canonical: Buffer) => Buffer = (canonical) =>
    signValue('sha256', canonical, { key, dsaEncoding: 'ieee-p1363' }),
): string {
  const start = xml.lastIndexOf('<ds:SignedInfo>');
  const end = xml.lastIndexOf('</ds:SignedInfo>') + '</ds:SignedInfo>'.length;
  const info = change(xml.slice(start, end));
  const canonical = canonicalize(
    info.replace('<ds:SignedInfo>', '<ds:SignedInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">'),
    { exclusive: true },
  );
  const tail = xml
    .slice(end)
    .replace(/<ds:SignatureValue>[^<]*/, `<ds:SignatureValue>${value(Buffer.from(canonical)).toString('base64')}`);
  return xml.slice(0, start) + info + tail;
}

/** Replaces once and complains where there was nothing to replace. */
export function edit(xml: string, from: string | RegExp, to: string | ((match: string) => string)): string {
  const changed = typeof to === 'string' ? xml.replace(from, () => to) : xml.replace(from, to);
  if (changed === xml) throw new Error(`nothing to replace: ${from}`);
  return changed;
}
