import { URI } from '../../src/crypto/index.ts';
import type { TextMutator } from './mutate-elements.ts';
import type { Random } from './random.ts';
import { attributesOf, leavesOf, type Span, spansOf, splice } from './spans.ts';

const onLeaf =
  (pattern: RegExp, change: (value: string, random: Random, xml: string) => string): TextMutator =>
  (xml, random) => {
    const leaf = random.some(leavesOf(xml).filter(({ inner, close }) => pattern.test(xml.slice(inner, close))));
    if (leaf === undefined) return xml;
    return splice(xml, leaf.inner, leaf.close, change(xml.slice(leaf.inner, leaf.close), random, xml));
  };
const onNamed =
  (name: RegExp, change: (value: string, random: Random, all: readonly string[]) => string): TextMutator =>
  (xml, random) => {
    const found = spansOf(xml).filter((span) => name.test(span.name));
    const textOf = ({ inner, close }: Span) => xml.slice(inner, close);
    const one = random.some(found);
    return one === undefined ? xml : splice(xml, one.inner, one.close, change(textOf(one), random, found.map(textOf)));
  };

const BASE64 = /^[A-Za-z0-9+/\s]{16,}={0,2}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-/i;
const DATE = /^\d{4}-\d\d-\d\d/;

const flipBit = (bytes: Buffer, random: Random): Buffer => {
  const at = random.below(bytes.length);
  if (bytes.length > 0) bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << random.below(8)), at);
  return bytes;
};
/** Bytes as another base64 text, changed or written otherwise. */
const otherBase64 = (value: string, random: Random): string => {
  const bytes = Buffer.from(value, 'base64');
  const cut = random.below(bytes.length + 1);
  return random.either([
    () => flipBit(bytes, random).toString('base64'),
    () => bytes.subarray(0, cut).toString('base64'),
    () => bytes.subarray(cut).toString('base64'),
    () => Buffer.concat([bytes, bytes.subarray(0, cut)]).toString('base64'),
    () => Buffer.alloc(bytes.length, random.pick([0, 0xff, 1])).toString('base64'),
    () => `${value.slice(0, cut)}\n ${value.slice(cut)}`,
    () => `${value.slice(0, cut)}====${value.slice(cut)}`,
    () => value.replace(/=+$/, ''),
    () => value.replaceAll('+', '-').replaceAll('/', '_'),
    () => value.replace(/[A-Za-z](=*)$/, (last) => (last.startsWith('A') ? `B${last.slice(1)}` : `A${last.slice(1)}`)),
    () => bytes.toString('hex'),
    () => '',
  ]);
};

const ALGORITHMS: readonly string[] = [
  ...Object.values(URI),
  'http://www.w3.org/2001/04/xmldsig-more#hmac-sha256',
  'http://www.w3.org/2001/04/xmlenc#rsa-1_5',
  'http://www.w3.org/2001/04/xmlenc#aes256-cbc',
  'http://www.w3.org/TR/1999/REC-xslt-19991116',
  'http://www.w3.org/TR/1999/REC-xpath-19991116',
  'http://www.w3.org/2000/09/xmldsig#base64',
  'urn:angreifer',
  '',
];

const HOSTILE = [
  '',
  ' ',
  '\t\r\n',
  '0',
  '-1',
  '99999999999999999999999999',
  'NaN',
  'true',
  '&#0;',
  '&#xD800;',
  '&#x9b;31m',
  '&unbekannt;',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '=HYPERLINK("http://127.0.0.1:9/","x")',
  "'; DROP TABLE blaupause.sendung; --",
  '../../../../etc/passwd',
  'toString',
  '__proto__',
  '{{7*7}}',
  '%s%n%x',
  '\u202egnp.exe',
  'A\u0308',
  '\u{1f600}',
  'ß'.repeat(5000),
  'a'.repeat(70_000),
  '9'.repeat(2000),
  '(a+)+$'.repeat(400),
] as const;

