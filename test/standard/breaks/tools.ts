import { build, type MessageType, sample } from '../../../src/standard/index.ts';

/** Number of the sample and what is changed in it. */
export type Break = readonly [string, ...(readonly [string | RegExp, string])[]];

/** For each rule the message that breaks it. */
export type Breaks = Readonly<Record<string, Break>>;

/** A sample in XML with some texts exchanged; each must be there, so that no case tests nothing. */
export const changed = (typ: MessageType, changes: readonly (readonly [string | RegExp, string])[]): Buffer => {
  let xml = Buffer.from(build(sample(typ))).toString();
  for (const [from, to] of changes) {
    if (xml.search(from) < 0) throw new Error(`${typ} does not have ${from}`);
    xml = xml.replace(from, to);
  }
  return Buffer.from(xml);
};

/** An element of the standard. */
export const element = (name: string, content: string): string => `<xbg:${name}>${content}</xbg:${name}>`;
/** A code-typed element. */
export const code = (name: string, value: string): string => element(name, `<code>${value}</code>`);
/** The first element of this name with text only. */
export const value = (name: string): RegExp => new RegExp(`<xbg:${name}>[^<]*</xbg:${name}>`);
/** Gives the first element of this name another text. */
export const set = (name: string, content: string): [RegExp, string] => [value(name), element(name, content)];
/** Gives the first code-typed element of this name another code. */
export const setCode = (name: string, to: string): [RegExp, string] => [
  new RegExp(`<xbg:${name}><code>[^<]*</code></xbg:${name}>`),
  code(name, to),
];
/** Takes the first element of this name away. */
export const drop = (name: string): [RegExp, string] => [new RegExp(`<xbg:${name}>.*?</xbg:${name}>`, 's'), ''];
/** Puts something behind the first element of this name. */
export const after = (name: string, what: string): [RegExp, string] => [
  new RegExp(`(<xbg:${name}>.*?</xbg:${name}>)`, 's'),
  `$1${what}`,
];
/** Gives the message another instant of creation. */
export const created = (instant: string): [RegExp, string] => [
  /<erstellungszeitpunkt>[^<]*/,
  `<erstellungszeitpunkt>${instant}`,
];
