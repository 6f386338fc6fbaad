import type { CodeLists, CodeRow } from './codelists.ts';

/** A Tatbestand of the nationwide catalogue in the version that applied to an act. */
export interface Tatbestand {
  /** Tatbestandsnummer, six digits */
  readonly tbnr: string;
  /** German description in own words */
  readonly beschreibung: string;
  /** running number of the Bußgeldkatalog (Anlage BKatV), `''` where there is none */
  readonly bkat: string;
  /** Regelsatz in whole euros */
  readonly betrag: number;
  /** points in the Fahreignungsregister (Anlage 13 FeV) */
  readonly punkte: number;
  /** Regelfahrverbot in months, 0 for none */
  readonly fahrverbot: number;
  /** first day of acts it applies to, `YYYY-MM-DD` */
  readonly gueltigAb: string;
  /** last day of acts it applies to, `''` for open */
  readonly gueltigBis: string;
  /** subject group, e.g. `geschwindigkeit`, `haltenParken` */
  readonly klasse: string;
  /** smallest excess of speed in km/h it covers */
  readonly von?: number;
  /** greatest excess of speed in km/h it covers, absent for open */
  readonly bis?: number;
  /** `innerorts`, `ausserorts` or `''` where that does not matter */
  readonly ortslage: string;
}

/**
 * Looks a Tatbestandsnummer up in the stored excerpt of the catalogue.
 *
 * @returns undefined if the excerpt does not have it; that alone does not make a number wrong
 */
export function findTatbestand(lists: CodeLists, tbnr: string): Tatbestand | undefined {
  const row = lists.own('tatbestand').rows.get(tbnr);
  return row === undefined ? undefined : interpret(tbnr, row);
}

/** Whether a Tatbestand applies to an act of this day (`YYYY-MM-DD`). */
export const appliesOn = (tatbestand: Tatbestand, day: string): boolean =>
  tatbestand.gueltigAb <= day && (tatbestand.gueltigBis === '' || day <= tatbestand.gueltigBis);

const interpret = (tbnr: string, row: CodeRow): Tatbestand => ({
  tbnr,
  beschreibung: row['beschreibung'] ?? '',
  bkat: row['bkat'] ?? '',
  betrag: Number(row['betrag']),
  punkte: Number(row['punkte']),
  fahrverbot: Number(row['fahrverbot']),
  gueltigAb: row['gueltigAb'] ?? '',
  gueltigBis: row['gueltigBis'] ?? '',
  klasse: row['klasse'] ?? '',
  ...(row['von'] === undefined ? {} : { von: Number(row['von']) }),
  ...(row['bis'] === undefined ? {} : { bis: Number(row['bis']) }),
  ortslage: row['ortslage'] ?? '',
});
