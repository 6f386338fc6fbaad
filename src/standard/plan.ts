import { fault } from '../platform/errors.ts';
import {
  type AttributeDescriptor,
  type ComplexType,
  type DinType,
  type ElementDescriptor,
  PREFIX,
  type SimpleType,
} from './descriptor.ts';
import { currentVersion, type StandardVersion } from './version.ts';

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
  /** elements by local name; within a type none occurs in two namespaces */
  readonly byLocalName: ReadonlyMap<string, ElementPlan>;
  /** attributes whose characters are checked, with their type of DIN 91379 */
  readonly characters: readonly (readonly [name: string, type: DinType])[];
  /** whether it is a code, so that its element `code` is looked up */
  readonly isCode: boolean;
  readonly choices: readonly boolean[];
  readonly codeList: ComplexType['codeList'];
}

/** Plans of one version by type; the types of the standard do not contain themselves. */
class Plans {
  readonly #version: StandardVersion;
  readonly #known = new Map<ComplexType, ComplexPlan>();

  constructor(version: StandardVersion) {
    this.#version = version;
  }

  message(typ: string): ComplexPlan | undefined {
    const { messageTypes } = this.#version;
    const type = Object.hasOwn(messageTypes, typ) ? messageTypes[typ] : undefined;
    return type === undefined ? undefined : this.#plan(type);
  }

  #plan(type: ComplexType): ComplexPlan {
    const known = this.#known.get(type);
    if (known !== undefined) return known;
    const elements = type.elements.map((descriptor, position) => this.#element(descriptor, position));
    const { namespace } = this.#version;
    const attributes = type.attributes.map((descriptor) => this.#attribute(descriptor));
    const plan: ComplexPlan = {
      attributes,
      elements,
      byName: new Map(
        elements.map((element) => [`{${element.tag === element.name ? '' : namespace}}${element.name}`, element]),
      ),
      byLocalName: new Map(elements.map((element) => [element.name, element])),
      characters: attributes.flatMap(({ name, simple, implied }) =>
        simple.din === undefined || implied ? [] : [[name, simple.din] as const],
      ),
      isCode: type.codeList !== undefined || attributes.some(({ name }) => name === 'listURI'),
      choices: type.choices ?? [],
      codeList: type.codeList,
    };
    this.#known.set(type, plan);
    return plan;
  }

  #element(descriptor: ElementDescriptor, position: number): ElementPlan {
    const complex = this.#version.complexTypes[descriptor.type];
    return {
      name: descriptor.name,
      tag: descriptor.unqualified ? descriptor.name : `${PREFIX}:${descriptor.name}`,
      property: propertyOf(descriptor.name),
      position,
      required: descriptor.optional === undefined,
      many: descriptor.many ?? false,
      choice: descriptor.choice,
      simple: complex === undefined ? this.#simple(descriptor.type) : undefined,
      complex: complex === undefined ? undefined : this.#plan(complex),
    };
  }

  #attribute({ name, type, required, fixed }: AttributeDescriptor): AttributePlan {
    return { name, simple: this.#simple(type), required, fixed, implied: required && fixed !== undefined };
  }

  #simple(key: string): SimpleType {
    const type = this.#version.simpleTypes[key];
    if (type === undefined) throw fault('INTERNAL', { detail: `simple type ${key}` });
    return type;
  }
}

/** Property of an element in objects: its local name up to a dot. */
const propertyOf = (name: string): string => name.split('.')[0] ?? name;

const plans = new WeakMap<StandardVersion, Plans>();

/**
 * Plan of a message's content, undefined if the standard has no such message.
 *
 * @param version default: the version of this package
 */
export const messagePlan = (typ: string, version: StandardVersion = currentVersion): ComplexPlan | undefined => {
  let known = plans.get(version);
  if (known === undefined) {
    known = new Plans(version);
    plans.set(version, known);
  }
  return known.message(typ);
};
