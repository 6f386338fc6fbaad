import { fault } from '../../src/platform/errors.ts';
import { XmlElement } from '../../src/xml/element.ts';
import { ELEMENT, type Pointer, raw } from '../../src/xml/engine.ts';

const { XmlNodeStruct, XmlNodeSetStruct, XmlXPathObjectStruct } = raw;

/** Prefixes used in an expression and the namespaces they stand for. */
export type Namespaces = Readonly<Record<string, string>>;

/** Expressions come from our code and rule files, so the compiled ones are kept for the life of the process. */
const compiled = new Map<string, Pointer>();

const compile = (expression: string): Pointer => {
  const known = compiled.get(expression);
  if (known !== undefined) return known;
  const pointer = raw.xmlXPathCtxtCompile(0, expression);
  if (pointer === 0) throw fault('INTERNAL', { detail: `XPath: ${expression}` });
  compiled.set(expression, pointer);
  return pointer;
};

/**
 * An XPath 1.0 expression with its namespaces, compiled once, to be asked for what the caller needs by the
 * conversions of XPath 1.0 itself. Expressions must never be built from received values.
 */
export class XPath {
  readonly #namespaces: readonly (readonly [string, string])[];
  readonly #expression: string;

  /** @throws INTERNAL if the expression is not XPath 1.0 */
  constructor(expression: string, namespaces: Namespaces = {}) {
    compile(expression);
    this.#expression = expression;
    this.#namespaces = Object.entries(namespaces);
  }

  /** Elements the expression selects from a context element; nodes of other kinds are left out. */
  elements(context: XmlElement): XmlElement[] {
    const { document } = context;
    return this.#nodes(context, (node) =>
      XmlNodeStruct.type(node) === ELEMENT ? new XmlElement(document, node) : undefined,
    );
  }

  /** Values of the selected nodes, of whatever kind (attributes, texts, elements). */
  values(context: XmlElement): string[] {
    return this.#nodes(context, (node) => raw.xmlNodeGetContent(node));
  }

  /** `boolean(expression)`: the test of an assertion. */
  boolean(context: XmlElement): boolean {
    return this.#evaluate(context, `boolean(${this.#expression})`, XmlXPathObjectStruct.boolval) !== 0;
  }

  /** `string(expression)`. */
  string(context: XmlElement): string {
    return this.#evaluate(context, `string(${this.#expression})`, XmlXPathObjectStruct.stringval);
  }

  /** `number(expression)`, NaN where it is none. */
  number(context: XmlElement): number {
    return this.#evaluate(context, `number(${this.#expression})`, XmlXPathObjectStruct.floatval);
  }

  #nodes<T>(context: XmlElement, map: (node: Pointer) => T | undefined): T[] {
    return this.#evaluate(context, this.#expression, (object) => {
      if (XmlXPathObjectStruct.type(object) !== XmlXPathObjectStruct.Type.XPATH_NODESET) {
        throw fault('INTERNAL', { detail: `XPath selects no nodes: ${this.#expression}` });
      }
      const result: T[] = [];
      const set = XmlXPathObjectStruct.nodesetval(object);
      if (set === 0) return result;
      // copied, because reading values can move the memory under the view
      for (const node of [...XmlNodeSetStruct.nodeTable(set, XmlNodeSetStruct.nodeCount(set))]) {
        const mapped = map(node);
        if (mapped !== undefined) result.push(mapped);
      }
      return result;
    });
  }

  #evaluate<T>(context: XmlElement, expression: string, read: (object: Pointer) => T): T {
    const node = context.pointer;
    const evaluation = raw.xmlXPathNewContext(context.document.pointer);
    try {
      for (const [prefix, uri] of this.#namespaces) raw.xmlXPathRegisterNs(evaluation, prefix, uri);
      raw.xmlXPathSetContextNode(node, evaluation);
      const object = raw.xmlXPathCompiledEval(compile(expression), evaluation);
      if (object === 0) throw fault('INTERNAL', { detail: `XPath: ${expression}` });
      try {
        return read(object);
      } finally {
        raw.xmlXPathFreeObject(object);
      }
    } finally {
      raw.xmlXPathFreeContext(evaluation);
    }
  }
}
