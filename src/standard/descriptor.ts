/**
 * Shape of the data that `scripts/generate-standard.ts` draws from the schemas in `xsd/`: enough to map validated XML
 * to objects and back without loss. The schemas stay the only source; nothing here is written by hand.
 */

/** How a value appears in objects: as it is written, as a number, or as a boolean. */
export type ValueKind = 'text' | 'zahl' | 'wahrheitswert';

/** Data types of DIN 91379, from personal names (A) to everything (E). */
export type DinType = 'A' | 'B' | 'C' | 'D' | 'E';

/** A simple type with the facets that all its derivations add up to. */
export interface SimpleType {
  /** built-in type of XML Schema it goes back to, e.g. `date`; of a union the name of its first member's */
  readonly primitive: string;
  readonly kind: ValueKind;
  /** whiteSpace facet of XML Schema */
  readonly whitespace: 'preserve' | 'replace' | 'collapse';
  readonly din?: DinType;
  /** regular expressions in XML Schema's syntax; a value matches each of them */
  readonly patterns?: readonly string[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly maxInclusive?: string;
  /** members of a union */
  readonly union?: readonly SimpleType[];
}

export interface AttributeDescriptor {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  /**
   * The only value. If the attribute is also required it is not part of objects, because they could say nothing else;
   * if it is optional an object has it when the document has it.
   */
  readonly fixed?: string;
}

export interface ElementDescriptor {
  /** local name; the property in objects is this name up to a dot */
  readonly name: string;
  /** key in `simpleTypes` or `complexTypes` */
  readonly type: string;
  /** in no namespace instead of that of the standard */
  readonly unqualified?: true;
  readonly optional?: true;
  /** repeatable; objects then hold an array, and no property instead of an empty one */
  readonly many?: true;
  /** index into {@link ComplexType.choices} if it is one alternative of a choice */
  readonly choice?: number;
}

/** A type with elements in a fixed order. */
export interface ComplexType {
  readonly attributes: readonly AttributeDescriptor[];
  readonly elements: readonly ElementDescriptor[];
  /** choices in order; true if one alternative must be there */
  readonly choices?: readonly boolean[];
  /** the list that codes of this type come from; without a version the document names it */
  readonly codeList?: { readonly uri: string; readonly version?: string };
}

/** What a schema's appinfo says about a message, in German. */
export interface MessageTitle {
  readonly titel: string;
  readonly rechtsgrundlage: string;
}

/** Target namespace of the standard's schemas. */
export const NAMESPACE = 'urn:bussgeld-blaupause:xbussgeld:1.0';
/** Prefix with which messages are written and paths are reported. */
export const PREFIX = 'xbg';
/** Value of the attribute `standard` of every message. */
export const STANDARD = 'XBußgeld';
/** Value of the attribute `version` of every message. */
export const VERSION = '1.0';
