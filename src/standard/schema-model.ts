/**
 * Reads the schemas of one version of the standard into a model: the source of the generated types and descriptors,
 * of the documentation, and of versions that are loaded from a folder. It knows just the constructs that the standard
 * allows itself and refuses every other.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fault } from '../platform/errors.ts';
import { parseTrusted, type XmlElement } from '../xml/index.ts';
import type { AttributeDescriptor, ComplexType, DinType, ElementDescriptor, SimpleType } from './descriptor.ts';

const XS = 'http://www.w3.org/2001/XMLSchema';
const DIN = 'urn:xoev-de:kosit:xoev:datentyp:din-91379_2022-08';

export interface NamedElement extends ElementDescriptor {
  readonly documentation: string;
}
export interface NamedAttribute extends AttributeDescriptor {
  readonly documentation: string;
}
export interface ModelComplex extends ComplexType {
  readonly name: string;
  readonly documentation: string;
  readonly elements: readonly NamedElement[];
  readonly attributes: readonly NamedAttribute[];
}
export interface ModelSimple extends SimpleType {
  readonly name: string;
  readonly documentation: string;
}
export interface ModelMessage {
  readonly name: string;
  readonly title: string;
  readonly rechtsgrundlage: string;
  readonly type: ModelComplex;
}
export interface Model {
  /** target namespace of the standard's own files */
  readonly namespace: string;
  /** attribute `version` of its schemas */
  readonly version: string;
  readonly simple: ReadonlyMap<string, ModelSimple>;
  readonly complex: ReadonlyMap<string, ModelComplex>;
  readonly messages: readonly ModelMessage[];
}

interface Component {
  readonly element: XmlElement;
  readonly namespace: string;
  readonly qualified: boolean;
}

/** Property of an element in objects: its local name up to a dot. */
export const propertyOf = (name: string): string => name.split('.')[0] ?? name;

const refuse = (element: XmlElement, why: string): never => {
  throw fault('FILE', { detail: `${element.path}: ${why}` });
};

const documentationOf = (element: XmlElement): string =>
  (element.child('annotation', XS)?.child('documentation', XS)?.text ?? '').trim();

const appinfoOf = (element: XmlElement, name: string): string =>
  element.child('annotation', XS)?.child('appinfo', XS)?.child(name)?.text.trim() ?? '';

/**
 * Loads the schemas of `xoev` and `xbussgeld` and follows types from the messages downwards.
 *
 * @param xsdDirectory folder with both
 * @throws FILE with the place for an unreadable file or a construct that the standard does not allow itself
 */
export const readModel = (xsdDirectory: string): Model => {
  using resources = new DisposableStack();
  const components = new Map<string, Component>();
  const messageElements: Component[] = [];
  const own = { namespace: '', version: '' };
  for (const folder of ['xoev', 'xbussgeld']) {
    const directory = join(xsdDirectory, folder);
    for (const file of schemaFiles(directory)) {
      const schema = resources.use(parseTrusted(readFileSync(join(directory, file)))).root;
      const namespace = schema.attribute('targetNamespace') ?? '';
      const qualified = schema.attribute('elementFormDefault') === 'qualified';
      if (folder === 'xbussgeld') Object.assign(own, { namespace, version: schema.attribute('version') ?? '' });
      for (const element of schema.children()) {
        const name = element.attribute('name');
        if (name === undefined) continue;
        const component = { element, namespace, qualified };
        if (element.name === 'element') messageElements.push(component);
        else components.set(`{${namespace}}${name}`, component);
      }
    }
  }
  const { namespace, version } = own;
  const reader = new Reader(components, namespace);
  const messages = messageElements.map((component) => reader.message(component));
  messages.sort((a, b) => (a.name.slice(-4) < b.name.slice(-4) ? -1 : 1));
  return { namespace, version, simple: reader.simple, complex: reader.complex, messages };
};

const schemaFiles = (directory: string): string[] => {
  try {
    return readdirSync(directory)
      .filter((name) => name.endsWith('.xsd'))
      .sort();
  } catch (error) {
    throw fault('FILE', { detail: directory, cause: error });
  }
};

