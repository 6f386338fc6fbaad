import { claim, toJson } from './json.ts';
import type { NewRefusal, NewSendung } from './types.ts';

/** What the leaf of an accepted Sendung covers beside its receipt: everything that stands in its row. */
export type SendungFacts = Omit<NewSendung, 'bytes' | 'quittung' | 'leaf' | 'prioritaet'> & {
  /** bytes of the Sendung */
  readonly groesse: number;
};

/** A value as PostgreSQL gives it back. */
const stored = (value: unknown): unknown => JSON.parse(toJson(value));

/** The row of a Sendung as one JSON value, the same whether taken before it is stored or from what is stored. */
export const sendungEvidence = ({ kopf, uuid, sha256, groesse, eingegangen, ...n }: SendungFacts): unknown =>
  stored({
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

/** The row of a refusal as one JSON value, but for the signed answer. */
export const refusalEvidence = (n: Omit<NewRefusal, 'antwort' | 'leaf'>): unknown =>
  stored({
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
