/** Names that stand literally in our code; a value from outside never becomes a name. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** Markup that is already escaped: what {@link element} and {@link text} return. */
export type Markup = string & { readonly markup: unique symbol };

const TEXT_SPECIAL = /[&<>\r]/;
const ATTRIBUTE_SPECIAL = /[&<"\t\n\r]/;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
};
const escapeCharacter = (character: string): string => ESCAPES[character] ?? character;

/** Character data as Canonical XML writes it: `&`, `<`, `>` and CR escaped. */
export const escapeText = (value: string): string =>
  TEXT_SPECIAL.test(value) ? value.replace(/[&<>\r]/g, escapeCharacter) : value;

/** Attribute value for double quotes as Canonical XML writes it: `&`, `<`, `"`, TAB, LF and CR escaped. */
export const escapeAttribute = (value: string): string =>
  ATTRIBUTE_SPECIAL.test(value) ? value.replace(/[&<"\t\n\r]/g, escapeCharacter) : value;

/** Makes markup of a text. */
export const text = (value: string | number | boolean): Markup => escapeText(String(value)) as Markup;

/** Takes over bytes or text that are well-formed XML already, e.g. a canonical form; never something received. */
export const markup = (xml: string | Uint8Array): Markup =>
  (typeof xml === 'string' ? xml : Buffer.from(xml.buffer, xml.byteOffset, xml.byteLength).toString('utf8')) as Markup;

/**
 * Writes an element the way Canonical XML does: no empty-element tags, values escaped in canonical form. The result
 * is its own canonical form if namespaces are declared where they are first used and come before the other
 * attributes, and those stand in the order of their names.
 *
 * @param name qualified name, a literal of our code
 * @param attributes attributes and `xmlns` declarations in order; `undefined` leaves one out
 * @param children markup from {@link el}, {@link text} or {@link markup}; `undefined` leaves one out
 */
export const el = (name: string, attributes: Attributes, ...children: readonly (Markup | undefined)[]): Markup => {
  let result = `<${name}`;
  for (const key in attributes) {
    const value = attributes[key];
    if (value !== undefined) result += ` ${key}="${escapeAttribute(String(value))}"`;
  }
  result += '>';
  for (const child of children) if (child !== undefined) result += child;
  return `${result}</${name}>` as Markup;
};

/** An element that holds a text only: `<name>value</name>`. */
export const textEl = (name: string, value: string | number | boolean, attributes: Attributes = {}): Markup =>
  el(name, attributes, text(value));
