import fc from 'fast-check';

/*
 * Generated documents, the same ones on every run: text as a sender might write it, not as a serialiser would. Line
 * ends, references, CDATA sections, quotes and white space inside tags vary, because canonicalisation takes them away.
 */

/** The same documents on every run and on every machine. */
const SEED = 91_379;

/** The child with its own `Id` that every generated document has somewhere, and its namespace. */
export const PART = 'teil';
export const PART_NS = 'urn:bussgeld-blaupause:interop';

/** Names with umlauts and beyond; XML 1.0 of the fourth edition, which Xerces still reads, knows them all. */
const localName = fc.constantFrom('a', 'b', 'name', 'Straße', 'ÄÖÜ', 'x-y.1', '_u', 'Ελ', 'a1');
const prefix = fc.constantFrom('', '', 'p', 'q', 'r');
const uri = fc.constantFrom('urn:x', 'urn:y', 'http://example.org/z', 'http://example.org/z/', 'urn:X', 'urn:x:y');

const reference = fc.constantFrom('&amp;', '&lt;', '&gt;', '&quot;', '&apos;', '&#13;', '&#xD;', '&#10;', '&#9;');
const literal = fc.constantFrom('\n', '\r\n', '\r', '\t', ' ', '  ', '>', ']', ']]', '"', "'", 'zwei Wörter');
const special = fc.constantFrom(
  'ä',
  'ß',
  'ẞ',
  'e\u{301}',
  '\u{85}',
  '\u{2028}',
  '\u{a0}',
  '\u{feff}',
  '😀',
  '𝔅',
  '&#228;',
);
const anyCharacter = fc
  .integer({ min: 0x20, max: 0x10ffff })
  .filter((code) => (code < 0xd800 || code > 0xdfff) && (code & 0xfffe) !== 0xfffe)
  .map((code) =>
    code % 3 === 0 || code === 0x26 || code === 0x3c ? `&#x${code.toString(16)};` : String.fromCodePoint(code),
  );
const cdata = fc.constantFrom('<![CDATA[<a b="c">&amp;\r\n]] >]]>', '<![CDATA[]]>', '<![CDATA[ä😀]]>');
const aside = fc.constantFrom('<!-- ein\r\nKommentar -->', '<!---->', '<?befehl daten ?>', '<?befehl?>');
/** Long enough for the shortcuts that readers take with attachments. */
const long = fc.constantFrom('QUJD\r\nREVG\n', 'Müller, Größe\n', 'x').map((piece) => piece.repeat(400));

/** Pieces in a row; `]]>` may not come about at a seam, outside a CDATA section it is not well-formed. */
const join = (pieces: readonly string[]): string =>
  pieces.reduce((text, piece) => text + (text.endsWith(']') && piece.startsWith('>') ? ' ' : '') + piece, '');

const textPiece = (asides: boolean) =>
  fc.oneof(
    { arbitrary: reference, weight: 40 },
    { arbitrary: literal, weight: 40 },
    { arbitrary: special, weight: 40 },
    { arbitrary: anyCharacter, weight: 60 },
    { arbitrary: cdata, weight: 10 },
    { arbitrary: aside, weight: asides ? 20 : 0 },
    { arbitrary: long, weight: 2 },
  );

const attributeValue = fc
  .tuple(fc.constantFrom('"', "'"), fc.array(fc.oneof(reference, literal, special, anyCharacter), { maxLength: 6 }))
  .map(([quote, pieces]) => `${quote}${pieces.join('').replaceAll(quote, quote === '"' ? '&#34;' : '&#39;')}${quote}`);

interface Element {
  readonly prefix: string;
  readonly name: string;
  readonly declarations: Readonly<Record<string, string>>;
  readonly attributes: readonly (readonly [prefix: string, name: string, value: string])[];
  readonly children: readonly (Element | string)[];
  /** white space inside the tags */
  readonly gap: string;
  readonly emptyTag: boolean;
}

const elements = (asides: boolean): fc.Arbitrary<Element> => {
  const text = fc.array(textPiece(asides), { maxLength: 12 }).map(join);
  const { element } = fc.letrec<{ element: Element; child: Element | string }>((tie) => ({
    element: fc.record({
      prefix,
      name: localName,
      declarations: fc.dictionary(prefix, uri, { maxKeys: 3 }).chain((declared) =>
        // the default namespace is taken back as often as it is set
        fc.boolean().map((undo) => (undo && '' in declared ? { ...declared, '': '' } : declared)),
      ),
      attributes: fc.array(
        fc.oneof(
          { arbitrary: fc.tuple(prefix, localName, attributeValue), weight: 8 },
          { arbitrary: fc.tuple(fc.constant('xml'), fc.constantFrom('lang', 'space'), xmlValue), weight: 1 },
        ),
        { maxLength: 6 },
      ),
      children: fc.array(tie('child'), { maxLength: 4, depthIdentifier: 'xml' }),
      gap: fc.constantFrom(' ', ' ', '\n  ', '\r\n\t'),
      emptyTag: fc.boolean(),
    }),
    child: fc.oneof({ depthIdentifier: 'xml', depthSize: 'small' }, text, tie('element')),
  }));
  return element;
};

