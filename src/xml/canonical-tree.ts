import { fault } from '../platform/errors.ts';
import type { XmlAttribute } from './element.ts';
import type { ReadableElement } from './readable.ts';

const LF = 0x0a;
const SPACE = 0x20;
const QUOTE = 0x22;
const AMPERSAND = 0x26;
const SLASH = 0x2f;
const LESS = 0x3c;
const EQUALS = 0x3d;
const GREATER = 0x3e;

/** Nesting beyond this is in no envelope. */
const MAX_DEPTH = 64;

/** The only references that canonical XML writes (xml-c14n, section 2.3). */
const REFERENCES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#x9;': '\t',
  '&#xA;': '\n',
  '&#xD;': '\r',
};

const noForm = (): Error => fault('INTERNAL', { detail: 'not a canonical form' });

const resolve = (text: string): string =>
  text.includes('&')
    ? text.replace(/&[^;]*;?/g, (reference) => {
        const character = REFERENCES[reference];
        if (character === undefined) throw noForm();
        return character;
      })
    : text;

/** Prefixes bound at an element; `''` is the default namespace. */
type Scope = ReadonlyMap<string, string>;
const OUTERMOST: Scope = new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]);

/** An element read from canonical bytes. Its texts are read from them when they are asked for. */
export class CanonicalElement implements ReadableElement {
  readonly name: string;
  readonly prefix: string;
  readonly namespace: string;
  readonly parent: CanonicalElement | undefined;
  readonly #bytes: Buffer;
  readonly #attributes: readonly XmlAttribute[];
  readonly #children: CanonicalElement[] = [];
  /** first byte behind the start tag */
  readonly #start: number;
  /** position of the end tag */
  #end = 0;

  /** For {@link readCanonical} only. */
  constructor(bytes: Buffer, tag: Tag, parent: CanonicalElement | undefined) {
    this.#bytes = bytes;
    this.name = tag.name;
    this.prefix = tag.prefix;
    this.namespace = tag.namespace;
    this.#attributes = tag.attributes;
    this.#start = tag.end;
    this.parent = parent;
  }

  /** For {@link readCanonical} only. */
  addChild(child: CanonicalElement): void {
    this.#children.push(child);
  }

  /** For {@link readCanonical} only. */
  close(end: number): void {
    this.#end = end;
  }

  get line(): number {
    let line = 1;
    for (let at = this.#bytes.indexOf(LF); at !== -1 && at < this.#start; at = this.#bytes.indexOf(LF, at + 1))
      line += 1;
    return line;
  }

  get path(): string {
    const { parent, name, prefix } = this;
    const step = prefix === '' ? name : `${prefix}:${name}`;
    if (parent === undefined) return `/${step}`;
    const same = parent.#children.filter((other) => other.name === name && other.prefix === prefix);
    return `${parent.path}/${step}${same.length === 1 ? '' : `[${same.indexOf(this) + 1}]`}`;
  }

  get text(): string {
    let text = '';
    let at = this.#start;
    for (const child of this.#children) {
      text += this.#textTo(at, child.#tagStart) + child.text;
      at = child.#tagEnd;
    }
    return text + this.#textTo(at, this.#end);
  }

  get textView(): Uint8Array | undefined {
    if (this.#children.length > 0 || this.#end === this.#start) return undefined;
    const view = this.#bytes.subarray(this.#start, this.#end);
    return view.includes(AMPERSAND) ? undefined : view;
  }

  attributes(): readonly XmlAttribute[] {
    return this.#attributes;
  }

  attribute(name: string, namespace = ''): string | undefined {
    return this.#attributes.find((one) => one.name === name && one.namespace === namespace)?.value;
  }

  children(): readonly CanonicalElement[] {
    return this.#children;
  }

  child(name: string, namespace?: string): CanonicalElement | undefined {
    return this.#children.find((child) => child.is(name, namespace));
  }

  is(name: string, namespace?: string): boolean {
    return this.name === name && (namespace === undefined || this.namespace === namespace);
  }

  /** Position of the start tag: it is the last one before the content that is not another element's. */
  get #tagStart(): number {
    return this.#bytes.lastIndexOf(LESS, this.#start - 1);
  }

  /** First byte behind the end tag. */
  get #tagEnd(): number {
    return this.#bytes.indexOf(GREATER, this.#end) + 1;
  }

  #textTo(start: number, end: number): string {
    return resolve(this.#bytes.toString('utf8', start, end));
  }
}

