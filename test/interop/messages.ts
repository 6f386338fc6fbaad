import { createHash } from 'node:crypto';
import { TRANSPORT_NS } from '../../src/envelope/index.ts';
import { canonicalize, parseTrusted } from '../../src/xml/index.ts';
import { documents, large, PART, PART_NS } from './documents.ts';

/** A generated message to be signed: as header and content by two references, or as a whole. */
export interface Message {
  readonly xml: string;
  readonly signed: { readonly references: readonly { readonly id: string }[] } | { readonly enveloped: string };
}

export const TWO = [{ id: 'kopf' }, { id: 'inhalt' }] as const;
const PREFIXES = ['', 's', 'p'];
const MEGABYTE = 1_000_000;

/** Bytes that look random and are the same on every run. */
export const bytesOf = (seed: string, length: number): Buffer =>
  length === 0 ? Buffer.alloc(0) : createHash('shake256', { outputLength: length }).update(seed).digest();

/** Size of the attachment of a message: none, small, now and then 100 kB, once 3.7 MB (5 MB in base64). */
const attachmentSize = (index: number): number => {
  if (index === 10) return 3.7 * MEGABYTE;
  if (index % 40 === 7) return 100_000;
  return index % 3 === 0 ? 0 : index * 13;
};

/** What a message carries: mostly a few hundred bytes to some kilobytes, twice 5 MB. */
const contentOf = (index: number, element: string): string => {
  if (index === 20)
    return `<lang xmlns="urn:x">${'Grüße aus Müßighausen&#13;\r\n😀 '.repeat(150_000)}</lang>${element}`;
  if (index === 30) return large(5 * MEGABYTE).element;
  return element;
};

/** `count` generated messages with and without attachments, 200 bytes to 5 MB. */
export const messages = (count: number): Message[] =>
  documents(count, false).map(({ element }, index) => {
    const prefix = PREFIXES[index % PREFIXES.length] ?? '';
    const named = (name: string): string => (prefix === '' ? name : `${prefix}:${name}`);
    const declared = `${prefix === '' ? 'xmlns' : `xmlns:${prefix}`}="${TRANSPORT_NS}"${index % 2 === 0 ? ' xmlns:r="urn:r"' : ''}`;
    const size = attachmentSize(index);
    // line ends of every kind between the lines of base64
    const base64 = bytesOf(`Anlage ${index}`, size)
      .toString('base64')
      .replace(/.{76}/g, index % 2 === 0 ? '$&\r\n' : '$&\n');
    const anlage = size === 0 ? '' : `<${named('anlage')} name="Übersicht.pdf">${base64}</${named('anlage')}>`;
    const content = `${contentOf(index, element)}${anlage}`;
    if (index % 3 === 2) {
      const name = named('inhaltsdaten');
      return {
        xml: `<${name} ${declared} Id="inhaltsdaten">${content}</${name}>`,
        signed: { enveloped: 'inhaltsdaten' },
      };
    }
    const kopf = `<${named('kopf')} Id="kopf"><absender>bgb:145110000001</absender><nr>${index}</nr></${named('kopf')}>`;
    const inhalt = `<${named('inhalt')} Id="inhalt">${content}</${named('inhalt')}>`;
    return {
      xml: `<${named('sendung')} ${declared}>\r\n${kopf}\n${inhalt}</${named('sendung')}>`,
      signed: { references: TWO },
    };
  });

/** What `verify` is to expect of a message. */
export const expectedOf = ({ signed }: Message) => ('references' in signed ? signed.references : signed);

/** Canonical form of what the last reference of a message covers, taken before it was signed. */
export const signedContent = ({ xml, signed }: Message): Buffer => {
  using document = parseTrusted(xml);
  const target = 'enveloped' in signed ? document.root : document.root.children().at(-1);
  return canonicalize(target ?? document, { exclusive: true });
};

const otherCharacter = (base64: string): string => (base64.startsWith('A') ? 'B' : 'A') + base64.slice(1);

/** What an attacker might change; every one breaks the signature. */
const CHANGES: readonly ((xml: string) => string)[] = [
  (xml) => xml.replace(/<\/(?:\w+:)?inhalt(?:sdaten)?/, 'x$&'),
  (xml) => xml.replace(/ Id="(?:inhalt|inhaltsdaten)"/, '$& zusatz=""'),
  (xml) => xml.replaceAll(PART_NS, `${PART_NS}:2`),
  (xml) =>
    xml.replace(/(<ds:SignatureValue>\s*)([^<]+)/, (_, tag: string, value: string) => tag + otherCharacter(value)),
  (xml) => xml.replace(/(<ds:DigestValue>\s*)([^<]+)/, (_, tag: string, value: string) => tag + otherCharacter(value)),
  (xml) => xml.replace(/<ds:SignedInfo[^>]*>/, '$&\n'),
  (xml) => xml.replace(` Id="${PART}"`, ' Id="anderes"'),
  (xml) => xml.replace(/<\/(?:\w+:)?teil>/, '&#13;$&'),
];

/** A signed message with one change; which one, its number decides. */
export const changed = (signed: string | Uint8Array, index: number): string => {
  const before = typeof signed === 'string' ? signed : Buffer.from(signed).toString('utf8');
  const after = CHANGES[index % CHANGES.length]?.(before) ?? before;
  if (after === before) throw new Error(`message ${index} was not changed`);
  return after;
};
