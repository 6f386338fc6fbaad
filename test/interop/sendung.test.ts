import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type KeyPair, loadKeyStore, TrustStore, URI } from '../../src/crypto/index.ts';
import { type Anlage, type Kopf, seal, TRANSPORT_NS } from '../../src/envelope/index.ts';
import { writeKopf } from '../../src/envelope/kopf.ts';
import { writeNachricht } from '../../src/envelope/nachricht.ts';
import { newUuid, sha256Hex } from '../../src/platform/ids.ts';
import { build, catalogue, sample } from '../../src/standard/index.ts';
import { canonicalize, contentLimits, el, parse, text } from '../../src/xml/index.ts';
import { codeOf } from '../envelope/support.ts';
import { openAs } from '../support/opened.ts';
import { BGB, GATEWAY, KBA, POLIZEI, writeInstallation } from '../support/profile.ts';
import { documents } from './documents.ts';
import { bytesOf } from './messages.ts';
import { counted, hasSantuario, hasXmlsec1, JavaPeer, type PeerJob, Workshop } from './support.ts';

const usable = hasSantuario();
const xmlsec1 = hasXmlsec1();
const COUNT = 200;

/** What one Sendung carries: an XÖV message of each type in turn, or a generated document, and attachments. */
interface Load {
  readonly kopf: Kopf;
  readonly nachricht: string;
  readonly anlagen: readonly (Anlage & { readonly id: string })[];
}

const loads: readonly Load[] = documents(COUNT, false).map(({ element }, index) => {
  const { name } = catalogue[index % catalogue.length] ?? { name: 'fahrerermittlung.ersuchen.1120' as const };
  const sizes = index === 50 ? [3_700_000, 1] : [[], [index], [0, 1_000 + index]][index % 3];
  return {
    kopf: {
      nachrichtenUUID: newUuid(),
      nachrichtentyp: name,
      standard: 'urn:bussgeld-blaupause:xbussgeld:1.0',
      absender: index % 3 === 0 ? POLIZEI : BGB,
      empfaenger: KBA,
      vorgangsUUID: newUuid(),
      erstellt: new Date('2026-11-22T10:00:00.123Z'),
      gueltigBis: new Date('2026-11-23T10:00:00Z'),
      test: true,
    },
    nachricht:
      index % 2 === 0
        ? Buffer.from(build(sample(name))).toString('utf8')
        : `<m:muster xmlns:m="urn:muster">${element}</m:muster>`,
    anlagen: (sizes ?? []).map((size, at) => ({
      id: newUuid(),
      name: `Übersicht ${at} „Straße“.pdf`,
      mediaType: 'application/pdf',
      bytes: bytesOf(`Anlage ${index} ${at}`, size),
    })),
  };
});

const canonical = (xml: string | Buffer): string => {
  using document = parse(Buffer.from(xml), contentLimits);
  return canonicalize(document.root, { exclusive: true }).toString();
};

/** The content of a Sendung before its author signs it. */
const unsigned = ({ nachricht, anlagen }: Load): string =>
  el(
    'inhaltsdaten',
    { xmlns: TRANSPORT_NS, Id: 'inhaltsdaten' },
    writeNachricht(Buffer.from(nachricht)),
    ...anlagen.map(({ id, name, mediaType, bytes }) =>
      el('anlage', { id, mediaType, name, sha256: sha256Hex(bytes) }, text(Buffer.from(bytes).toString('base64'))),
    ),
  );

/** What somebody on the way might change in the open part. */
const CHANGES: readonly ((xml: string) => string)[] = [
  (xml) => xml.replace(KBA, GATEWAY),
  (xml) => xml.replace('<test>true</test>', ''),
  (xml) => xml.replace(/(<ds:DigestValue>\s*)./, (found, tag: string) => `${tag}${found.endsWith('A') ? 'B' : 'A'}`),
  (xml) => xml.replace(/ Recipient="[^"]*"/, ` Recipient="${BGB}"`),
  (xml) => xml.replace(/<ds:SignedInfo[^>]*>/, '$&\n'),
];

const changed = (xml: Buffer, index: number): Buffer => {
  const after = Buffer.from(CHANGES[index % CHANGES.length]?.(xml.toString('utf8')) ?? '');
  if (after.equals(xml)) throw new Error(`Sendung ${index} was not changed`);
  return after;
};