class Reader {
  readonly simple = new Map<string, ModelSimple>();
  readonly complex = new Map<string, ModelComplex>();
  readonly #keys = new Map<string, string>();
  readonly #components: ReadonlyMap<string, Component>;

  readonly #target: string;

  constructor(components: ReadonlyMap<string, Component>, target: string) {
    this.#components = components;
    this.#target = target;
  }

  message(component: Component): ModelMessage {
    const { element } = component;
    const content = element.child('complexType', XS);
    if (content === undefined) return refuse(element, 'a message has an anonymous complex type');
    const name = element.attribute('name') ?? '';
    const type = { ...this.#content(content, component), name, documentation: documentationOf(element) };
    return { name, title: appinfoOf(element, 'title'), rechtsgrundlage: appinfoOf(element, 'rechtsgrundlage'), type };
  }

  /** Resolves a QName in an attribute of a schema element to `{namespace}local`. */
  #qname(element: XmlElement, value: string): { namespace: string; local: string } {
    const [prefix, local] = value.includes(':') ? (value.split(':') as [string, string]) : ['', value];
    return { namespace: element.namespaceForPrefix(prefix) ?? '', local };
  }

  /** Key of a type in the generated tables, reading the type at its first use. */
  #type(element: XmlElement, value: string): string {
    const { namespace, local } = this.#qname(element, value);
    const full = `{${namespace}}${local}`;
    const key = namespace === XS ? `xs:${local}` : local;
    const known = this.#keys.get(key);
    if (known !== undefined && known !== full) return refuse(element, `two types are named ${local}`);
    this.#keys.set(key, full);
    if (namespace === XS) {
      this.simple.set(key, { ...builtIn(local), name: key, documentation: '' });
      return key;
    }
    const component = this.#components.get(full) ?? refuse(element, `unknown type ${value}`);
    if (component.element.name === 'simpleType') {
      const documentation = documentationOf(component.element);
      this.simple.set(key, { ...this.#simple(component), name: local, documentation });
      return key;
    }
    if (!this.complex.has(key)) {
      const documentation = documentationOf(component.element);
      const type = { ...this.#content(component.element, component), name: local, documentation };
      this.complex.set(key, type);
    }
    return key;
  }

  #simpleByName(element: XmlElement, value: string): SimpleType {
    const { namespace, local } = this.#qname(element, value);
    if (namespace === XS) return builtIn(local);
    return this.#simple(this.#components.get(`{${namespace}}${local}`) ?? refuse(element, `unknown type ${value}`));
  }

  #simple({ element, namespace }: Component): SimpleType {
    const name = element.attribute('name') ?? '';
    const din = namespace === DIN && name.startsWith('datatype') ? (name.slice(-1) as DinType) : undefined;
    if (din !== undefined) return { primitive: 'string', kind: 'text', whitespace: 'preserve', din };
    const union = element.child('union', XS);
    if (union !== undefined) {
      const members = union.all('simpleType', XS).map((member) => this.#restriction(member));
      const first = members[0] ?? refuse(union, 'an empty union');
      return { primitive: first.primitive, kind: 'text', whitespace: 'collapse', union: members };
    }
    return this.#restriction(element);
  }

  #restriction(element: XmlElement): SimpleType {
    const restriction = element.child('restriction', XS) ?? refuse(element, 'only restriction and union');
    const base = this.#simpleByName(restriction, restriction.attribute('base') ?? '');
    const facet = (name: string): string | undefined => restriction.child(name, XS)?.attribute('value');
    const patterns = restriction.all('pattern', XS).map((pattern) => pattern.attribute('value') ?? '');
    const minLength = facet('minLength');
    const maxLength = facet('maxLength');
    const maxInclusive = facet('maxInclusive');
    return {
      ...base,
      ...(patterns.length === 0 ? {} : { patterns: [...(base.patterns ?? []), patterns.join('|')] }),
      ...(minLength === undefined ? {} : { minLength: Number(minLength) }),
      ...(maxLength === undefined ? {} : { maxLength: Number(maxLength) }),
      ...(maxInclusive === undefined ? {} : { maxInclusive }),
    };
  }

