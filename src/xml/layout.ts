import { fault } from '../platform/errors.ts';
import { memory, type Pointer, raw } from './engine.ts';
import { Field, field, textAt } from './heap.ts';

const { XmlNodeStruct, XmlNsStruct } = raw;

/** A document in which each field that is read from the engine's memory has a value of its own. */
export const PROBE = '<p:a xmlns:p="urn:p" p:b="c">d<e/><f/></p:a>';

/** Memory that leaves old views empty when it grows, which is how reading notices; a shared or resizable one does not. */
const isRenewed = (buffer: ArrayBufferLike): boolean => buffer instanceof ArrayBuffer && !buffer.resizable;

/**
 * Holds the places of the fields against what the engine's own functions say, before anything is read by them: a build
 * of the engine with another layout must end the start, not read other bytes than those that were signed.
 *
 * @param root of {@link PROBE}, parsed
 * @throws INTERNAL
 */
export const checkLayout = (root: Pointer, fields: Readonly<Record<keyof typeof Field, number>> = Field): void => {
  const of = (node: Pointer, name: keyof typeof Field): number => field(node, fields[name]);
  const text = XmlNodeStruct.children(root);
  const child = XmlNodeStruct.next(text);
  const attribute = XmlNodeStruct.properties(root);
  const namespace = XmlNodeStruct.namespace(root);
  const same =
    isRenewed(memory(root)) &&
    [root, text, child, attribute].every(
      (node) =>
        of(node, 'type') === XmlNodeStruct.type(node) &&
        of(node, 'children') === XmlNodeStruct.children(node) &&
        of(node, 'parent') === XmlNodeStruct.parent(node) &&
        of(node, 'next') === XmlNodeStruct.next(node) &&
        textAt(of(node, 'name')) === XmlNodeStruct.name_(node),
    ) &&
    of(root, 'properties') === attribute &&
    of(child, 'properties') === 0 &&
    of(root, 'namespace') === namespace &&
    of(attribute, 'namespace') === namespace &&
    of(child, 'namespace') === 0 &&
    textAt(of(namespace, 'href')) === XmlNsStruct.href(namespace) &&
    textAt(of(namespace, 'prefix')) === XmlNsStruct.prefix(namespace) &&
    textAt(of(text, 'content')) === raw.xmlNodeGetContent(text);
  if (!same) throw fault('INTERNAL', { cause: 'nodes of libxml2 are laid out in another way than heap.ts reads them' });
};
