/**
 * The only room that knows an XML engine: reading hostile bytes, looking at elements, canonical form, schemas,
 * snapshots and a small writer. Everything above works with {@link XmlDoc} and {@link XmlElement}.
 */
export { type CanonicalOptions, canonicalize } from './c14n.ts';
export { type CanonicalElement, readCanonical } from './canonical-tree.ts';
export { type Catalog, readCatalog } from './catalog.ts';
export { liveDocuments, parse, parseTrusted, type XmlDoc } from './document.ts';
export { type XmlAttribute, XmlElement } from './element.ts';
export { contentLimits, envelopeLimits, openLimits, type XmlLimits } from './limits.ts';
export { precheck } from './precheck.ts';
export type { ReadableElement } from './readable.ts';
export { type SchemaOptions, SchemaSet, type SchemaVerdict } from './schema.ts';
export { NodeKind, type Snapshot, type SnapshotNode, snapshot } from './snapshot.ts';
export { type Attributes, el, escapeAttribute, escapeText, type Markup, markup, text, textEl } from './writer.ts';
