/**
 * Bounds of a document that are checked before any tree exists (defaults of 2026-11, measured on 2 cores:
 * every document at its bounds is read or refused in well under a second).
 * Lengths are bytes of the UTF-8 form, counted as written.
 */
export interface XmlLimits {
  /** size of the whole document */
  readonly maxBytes: number;
  /** nesting of elements; the root has depth 1 */
  readonly maxDepth: number;
  /** number of elements */
  readonly maxElements: number;
  /** attributes of one element, namespace declarations not counted */
  readonly maxAttributesPerElement: number;
  /** namespace declarations of one element */
  readonly maxNamespacesPerElement: number;
  /** element and attribute names with their prefix */
  readonly maxNameLength: number;
  /** one attribute value */
  readonly maxAttributeLength: number;
  /** one namespace URI; exclusive canonicalisation writes it again wherever it is used */
  readonly maxNamespaceLength: number;
  /** character data between two tags */
  readonly maxTextLength: number;
  /** CDATA sections between two tags; a schema check puts a text together anew with each of them */
  readonly maxSections: number;
  /** accept comments and processing instructions; never set for a Sendung or its content */
  readonly allowCommentsAndInstructions?: boolean;
}

const MIB = 1024 * 1024;

/** A Sendung: few elements, one long base64 text. 32 MiB carry a content of 24 MiB. */
export const envelopeLimits: XmlLimits = {
  maxBytes: 32 * MIB,
  maxDepth: 32,
  maxElements: 2_000,
  maxAttributesPerElement: 16,
  maxNamespacesPerElement: 16,
  maxNameLength: 128,
  maxAttributeLength: 1_024,
  maxNamespaceLength: 256,
  maxTextLength: 32 * MIB,
  maxSections: 16,
};

/** The decrypted content: an XÖV message and its attachments. */
export const contentLimits: XmlLimits = {
  maxBytes: 24 * MIB,
  maxDepth: 64,
  maxElements: 100_000,
  maxAttributesPerElement: 16,
  maxNamespacesPerElement: 32,
  maxNameLength: 256,
  maxAttributeLength: 4_096,
  maxNamespaceLength: 256,
  maxTextLength: 24 * MIB,
  maxSections: 16,
};

/** Documents of other systems and of people (catalogues, test vectors): comments and instructions are accepted. */
export const openLimits: XmlLimits = { ...contentLimits, allowCommentsAndInstructions: true };
