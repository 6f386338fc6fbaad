import type { Random } from './random.ts';

/** Changes bytes without knowing what they mean. */
export type ByteMutator = (bytes: Buffer, random: Random) => Buffer;

const cut = (bytes: Buffer, at: number, length: number, by: Uint8Array): Buffer =>
  Buffer.concat([bytes.subarray(0, at), by, bytes.subarray(at + length)]);

const PIECES: readonly [Buffer, ...Buffer[]] = [
  Buffer.from([0]),
  Buffer.from([0xff]),
  Buffer.from([0xc0, 0xbc]),
  Buffer.from([0xed, 0xa0, 0x80]),
  Buffer.from([0xf4, 0x90, 0x80, 0x80]),
  Buffer.from([0xe2, 0x82]),
  Buffer.from([0xef, 0xbb, 0xbf]),
  Buffer.from([0xc2, 0x9b]),
  Buffer.from('<'),
  Buffer.from('>'),
  Buffer.from('&'),
  Buffer.from('"'),
  Buffer.from(']]>'),
  Buffer.from('<!--'),
  Buffer.from('<![CDATA['),
  Buffer.from('\r'),
];

export const byteMutators = {
  flipBits: (bytes, random) => {
    const copy = Buffer.from(bytes);
    for (let left = 1 + random.below(8); left > 0 && copy.length > 0; left -= 1) {
      const at = random.below(copy.length);
      copy.writeUInt8(copy.readUInt8(at) ^ (1 << random.below(8)), at);
    }
    return copy;
  },
  setByte: (bytes, random) => {
    const copy = Buffer.from(bytes);
    if (copy.length > 0) copy.writeUInt8(random.below(256), random.below(copy.length));
    return copy;
  },
  insertPiece: (bytes, random) => cut(bytes, random.below(bytes.length + 1), 0, random.pick(PIECES)),
  removeBytes: (bytes, random) => cut(bytes, random.below(bytes.length), random.pick([1, 2, 16, 256]), Buffer.alloc(0)),
  truncate: (bytes, random) => bytes.subarray(0, random.below(bytes.length)),
  repeatBytes: (bytes, random) => {
    const at = random.below(bytes.length);
    const piece = bytes.subarray(at, at + 1 + random.below(200));
    return cut(bytes, at, 0, Buffer.concat(Array.from({ length: 1 + random.below(400) }, () => piece)));
  },
  spliceBytes: (bytes, random) => {
    const [from, to] = [random.below(bytes.length), random.below(bytes.length)];
    return cut(bytes, to, 1 + random.below(100), bytes.subarray(from, from + 1 + random.below(400)));
  },
  utf16: (bytes, random) => {
    const text = Buffer.from(`${random.oneIn(2) ? '\ufeff' : ''}${bytes.toString('utf8')}`, 'utf16le');
    return random.oneIn(2) ? text : text.swap16();
  },
  latin1: (bytes) => Buffer.from(bytes.toString('utf8'), 'latin1'),
  twice: (bytes) => Buffer.concat([bytes, bytes]),
} as const satisfies Readonly<Record<string, ByteMutator>>;
