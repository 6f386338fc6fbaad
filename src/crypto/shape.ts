import { type BlaupauseError, fault } from '../platform/errors.ts';
import type { ReadableElement } from '../xml/index.ts';
import { fromBase64 } from './base64.ts';

/** A fault of the envelope profile at an element; `detail` is ours, never a value of the input. */
export const misshapen = (element: ReadableElement, detail: string): BlaupauseError =>
  fault('SHAPE_PROFILE', { detail, line: element.line, path: element.path });

/**
 * Takes the child elements of one element apart in their schema order, so that nothing unexpected is passed over.
 * Every read names what must come next; {@link ChildReader.end} refuses what is left.
 */
export class ChildReader<E extends ReadableElement> {
  readonly #parent: E;
  readonly #children: readonly E[];
  #next = 0;

  constructor(parent: E & { children(): readonly E[] }) {
    this.#parent = parent;
    const below: { children(): readonly E[] } = parent;
    this.#children = below.children();
  }

  /** The next child if it has this name and namespace. */
  optional(name: string, namespace: string): E | undefined {
    const child = this.#children[this.#next];
    if (!child?.is(name, namespace)) return undefined;
    this.#next += 1;
    return child;
  }

  /** The next child, which must have this name and namespace. @throws SHAPE_PROFILE */
  required(name: string, namespace: string): E {
    const child = this.optional(name, namespace);
    if (!child) throw misshapen(this.#parent, `${name} fehlt oder steht nicht an seinem Platz.`);
    return child;
  }

  /** All directly following children of this name, at most `limit`. @throws SHAPE_PROFILE for more */
  many(name: string, namespace: string, limit: number): E[] {
    const found: E[] = [];
    for (let child = this.optional(name, namespace); child; child = this.optional(name, namespace)) found.push(child);
    if (found.length > limit) throw misshapen(this.#parent, `${name} steht öfter als ${limit}-mal.`);
    return found;
  }

  /** Whatever children are left. */
  rest(): readonly E[] {
    return this.#children.slice(this.#next);
  }

  /** Nothing may be left. @throws SHAPE_PROFILE */
  end(): void {
    const extra = this.#children[this.#next];
    if (extra) throw misshapen(extra, 'Dieses Element ist hier nicht vorgesehen.');
  }
}

/** The `Algorithm` attribute. @throws SHAPE_PROFILE if it is missing */
export const algorithmOf = (element: ReadableElement): string => {
  const uri = element.attribute('Algorithm');
  if (uri === undefined) throw misshapen(element, 'Das Attribut Algorithm fehlt.');
  return uri;
};

/** Only these attributes (all in no namespace) may stand on the element. @throws SHAPE_PROFILE */
export const onlyAttributes = (element: ReadableElement, ...names: readonly string[]): void => {
  for (const attribute of element.attributes()) {
    if (attribute.namespace !== '' || !names.includes(attribute.name)) {
      throw misshapen(element, 'Ein Attribut ist hier nicht vorgesehen.');
    }
  }
};

/** The text of an element that has no child elements. @throws SHAPE_PROFILE */
export const textOf = (element: ReadableElement): string => {
  if (element.children().length > 0) throw misshapen(element, 'Hier steht nur Text.');
  return element.text;
};

/** The base64 text of an element, read strictly. @throws SHAPE_PROFILE */
export const bytesOf = (element: ReadableElement): Buffer => {
  const bytes = fromBase64(element.textView ?? textOf(element));
  if (!bytes || bytes.length === 0) throw misshapen(element, 'Der Wert ist kein strenges Base64.');
  return bytes;
};
