import { sha256Hex } from '../platform/ids.ts';
import { claim, toJson } from './json.ts';
import type { NewRefusal, NewSendung } from './types.ts';

/** What the leaf of an accepted Sendung covers beside its receipt: everything that stands in its row. */
export type SendungFacts = Omit<NewSendung, 'bytes' | 'quittung' | 'leaf' | 'prioritaet'> & {
  /** bytes of the Sendung */
  readonly groesse: number;
};

/** A value as PostgreSQL gives it back. */
const stored = (value: unknown): unknown => JSON.parse(toJson(value));

/** An instant, as a date or as text in ISO 8601. */
type Instant = Date | string;

/** The columns of a Sendung under which its leaf stands; as they are before they are stored, or as they are read. */
export interface SendungColumns {
  readonly uuid: string;
  /** hexadecimal */
  readonly sha256: string;
  readonly groesse: number;
  readonly nachrichtentyp: string;
  readonly standard: string;
  readonly absender: string;
  readonly empfaenger: string;
  readonly vorgang: string;
  readonly bezug: string | null;
  readonly erstellt: Instant;
  readonly gueltigBis: Instant;
  readonly erstellungszeitpunkt: Instant;
  readonly test: boolean;
  readonly eingegangen: Instant;
  readonly pruefungen: unknown;
  readonly daten: unknown;
}

/** The row of a Sendung as one JSON value. */
export const columnsEvidence = (columns: SendungColumns): unknown => stored(columns);

/** The row that a Sendung will have as one JSON value. */
export const sendungEvidence = ({ kopf, uuid, sha256, groesse, eingegangen, ...n }: SendungFacts): unknown =>
  columnsEvidence({
    uuid: uuid.toLowerCase(),
    sha256: sha256.toString('hex'),
    groesse,
    nachrichtentyp: kopf.nachrichtentyp,
    standard: kopf.standard,
    absender: kopf.absender,
    empfaenger: kopf.empfaenger,
    vorgang: kopf.vorgangsUUID.toLowerCase(),
    bezug: n.referenzUUID?.toLowerCase() ?? null,
    erstellt: kopf.erstellt,
    gueltigBis: kopf.gueltigBis,
    erstellungszeitpunkt: n.erstellungszeitpunkt ?? kopf.erstellt,
    test: kopf.test,
    eingegangen,
    pruefungen: n.pruefungen,
    daten: n.daten ?? {},
  });

/** The row of a refusal as one JSON value. @param n its instant may be text, as read */
export const refusalEvidence = (n: Omit<NewRefusal, 'leaf' | 'zeit'> & { readonly zeit: Instant }): unknown =>
  stored({
    antwort: sha256Hex(n.antwort),
    id: n.id,
    uuid: claim(n.uuid?.toLowerCase()),
    sha256: n.sha256.toString('hex'),
    absender: claim(n.absender),
    code: n.code,
    grund: n.grund,
    zeit: n.zeit,
    alarm: n.alarm,
  });

/** The row of an event, with the hash of the reader's acknowledgement where it came with one. */
export const eventEvidence = (detail: Readonly<Record<string, unknown>> | undefined, abholung?: string): unknown =>
  stored({ detail: detail ?? null, ...(abholung === undefined ? {} : { abholung }) });
