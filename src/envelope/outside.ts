import { fault } from '../platform/errors.ts';
import type { XmlDoc } from '../xml/index.ts';

const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
/** Ends both names, and no attribute can be written without its local name. */
const HINT = Buffer.from('chemaLocation');

/**
 * Refuses hints where to fetch a schema (`xsi:schemaLocation`). Nothing here follows them, but a program behind the
 * gateway might, and on the root they would stand beside everything that is signed (SECURITY-CASES 8).
 *
 * @param bytes what `document` was read from
 * @throws READ_REFERENCE with line and path
 */
export function refuseSchemaHints(document: XmlDoc, bytes: Uint8Array): void {
  if (!Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(HINT)) return;
  for (const element of document.root.descendants()) {
    if (element.attributes().some(({ name, namespace }) => namespace === XSI && name.endsWith('chemaLocation'))) {
      throw fault('READ_REFERENCE', {
        detail: 'schemaLocation ist nicht erlaubt.',
        line: element.line,
        path: element.path,
      });
    }
  }
}
