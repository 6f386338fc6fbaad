import {
  computeDeadlines,
  type Datum,
  type Ereignistyp,
  type Frist,
  type Fristenlage,
  type Fristname,
} from '../procedure/index.ts';
import type {
  Anschrift,
  DokumentReferenz,
  Fahrzeug,
  NatuerlichePerson,
  Tat,
  VollstreckungErsuchen3020,
  VollstreckungRechtskraft3010,
  ZustellungAuftrag2010,
} from '../standard/index.ts';

/** An event of the case file, in the form that `procedure/` reads; amounts in Euro. */
export interface Vermerk {
  readonly typ: Ereignistyp;
  readonly am: Datum;
  readonly art?: string;
  readonly geldbusse?: number;
  readonly kosten?: number;
  readonly betrag?: number;
}

/** A request that waits for an answer. */
export interface Ersuchen {
  readonly uuid: string;
  /** Organisationsschlüssel of its author */
  readonly von: string;
  readonly am: Date;
}

/** A warning or reminder that came: which, and the day that it names. */
export interface Hinweis {
  readonly uuid: string;
  readonly typ: string;
  readonly tag: Datum;
}

/**
 * The case file of one authority: what it has been told, what it has noted, and nothing else. Each authority has its
 * own; what another one knows arrives by message or not at all.
 */
export interface Akte {
  readonly vorgangsUUID: string;
  /** own file number */
  readonly aktenzeichen: string;
  /** file numbers of the others, by Organisationsschlüssel, as they told them */
  readonly fremdeAktenzeichen: Readonly<Record<string, string>>;
  readonly polizeilicheVorgangsnummer?: string;
  readonly vermerke: readonly Vermerk[];
  /** last request by number of its type */
  readonly ersuchen: Readonly<Record<string, Ersuchen>>;
  readonly hinweise?: readonly Hinweis[];
  readonly tat?: Tat;
  readonly fahrzeug?: Fahrzeug;
  readonly halter?: NatuerlichePerson;
  readonly fahrer?: NatuerlichePerson;
  readonly anschrift?: Anschrift;
  readonly bescheid?: { readonly erlassdatum: Datum; readonly abgefasst: string; readonly dokument: DokumentReferenz };
  readonly zustelldatum?: Datum;
  readonly zustellversuche?: number;
  readonly auftrag?: ZustellungAuftrag2010;
  readonly rechtskraft?: VollstreckungRechtskraft3010;
  readonly vollstreckung?: VollstreckungErsuchen3020;
  /** the Bußgeldbehörde has asked another office to enforce, and that has neither returned nor ended it */
  readonly beitreibungLaeuft?: boolean;
  /** the Vollstreckungsbehörde has been told that nothing is owed any more */
  readonly erledigt?: boolean;
}

/** An empty case file. */
export const neueAkte = (vorgangsUUID: string, aktenzeichen: string): Akte => ({
  vorgangsUUID,
  aktenzeichen,
  fremdeAktenzeichen: {},
  vermerke: [],
  ersuchen: {},
});

/** Seat of the authority, whose holidays move periods. */
export interface Sitz {
  readonly land: string;
  readonly ags: string;
}

/**
 * All periods of a case as its file tells them; undefined while the file knows of no act.
 *
 * @param heute day on which the state of each period is judged
 */
export const fristenlage = (akte: Akte, sitz: Sitz, heute: Datum): Fristenlage | undefined => {
  const { tat } = akte;
  if (tat === undefined) return undefined;
  return computeDeadlines({
    tat: { begangenAm: tat.anfang, tbnr: tat.tatvorwurf[0].tbnr },
    ...sitz,
    ereignisse: akte.vermerke,
    stichtag: heute,
  });
};

/** A period by name; undefined where the case has not come that far. */
export const fristNamens = (lage: Fristenlage | undefined, name: Fristname): Frist | undefined =>
  lage?.fristen.find((frist) => frist.name === name);
