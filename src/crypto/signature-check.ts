import { fault } from '../platform/errors.ts';
import type { XmlElement } from '../xml/index.ts';
import { URI } from './algorithms.ts';
import { allow, type Policy } from './policy.ts';
import { misshapen } from './shape.ts';
import type { CanonicalizationPart, DocumentIndex, ReferencePart, SignatureParts } from './signature-parts.ts';

/** What a signature must cover: elements by Id in this order, or the root by its Id without the signature itself. */
export type ExpectedReferences = readonly { readonly id: string }[] | { readonly enveloped: string };

/** A reference whose target and transforms are decided. */
export interface ResolvedReference {
  readonly id: string;
  readonly target: XmlElement;
  readonly enveloped: boolean;
  readonly c14n: CanonicalizationPart;
  readonly digestMethod: string;
  readonly digestValue: Buffer;
}

/** What applies where a Reference names no canonicalization (XML Signature 1.1, 4.4.3.2). */
const DEFAULT_C14N: CanonicalizationPart = { uri: URI.c14n, prefixes: [] };

/** Every algorithm that the signature names or implies. @throws SHAPE_ALGORITHM with the first that is not allowed */
export const checkAlgorithms = (parts: SignatureParts, policy: Policy, at: Date): void => {
  const form = (kind: 'c14n' | 'transform', part: CanonicalizationPart): void => {
    allow(policy, kind, part.uri, at);
    if (policy.strict && part.prefixes.length > 0) {
      throw fault('SHAPE_ALGORITHM', { detail: 'InclusiveNamespaces PrefixList' });
    }
  };
  form('c14n', parts.c14n);
  allow(policy, 'signature', parts.method, at);
  for (const reference of parts.references) {
    for (const transform of reference.transforms) form('transform', transform);
    form('transform', canonicalizationOf(reference));
    allow(policy, 'digest', reference.digestMethod, at);
  }
};

const canonicalizationOf = (reference: ReferencePart): CanonicalizationPart => {
  const last = reference.transforms.at(-1);
  return last && last.uri !== URI.enveloped ? last : DEFAULT_C14N;
};

/**
 * Finds what each reference points to.
 *
 * @throws SHAPE_PROFILE for a missing target or transforms in an order that has no meaning here
 */
export const resolve = (parts: SignatureParts, root: XmlElement, index: DocumentIndex): ResolvedReference[] =>
  parts.references.map((reference) => {
    const target = reference.id === '' ? root : index.ids.get(reference.id);
    if (!target) throw misshapen(reference.element, 'Das Ziel der Referenz fehlt.');
    const enveloped = reference.transforms[0]?.uri === URI.enveloped;
    const forms = enveloped ? reference.transforms.slice(1) : reference.transforms;
    if (forms.length > 1 || forms[0]?.uri === URI.enveloped) {
      throw misshapen(reference.element, 'Diese Folge von Transformationen ist nicht vorgesehen.');
    }
    const { id, digestMethod, digestValue } = reference;
    return { id, target, enveloped, c14n: canonicalizationOf(reference), digestMethod, digestValue };
  });

/**
 * The shape that the strict profile adds (ARCHITECTURE 4.1): the signature is a child of the root, carries X509Data
 * alone, and covers either the root around it or different children of the root; nothing else, nothing twice. Against
 * signature wrapping: what is signed stands where the schema puts what is processed.
 *
 * @throws SHAPE_PROFILE
 */
export const checkStrictShape = (
  parts: SignatureParts,
  references: readonly ResolvedReference[],
  root: XmlElement,
): void => {
  const { element } = parts;
  if (!element.parent?.same(root)) throw misshapen(element, 'Die Signatur ist nicht Kind des Wurzelelements.');
  const extra = parts.extras[0];
  if (extra) throw misshapen(extra, 'In der Signatur ist nur X509Data mit X509Certificate vorgesehen.');
  const seen = new Set<string>();
  for (const { id, target, enveloped } of references) {
    if (id === '' || seen.has(id))
      throw misshapen(element, 'Jede Referenz muss ein anderes Element bei seiner Id nennen.');
    seen.add(id);
    const right = enveloped
      ? references.length === 1 && target.same(root)
      : target.parent?.same(root) && !target.same(element);
    if (!right) throw misshapen(element, 'Die Signatur deckt ein Element an anderer Stelle.');
  }
};

/**
 * Holds the references against what the caller expects; nothing is missing, nothing is added.
 *
 * @throws SHAPE_PROFILE
 */
export const checkExpected = (
  parts: SignatureParts,
  references: readonly ResolvedReference[],
  expected: ExpectedReferences,
): void => {
  const right =
    'enveloped' in expected
      ? references.length === 1 && references[0]?.enveloped === true && references[0].id === expected.enveloped
      : references.length === expected.length &&
        references.every((reference, at) => !reference.enveloped && reference.id === expected[at]?.id);
  if (!right) throw misshapen(parts.element, 'Die Signatur deckt nicht genau die vorgesehenen Elemente.');
};
