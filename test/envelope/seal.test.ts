import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { loadKeyStore } from '../../src/crypto/index.ts';
import { bindContent, type Kopf, seal } from '../../src/envelope/index.ts';
import { newUuid, sha256Hex } from '../../src/platform/ids.ts';
import { parse, readHeader } from '../../src/standard/index.ts';
import { canonicalize, liveDocuments, parseTrusted } from '../../src/xml/index.ts';
import { freshMessage } from '../support/forge.ts';
import { openAs } from '../support/opened.ts';
import { BGB, GATEWAY, KBA, POLIZEI } from '../support/profile.ts';
import { codeOf, usePki } from './support.ts';

describe('seal and open', () => {
  const pki = usePki();
  const reader = (schluessel: string) => ({
    schluessel,
    certificate: loadKeyStore(pki.pkiDir, schluessel).encryption.certificate,
  });
  const kopfOf = (nachricht: string): Kopf => {
    const header = readHeader(Buffer.from(nachricht));
    return {
      nachrichtenUUID: header.uuid,
      nachrichtentyp: header.typ,
      standard: header.namespace,
      absender: header.autor.kennung,
      empfaenger: header.leser.kennung,
      vorgangsUUID: header.vorgang?.vorgangsUUID ?? header.uuid,
      erstellt: new Date('2026-11-22T10:00:00.123Z'),
      gueltigBis: new Date('2026-11-23T10:00:00Z'),
      test: true,
    };
  };
  const sealed = (nachricht: string, author: string, readers: readonly string[], anlagen = {}) =>
    seal({
      kopf: kopfOf(nachricht),
      nachricht: Buffer.from(nachricht),
      author: loadKeyStore(pki.pkiDir, author).signature,
      readers: readers.map(reader),
      ...anlagen,
    });
  const canonical = (xml: string): string => {
    using document = parseTrusted(Buffer.from(xml));
    return canonicalize(document.root, { exclusive: true }).toString();
  };

  it.each([
    ['EC', BGB],
    ['RSA', POLIZEI],
  ])('gives an %s author’s message back to every reader, EC and RSA alike', async (_, author) => {
    const nachricht = freshMessage();
    const bytes = await sealed(nachricht, author, [POLIZEI, KBA, GATEWAY]);
    for (const schluessel of [POLIZEI, KBA, GATEWAY]) {
      const opened = await openAs(pki.pkiDir, schluessel, bytes);
      expect(opened.nachricht.toString()).toBe(canonical(nachricht));
      expect(opened.verified.kopf).toEqual(kopfOf(nachricht));
      expect(opened.author.organizationIdentifier).toBe(author);
      expect(opened.anlagen).toEqual([]);
    }
  });

  it('is not readable for who is no reader', async () => {
    const bytes = await sealed(freshMessage(), BGB, [POLIZEI]);
    expect(await codeOf(() => openAs(pki.pkiDir, KBA, bytes))).toBe('OPEN_NOT_READER');
    expect(bytes.toString()).not.toContain('Musterfrau');
  });

  it('two readers of the same name are refused, no reader too', async () => {
    expect(await codeOf(() => sealed(freshMessage(), BGB, [POLIZEI, POLIZEI]))).toBe('USAGE');
    expect(await codeOf(() => sealed(freshMessage(), BGB, []))).toBe('USAGE');
  });

  it('carries attachments of any bytes, 5 MB and empty ones among them', async () => {
    const anlagen = [
      { id: newUuid(), name: 'beweisfoto.jpg', mediaType: 'image/jpeg', bytes: randomBytes(5_000_000) },
      { id: newUuid(), name: 'Übersicht 1.pdf', mediaType: 'application/pdf', bytes: randomBytes(1) },
      { id: newUuid(), name: 'leer.txt', mediaType: 'text/plain', bytes: Buffer.alloc(0) },
    ];
    const bytes = await sealed(freshMessage(), BGB, [POLIZEI, GATEWAY], { anlagen });
    const opened = await openAs(pki.pkiDir, POLIZEI, bytes);
    expect(opened.anlagen.map(({ id, name, mediaType, sha256 }) => ({ id, name, mediaType, sha256 }))).toEqual(
      anlagen.map(({ id, name, mediaType, bytes: content }) => ({ id, name, mediaType, sha256: sha256Hex(content) })),
    );
    for (const [at, { bytes: content }] of anlagen.entries())
      expect(opened.anlagen[at]?.bytes && Buffer.from(opened.anlagen[at].bytes).equals(content)).toBe(true);
  });

  it('keeps elements without a namespace out of the namespace of the envelope', async () => {
    const unprefixed = freshMessage()
      .replaceAll('<xbg:', '<')
      .replaceAll('</xbg:', '</')
      .replace('xmlns:xbg=', 'xmlns=');
    // the header's elements have no namespace in the standard; here they undo the default one
    const nachricht = unprefixed
      .replace('<nachrichtenkopf.g2g>', '<nachrichtenkopf.g2g xmlns="">')
      .replaceAll('<code>', '<code xmlns="">');
    const bytes = await sealed(nachricht, BGB, [POLIZEI]);
    const { nachricht: opened } = await openAs(pki.pkiDir, POLIZEI, bytes);
    expect(opened.toString()).toBe(canonical(nachricht));
    expect(readHeader(opened).wurzel).toBe('fahrerermittlung.ersuchen.1120');
    expect(parse(opened).typ).toBe('fahrerermittlung.ersuchen.1120');
  });

  it('a message with an XML declaration and white space around it is sealed too', async () => {
    const nachricht = freshMessage();
    const bytes = await sealed(`<?xml version="1.0" encoding="UTF-8"?>\n${nachricht}\n`, BGB, [POLIZEI]);
    expect((await openAs(pki.pkiDir, POLIZEI, bytes)).nachricht.toString()).toBe(canonical(nachricht));
  });

  it('binds content to header', async () => {
    const nachricht = freshMessage();
    const bytes = await sealed(nachricht, BGB, [POLIZEI]);
    const opened = await openAs(pki.pkiDir, POLIZEI, bytes);
    const header = readHeader(opened.nachricht);
    const { kopf, signer } = opened.verified;
    const bound = (change: Partial<Kopf>) =>
      codeOf(() => bindContent({ ...kopf, ...change }, header, opened.author, signer));
    expect(await bound({})).toBe('none');
    expect(await bound({ empfaenger: KBA })).toBe('OPEN_READER');
    expect(await bound({ absender: KBA })).toBe('OPEN_AUTHOR');
    expect(await bound({ nachrichtenUUID: newUuid() })).toBe('OPEN_HEADER');
    expect(await bound({ vorgangsUUID: newUuid() })).toBe('OPEN_HEADER');
    expect(await bound({ test: false })).toBe('OPEN_HEADER');
  });

  it('leaves no document behind, whether it opens or not', async () => {
    const bytes = await sealed(freshMessage(), BGB, [POLIZEI]);
    const before = liveDocuments();
    await openAs(pki.pkiDir, POLIZEI, bytes);
    await codeOf(() => openAs(pki.pkiDir, KBA, bytes));
    await codeOf(() => openAs(pki.pkiDir, POLIZEI, Buffer.from(bytes.toString().replace('<kopf', '<kopff'))));
    expect(liveDocuments()).toBe(before);
  });
});