  #content(type: XmlElement, component: Component): Omit<ModelComplex, 'name' | 'documentation'> {
    const derived = type.child('complexContent', XS)?.children()[0];
    if (derived === undefined) return this.#body(type, component);
    const own = this.#body(derived, component);
    if (derived.name === 'restriction') return own;
    const { namespace, local } = this.#qname(derived, derived.attribute('base') ?? '');
    const base = this.#components.get(`{${namespace}}${local}`) ?? refuse(derived, 'unknown base');
    const inherited = this.#content(base.element, base);
    if (own.choices !== undefined) refuse(derived, 'a choice in an extension');
    return {
      ...inherited,
      elements: [...inherited.elements, ...own.elements],
      attributes: [...inherited.attributes, ...own.attributes],
    };
  }

  #body(parent: XmlElement, component: Component): Omit<ModelComplex, 'name' | 'documentation'> {
    const elements: NamedElement[] = [];
    const choices: boolean[] = [];
    for (const particle of parent.child('sequence', XS)?.children() ?? []) {
      if (particle.name === 'element') elements.push(this.#element(particle, component));
      else if (particle.name !== 'choice' || particle.attribute('maxOccurs') !== undefined) {
        refuse(particle, 'only elements and choices of one');
      } else {
        const choice = choices.push(particle.attribute('minOccurs') !== '0') - 1;
        for (const alternative of particle.children()) {
          elements.push({ ...this.#element(alternative, component), optional: true, choice });
        }
      }
    }
    const attributes = parent.all('attribute', XS).map((attribute) => this.#attribute(attribute));
    const properties = [...elements.map(({ name }) => propertyOf(name)), ...attributes.map(({ name }) => name)];
    if (new Set(properties).size < properties.length) refuse(parent, 'two properties of one name');
    const uri = attributes.find(({ name }) => name === 'listURI')?.fixed;
    const version = attributes.find(({ name }) => name === 'listVersionID')?.fixed;
    return {
      elements,
      attributes,
      ...(choices.length === 0 ? {} : { choices }),
      ...(uri === undefined ? {} : { codeList: { uri, ...(version === undefined ? {} : { version }) } }),
    };
  }

  #element(element: XmlElement, component: Component): NamedElement {
    const name = element.attribute('name') ?? refuse(element, 'only local elements');
    const form = element.attribute('form');
    const most = element.attribute('maxOccurs') ?? '1';
    if (most !== '1' && most !== 'unbounded') refuse(element, 'maxOccurs is 1 or unbounded');
    const qualified =
      component.namespace === this.#target && (form === undefined ? component.qualified : form === 'qualified');
    return {
      name,
      type: this.#type(element, element.attribute('type') ?? ''),
      ...(qualified ? {} : { unqualified: true }),
      ...(element.attribute('minOccurs') === '0' ? { optional: true } : {}),
      ...(most === 'unbounded' ? { many: true } : {}),
      documentation: documentationOf(element),
    };
  }

  #attribute(attribute: XmlElement): NamedAttribute {
    const fixed = attribute.attribute('fixed');
    return {
      name: attribute.attribute('name') ?? '',
      type: this.#type(attribute, attribute.attribute('type') ?? ''),
      required: attribute.attribute('use') === 'required',
      ...(fixed === undefined ? {} : { fixed }),
      documentation: documentationOf(attribute),
    };
  }
}

const builtIn = (local: string): SimpleType => {
  if (local === 'string') return { primitive: local, kind: 'text', whitespace: 'preserve' };
  if (local === 'normalizedString') return { primitive: local, kind: 'text', whitespace: 'replace' };
  if (local === 'boolean') return { primitive: local, kind: 'wahrheitswert', whitespace: 'collapse' };
  if (local === 'nonNegativeInteger') return { primitive: local, kind: 'zahl', whitespace: 'collapse' };
  return { primitive: local, kind: 'text', whitespace: 'collapse' };
};
