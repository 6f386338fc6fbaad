import { fault } from '../platform/errors.ts';
import { PREFIX, type SimpleType } from './descriptor.ts';
import type { Message } from './message.ts';
import { type ComplexPlan, type ElementPlan, messagePlan } from './plan.ts';
import { readTree, type TreeElement } from './tree.ts';
import { currentVersion, type StandardVersion } from './version.ts';
import { normaliseSpace } from './whitespace.ts';

const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
/**
 * Hints for schema processors; they carry nothing of the message and do not become part of objects. A valid `xsi:type`
 * can only name the type that the element has anyway or a narrower one: no type of the standard extends another.
 */
const HINTS: ReadonlySet<string> = new Set(
  ['schemaLocation', 'noNamespaceSchemaLocation', 'type'].map((name) => `{${XSI}}${name}`),
);
const isHint = ([key]: readonly [string, string]): boolean => HINTS.has(key);

const NUMBER = /^(?:0|[1-9][0-9]{0,14})$/;

const wrong = (path: string, detail: string): Error => fault('VALIDATE_SCHEMA', { path, detail });

const readValue = (type: SimpleType, raw: string, path: string): string | number | boolean => {
  const value = normaliseSpace(type, raw);
  if (type.kind === 'text') return value;
  if (type.kind === 'wahrheitswert') {
    if (value === 'true' || value === 'false') return value === 'true';
  } else if (NUMBER.test(value)) return Number(value);
  throw wrong(path, `expected ${type.kind}`);
};

type Values = Record<string, unknown>;

const readAttributes = (plan: ComplexPlan, element: TreeElement, into: Values, path: string): void => {
  let known = 0;
  for (const { name, simple, required, fixed, implied } of plan.attributes) {
    const found = element.attributes.find(([key]) => key === name);
    if (found === undefined) {
      if (required) throw wrong(`${path}/@${name}`, 'missing');
      continue;
    }
    known += 1;
    const value = readValue(simple, found[1], `${path}/@${name}`);
    if (fixed !== undefined && value !== fixed) throw wrong(`${path}/@${name}`, `must be ${fixed}`);
    if (!implied) into[name] = value;
  }
  if (known === element.attributes.length) return;
  const hints = element.attributes.filter(isHint).length;
  if (known + hints !== element.attributes.length) throw wrong(path, 'unknown attribute');
};

/** Reads child elements in the order of the plan; `readAttributes` has filled `into` before. */
const readElements = (plan: ComplexPlan, element: TreeElement, into: Values, path: string): void => {
  if (/[^ \t\n\r]/.test(element.text)) throw wrong(path, 'text between elements');
  const chosen = new Set<number>();
  let position = 0;
  for (const child of element.children) {
    const expected = plan.byName.get(child.key);
    if (expected === undefined || expected.position < position)
      throw wrong(`${path}/${child.name}`, 'not expected here');
    position = expected.many ? expected.position : expected.position + 1;
    if (expected.choice !== undefined && into[expected.property] === undefined) {
      if (chosen.has(expected.choice)) throw wrong(`${path}/${expected.tag}`, 'second alternative of a choice');
      chosen.add(expected.choice);
    }
    if (!expected.many) {
      into[expected.property] = elementValue(expected, child, `${path}/${expected.tag}`);
    } else {
      const list = (into[expected.property] ?? []) as unknown[];
      into[expected.property] = list;
      list.push(elementValue(expected, child, `${path}/${expected.tag}[${list.length + 1}]`));
    }
  }
  for (const { required, choice, property, tag } of plan.elements) {
    if (required && choice === undefined && into[property] === undefined) throw wrong(`${path}/${tag}`, 'missing');
  }
  plan.choices.forEach((required, choice) => {
    if (required && !chosen.has(choice)) throw wrong(path, 'one alternative of a choice is missing');
  });
};

const elementValue = (plan: ElementPlan, element: TreeElement, path: string): unknown => {
  if (plan.complex !== undefined) {
    const values: Values = {};
    readAttributes(plan.complex, element, values, path);
    readElements(plan.complex, element, values, path);
    return values;
  }
  if (element.children.length > 0 || !element.attributes.every(isHint)) throw wrong(path, 'expected text only');
  return plan.simple === undefined ? undefined : readValue(plan.simple, element.text, path);
};

/**
 * Maps a message from XML to an object. The bytes must have passed `validateMessage` (or at least libxml2 and the
 * schema): this function maps and does not validate facets, but refuses whatever it could not map without loss.
 * White space is normalised as the schema says, so `build(parse(x))` has the same canonical form as a normalised `x`.
 *
 * @param bytes UTF-8
 * @param versions versions of the standard to read, told apart by their namespace; the package's own unless told
 * @throws VALIDATE_TYPE for an unknown root; VALIDATE_SCHEMA with the path of an unknown, missing, misplaced or
 *   repeated element or attribute; READ_NOT_WELL_FORMED, READ_ENTITY for bytes that libxml2 would not have accepted
 */
export const parse = (bytes: Uint8Array, versions: readonly StandardVersion[] = [currentVersion]): Message => {
  const root = readTree(bytes);
  const version = versions.find(({ namespace }) => root.key === `{${namespace}}${root.name}`);
  const plan = version === undefined ? undefined : messagePlan(root.name, version);
  if (plan === undefined) throw fault('VALIDATE_TYPE');
  const path = `/${PREFIX}:${root.name}`;
  const message: Values = { typ: root.name };
  readAttributes(plan, root, message, path);
  readElements(plan, root, message, path);
  return message as unknown as Message;
};
