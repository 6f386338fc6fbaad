import fc from 'fast-check';
import { escapeAttribute, escapeText } from '../../src/xml/index.ts';

/** Characters of XML 1.0 (production 2), with those that need care more often. */
const character = fc.oneof(
  fc.constantFrom('&', '<', '>', '"', "'", '\t', '\n', '\r', ']', ']]>', 'ä', 'e\u{301}', '\u{85}', '\u{2028}', '😀'),
  fc
    .integer({ min: 0x20, max: 0x10ffff })
    .filter((code) => (code < 0xd800 || code > 0xdfff) && (code & 0xfffe) !== 0xfffe)
    .map((code) => String.fromCodePoint(code)),
);

/** Any text that XML 1.0 can carry. */
export const xmlText = fc.array(character, { maxLength: 40 }).map((parts) => parts.join(''));

const localName = fc.constantFrom('a', 'b', 'name', 'Ä', 'x-y.1');
const prefix = fc.constantFrom('', 'p', 'q');
const uri = fc.constantFrom('urn:x', 'urn:y', 'http://example.org/z');

interface Tree {
  readonly name: string;
  readonly prefix: string;
  readonly declarations: Readonly<Record<string, string>>;
  readonly attributes: readonly (readonly [string, string, string])[];
  readonly children: readonly (Tree | string)[];
}

const { tree } = fc.letrec<{ tree: Tree; child: Tree | string }>((tie) => ({
  tree: fc.record({
    name: localName,
    prefix,
    declarations: fc.dictionary(prefix, uri, { maxKeys: 2 }),
    attributes: fc.uniqueArray(fc.tuple(prefix, localName, xmlText), {
      maxLength: 3,
      selector: ([, name]) => name,
    }),
    children: fc.array(tie('child'), { maxLength: 4, depthIdentifier: 'xml' }),
  }),
  child: fc.oneof({ depthIdentifier: 'xml', depthSize: 'small' }, xmlText, tie('tree')),
}));

const write = (node: Tree | string): string => {
  if (typeof node === 'string') return escapeText(node);
  const named = (space: string, name: string): string => (space === '' ? name : `${space}:${name}`);
  const declarations = Object.entries(node.declarations).map(
    ([key, value]) => ` ${key === '' ? 'xmlns' : `xmlns:${key}`}="${value}"`,
  );
  const attributes = node.attributes.map(
    ([space, name, value]) => ` ${named(space, name)}="${escapeAttribute(value)}"`,
  );
  const name = named(node.prefix, node.name);
  return `<${name}${declarations.join('')}${attributes.join('')}>${node.children.map(write).join('')}</${name}>`;
};

/** Well-formed documents with namespaces declared, overridden and redeclared at every level. */
export const namespacedXml = tree.map((node) =>
  write({ ...node, declarations: { p: 'urn:p', q: 'urn:q', ...node.declarations } }),
);
