import { fault } from '../platform/index.ts';
import { type Datum, german } from '../procedure/index.ts';
import type { Rolle } from '../profile/index.ts';
import type { Message, MessageType, Vorgang } from '../standard/index.ts';
import type { Akte, Sitz, Vermerk } from './akte.ts';
import type { Beleg } from './beleg.ts';
import type { Szenario } from './szenario.ts';

/** What stands in every message and is written by who sends it, not by who decides. */
type Rahmen = 'typ' | 'produkt' | 'produkthersteller' | 'produktversion' | 'test' | 'nachrichtenkopf' | 'vorgang';

/** The content of a message without its frame. */
export type Inhalt<T extends MessageType> = Omit<Message<T>, Rahmen>;

/** What a clerk says about the case in a message; file numbers and keys are added from the file. */
export type Vorgangsangaben = Pick<Vorgang, 'erbetenBis' | 'dringlichkeit' | 'verjaehrung'> & {
  /** code of the list `rechtsgrundlage` */
  readonly rechtsgrundlage: string;
};

/** Whom a message goes to: an authority by its Organisationsschlüssel, or the one of this role. */
export type Adressat = Rolle | `${string}:${string}`;

/** A message as it is decided upon. */
export type Entwurf<T extends MessageType = MessageType> = {
  readonly [K in T]: {
    readonly typ: K;
    readonly an: Adressat;
    readonly vorgang: Vorgangsangaben;
    readonly inhalt: Inhalt<K>;
    /** UUID of the message that this one answers */
    readonly referenzUUID?: string;
    readonly belege?: readonly Beleg[];
  };
}[T];

/** What a clerk does. */
export type Handlung =
  | { readonly art: 'sende'; readonly entwurf: Entwurf }
  | { readonly art: 'notiere'; readonly akte: Partial<Akte> }
  | { readonly art: 'vermerke'; readonly vermerk: Vermerk }
  | { readonly art: 'wiedervorlage'; readonly am: Datum; readonly um: string; readonly anlass: string };

/** What a clerk sees beside the file and the message. */
export interface Lage {
  /** legal time */
  readonly jetzt: Date;
  /** German legal day of it */
  readonly heute: Datum;
  readonly szenario: Szenario;
  readonly selbst: Sitz & { readonly schluessel: string; readonly name: string };
}

/** How an authority decides about a message of a type. */
type Eingang = {
  readonly [T in MessageType]?: (akte: Akte, nachricht: Message<T>, lage: Lage) => readonly Handlung[];
};

/**
 * An authority of the procedure as a set of pure decisions: from the case file and what has come in to what is done.
 * Nothing here sends, waits or looks at a clock, so that each can be read and tested as what a clerk does.
 */
export interface Sachbearbeitung {
  /** file number that it gives a case */
  readonly aktenzeichen: (szenario: Szenario) => string;
  /** what starts a case, where this authority starts one */
  readonly beginn?: (lage: Lage) => { readonly am: Datum; readonly um: string; readonly anlass: string };
  readonly eingang: Eingang;
  /** what is done when a file is laid before the clerk again, by reason */
  readonly wiedervorlage?: Readonly<Record<string, (akte: Akte, lage: Lage) => readonly Handlung[]>>;
}

/** Sends a message. */
export const sende = <T extends MessageType>(entwurf: Entwurf<T>): Handlung => ({
  art: 'sende',
  entwurf: entwurf as Entwurf,
});

/** Puts something down in the file. */
export const notiere = (akte: Partial<Akte>): Handlung => ({ art: 'notiere', akte });

/** Enters an event of the procedure, from which periods are reckoned. */
export const vermerke = (vermerk: Vermerk): Handlung => ({ art: 'vermerke', vermerk });

/** Has the file laid before the clerk again. */
export const wiedervorlage = (am: Datum, um: string, anlass: string): Handlung => ({
  art: 'wiedervorlage',
  am,
  um,
  anlass,
});

/**
 * A day that the scenario names for something that has its cause today.
 *
 * @param path where the scenario names it, e.g. `ablauf.kasse.zahlungAm`
 * @throws SCENARIO if the day has passed: it would silently become today
 */
export function geplant(tag: Datum, path: string, { heute }: Lage): Datum {
  if (tag >= heute) return tag;
  const detail = `Der ${german(tag)} liegt vor dem ${german(heute)}, an dem die Behörde davon erfährt.`;
  throw fault('SCENARIO', { detail, path });
}

/** The author of a message as an addressee. */
export const absender = (nachricht: Message): Adressat =>
  nachricht.nachrichtenkopf.autor.kennung as `${string}:${string}`;

/** UUID of a message. */
export const uuidVon = (nachricht: Message): string => nachricht.nachrichtenkopf.identifikation.nachrichtenUUID;