/** Puts other values in the place of texts and attributes. */
export const valueMutators = {
  base64: onLeaf(BASE64, otherBase64),
  uuid: onLeaf(UUID, (value, random) =>
    random.either([
      () => value.toUpperCase(),
      () => `{${value}}`,
      () => value.replaceAll('-', ''),
      () => `urn:uuid:${value}`,
      () => ` ${value} `,
      () => value.replace(/[0-9a-f]/gi, () => random.below(16).toString(16)),
      () => '00000000-0000-0000-0000-000000000000',
      () => `${value}${value}`,
    ]),
  ),
  date: onLeaf(DATE, (value, random) =>
    random.either([
      () => value.replace(/^\d{4}/, String(random.pick([1, 1899, 1969, 2000, 2031, 2036, 2106, 9999, 99_999]))),
      () => value.replace(/Z$/, random.pick(['', '+14:00', '-14:00', '+99:99', '+00:00'])),
      () => value.replace(/-\d\d-/, random.pick(['-00-', '-13-', '-02-'])),
      () => value.replace(/-\d\d(?=T|$)/, random.pick(['-00', '-31', '-30', '-29', '-32'])),
      () => value.replace(/T.*/, random.pick(['T24:00:00Z', 'T23:59:60Z', 'T00:00:00.000000000001Z', ''])),
      () => `-${value}`,
      () => ` ${value}\n`,
    ]),
  ),
  digits: onLeaf(/^-?[\d.,]+$/, (value, random) =>
    random.pick([`-${value}`, `+${value}`, `0${value}`, `${value}.0`, `${value}e9`, '0x10', '٣', ` ${value}`, 'INF']),
  ),
  hostileText: onLeaf(/./s, (_, random) => random.pick(HOSTILE)),
  appendHostile: onLeaf(/./s, (value, random) => value + random.pick(HOSTILE)),
  hostileAttribute: (xml, random) => {
    const one = random.some(attributesOf(xml));
    return one === undefined
      ? xml
      : splice(xml, one.value, one.end - 1, random.pick(HOSTILE).replaceAll('"', '&quot;'));
  },
  algorithm: (xml, random) => {
    const one = random.some(attributesOf(xml).filter(({ name }) => name === 'Algorithm'));
    return one === undefined ? xml : splice(xml, one.value, one.end - 1, random.some(ALGORITHMS) ?? '');
  },
  referenceUri: (xml, random) => {
    const one = random.some(attributesOf(xml).filter(({ name }) => name === 'URI'));
    const to = random.pick([
      '',
      '#',
      '#kopf',
      '#inhalt',
      '#inhaltsdaten',
      '#xpointer(/)',
      '#xpointer(id("kopf"))',
      'file:///etc/passwd',
    ]);
    return one === undefined ? xml : splice(xml, one.value, one.end - 1, to);
  },
  certificate: onNamed(/^ds:X509Certificate$/, (value, random, all) => {
    const bytes = Buffer.from(value, 'base64');
    return random.either([
      () => random.some(all) ?? '',
      () => flipBit(bytes, random).toString('base64'),
      () => bytes.subarray(0, random.below(bytes.length)).toString('base64'),
      () => Buffer.concat([bytes, bytes]).toString('base64'),
      () => Buffer.from([0x30, 0x84, 0xff, 0xff, 0xff, 0xff]).toString('base64'),
      () => Buffer.from('3080'.repeat(200), 'hex').toString('base64'),
    ]);
  }),
  point: onNamed(/^dsig11:PublicKey$/, (value, random) => {
    const bytes = Buffer.from(value, 'base64');
    return random
      .either([
        () => flipBit(bytes, random),
        () => Buffer.from([0]),
        () => Buffer.concat([Buffer.from([4]), Buffer.alloc(64)]),
        () => Buffer.concat([Buffer.from([2]), bytes.subarray(1, 33)]),
        () => bytes.subarray(0, random.below(bytes.length)),
      ])
      .toString('base64');
  }),
} as const satisfies Readonly<Record<string, TextMutator>>;