/** A start tag taken apart. */
interface Tag {
  readonly name: string;
  readonly prefix: string;
  readonly namespace: string;
  readonly attributes: readonly XmlAttribute[];
  readonly scope: Scope;
  /** first byte behind it */
  readonly end: number;
}

/**
 * Reads bytes that {@link canonicalize} made of one element, without an engine: a canonical form has one way to write
 * everything, so that a few rules read it, and what breaks them is refused. Long texts are passed over.
 *
 * @param bytes must not change as long as the elements are in use
 * @throws INTERNAL for anything but the canonical form of an element without comments and processing instructions
 */
export const readCanonical = (bytes: Buffer): CanonicalElement => {
  let root: CanonicalElement | undefined;
  let open: CanonicalElement | undefined;
  const scopes: Scope[] = [OUTERMOST];
  const scope = (): Scope => scopes.at(-1) ?? OUTERMOST;
  for (let at = bytes.indexOf(LESS); at !== -1; ) {
    if (open === undefined && (root !== undefined || at > 0)) throw noForm();
    let behind: number;
    if (bytes[at + 1] === SLASH) {
      if (open === undefined) throw noForm();
      behind = endTag(bytes, at, open);
      open.close(at);
      scopes.pop();
      open = open.parent;
    } else {
      const tag = startTag(bytes, at, scope());
      const element: CanonicalElement = new CanonicalElement(bytes, tag, open);
      if (scopes.length > MAX_DEPTH) throw noForm();
      scopes.push(tag.scope);
      open?.addChild(element);
      root ??= element;
      open = element;
      behind = tag.end;
    }
    if (open === undefined && behind !== bytes.length) throw noForm();
    at = bytes.indexOf(LESS, behind);
  }
  if (root === undefined || open !== undefined) throw noForm();
  return root;
};

/** Position behind the end tag at `at`, which must be that of the element. */
const endTag = (bytes: Buffer, at: number, { prefix, name }: CanonicalElement): number => {
  const end = bytes.indexOf(GREATER, at);
  const written = bytes.toString('utf8', at + 2, end);
  if (end === -1 || written !== (prefix === '' ? name : `${prefix}:${name}`)) throw noForm();
  return end + 1;
};

const startTag = (bytes: Buffer, at: number, outer: Scope): Tag => {
  let position = nameEnd(bytes, at + 1);
  const [prefix, name] = split(bytes.toString('utf8', at + 1, position));
  const written: [string, string][] = [];
  let scope: Map<string, string> | undefined;
  while (bytes[position] === SPACE) {
    const end = nameEnd(bytes, position + 1);
    if (bytes[end] !== EQUALS || bytes[end + 1] !== QUOTE) throw noForm();
    const close = bytes.indexOf(QUOTE, end + 2);
    if (close === -1) throw noForm();
    const key = bytes.toString('utf8', position + 1, end);
    const raw = bytes.toString('utf8', end + 2, close);
    if (raw.includes('<')) throw noForm();
    const value = resolve(raw);
    if (key === 'xmlns' || key.startsWith('xmlns:')) {
      scope ??= new Map(outer);
      scope.set(key.slice(6), value);
    } else written.push([key, value]);
    position = close + 1;
  }
  if (bytes[position] !== GREATER) throw noForm();
  const bound = scope ?? outer;
  const attributes = written.map(([key, value]) => {
    const [space, local] = split(key);
    return { name: local, prefix: space, namespace: space === '' ? '' : namespaceOf(bound, space), value };
  });
  return { name, prefix, namespace: namespaceOf(bound, prefix), attributes, scope: bound, end: position + 1 };
};

const namespaceOf = (scope: Scope, prefix: string): string => {
  const namespace = scope.get(prefix);
  if (namespace === undefined && prefix !== '') throw noForm();
  return namespace ?? '';
};

/** Position behind the name that begins at `start`. */
const nameEnd = (bytes: Buffer, start: number): number => {
  let at = start;
  for (let byte = bytes[at]; byte !== undefined && byte !== SPACE && byte !== GREATER && byte !== EQUALS; ) {
    if (byte === SLASH || byte === LESS || byte === QUOTE || byte === AMPERSAND || byte < SPACE) throw noForm();
    at += 1;
    byte = bytes[at];
  }
  if (at === start || bytes[start] === 0x21 || bytes[start] === 0x3f) throw noForm();
  return at;
};

const split = (name: string): [prefix: string, local: string] => {
  const colon = name.indexOf(':');
  return colon === -1 ? ['', name] : [name.slice(0, colon), name.slice(colon + 1)];
};
