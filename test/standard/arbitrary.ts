import fc from 'fast-check';
import type { ComplexType, DinType, ElementDescriptor, SimpleType } from '../../src/standard/descriptor.ts';
import { complexTypes, messageTypes, simpleTypes } from '../../src/standard/generated/descriptors.ts';
import type { Message, MessageType } from '../../src/standard/index.ts';

/** Characters of the DIN types, with those that XML must escape or would normalise where the type allows them. */
const ALPHABETS: Readonly<Record<DinType, readonly string[]>> = {
  A: [...'aZ Äßéčňž-', 'C̀'],
  B: [...'aZ9 Äßž&<>"\'./€'],
  C: [...'aZ9 ÄßŁ€&<>"\';#\u00a0]\t\n\r', 'C̀', ']]>', '&amp;'],
  D: [...'aZ9 Äß&<>"\'αΩ™'],
  E: [...'aZ9 Äß&<>"\'αЖ\n'],
};

const pad = (value: number, digits: number): string => String(value).padStart(digits, '0');
const range = (max: number, min = 0): fc.Arbitrary<number> => fc.integer({ min, max });

const date = fc
  .tuple(range(2099, 1900), range(12, 1), range(28, 1))
  .map(([y, m, d]) => `${y}-${pad(m, 2)}-${pad(d, 2)}`);
const time = fc.tuple(range(23), range(59), range(59)).map((parts) => parts.map((part) => pad(part, 2)).join(':'));
const zone = fc.constantFrom('Z', '+01:00', '+02:00', '-05:30');
const fraction = fc.constantFrom('', '.1', '.250', '.999');

const matches = (type: SimpleType) => {
  const patterns = (type.patterns ?? []).map((pattern) => new RegExp(`^(?:${pattern})$`, 'u'));
  return (value: string): boolean => patterns.every((pattern) => pattern.test(value));
};

const text = (type: SimpleType, alphabet: readonly string[]): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(...alphabet), { minLength: type.minLength ?? 0, maxLength: 12 })
    .map((parts) => parts.join(''))
    .filter(matches(type));

const simple = (type: SimpleType): fc.Arbitrary<unknown> => {
  if (type.union !== undefined) return fc.oneof(...type.union.map(simple));
  if (type.din !== undefined) return text(type, ALPHABETS[type.din]);
  switch (type.primitive) {
    case 'boolean':
      return type.patterns?.includes('true') ? fc.constant(true) : fc.boolean();
    case 'nonNegativeInteger':
      return fc.nat({ max: 999_999_999 });
    case 'date':
      return date;
    case 'time':
      return time;
    case 'dateTime':
      return fc.tuple(date, time, fraction, zone).map(([d, t, f, z]) => `${d}T${t}${f}${z}`);
    case 'gYear':
      return range(2099, 1900).map(String);
    case 'gYearMonth':
      return fc.tuple(range(2099, 1900), range(12, 1)).map(([y, m]) => `${y}-${pad(m, 2)}`);
    case 'base64Binary':
      return fc.uint8Array({ maxLength: 30 }).map((bytes) => Buffer.from(bytes).toString('base64'));
    case 'token':
      return fc.stringMatching(/^[a-zA-Z0-9.-]{1,12}$/);
    case 'anyURI':
      return fc.stringMatching(/^urn:[a-z0-9:]{1,12}$/);
    default:
      return type.patterns === undefined
        ? fc.stringMatching(/^[a-zA-Z0-9 &<"]{0,12}$/)
        : fc.stringMatching(new RegExp(`^(?:${type.patterns.at(-1)})$`, 'u'));
  }
};

const optional = (arbitrary: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.option(arbitrary, { nil: undefined, freq: 2 });

const propertyOf = (name: string): string => name.split('.')[0] ?? name;

const element = (descriptor: ElementDescriptor): fc.Arbitrary<unknown> => {
  const complexType = complexTypes[descriptor.type];
  const simpleType = simpleTypes[descriptor.type];
  const one = complexType === undefined ? simple(simpleType as SimpleType) : complex(complexType);
  return descriptor.many ? fc.array(one, { minLength: 1, maxLength: 2 }) : one;
};

const withoutAbsent = (values: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

const known = new Map<ComplexType, fc.Arbitrary<Record<string, unknown>>>();

/** Made once per type: many messages share the same building blocks. */
const complex = (type: ComplexType): fc.Arbitrary<Record<string, unknown>> => {
  const made = known.get(type) ?? makeComplex(type);
  known.set(type, made);
  return made;
};

const makeComplex = (type: ComplexType): fc.Arbitrary<Record<string, unknown>> => {
  const shape: Record<string, fc.Arbitrary<unknown>> = {};
  for (const { name, type: key, required, fixed } of type.attributes) {
    if (required && fixed !== undefined) continue;
    const value = fixed === undefined ? simple(simpleTypes[key] as SimpleType) : fc.constant(fixed);
    shape[name] = required ? value : optional(value);
  }
  for (const descriptor of type.elements.filter(({ choice }) => choice === undefined)) {
    const value = element(descriptor);
    shape[propertyOf(descriptor.name)] = descriptor.optional ? optional(value) : value;
  }
  const choices = (type.choices ?? []).map((required, index) => {
    const alternatives = type.elements
      .filter(({ choice }) => choice === index)
      .map((descriptor) => element(descriptor).map((value) => ({ [propertyOf(descriptor.name)]: value })));
    return required ? fc.oneof(...alternatives) : fc.oneof(fc.constant({}), ...alternatives);
  });
  return fc
    .tuple(fc.record(shape), ...choices)
    .map(([values, ...chosen]) => withoutAbsent(Object.assign({}, values, ...chosen)));
};

/** Any message of a type that its schema allows; derived from the generated descriptors. */
export const messageArbitrary = <T extends MessageType>(typ: T): fc.Arbitrary<Message<T>> =>
  complex(messageTypes[typ] as ComplexType).map((values) => ({ typ, ...values }) as unknown as Message<T>);
