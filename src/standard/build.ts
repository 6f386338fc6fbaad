import { fault } from '../platform/errors.ts';
import { escapeAttribute, escapeText } from '../xml/index.ts';
import { PREFIX, type SimpleType } from './descriptor.ts';
import type { Message } from './message.ts';
import { type ComplexPlan, type ElementPlan, messagePlan } from './plan.ts';
import { currentVersion, type StandardVersion } from './version.ts';

export interface BuildOptions {
  /** for people: XML declaration, indentation and line ends; otherwise one line without a declaration */
  readonly readable?: boolean;
  /** version of the standard to write; the package's own unless told */
  readonly version?: StandardVersion;
}

/** Characters that no XML 1.0 document can hold, not even as a reference. */
const NOT_XML = /[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/;

type Values = Readonly<Record<string, unknown>>;

const wrong = (path: string, detail: string): Error => fault('VALIDATE_SCHEMA', { path, detail });

const lexical = (type: SimpleType, value: unknown, path: string): string => {
  if (type.kind === 'text' && typeof value === 'string') return value;
  if (type.kind === 'wahrheitswert' && typeof value === 'boolean') return value ? 'true' : 'false';
  if (type.kind === 'zahl' && typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) {
    return String(value);
  }
  throw wrong(path, `expected ${type.kind}`);
};

const attributes = (plan: ComplexPlan, values: Values, path: string): string => {
  let result = '';
  for (const { name, simple, required, fixed, implied } of plan.attributes) {
    const value = implied ? fixed : values[name];
    if (value !== undefined) result += ` ${name}="${escapeAttribute(lexical(simple, value, `${path}/@${name}`))}"`;
    else if (required) throw wrong(`${path}/@${name}`, 'missing');
  }
  return result;
};

/** Nothing of an object may be lost on the way: a property that the type does not know is a fault. */
const refuseUnknown = (plan: ComplexPlan, values: Values, written: number, path: string): void => {
  let given = 0;
  for (const key in values) if (values[key] !== undefined) given += 1;
  for (const { name, implied } of plan.attributes) if (!implied && values[name] !== undefined) written += 1;
  if (given !== written) throw wrong(path, 'unknown property');
};

const checkChoices = (plan: ComplexPlan, values: Values, path: string): void => {
  plan.choices.forEach((required, choice) => {
    const given = plan.elements.filter((e) => e.choice === choice && values[e.property] !== undefined).length;
    if (given > 1 || (required && given === 0)) throw wrong(path, 'exactly one alternative');
  });
};

class Writer {
  readonly #newline: boolean;

  constructor(readable: boolean) {
    this.#newline = readable;
  }

  content(plan: ComplexPlan, values: Values, path: string, depth: number, discriminator: number): string {
    let result = '';
    let written = discriminator;
    for (const element of plan.elements) {
      const value = values[element.property];
      if (value === undefined) {
        if (element.required) throw wrong(`${path}/${element.tag}`, 'missing');
        continue;
      }
      written += 1;
      result += element.many ? this.#list(element, value, path, depth) : this.#element(element, value, path, depth);
    }
    if (plan.choices.length > 0) checkChoices(plan, values, path);
    refuseUnknown(plan, values, written, path);
    return this.#newline ? `${result}\n${'  '.repeat(depth - 1)}` : result;
  }

  #list(element: ElementPlan, value: unknown, path: string, depth: number): string {
    if (!Array.isArray(value) || value.length === 0) throw wrong(`${path}/${element.tag}`, 'expected a non-empty list');
    return value.map((item, index) => this.#element(element, item, path, depth, index + 1)).join('');
  }

  #element(element: ElementPlan, value: unknown, parent: string, depth: number, position?: number): string {
    const { tag, simple, complex } = element;
    const path = `${parent}/${tag}${position === undefined ? '' : `[${position}]`}`;
    const start = this.#newline ? `\n${'  '.repeat(depth)}` : '';
    if (simple !== undefined) return `${start}<${tag}>${escapeText(lexical(simple, value, path))}</${tag}>`;
    if (complex === undefined || typeof value !== 'object' || value === null) throw wrong(path, 'expected an object');
    const values = value as Values;
    const inner = this.content(complex, values, path, depth + 1, 0);
    return `${start}<${tag}${attributes(complex, values, path)}>${inner}</${tag}>`;
  }
}

/**
 * Writes a message as XML, elements in the order of the schema, prefix `xbg`. Two equal objects give equal bytes.
 * It checks structure and kinds, not facets, code lists or rules: `validateMessage` does.
 *
 * @returns UTF-8 without BOM
 * @throws VALIDATE_TYPE for an unknown `typ`; VALIDATE_SCHEMA with the path of what is missing, unknown or of the
 *   wrong kind, or if a text holds characters that XML cannot
 */
export const build = (message: Message, options: BuildOptions = {}): Uint8Array => {
  const readable = options.readable ?? false;
  const version = options.version ?? currentVersion;
  const plan = messagePlan(message.typ, version);
  if (plan === undefined) throw fault('VALIDATE_TYPE');
  const tag = `${PREFIX}:${message.typ}`;
  const values = message as unknown as Values;
  const inner = new Writer(readable).content(plan, values, `/${tag}`, 1, 1);
  const root = `<${tag} xmlns:${PREFIX}="${version.namespace}"${attributes(plan, values, `/${tag}`)}>${inner}</${tag}>`;
  if (NOT_XML.test(root) || !root.isWellFormed()) throw wrong(`/${tag}`, 'characters that XML cannot hold');
  return Buffer.from(readable ? `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n` : root);
};
