import { messageTitles } from '../generated/descriptors.ts';
import type { MessageType } from '../message.ts';

/** Part that an authority plays in the procedure; `alle` for messages that every participant may send and receive. */
export type Rolle =
  | 'alle'
  | 'messstelle'
  | 'polizei'
  | 'bussgeldbehoerde'
  | 'ordnungsbehoerde'
  | 'aufsichtsbehoerde'
  | 'kba'
  | 'zulassungsbehoerde'
  | 'fahrerlaubnisbehoerde'
  | 'meldebehoerde'
  | 'ausweisbehoerde'
  | 'auslaenderbehoerde'
  | 'zustelldienst'
  | 'bekanntmachungsstelle'
  | 'kasse'
  | 'vollstreckungsbehoerde'
  | 'staatsanwaltschaft'
  | 'gericht'
  | 'bundesamt-fuer-justiz'
  | 'portal'
  | 'gateway';

/** Within which time a domain answer is expected. */
export interface Antwortfrist {
  /** L: the law says so; B: operational proposal of the standard, a setting of the profile */
  readonly art: 'L' | 'B';
  /** in this many units; 0 with unit `unverzueglich` */
  readonly menge: number;
  readonly einheit: 'stunde' | 'werktag' | 'tag' | 'unverzueglich';
}

/** What the catalogue says about a message beside its schema. */
export interface Eintrag {
  readonly von: readonly Rolle[];
  readonly an: readonly Rolle[];
  /** numbers of the messages that can answer it */
  readonly antworten?: readonly string[];
  /** the reader confirms with 0020 because no domain answer follows */
  readonly quittung?: true;
  /** when the domain answer is expected, or, where none follows, until when the message itself is due */
  readonly frist?: Antwortfrist;
}

/** Entries for every message of these themes, so that a message without an entry is a fault of types. */
export type Eintraege<Thema extends string> = {
  readonly [Name in Extract<MessageType, `${Thema}.${string}`>]: Eintrag;
};

/** One message of the standard. */
export interface MessageDefinition {
  /** four digits, unique */
  readonly number: string;
  readonly name: MessageType;
  readonly thema: string;
  /** German title, from the schema */
  readonly titel: string;
  /** legal basis, from the schema */
  readonly rechtsgrundlage: string;
  readonly from: readonly Rolle[];
  readonly to: readonly Rolle[];
  /** numbers of the messages that can answer it */
  readonly antworten: readonly string[];
  /** the reader confirms with 0020 because no domain answer follows */
  readonly quittung: boolean;
  readonly frist?: Antwortfrist;
}

/** An operational period, proposed by the standard. */
export const betrieblich = (menge: number, einheit: Antwortfrist['einheit']): Antwortfrist => ({
  art: 'B',
  menge,
  einheit,
});

/** A period of the law; `unverzueglich` has no number. */
export const gesetzlich = (menge: number, einheit: Antwortfrist['einheit']): Antwortfrist => ({
  art: 'L',
  menge,
  einheit,
});

/** Joins an entry with what the schema says about its message. */
export const define = (name: MessageType, eintrag: Eintrag): MessageDefinition => {
  const { titel, rechtsgrundlage } = messageTitles[name];
  return {
    number: name.slice(-4),
    name,
    thema: name.slice(0, name.indexOf('.')),
    titel,
    rechtsgrundlage,
    from: eintrag.von,
    to: eintrag.an,
    antworten: eintrag.antworten ?? [],
    quittung: eintrag.quittung ?? false,
    ...(eintrag.frist === undefined ? {} : { frist: eintrag.frist }),
  };
};
