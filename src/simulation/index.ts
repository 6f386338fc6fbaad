/** Simulated authorities as real participants, scenarios, and the installation that a run needs. */
export type { Beobachter, LaufOptionen } from './beobachter.ts';
export {
  anzahl,
  bericht,
  type Darstellung,
  type Farben,
  kuerze,
  nachrichtZeile,
  stoerungZeilen,
  uebersicht,
  vermerkZeilen,
} from './bericht.ts';
export { type Ausgang, Buero, type Umfeld } from './buero.ts';
export { type EinzelnOptionen, Einzelplatz } from './einzelplatz.ts';
export type { Ergebnis, FristErgebnis, Momentaufnahme, NachrichtErgebnis, StoerungErgebnis } from './ergebnis.ts';
export { Installation, type InstallationOptionen } from './installation.ts';
export { Lauf } from './lauf.ts';
export { type Szenario, szenarioSchema } from './szenario.ts';
export { ladeSzenario, parseSzenario, szenarien } from './szenario-datei.ts';
export { type Post, Teilnehmer } from './teilnehmer.ts';
