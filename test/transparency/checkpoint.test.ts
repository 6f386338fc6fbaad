import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  cosignNote,
  formatVerifierKey,
  loadLogKey,
  loadOrCreateLogKey,
  makeLogKey,
  parseCheckpoint,
  parseVerifierKey,
  signCheckpoint,
  toLogKey,
  verifyCheckpoint,
} from '../../src/transparency/index.ts';

const origin = 'gateway.example/log';
const key = toLogKey(generateKeyPairSync('ed25519').privateKey, origin);
const root = Buffer.alloc(32, 7);
const note = signCheckpoint({ size: 20_852_163, root }, key);

describe('checkpoint', () => {
  it('has the form of C2SP tlog-checkpoint', () => {
    const [first, size, hash, empty, signature, end] = note.split('\n');
    expect([first, size, hash, empty, end]).toEqual([origin, '20852163', root.toString('base64'), '', '']);
    expect(signature).toMatch(/^— gateway\.example\/log [A-Za-z0-9+/]{91}=$/);
  });

  it('verifies with the log’s key and tells size and root', () => {
    expect(verifyCheckpoint(note, key.verifier)).toMatchObject({ origin, size: 20_852_163, root });
    expect(parseCheckpoint(note)).toEqual({ origin, size: 20_852_163, root });
  });

  it('verifies the example of the specification', () => {
    // text, key and signature of the golang.org/x/mod/sumdb/note documentation
    const verifier = parseVerifierKey('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW');
    expect(formatVerifierKey(verifier.publicKey, 'PeterNeumann')).toBe(
      'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
    );
  });

  const flipped = note.replace('20852163', '20852164');
  const other = toLogKey(generateKeyPairSync('ed25519').privateKey, origin);
  const line = note.split('\n')[4] ?? '';
  it.each([
    ['another size', flipped],
    ['another root', note.replace(root.toString('base64'), Buffer.alloc(32, 8).toString('base64'))],
    ['another origin', note.replace(origin, 'gateway.example/other')],
    ['an extension line put in', note.replace('\n\n', '\nErweiterung\n\n')],
    ['no signature', note.slice(0, note.indexOf('\n\n') + 2)],
    ['a signature of an unknown key only', signCheckpoint({ size: 1, root }, other)],
    ['a damaged signature', note.replace(/.{8}=\n$/, 'AAAAAAA=\n')],
    ['a valid and a damaged signature of the same key', `${note}${line.slice(0, -9)}AAAAAAA=\n`],
    ['a missing newline at the end', note.slice(0, -1)],
    ['a carriage return', note.replace('\n\n', '\r\n\n')],
    ['a leading zero in the size', note.replace('20852163', '020852163')],
    ['a size beyond exact numbers', note.replace('20852163', '9007199254740993')],
    ['a hyphen for the em dash', note.replace('—', '-')],
    ['nothing', ''],
    ['too many signatures', note + `${line}\n`.repeat(100)],
  ])('is refused with %s', (_, bad) => {
    expect(() => verifyCheckpoint(bad, key.verifier)).toThrowError(expect.objectContaining({ code: 'LOG_CHECKPOINT' }));
  });

  it('of another log is refused even if the verifier knows that log as a witness', () => {
    const neighbour = toLogKey(generateKeyPairSync('ed25519').privateKey, 'nachbar.example/log');
    const theirs = signCheckpoint({ size: 1, root }, neighbour);
    expect(() => verifyCheckpoint(theirs, key.verifier, [neighbour.verifier])).toThrowError(/einem anderen Protokoll/);
  });

  it('keeps its own signature when a Land cosigns it, and tells when', () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const witness = parseVerifierKey(formatVerifierKey(privateKey, 'zeuge.example/he', 4));
    const time = new Date('2026-11-22T10:00:00Z');
    const cosigned = cosignNote(note, { name: 'zeuge.example/he', privateKey }, time);
    expect(verifyCheckpoint(cosigned, key.verifier, [witness]).signatures).toEqual([
      { name: origin, type: 1 },
      { name: 'zeuge.example/he', type: 4, time },
    ]);
    // unknown to others, it changes nothing for them
    expect(verifyCheckpoint(cosigned, key.verifier).signatures).toHaveLength(1);
    const moved = cosigned.replace('20852163', '20852162');
    expect(() => verifyCheckpoint(moved, key.verifier, [witness])).toThrowError(/does not hold/);
  });

  it('cannot be verified with a verifier key whose key id is wrong', () => {
    expect(() => parseVerifierKey(key.verifierKey.replace(/\+[0-9a-f]{8}\+/, '+00000000+'))).toThrowError(
      /Kennung des Prüfschlüssels/,
    );
    expect(() => parseVerifierKey('kaputt')).toThrowError(/hat nicht die Form/);
  });
});

describe('log key', () => {
  let dir = '';
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'log-key-'));
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  it('is made at the first start, readable by its owner alone, and stays the same', async () => {
    const path = join(dir, 'neu', 'log.key.pem');
    const made = await loadOrCreateLogKey(path, origin);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readFile(path, 'utf8')).toContain('BEGIN PRIVATE KEY');
    expect((await loadOrCreateLogKey(path, origin)).verifierKey).toBe(made.verifierKey);
    expect(verifyCheckpoint(signCheckpoint({ size: 0, root }, made), made.verifier).size).toBe(0);
  });

  it('is one key when two processes start at once', async () => {
    const path = join(dir, 'zugleich.pem');
    const keys = await Promise.all(Array.from({ length: 8 }, () => loadOrCreateLogKey(path, origin)));
    expect(new Set(keys.map(({ verifierKey }) => verifierKey)).size).toBe(1);
  });

  it('that several gateways share is made once, and never by a gateway', async () => {
    const path = join(dir, 'gemeinsam', 'log.pem');
    await expect(loadLogKey(path, origin)).rejects.toMatchObject({ code: 'FILE' });
    const { verifierKey } = await makeLogKey(path, origin);
    expect((await loadLogKey(path, origin)).verifierKey).toBe(verifierKey);
    await expect(makeLogKey(path, origin)).rejects.toMatchObject({ code: 'FILE' });
    expect((await loadLogKey(path, origin)).verifierKey).toBe(verifierKey);
  });

  it('is refused if it is not an Ed25519 key, is damaged, or the origin has a space', async () => {
    const path = join(dir, 'falsch.pem');
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    await writeFile(path, privateKey.export({ format: 'pem', type: 'pkcs8' }));
    await expect(loadOrCreateLogKey(path, origin)).rejects.toMatchObject({ code: 'SETTINGS' });
    await writeFile(path, 'kein Schlüssel');
    await expect(loadOrCreateLogKey(path, origin)).rejects.toMatchObject({ code: 'FILE' });
    expect(() => toLogKey(key.privateKey, 'mit Leerzeichen')).toThrowError(/Name des Protokolls/);
    expect(createPublicKey(key.privateKey).asymmetricKeyType).toBe('ed25519');
  });
});
