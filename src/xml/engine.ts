/**
 * The engine room: all that this house takes from libxml2-wasm. Beside its public classes we use the thin function
 * layer under them (`lib/libxml2.mjs`), because the classes create an object per node and call back per node when a
 * subtree is canonicalised. The package is pinned to one exact version; `test/xml/engine.test.ts` holds the layer.
 */
import * as layer from 'libxml2-wasm/lib/libxml2.mjs';

export { ParseOption, XmlBufferInputProvider, XmlDocument, XmlParseError, XsdValidator } from 'libxml2-wasm';
export const raw: typeof layer = layer;

/** Address in the memory of libxml2; 0 is null. */
export type Pointer = number;

/** Parts of the layer that its type declarations leave out. */
interface Undeclared {
  addFunction(callback: (...pointers: Pointer[]) => number | undefined, signature: string): Pointer;
  allocCStringArray(texts: readonly string[]): Pointer;
  free(pointer: Pointer): void;
  xmlOutputBufferCreateIO(handler: { write(bytes: Uint8Array): number; close(): boolean }): Pointer;
}
export const { addFunction, allocCStringArray, free, xmlOutputBufferCreateIO } = layer as unknown as Undeclared;

/**
 * The engine's memory as it is now; any call into the engine may put another in its place.
 *
 * @param address of anything that is alive, a document for instance
 */
export const memory = (address: Pointer): ArrayBufferLike => raw.XmlNodeSetStruct.nodeTable(address, 0).buffer;

/** Node types of libxml2 (`xmlElementType`). */
export const ELEMENT = 1;

/** A document in libxml2's memory; reading `pointer` after disposal is a fault, never a read of freed memory. */
export interface DocumentHandle {
  readonly pointer: Pointer;
  /** tells documents apart, also those that had its address before */
  readonly number: number;
  /** what it was read from */
  readonly bytes: Uint8Array;
  /** line and XPath of its elements */
  readonly places: ElementPlaces;
}

/** Where elements of a document stand. */
export interface ElementPlaces {
  line(element: Pointer): number;
  path(element: Pointer, known?: (name: string) => boolean): string;
}

/** The address behind one of the package's own objects (an internal field, absent from its types). */
export const pointerOf = (object: object): Pointer => (object as { _ptr: Pointer })._ptr;