describe.skipIf(!usable)('200 whole Sendungen', () => {
  const workshop = new Workshop();
  const peer = new JavaPeer(workshop, true);
  let pkiDir = '';
  beforeAll(async () => {
    ({ pkiDir } = await writeInstallation(workshop.path('pki')));
  });
  afterAll(() => workshop[Symbol.dispose]());

  interface Files {
    readonly pair: KeyPair;
    readonly key: string;
    readonly certificates: string;
  }
  const known = new Map<string, Files>();

  /** Key and certificates of a participant as files; its own certificate first. */
  const filesOf = (schluessel: string, purpose: 'signature' | 'encryption'): Files => {
    const name = `${purpose}-${schluessel.replace(':', '-')}`;
    const before = known.get(name);
    if (before) return before;
    const pair = loadKeyStore(pkiDir, schluessel)[purpose];
    const files = {
      pair,
      key: workshop.write(`${name}.key.pem`, pair.key.export({ format: 'pem', type: 'pkcs8' })),
      certificates: workshop.write(`${name}.pem`, [pair.cert, ...pair.chain].join('\n')),
    };
    known.set(name, files);
    return files;
  };

  it('that we seal are verified, decrypted and verified inside by JDK and Santuario, the EC ones by xmlsec1 too', async () => {
    const [rsa, ec] = [filesOf(POLIZEI, 'encryption'), filesOf(KBA, 'encryption')];
    const readers = [POLIZEI, KBA, GATEWAY].map((schluessel) => ({
      schluessel,
      certificate: loadKeyStore(pkiDir, schluessel).encryption.certificate,
    }));
    const jobs: PeerJob[] = [];
    const forXmlsec1: string[] = [];
    for (const [index, { kopf, nachricht, anlagen }] of loads.entries()) {
      const author = filesOf(kopf.absender, 'signature');
      const sealed = await seal({ kopf, nachricht: Buffer.from(nachricht), anlagen, author: author.pair, readers });
      const file = workshop.write(`sendung-${index}.xml`, sealed);
      if (kopf.absender === BGB) forXmlsec1.push(file);
      const plain = workshop.path(`inhalt-${index}.xml`);
      jobs.push(
        ['JdkSignature', 'verify', file, author.certificates],
        index % 2 === 0
          ? ['SantuarioEncryption', 'decrypt', file, plain, rsa.key, POLIZEI]
          : ['EcdhEs', 'decrypt', file, plain, ec.key, KBA],
        ['JdkSignature', 'verify', plain, author.certificates],
        ['JdkSignature', 'verify', workshop.write(`wrong-${index}.xml`, changed(sealed, index)), author.certificates],
      );
    }
    expect(peer.run(jobs)).toEqual(loads.flatMap(() => ['valid', 'ok', 'valid', 'invalid']));
    for (const [index, load] of loads.entries()) {
      const inside = workshop.read(`inhalt-${index}.xml`).toString('utf8');
      expect(canonical(inside.replace(/<ds:Signature[ >].*<\/ds:Signature>/s, ''))).toBe(canonical(unsigned(load)));
    }
    counted(`${COUNT} Sendungen that we sealed opened by JDK and Santuario`);
    if (!xmlsec1) return;
    const root = join(pkiDir, 'ca', 'ca.pem');
    const ids = [
      '--id-attr:Id',
      `${TRANSPORT_NS}:kopf`,
      '--id-attr:Id',
      'http://www.w3.org/2001/04/xmlenc#:EncryptedData',
    ];
    const verdict = spawnSync('xmlsec1', ['--verify', '--trusted-pem', root, ...ids, ...forXmlsec1], {
      encoding: 'utf8',
    });
    expect(verdict.status, verdict.stderr.slice(-2_000)).toBe(0);
    counted(`${forXmlsec1.length} of them verified by xmlsec1 with their chain`);
  });

  it('that JDK and Santuario seal are opened by us with their chain; each changed one is refused', async () => {
    const jobs: PeerJob[] = [];
    const tail = workshop.write('tail', '</sendung>');
    for (const [index, load] of loads.entries()) {
      const author = filesOf(load.kopf.absender, 'signature');
      const algorithm = load.kopf.absender === POLIZEI ? URI.pssSha256 : URI.ecdsaSha256;
      const at = (name: string): string => workshop.path(`${name}-${index}.xml`);
      const head = workshop.write(`head-${index}`, `<sendung xmlns="${TRANSPORT_NS}">${writeKopf(load.kopf)}`);
      const readers = index % 2 === 0 ? [POLIZEI] : [KBA, GATEWAY];
      const content = workshop.write(`content-${index}.xml`, unsigned(load));
      const signing = [author.key, author.certificates, algorithm];
      jobs.push(
        ['JdkSignature', 'sign', content, at('author'), ...signing, 'enveloped:inhaltsdaten'],
        [
          index % 2 === 0 ? 'SantuarioEncryption' : 'EcdhEs',
          ...['encrypt', at('author'), at('encrypted'), 'inhalt'],
          ...readers.flatMap((reader) => [reader, filesOf(reader, 'encryption').certificates]),
        ],
        ['Concat', at('draft'), head, at('encrypted'), tail],
        ['JdkSignature', 'sign', at('draft'), at('theirs'), ...signing, 'kopf', 'inhalt'],
      );
    }
    expect(peer.run(jobs).filter((answer) => answer !== 'ok')).toEqual([]);
    const trust = TrustStore.fromFolder(pkiDir);
    for (const [index, { kopf, nachricht, anlagen }] of loads.entries()) {
      const sendung = workshop.read(`theirs-${index}.xml`);
      for (const reader of index % 2 === 0 ? [POLIZEI] : [KBA, GATEWAY]) {
        const opened = await openAs(pkiDir, reader, sendung, trust);
        expect(opened.verified.kopf).toEqual(kopf);
        expect(opened.author.organizationIdentifier).toBe(kopf.absender);
        expect(opened.nachricht.toString()).toBe(canonical(nachricht));
        expect(opened.anlagen.map(({ name, bytes }) => [name, sha256Hex(bytes)])).toEqual(
          anlagen.map(({ name, bytes }) => [name, sha256Hex(bytes)]),
        );
      }
      expect(await codeOf(() => openAs(pkiDir, KBA, changed(sendung, index), trust))).toBe('VERIFY_SIGNATURE');
    }
    counted(`${COUNT} Sendungen that JDK and Santuario sealed opened by us, as many changed ones refused`);
  });
});
