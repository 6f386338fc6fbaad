import { el, type Markup, markup } from '../xml/index.ts';
import { TRANSPORT_NS } from './namespaces.ts';

const XML_DECLARATION = /^\s*<\?xml[^?]*\?>\s*/;

/**
 * The element that carries an XÖV message inside a transport document. Its own name is prefixed and the default
 * namespace is undone, because XÖV headers hold elements without a namespace that would fall into ours otherwise.
 *
 * @param nachricht a well-formed message of our own or one that was validated
 */
export const writeNachricht = (nachricht: Uint8Array): Markup =>
  el(
    't:nachricht',
    { xmlns: '', 'xmlns:t': TRANSPORT_NS },
    markup(Buffer.from(nachricht).toString('utf8').replace(XML_DECLARATION, '')),
  );
