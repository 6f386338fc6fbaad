import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalize, NS } from '../../src/crypto/index.ts';
import { readersOf } from '../../src/gateway/checks/readers.ts';

const encrypted = (names: readonly (string | undefined)[], content: string, space = ''): Buffer => {
  const keys = names.map(
    (name) => `<xenc:EncryptedKey${name === undefined ? '' : ` Recipient="${name}"`}>${space}<a/></xenc:EncryptedKey>`,
  );
  const xml =
    `<xenc:EncryptedData xmlns:xenc="${NS.xenc}" xmlns:ds="${NS.ds}" Id="inhalt">${space}<ds:KeyInfo>${keys.join(space)}` +
    `</ds:KeyInfo>${space}<xenc:CipherData>${space}<xenc:CipherValue>${content}</xenc:CipherValue>${space}` +
    `</xenc:CipherData>${space}</xenc:EncryptedData>`;
  return Buffer.from(canonicalize(xml, { exclusive: true }));
};

describe('readers of a content', () => {
  it('are those whose names stand at its keys, whatever the size of the content and the white space', () => {
    const name = fc.stringMatching(/^[a-z]{3}:[0-9]{12}$/);
    fc.assert(
      fc.property(
        fc.array(name, { maxLength: 5 }),
        fc.nat(5000),
        fc.constantFrom('', '\n', '\n  '),
        (names, size, space) => {
          expect(readersOf(encrypted(names, `${'QUJD'.repeat(size)}${space}`, space))).toEqual(names);
        },
      ),
    );
  });

  it('are not those that stand elsewhere: no name, in a nested key, in the content, in another namespace', () => {
    const nested = encrypted(['a'], 'x'.repeat(3000))
      .toString()
      .replace(
        '<a></a>',
        '<xenc:EncryptedKey Recipient="b"></xenc:EncryptedKey><EncryptedKey xmlns="x" Recipient="c"></EncryptedKey>',
      );
    expect(readersOf(Buffer.from(nested))).toEqual(['a']);
    expect(readersOf(encrypted([undefined], 'Recipient="b"'))).toEqual([]);
  });

  it('are found where a value holds signs of markup', () => {
    expect(readersOf(encrypted(['a>b', 'c&lt;/d'], 'x'.repeat(3000)))).toEqual(['a>b', 'c</d']);
  });
});
