import {
  type CanonicalOptions,
  canonicalize as canonicalizeTree,
  openLimits,
  parse,
  type XmlDoc,
  type XmlElement,
} from '../xml/index.ts';
import { canonicalForms, URI } from './algorithms.ts';
import type { CanonicalizationPart } from './signature-parts.ts';

/** Which canonical form; see {@link canonicalize}. */
export type CanonicalizeOptions = Omit<CanonicalOptions, 'without'>;

/**
 * The canonical form of a whole document: Exclusive XML Canonicalization 1.0, or Canonical XML 1.0 or 1.1.
 *
 * @param xml UTF-8 bytes or text; a DOCTYPE is refused, so default attributes and entities of a DTD never count
 * @returns UTF-8
 * @throws READ_* and LIMIT_SIZE if the document is not accepted
 */
export const canonicalize = (xml: string | Uint8Array, options: CanonicalizeOptions): Buffer => {
  using document = parse(typeof xml === 'string' ? Buffer.from(xml) : xml, openLimits);
  return canonicalizeTree(document, options);
};

/** The same canonical form without comments. */
export const withoutComments = (part: CanonicalizationPart): CanonicalizationPart => ({
  ...part,
  uri: PLAIN.get(part.uri) ?? part.uri,
});

const PLAIN: ReadonlyMap<string, string> = new Map([
  [URI.excC14nComments, URI.excC14n],
  [URI.c14nComments, URI.c14n],
  [URI.c14n11Comments, URI.c14n11],
]);

/** Canonical bytes of a document or element as a signature names them; the URI must be one of `canonicalForms`. */
export const canonicalBytes = (
  target: XmlDoc | XmlElement,
  part: CanonicalizationPart,
  without?: XmlElement,
): Buffer => {
  const form = canonicalForms.get(part.uri);
  if (!form) throw new RangeError('canonicalization');
  return canonicalizeTree(target, {
    exclusive: form.form === 'exclusive',
    withComments: form.withComments,
    ...(form.form === 'inclusive-1.1' ? { version: '1.1' } : {}),
    ...(part.prefixes.length > 0 ? { inclusivePrefixes: part.prefixes } : {}),
    ...(without ? { without } : {}),
  });
};
