import { XMLParser } from 'fast-xml-parser';
import { fault } from '../platform/errors.ts';

/** Elements in document order as fast-xml-parser gives them; the only file that knows its shape. */
export interface TreeElement {
  /** local name */
  readonly name: string;
  /** `{namespace}name` */
  readonly key: string;
  /** attributes without namespace declarations, in document order; names in a namespace are `{namespace}name` */
  readonly attributes: readonly (readonly [string, string])[];
  readonly children: readonly TreeElement[];
  /** character data directly in this element */
  readonly text: string;
}

const TEXT = '#text';
const CDATA = '#cdata';
const ATTRIBUTES = ':@';
const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';

/** Everything that this parser would interpret is switched off; references are decoded here, strictly. */
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  cdataPropName: CDATA,
  commentPropName: '#comment',
  ignoreDeclaration: true,
});

type RawNode = Readonly<Record<string, unknown>>;
type Scope = ReadonlyMap<string, string>;

const PREDEFINED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const decodeReference = (_whole: string, name: string): string => {
  const predefined = PREDEFINED[name];
  if (predefined !== undefined) return predefined;
  const digits = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/.exec(name);
  if (digits === null) throw fault('READ_ENTITY');
  const code = digits[1] === undefined ? Number(digits[2]) : Number.parseInt(digits[1], 16);
  if (code > 0x10ffff) throw fault('READ_NOT_WELL_FORMED');
  return String.fromCodePoint(code);
};

const decode = (value: string): string => (value.includes('&') ? value.replace(/&([^;]*);?/g, decodeReference) : value);

/** Attribute-value normalisation of XML 1.0, section 3.3.3: literal white space becomes spaces before decoding. */
const decodeAttribute = (value: string): string =>
  decode(/[\t\n\r]/.test(value) ? value.replace(/[\t\n\r]/g, ' ') : value);

const expandedName = (scope: Scope, name: string, defaultApplies: boolean): [string, string] => {
  const colon = name.indexOf(':');
  if (colon < 0) return [defaultApplies ? (scope.get('') ?? '') : '', name];
  const namespace = scope.get(name.slice(0, colon));
  if (namespace === undefined) throw fault('READ_NOT_WELL_FORMED', { detail: 'unbound prefix' });
  return [namespace, name.slice(colon + 1)];
};

const declare = (outer: Scope, attributes: RawNode): Scope => {
  let inner: Map<string, string> | undefined;
  for (const name in attributes) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue;
    inner ??= new Map(outer);
    inner.set(name.slice(6), decodeAttribute(String(attributes[name])));
  }
  return inner ?? outer;
};

const NO_ATTRIBUTES: readonly (readonly [string, string])[] = [];

const readAttributes = (scope: Scope, raw: RawNode): readonly (readonly [string, string])[] => {
  const attributes: [string, string][] = [];
  for (const name in raw) {
    if (name === 'xmlns' || name.startsWith('xmlns:')) continue;
    const [namespace, local] = expandedName(scope, name, false);
    attributes.push([namespace === '' ? local : `{${namespace}}${local}`, decodeAttribute(String(raw[name]))]);
  }
  return attributes;
};

const tagOf = (node: RawNode): string => {
  for (const key in node) if (key !== ATTRIBUTES) return key;
  throw fault('READ_NOT_WELL_FORMED');
};

const cdataOf = (content: unknown): string =>
  Array.isArray(content) ? content.map((part: RawNode) => String(part[TEXT] ?? '')).join('') : '';

const element = (node: RawNode, tag: string, outer: Scope): TreeElement => {
  const raw = node[ATTRIBUTES] as RawNode | undefined;
  const scope = raw === undefined ? outer : declare(outer, raw);
  const [namespace, name] = expandedName(scope, tag, true);
  const children: TreeElement[] = [];
  let text = '';
  for (const child of node[tag] as readonly RawNode[]) {
    const childTag = tagOf(child);
    if (childTag === TEXT) text += decode(String(child[TEXT]));
    else if (childTag === CDATA) text += cdataOf(child[CDATA]);
    else if (childTag.startsWith('#') || childTag.startsWith('?')) throw fault('READ_NOT_WELL_FORMED');
    else children.push(element(child, childTag, scope));
  }
  const attributes = raw === undefined ? NO_ATTRIBUTES : readAttributes(scope, raw);
  return { name, key: `{${namespace}}${name}`, attributes, children, text };
};

/**
 * Bytes to a plain tree. fast-xml-parser accepts what is not well-formed, so this is only for bytes that libxml2 has
 * accepted already; what it does not understand then is still refused here instead of guessed.
 *
 * @throws READ_NOT_WELL_FORMED or READ_ENTITY
 */
export const readTree = (bytes: Uint8Array): TreeElement => {
  const xml = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  let nodes: readonly RawNode[];
  try {
    nodes = parser.parse(xml) as readonly RawNode[];
  } catch (error) {
    throw fault('READ_NOT_WELL_FORMED', { cause: error });
  }
  const roots = nodes.filter((node) => tagOf(node) !== TEXT);
  const [root] = roots;
  if (root === undefined || roots.length > 1) throw fault('READ_NOT_WELL_FORMED');
  return element(root, tagOf(root), new Map([['xml', XML_NAMESPACE]]));
};
