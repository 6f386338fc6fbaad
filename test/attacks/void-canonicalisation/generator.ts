import { createHash } from 'node:crypto';
import { loadKeyStore } from '../../../src/crypto/index.ts';
import { edit, forge, resign } from '../../support/forge.ts';
import { BGB } from '../../support/profile.ts';
import type { Case } from '../support.ts';

const EMPTY = createHash('sha256').update('').digest('base64');
const signed = (
  what: string,
  code: Case['code'],
  change: (xml: string) => string,
  info: (xml: string) => string,
): Case => ({
  what,
  code,
  make: (pkiDir) => resign(change(forge(pkiDir).xml), loadKeyStore(pkiDir, BGB).signature.key, info),
});
const same = (xml: string): string => xml;
const emptyDigests = (info: string): string => info.replaceAll(/<ds:DigestValue>[^<]*/g, `<ds:DigestValue>${EMPTY}`);

export const cases: readonly Case[] = [
  signed(
    'a relative namespace in the header',
    'READ_REFERENCE',
    (xml) => edit(xml, '<kopf ', '<kopf xmlns:r="1" '),
    emptyDigests,
  ),
  signed(
    'a relative namespace on the root',
    'READ_REFERENCE',
    (xml) => edit(xml, '<sendung ', '<sendung xmlns:r="../x" '),
    emptyDigests,
  ),
  signed(
    'a relative namespace in the signature',
    'READ_REFERENCE',
    (xml) => edit(xml, '<ds:KeyInfo>', '<ds:KeyInfo xmlns:r="r">'),
    emptyDigests,
  ),
  signed('digests of nothing', 'VERIFY_SIGNATURE', same, emptyDigests),
  signed('empty digests', 'SHAPE_PROFILE', same, (info) =>
    info.replaceAll(/<ds:DigestValue>[^<]*/g, '<ds:DigestValue>'),
  ),
  signed('a reference to nothing', 'SHAPE_PROFILE', same, (info) =>
    emptyDigests(edit(info, 'URI="#kopf"', 'URI="#nichts"')),
  ),
  signed('an empty reference URI', 'SHAPE_PROFILE', same, (info) => emptyDigests(edit(info, 'URI="#kopf"', 'URI="#"'))),
  signed(
    'a namespace that is undone',
    'READ_NOT_WELL_FORMED',
    (xml) => edit(xml, '<ds:KeyInfo>', '<ds:KeyInfo xmlns:xenc="">'),
    emptyDigests,
  ),
  {
    what: 'inside the encryption: a relative namespace',
    code: 'READ_REFERENCE',
    make: (pkiDir) => forge(pkiDir, { plain: (plain) => edit(plain, ' produkt=', ' xmlns:r="1" produkt=') }).bytes,
  },
  {
    what: 'inside the encryption: nothing',
    code: 'READ_NOT_WELL_FORMED',
    make: (pkiDir) => forge(pkiDir, { plain: () => '' }).bytes,
  },
];
