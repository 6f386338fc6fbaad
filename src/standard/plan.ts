import { fault } from '../platform/errors.ts';
import {
  type AttributeDescriptor,
  type ComplexType,
  type ElementDescriptor,
  NAMESPACE,
  PREFIX,
  type SimpleType,
} from './descriptor.ts';
import { complexTypes, messageTypes, simpleTypes } from './generated/descriptors.ts';

/** A descriptor made ready for the mapping: references resolved, tags spelt out. Made once per type. */
export interface ElementPlan {
  readonly name: string;
  /** name with the prefix that we write, as it also stands in paths */
  readonly tag: string;
  readonly property: string;
  readonly position: number;
  readonly required: boolean;
  readonly many: boolean;
  readonly choice: number | undefined;
  /** exactly one of `simple` and `complex` is set */
  readonly simple: SimpleType | undefined;
  readonly complex: ComplexPlan | undefined;
}

export interface AttributePlan {
  readonly name: string;
  readonly simple: SimpleType;
  readonly required: boolean;
  readonly fixed: string | undefined;
  /** required with one possible value: written always, never part of an object */
  readonly implied: boolean;
}

export interface ComplexPlan {
  readonly attributes: readonly AttributePlan[];
  readonly elements: readonly ElementPlan[];
  /** elements by `{namespace}name` */
  readonly byName: ReadonlyMap<string, ElementPlan>;
  readonly choices: readonly boolean[];
  readonly codeList: ComplexType['codeList'];
}

const plans = new Map<ComplexType, ComplexPlan>();

const simpleType = (key: string): SimpleType => {
  const type = simpleTypes[key];
  if (type === undefined) throw fault('INTERNAL', { detail: `simple type ${key}` });
  return type;
};

/** Property of an element in objects: its local name up to a dot. */
const propertyOf = (name: string): string => name.split('.')[0] ?? name;

const elementPlan = (descriptor: ElementDescriptor, position: number): ElementPlan => {
  const complex = complexTypes[descriptor.type];
  return {
    name: descriptor.name,
    tag: descriptor.unqualified ? descriptor.name : `${PREFIX}:${descriptor.name}`,
    property: propertyOf(descriptor.name),
    position,
    required: descriptor.optional === undefined,
    many: descriptor.many ?? false,
    choice: descriptor.choice,
    simple: complex === undefined ? simpleType(descriptor.type) : undefined,
    complex: complex === undefined ? undefined : planOf(complex),
  };
};

const attributePlan = ({ name, type, required, fixed }: AttributeDescriptor): AttributePlan => ({
  name,
  simple: simpleType(type),
  required,
  fixed,
  implied: required && fixed !== undefined,
});

/** The plan of a type; the types of the standard do not contain themselves. */
const planOf = (type: ComplexType): ComplexPlan => {
  const known = plans.get(type);
  if (known !== undefined) return known;
  const elements = type.elements.map(elementPlan);
  const plan: ComplexPlan = {
    attributes: type.attributes.map(attributePlan),
    elements,
    byName: new Map(
      elements.map((element) => [`{${element.tag === element.name ? '' : NAMESPACE}}${element.name}`, element]),
    ),
    choices: type.choices ?? [],
    codeList: type.codeList,
  };
  plans.set(type, plan);
  return plan;
};

/** Plan of a message's content, undefined if the standard has no such message. */
export const messagePlan = (typ: string): ComplexPlan | undefined => {
  const type = Object.hasOwn(messageTypes, typ) ? messageTypes[typ] : undefined;
  return type === undefined ? undefined : planOf(type);
};
