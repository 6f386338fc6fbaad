import type { XmlAttribute } from './element.ts';

/** What can be asked of an element, whatever it was read from. */
export interface ReadableElement {
  /** local name */
  readonly name: string;
  /** namespace URI, `''` for none */
  readonly namespace: string;
  /** line on which the start tag ends, from 1 */
  readonly line: number;
  /** XPath with the prefixes of the document and positions where a name repeats */
  readonly path: string;
  /** all character data of the element and its descendants, in document order */
  readonly text: string;
  /**
   * UTF-8 of the text of an element whose content is one text; undefined where it is something else. A view, to be
   * read before anything else is asked.
   */
  readonly textView: Uint8Array | undefined;
  attributes(): readonly XmlAttribute[];
  attribute(name: string, namespace?: string): string | undefined;
  children(): readonly ReadableElement[];
  child(name: string, namespace?: string): ReadableElement | undefined;
  is(name: string, namespace?: string): boolean;
}
