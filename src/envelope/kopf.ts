import { el, type Markup, type ReadableElement, textEl } from '../xml/index.ts';
import { TRANSPORT_NS } from './namespaces.ts';

/** The open header of a Sendung: what carries it, never personal data. */
export interface Kopf {
  readonly nachrichtenUUID: string;
  /** e.g. `fahrerermittlung.ersuchen.1120` */
  readonly nachrichtentyp: string;
  /** namespace of the content standard */
  readonly standard: string;
  /** Organisationsschlüssel, e.g. `bgb:145110000001` */
  readonly absender: string;
  readonly empfaenger: string;
  /** common key of the case across authorities */
  readonly vorgangsUUID: string;
  readonly erstellt: Date;
  readonly gueltigBis: Date;
  readonly test: boolean;
}

/** The four digits at the end of a message type: `fahrerermittlung.ersuchen.1120` → `1120`. */
export const messageNumber = (nachrichtentyp: string): string => nachrichtentyp.slice(-4);

/** Writes the header element with its Id. */
export const writeKopf = (kopf: Kopf): Markup =>
  el(
    'kopf',
    { Id: 'kopf' },
    textEl('nachrichtenUUID', kopf.nachrichtenUUID),
    textEl('nachrichtentyp', kopf.nachrichtentyp),
    textEl('standard', kopf.standard),
    textEl('absender', kopf.absender),
    textEl('empfaenger', kopf.empfaenger),
    textEl('vorgangsUUID', kopf.vorgangsUUID),
    textEl('erstellt', kopf.erstellt.toISOString()),
    textEl('gueltigBis', kopf.gueltigBis.toISOString()),
    ...(kopf.test ? [textEl('test', 'true')] : []),
  );

/** Reads a header element that the schema has accepted. */
export function readKopf(element: ReadableElement): Kopf {
  const text = (name: string) => element.child(name, TRANSPORT_NS)?.text ?? '';
  return {
    nachrichtenUUID: text('nachrichtenUUID').toLowerCase(),
    nachrichtentyp: text('nachrichtentyp'),
    standard: text('standard'),
    absender: text('absender'),
    empfaenger: text('empfaenger'),
    vorgangsUUID: text('vorgangsUUID').toLowerCase(),
    erstellt: new Date(text('erstellt')),
    gueltigBis: new Date(text('gueltigBis')),
    test: element.child('test', TRANSPORT_NS) !== undefined,
  };
}