const xmlValue = fc.constantFrom('"de"', "'preserve'", '"default"', "'de-DE'");

/** Prefixes bound at a place; `''` is the default namespace. */
type Scope = Readonly<Record<string, string>>;

const qualified = (space: string, name: string): string => (space === '' ? name : `${space}:${name}`);

/** Writes elements; `inside` stands as last child of the element that comes `at`-th. */
class Writer {
  #count = 0;
  readonly #at: number;
  readonly #inside: (scope: Scope) => string;

  constructor(at: number, inside: (scope: Scope) => string) {
    this.#at = at;
    this.#inside = inside;
  }

  write(node: Element | string, around: Scope, extra = ''): string {
    if (typeof node === 'string') return node;
    const scope = { ...around, ...node.declarations };
    const mine = this.#count === this.#at;
    this.#count += 1;
    const seen = new Set<string>();
    const attributes = node.attributes.flatMap(([space, name, value]) => {
      // two prefixes of one namespace must not give an element the same attribute twice
      const expanded = `${space === '' ? '' : (scope[space] ?? space)} ${name}`;
      if (seen.has(expanded)) return [];
      seen.add(expanded);
      return [`${node.gap}${qualified(space, name)}=${value}`];
    });
    const declarations = Object.entries(node.declarations).map(
      ([key, value]) => `${node.gap}${key === '' ? 'xmlns' : `xmlns:${key}`}="${value}"`,
    );
    // declarations stand before and behind attributes
    const tag = [...declarations.slice(0, 1), extra, ...attributes, ...declarations.slice(1)].join('');
    const name = qualified(node.prefix, node.name);
    const children = join(node.children.map((child) => this.write(child, scope))) + (mine ? this.#inside(scope) : '');
    if (children === '' && node.emptyTag && extra === '') return `<${name}${tag}${node.gap}/>`;
    return `<${name}${tag}>${children}</${name}${node.gap}>`;
  }
}

const BOUND: Scope = { p: 'urn:p', q: 'urn:q', r: 'urn:r' };

/** A generated document: text in front of the root, the root element, text behind it. */
export interface Generated {
  /** the whole document, UTF-8 */
  readonly xml: string;
  /** position in `xml` of the root's end tag, where a signature goes */
  readonly end: number;
  /** the root element alone */
  readonly element: string;
}

/**
 * Documents of a few hundred bytes to some kilobytes. Somewhere inside stands {@link PART} with `Id="teil"`.
 *
 * @param asides with comments and processing instructions, which no message may hold
 */
export const documents = (count: number, asides: boolean): Generated[] =>
  fc.sample(
    fc
      .record({
        root: elements(asides),
        part: elements(asides),
        at: fc.nat({ max: 12 }),
        partPrefix: fc.constantFrom('', 'p', 't'),
        first: fc.constantFrom('', '<?xml version="1.0" encoding="UTF-8"?>\n', "<?xml version='1.0'?>\r\n\r\n"),
        before: fc.constantFrom('', asides ? '<?vor dem?>\n<!-- Anfang -->' : ''),
        after: fc.constantFrom('', '\n', asides ? '\n<!-- Ende --> <?nach dem?>' : '\r\n'),
      })
      .map(({ root, part, at, partPrefix, first, before, after }) => {
        const inside = (scope: Scope): string => {
          const name = qualified(partPrefix, PART);
          const own = { [partPrefix]: PART_NS };
          const declaration = partPrefix === '' ? 'xmlns' : `xmlns:${partPrefix}`;
          const content = new Writer(-1, () => '').write(part, { ...scope, ...own });
          return `<${name} ${declaration}="${PART_NS}" Id="${PART}">${content}</${name}>`;
        };
        const rooted = { ...root, declarations: { ...BOUND, ...root.declarations }, emptyTag: false };
        const written = new Writer(-1, () => '').write(rooted, {});
        const places = written.split('</').length - 1;
        const body = new Writer(at % places, inside).write(rooted, {});
        const xml = `${first}${before}${body}${after}`;
        return { xml, end: first.length + before.length + body.lastIndexOf('</'), element: body };
      }),
    { numRuns: count, seed: SEED },
  );

/** One document of at least `size` characters, made of many generated ones. */
export const large = (size: number): Generated => {
  const [first, ...others] = documents(250, false).map(({ element }) => element);
  let body = `${first}\n`;
  for (let index = 0; body.length < size; index += 1) {
    const next = others[index % others.length] ?? '';
    body = `${body}${next.replaceAll(`Id="${PART}"`, `Id="${PART}-${index}"`)}\r\n`;
  }
  const start = '<g:gross xmlns:g="urn:g" xmlns="urn:x">';
  const element = `${start}${body}</g:gross>`;
  return { xml: element, end: start.length + body.length, element };
};
