import type { Momentaufnahme, Nachrichtenstatus, StoerungErgebnis } from './ergebnis.ts';
import type { Installation } from './installation.ts';
import type { Szenario } from './szenario.ts';
import type { Teilnehmer } from './teilnehmer.ts';

/** What is told while a run goes on. */
export interface Beobachter {
  nachricht(eintrag: {
    readonly zeit: Date;
    readonly typ: string;
    readonly von: Teilnehmer;
    readonly an: string;
    readonly status: Nachrichtenstatus;
    readonly code?: string;
  }): void;
  vermerk(eintrag: {
    readonly zeit: Date;
    readonly text: string;
    readonly aufnahme: Momentaufnahme;
    readonly davor: Momentaufnahme | undefined;
  }): void;
  stoerung(eintrag: StoerungErgebnis & { readonly stoerer: Teilnehmer; readonly zeit: Date }): void;
}

export interface LaufOptionen {
  readonly szenario: Szenario;
  readonly installation: Installation;
  readonly beobachter: Beobachter;
  /** folder for Sendungen, receipts and refusals */
  readonly ordner: string;
  readonly signal: AbortSignal;
  /** how long a Sendung may be on its way before the run is given up, in milliseconds */
  readonly geduldMs?: number;
}
