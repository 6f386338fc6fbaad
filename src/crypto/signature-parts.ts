import { fault } from '../platform/errors.ts';
import type { XmlElement } from '../xml/index.ts';
import { NS } from './algorithms.ts';
import { shown } from './policy.ts';
import { algorithmOf, bytesOf, ChildReader, misshapen, onlyAttributes, textOf } from './shape.ts';

/** A canonicalization as it is named in a signature. */
export interface CanonicalizationPart {
  readonly uri: string;
  /** PrefixList of exclusive canonicalization */
  readonly prefixes: readonly string[];
}

/** One `ds:Reference` as it stands, not yet judged. */
export interface ReferencePart {
  readonly element: XmlElement;
  /** Id of the target without `#`; `''` for the whole document */
  readonly id: string;
  /** algorithm URIs of the transforms in their order */
  readonly transforms: readonly CanonicalizationPart[];
  readonly digestMethod: string;
  readonly digestValue: Buffer;
}

/** A `ds:Signature` taken apart, not yet judged. */
export interface SignatureParts {
  readonly element: XmlElement;
  readonly signedInfo: XmlElement;
  readonly c14n: CanonicalizationPart;
  readonly method: string;
  readonly references: readonly ReferencePart[];
  readonly value: Buffer;
  /** base64 of the certificates in document order, the signer's own first */
  readonly certificates: readonly string[];
  /** what the strict profile does not know: Object, or a KeyInfo with more than X509Certificate */
  readonly extras: readonly XmlElement[];
}

/** What one walk over a document finds for its signature. */
export interface DocumentIndex {
  readonly signatures: readonly XmlElement[];
  /** every attribute value that anybody might take for an identifier */
  readonly ids: ReadonlyMap<string, XmlElement>;
}

/** No profile has more; a bound against documents made to be costly. */
const MAXIMUM_REFERENCES = 16;
const MAXIMUM_CERTIFICATES = 8;

/**
 * Walks a document once for its signatures and identifiers. `Id`, `ID`, `id` in whatever namespace (`xml:id`,
 * `wsu:Id`) all count, so that no two readers can disagree about which element a signature covers.
 *
 * @throws SHAPE_DUPLICATE_ID if a value occurs twice
 */
export const indexOf = (root: XmlElement): DocumentIndex => {
  const signatures: XmlElement[] = [];
  const ids = new Map<string, XmlElement>();
  for (const element of root.descendants()) {
    if (element.is('Signature', NS.ds)) signatures.push(element);
    for (const attribute of element.attributes()) {
      if (attribute.name.toLowerCase() !== 'id') continue;
      if (ids.has(attribute.value)) {
        throw fault('SHAPE_DUPLICATE_ID', { line: element.line, path: element.path });
      }
      ids.set(attribute.value, element);
    }
  }
  return { signatures, ids };
};

/**
 * Takes a `ds:Signature` apart in schema order (W3C XML Signature 1.1, section 4).
 *
 * @throws SHAPE_PROFILE for anything that the schema or this reader does not know
 */
export const readParts = (signature: XmlElement): SignatureParts => {
  onlyAttributes(signature, 'Id');
  const reader = new ChildReader(signature);
  const signedInfo = reader.required('SignedInfo', NS.ds);
  const valueElement = reader.required('SignatureValue', NS.ds);
  onlyAttributes(valueElement, 'Id');
  const keyInfo = reader.optional('KeyInfo', NS.ds);
  const objects = reader.many('Object', NS.ds, 1);
  reader.end();
  const { certificates, extras } = keyInfo ? readKeyInfo(keyInfo) : { certificates: [], extras: [] };
  return {
    element: signature,
    ...readSignedInfo(signedInfo),
    value: bytesOf(valueElement),
    certificates,
    extras: [...objects, ...extras],
  };
};

