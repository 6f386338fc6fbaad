import type { Kopf } from '../envelope/index.ts';

/**
 * Where the delivery of a Sendung stands: `wartet` not yet dispatched, `bereitgestellt` lies in the mailbox,
 * `zugestellt` pushed and acknowledged, `abgeholt` fetched and acknowledged, `unzustellbar` given up until a person
 * puts it back, `zurueckgegeben` handed back to its author for good.
 */
export type OutboxStatus = 'wartet' | 'bereitgestellt' | 'zugestellt' | 'abgeholt' | 'unzustellbar' | 'zurueckgegeben';

/** A leaf of the transparency log: its hash, the bytes that were hashed, and the salt kept apart from them. */
export interface NewLeaf {
  readonly hash: Buffer;
  readonly payload: Buffer;
  readonly salt: Buffer;
  /** instant in the payload; the event is stored with it. The database's own where left out */
  readonly zeit?: Date;
}

/** Header of a Sendung as signed, without its UUID; UUIDs in any case, stored in lower case. */
export type SendungKopf = Omit<Kopf, 'nachrichtenUUID'>;

/** An accepted Sendung with everything that must become durable before its receipt leaves the house. */
export interface NewSendung {
  readonly uuid: string;
  /** SHA-256 of `bytes` */
  readonly sha256: Buffer;
  /** exactly the bytes handed in */
  readonly bytes: Buffer;
  readonly kopf: SendungKopf;
  /** technical time of receipt */
  readonly eingegangen: Date;
  /** the signed receipt, byte-identical for ever */
  readonly quittung: Buffer;
  readonly leaf: NewLeaf;
  /** verdict of each check with its evidence (JSON); no content */
  readonly pruefungen: readonly object[];
  /** smaller is sooner */
  readonly prioritaet: number;
  /** legal time from the message header; `kopf.erstellt` where the gateway does not read the content */
  readonly erstellungszeitpunkt?: Date | undefined;
  /** UUID of the message that this one answers */
  readonly referenzUUID?: string | undefined;
  /** legal dates and outcomes by their names in the standard, for order checks; nothing about a person */
  readonly daten?: Readonly<Record<string, unknown>> | undefined;
}

/** What became of a Sendung: new, the same bytes as before, or another Sendung under the same UUID. */
export interface RecordOutcome {
  readonly outcome: 'recorded' | 'same' | 'conflict';
  /** the stored receipt; with `conflict` that of the first Sendung, which the second sender must not see */
  readonly quittung: Buffer;
}

/** Nothing was written, because another message of the case was faster: its order has to be judged again. */
export interface Overtaken {
  readonly outcome: 'overtaken';
}

/** A refusal as answered. `uuid` and `absender` are claims of whoever sent it. */
export interface NewRefusal {
  readonly id: string;
  readonly uuid?: string | undefined;
  readonly sha256: Buffer;
  readonly absender?: string | undefined;
  readonly code: string;
  readonly grund: string;
  readonly zeit: Date;
  /** the signed answer */
  readonly antwort: Buffer;
  /** whether a person has to look at it, such as another content under a known UUID */
  readonly alarm: boolean;
  readonly leaf: NewLeaf;
}

/** A stored Sendung without its content. */
export interface StoredSendung extends SendungKopf {
  readonly uuid: string;
  readonly sha256: Buffer;
  /** bytes of the Sendung */
  readonly groesse: number;
  readonly eingegangen: Date;
  readonly erstellungszeitpunkt: Date;
  readonly pruefungen: readonly object[];
  readonly quittung: Buffer;
  readonly status: OutboxStatus;
}

/** One entry of the outbox: reference and hash, never content. */
export interface OutboxRef {
  /** order of acceptance; pass the last one as `after` for the next page */
  readonly nr: number;
  readonly uuid: string;
  readonly sha256: Buffer;
  readonly empfaenger: string;
  readonly prioritaet: number;
  readonly versuche: number;
  readonly naechsterVersuch?: Date;
}

/** One entry of a mailbox. */
export interface PostfachEntry {
  readonly uuid: string;
  readonly nachrichtentyp: string;
  readonly absender: string;
  readonly eingegangen: Date;
  readonly groesse: number;
}

/** Result of a transition of the outbox: `changed` is false when it had happened before or no longer applies. */
export interface Transition {
  readonly changed: boolean;
  readonly status: OutboxStatus;
  /** the reader, where it changed */
  readonly empfaenger?: string;
}

/** Kinds of Laufzettel entries, after the ladder of ETSI REM evidence. */
export type EreignisArt =
  | 'eingegangen'
  | 'geprueft'
  | 'abgewiesen'
  | 'bereitgestellt'
  | 'zugestellt'
  | 'abgeholt'
  | 'verarbeitet'
  | 'unzustellbar'
  | 'wiedervorgelegt'
  | 'zurueckgegeben';

/** One line of a Laufzettel. */
export interface Ereignis {
  readonly ereignis: EreignisArt;
  readonly zeit: Date;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** An earlier accepted message of a case, for order checks: types and dates only. */
export interface VorgangEntry {
  readonly uuid: string;
  /** four digits, e.g. `1120` */
  readonly nummer: string;
  readonly nachrichtentyp: string;
  readonly absender: string;
  readonly empfaenger: string;
  /** legal time */
  readonly erstellungszeitpunkt: Date;
  readonly eingegangen: Date;
  /** UUID of the message that this one answers */
  readonly referenzUUID?: string;
  /** legal day until which an answer is asked for (ISO date) */
  readonly erbetenBis?: string;
  /** legal dates, outcomes and references of the message; empty where the gateway could not read it */
  readonly daten: Readonly<Record<string, unknown>>;
}

/** A Sendung that could not be delivered and waits for a person. */
export interface ToteSendung {
  readonly nr: number;
  readonly uuid: string;
  readonly empfaenger: string;
  readonly nachrichtentyp: string;
  readonly fehlercode: string;
  readonly versuche: number;
  readonly seit: Date;
}

/** A stored refusal. */
export interface StoredRefusal {
  readonly id: string;
  readonly uuid?: string;
  readonly sha256: Buffer;
  readonly absender?: string;
  readonly code: string;
  readonly grund: string;
  readonly zeit: Date;
  readonly antwort: Buffer;
  readonly alarm: boolean;
}
