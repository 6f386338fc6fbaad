import { createHash, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  formatLogProof,
  hashEvidence,
  hashLeaf,
  hashUuid,
  makeLeaf,
  parseLeaf,
  parseLogProof,
  signCheckpoint,
  toLogKey,
  verifyLogProof,
} from '../../src/transparency/index.ts';
import { mth, path, someLeaves } from './simple-tree.ts';

const uuid = 'F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6';
const event = {
  ereignis: 'eingegangen',
  uuid,
  sha256: createHash('sha256').update('Sendung').digest(),
  zeit: new Date('2026-11-22T10:00:00.123Z'),
};

describe('leaf', () => {
  it('is canonical JSON of hashes and bears its RFC 6962 hash', () => {
    const salt = Buffer.alloc(32, 1);
    const { payload, hash } = makeLeaf({ ...event, salt });
    expect(payload.toString()).toBe(
      `{"ereignis":"eingegangen","sha256":"${event.sha256.toString('hex')}","uuidHash":"${hashUuid(salt, uuid)}","zeit":"2026-11-22T10:00:00.123Z"}`,
    );
    expect(hash).toEqual(hashLeaf(payload));
    expect(makeLeaf({ ...event, salt }).hash).toEqual(hash);
  });

  it('covers what is stored of the event, whatever the order of its members, and nobody can guess it without the salt', () => {
    const salt = Buffer.alloc(32, 1);
    const { payload } = makeLeaf({ ...event, salt, beleg: { b: 1, a: ['x'] } });
    const { beleg } = parseLeaf(payload);
    expect(beleg).toBe(hashEvidence(salt, { a: ['x'], b: 1 }));
    expect(beleg).not.toBe(hashEvidence(salt, { a: ['x'], b: 2 }));
    expect(beleg).not.toBe(hashEvidence(Buffer.alloc(32, 2), { a: ['x'], b: 1 }));
    expect(Object.keys(JSON.parse(payload.toString()) as object)).toEqual([
      ...['beleg', 'ereignis', 'sha256', 'uuidHash', 'zeit'],
    ]);
  });

  it('does not tell the UUID and is another one with another salt', () => {
    const [one, two] = [makeLeaf(event), makeLeaf(event)];
    expect(one.salt).toHaveLength(32);
    expect(one.hash).not.toEqual(two.hash);
    expect(one.payload.toString().toLowerCase()).not.toContain(uuid.toLowerCase());
    expect(parseLeaf(one.payload).uuidHash).toBe(hashUuid(one.salt, uuid.toLowerCase()));
  });

  it.each([
    ['white space', (text: string) => text.replace(':', ': ')],
    ['a further member', (text: string) => text.replace('}', ',"weiteres":"x"}')],
    [
      'another order',
      (text: string) => `${text.replace('{"ereignis":"eingegangen",', '{').slice(0, -1)},"ereignis":"x"}`,
    ],
    ['a number', (text: string) => text.replace('"eingegangen"', '1')],
    ['no JSON', (text: string) => text.slice(1)],
  ])('is refused with %s', (_, change) => {
    const payload = Buffer.from(change(makeLeaf(event).payload.toString()));
    expect(() => parseLeaf(payload)).toThrowError(expect.objectContaining({ code: 'LOG_PROOF' }));
  });
});

describe('tlog-proof', () => {
  const key = toLogKey(generateKeyPairSync('ed25519').privateKey, 'gateway.example/log');
  const { payload, hash } = makeLeaf(event);
  const leaves = someLeaves(300).with(123, hash);
  const checkpoint = signCheckpoint({ size: 300, root: mth(leaves) }, key);
  const proof = { index: 123, proof: path(123, leaves), checkpoint, extra: payload };
  const text = formatLogProof(proof);

  it('has the form of C2SP tlog-proof and is read back as it was written', () => {
    expect(text.split('\n').slice(0, 3)).toEqual([
      'c2sp.org/tlog-proof@v1',
      `extra ${payload.toString('base64')}`,
      'index 123',
    ]);
    expect(parseLogProof(text)).toEqual(proof);
    const { extra: _, ...bare } = proof;
    expect(parseLogProof(formatLogProof(bare))).toEqual(bare);
  });

  it('verifies offline with nothing but the log’s key', () => {
    expect(verifyLogProof(parseLogProof(text), payload, key.verifier).size).toBe(300);
  });

  it('fails for another payload, another place and another checkpoint', () => {
    const other = makeLeaf(event).payload;
    expect(() => verifyLogProof(proof, other, key.verifier)).toThrowError(/does not stand/);
    expect(() => verifyLogProof({ ...proof, index: 122 }, payload, key.verifier)).toThrowError(/does not stand/);
    const smaller = signCheckpoint({ size: 299, root: mth(leaves.slice(0, 299)) }, key);
    expect(() => verifyLogProof({ ...proof, checkpoint: smaller }, payload, key.verifier)).toThrowError(
      /does not stand/,
    );
  });

  it.each([
    ['another header', (s: string) => s.replace('@v1', '@v2')],
    ['no index', (s: string) => s.replace('index 123\n', '')],
    ['a leading zero', (s: string) => s.replace('index 123', 'index 0123')],
    ['a short hash', (s: string) => s.replace('index 123\n', 'index 123\nAAAA\n')],
    ['no checkpoint', (s: string) => s.slice(0, s.indexOf('\n\n'))],
  ])('is refused with %s', (_, change) => {
    expect(() => parseLogProof(change(text))).toThrowError(expect.objectContaining({ code: 'LOG_PROOF' }));
  });
});
