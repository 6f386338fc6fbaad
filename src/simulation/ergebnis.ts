import type { Datum, Ereignistyp, Frist, Stand } from '../procedure/index.ts';

/** What became of a message. */
export type Nachrichtenstatus = 'unterwegs' | 'verarbeitet' | 'abgewiesen' | 'zurueckgewiesen';

/** A message of a run. */
export interface NachrichtErgebnis {
  readonly uuid: string;
  /** full name, e.g. `fahrerermittlung.ersuchen.1120` */
  readonly typ: string;
  readonly absender: string;
  readonly empfaenger: string;
  /** legal time, German time with offset */
  readonly erstellt: string;
  readonly status: Nachrichtenstatus;
  /** path of the stored receipt or refusal */
  readonly quittung: string;
  /** catalogue code of the refusal */
  readonly code?: string;
}

/** A period as it stood after an event. The same day is listed once, where it first appears. */
export interface FristErgebnis {
  readonly name: Frist['name'];
  readonly bezeichnung: string;
  readonly ende: Datum;
  readonly norm: string;
  /** event after which it stands so */
  readonly nach: Ereignistyp;
  readonly am: Datum;
}

/** A disturbance and what came of it. */
export interface StoerungErgebnis {
  readonly art: string;
  readonly von: string;
  readonly erwartet: string;
  readonly tatsaechlich: string;
  readonly ok: boolean;
}

/** Result of a run; the contract of `--json`. */
export interface Ergebnis {
  readonly scenario: string;
  readonly titel: string;
  readonly ok: boolean;
  readonly nachrichten: readonly NachrichtErgebnis[];
  readonly fristen: readonly FristErgebnis[];
  readonly stoerungen: readonly StoerungErgebnis[];
  readonly stand: Stand | undefined;
  readonly fehler: readonly string[];
  readonly dauerMs: number;
  /** folder with every Sendung and its receipt */
  readonly belege: string;
}

/** State of the case after an event. */
export interface Momentaufnahme {
  readonly nach: Ereignistyp;
  readonly am: Datum;
  readonly fristen: readonly Frist[];
  readonly stand: Stand;
}

/** The course of the periods: each day of each period where it first appears. */
export function fristverlauf(aufnahmen: readonly Momentaufnahme[]): FristErgebnis[] {
  const gesehen = new Set<string>();
  const verlauf: FristErgebnis[] = [];
  for (const { nach, am, fristen } of aufnahmen) {
    for (const { name, bezeichnung, ende, norm } of fristen) {
      if (ende === null || gesehen.has(`${name} ${ende}`)) continue;
      gesehen.add(`${name} ${ende}`);
      verlauf.push({ name, bezeichnung, ende, norm, nach, am });
    }
  }
  return verlauf;
}