const readSignedInfo = (signedInfo: XmlElement) => {
  onlyAttributes(signedInfo, 'Id');
  const reader = new ChildReader(signedInfo);
  const c14n = readCanonicalization(reader.required('CanonicalizationMethod', NS.ds));
  const method = reader.required('SignatureMethod', NS.ds);
  onlyAttributes(method, 'Algorithm');
  const parameters = new ChildReader(method);
  if (parameters.optional('HMACOutputLength', NS.ds)) {
    throw fault('SHAPE_ALGORITHM', { detail: 'HMACOutputLength', line: method.line, path: method.path });
  }
  parameters.end();
  const references = reader.many('Reference', NS.ds, MAXIMUM_REFERENCES);
  reader.end();
  if (references.length === 0) throw misshapen(signedInfo, 'Reference fehlt.');
  return { signedInfo, c14n, method: algorithmOf(method), references: references.map(readReference) };
};

/** Same-document references by plain Id only; never a file, a network address, or an XPointer. */
const REFERENCE = /^(?:#([A-Za-z_][A-Za-z0-9_.-]{0,127}))?$/;

const readReference = (element: XmlElement): ReferencePart => {
  onlyAttributes(element, 'Id', 'URI', 'Type');
  if (element.attribute('Type')?.includes('Manifest')) throw misshapen(element, 'Ein Manifest ist nicht erlaubt.');
  const uri = REFERENCE.exec(element.attribute('URI') ?? '?');
  if (!uri) throw misshapen(element, 'URI muss # und die Id eines Elements dieses Dokuments sein.');
  const reader = new ChildReader(element);
  const transforms = reader.optional('Transforms', NS.ds);
  const digestMethod = reader.required('DigestMethod', NS.ds);
  const digestValue = reader.required('DigestValue', NS.ds);
  reader.end();
  onlyAttributes(digestMethod, 'Algorithm');
  new ChildReader(digestMethod).end();
  return {
    element,
    id: uri[1] ?? '',
    transforms: transforms ? readTransforms(transforms) : [],
    digestMethod: algorithmOf(digestMethod),
    digestValue: bytesOf(digestValue),
  };
};

const readTransforms = (element: XmlElement): CanonicalizationPart[] => {
  const reader = new ChildReader(element);
  const transforms = reader.many('Transform', NS.ds, 2);
  reader.end();
  if (transforms.length === 0) throw misshapen(element, 'Transform fehlt.');
  return transforms.map(readCanonicalization);
};

/** A CanonicalizationMethod or Transform. Parameters other than InclusiveNamespaces make it an unknown algorithm. */
const readCanonicalization = (element: XmlElement): CanonicalizationPart => {
  onlyAttributes(element, 'Algorithm');
  const uri = algorithmOf(element);
  const reader = new ChildReader(element);
  const inclusive = reader.optional('InclusiveNamespaces', NS.exc);
  if (reader.rest().length > 0) {
    throw fault('SHAPE_ALGORITHM', {
      detail: `Parameter von ${shown(uri)}`,
      line: element.line,
    });
  }
  const prefixes = inclusive?.attribute('PrefixList')?.split(/[ \t\r\n]+/) ?? [];
  return { uri, prefixes: prefixes.filter((prefix) => prefix !== '') };
};

const readKeyInfo = (keyInfo: XmlElement): { certificates: string[]; extras: XmlElement[] } => {
  const children = keyInfo.children();
  const data = children.filter((child) => child.is('X509Data', NS.ds));
  const inside = data.flatMap((element) => element.children());
  const certificates = inside.filter((child) => child.is('X509Certificate', NS.ds));
  if (certificates.length > MAXIMUM_CERTIFICATES) throw misshapen(keyInfo, 'Zu viele Zertifikate.');
  const extras = [
    ...children.filter((child) => !child.is('X509Data', NS.ds)),
    ...data.slice(1),
    ...inside.filter((child) => !child.is('X509Certificate', NS.ds)),
  ];
  if (data.length > 0 && certificates.length === 0) extras.push(keyInfo);
  return { certificates: certificates.map(textOf), extras };
};
