import { fault } from '../platform/errors.ts';
import { contentLimits, parse, type SnapshotNode, type XmlDoc, type XmlElement } from '../xml/index.ts';
import { trimSpace } from './whitespace.ts';

/** An authority as the header of a message names it. */
export interface HeaderParty {
  /** Organisationsschlüssel, e.g. `bgb:145110000001` */
  readonly kennung: string;
  readonly name: string;
}

/** Assignment of a message to a case. */
export interface HeaderVorgang {
  readonly vorgangsUUID: string;
  readonly aktenzeichenAutor: string;
  readonly aktenzeichenLeser?: string;
  /** ISO date, last day on which the act can be prosecuted */
  readonly verjaehrungFristende?: string;
  /** ISO date */
  readonly erbetenBis?: string;
}

/** What routing and checks need of a message; every value was written by the author and is not validated here. */
export interface MessageHeader {
  readonly uuid: string;
  /** code of the element `nachrichtentyp` */
  readonly typ: string;
  /** local name of the root element; equals `typ` in a valid message */
  readonly wurzel: string;
  /** namespace of the root element */
  readonly namespace: string;
  /** attribute `version` */
  readonly version: string;
  /** as written, with time zone */
  readonly erstellungszeitpunkt: string;
  readonly leser: HeaderParty;
  readonly autor: HeaderParty;
  readonly referenzUUID?: string;
  /** text of the attribute `test`; present in test messages only */
  readonly test?: string;
  readonly vorgang?: HeaderVorgang;
}

/** What a header is read from: an element of a document or of a snapshot; the latter does not know its place. */
interface HeaderElement {
  readonly name: string;
  readonly namespace: string;
  readonly text: string;
  readonly line?: number;
  readonly path?: string;
  attribute(name: string): string | undefined;
  child(name: string, namespace: string): HeaderElement | undefined;
}

const need = (element: HeaderElement, name: string, namespace = ''): HeaderElement => {
  const child = element.child(name, namespace);
  if (child === undefined) {
    const { line, path } = element;
    const place = { ...(line === undefined ? {} : { line }), ...(path === undefined ? {} : { path }) };
    throw fault('VALIDATE_SCHEMA', { ...place, detail: `${name} missing` });
  }
  return child;
};

/** Text without the white space around it, which the header's types do not carry. */
const textOf = (element: HeaderElement): string => trimSpace(element.text);

const party = (head: HeaderElement, name: string): HeaderParty => {
  const element = need(head, name);
  return { kennung: textOf(need(element, 'kennung')), name: textOf(need(element, 'name')) };
};

const optional = <K extends string>(key: K, element: HeaderElement | undefined): { [P in K]?: string } =>
  (element === undefined ? {} : { [key]: textOf(element) }) as { [P in K]?: string };

const vorgangOf = (root: HeaderElement): { vorgang?: HeaderVorgang } => {
  // every version of the standard has the block in its own namespace, which is that of the message
  const { namespace } = root;
  const vorgang = root.child('vorgang', namespace);
  if (vorgang === undefined) return {};
  const fristende = vorgang.child('verjaehrung', namespace)?.child('fristende', namespace);
  return {
    vorgang: {
      vorgangsUUID: textOf(need(vorgang, 'vorgangsUUID', namespace)),
      aktenzeichenAutor: textOf(need(vorgang, 'aktenzeichenAutor', namespace)),
      ...optional('aktenzeichenLeser', vorgang.child('aktenzeichenLeser', namespace)),
      ...optional('verjaehrungFristende', fristende),
      ...optional('erbetenBis', vorgang.child('erbetenBis', namespace)),
    },
  };
};

const headerOf = (root: HeaderElement): MessageHeader => {
  const head = need(root, 'nachrichtenkopf.g2g');
  const identification = need(head, 'identifikation.nachricht');
  const test = root.attribute('test');
  return {
    uuid: textOf(need(identification, 'nachrichtenUUID')),
    typ: textOf(need(need(identification, 'nachrichtentyp'), 'code')),
    wurzel: root.name,
    namespace: root.namespace,
    version: root.attribute('version') ?? '',
    erstellungszeitpunkt: textOf(need(identification, 'erstellungszeitpunkt')),
    leser: party(head, 'leser'),
    autor: party(head, 'autor'),
    ...optional('referenzUUID', head.child('referenzUUID', '')),
    ...(test === undefined ? {} : { test }),
    ...vorgangOf(root),
  };
};

/**
 * Reads the header of a message without mapping the rest.
 *
 * @param source a parsed document, the message element inside another document or a snapshot, or bytes (then read
 *   safely first)
 * @throws VALIDATE_SCHEMA, with line and path unless from a snapshot, if a part of the header is missing; READ_* for bytes that cannot be read
 */
export const readHeader = (source: XmlDoc | XmlElement | SnapshotNode | Uint8Array): MessageHeader => {
  if ('child' in source) return headerOf(source);
  if (!(source instanceof Uint8Array)) return headerOf(source.root);
  using document = parse(source, contentLimits);
  return headerOf(document.root);
};
