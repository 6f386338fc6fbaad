import type { CodeLists, CodeRow } from './codelists.ts';

/** A Tatbestand of the nationwide catalogue in the version that applied to acts of some days. */
export interface Tatbestand {
  /** Tatbestandsnummer, six digits */
  readonly tbnr: string;
  /** German description in own words */
  readonly beschreibung: string;
  /** running number of the Bußgeldkatalog (Anlage BKatV), `''` where there is none */
  readonly bkat: string;
  /** Regelsatz in whole euros */
  readonly betrag: number;
  /** whether the Regelsatz is a Verwarnungsgeld or a Geldbuße (§ 56 OWiG) */
  readonly art: 'verwarnung' | 'bussgeld';
  /** points in the Fahreignungsregister */
  readonly punkte: number;
  /** running number of Anlage 13 FeV that lists the Tatbestand, `''` where it is not listed */
  readonly anlage13: string;
  /** Regelfahrverbot in months, 0 for none */
  readonly fahrverbot: number;
  /** first day of acts it applies to, `YYYY-MM-DD` */
  readonly gueltigAb: string;
  /** last day of acts it applies to, `''` for open */
  readonly gueltigBis: string;
  /** subject group, e.g. `geschwindigkeit`; `haltenParken` for what § 25a StVG covers */
  readonly klasse: string;
  /** smallest excess of speed in km/h it covers */
  readonly von?: number;
  /** greatest excess of speed in km/h it covers, absent for open */
  readonly bis?: number;
  /** `innerorts`, `ausserorts` or `''` where that does not matter */
  readonly ortslage: string;
  /** kind of vehicle or road user, e.g. `pkw`, `lkw`, `rad`; `''` where that does not matter */
  readonly fahrzeug: string;
}

/**
 * Looks a Tatbestandsnummer up in the stored excerpt of the catalogue.
 *
 * @param day day of the act, `YYYY-MM-DD`; without it the newest version
 * @returns undefined if the excerpt does not have it for that day; that alone does not make a number wrong
 */
export function findTatbestand(lists: CodeLists, tbnr: string, day?: string): Tatbestand | undefined {
  const versions = lists
    .own('tatbestand')
    .rowsOf(tbnr)
    .map((row) => interpret(tbnr, row));
  return day === undefined ? versions.at(-1) : versions.find((version) => appliesOn(version, day));
}

/** Whether a version of a Tatbestand applies to an act of this day (`YYYY-MM-DD`). */
export const appliesOn = (tatbestand: Pick<Tatbestand, 'gueltigAb' | 'gueltigBis'>, day: string): boolean =>
  tatbestand.gueltigAb <= day && (tatbestand.gueltigBis === '' || day <= tatbestand.gueltigBis);

const interpret = (tbnr: string, row: CodeRow): Tatbestand => ({
  tbnr,
  beschreibung: row['beschreibung'] ?? '',
  bkat: row['bkat'] ?? '',
  betrag: Number(row['betrag']),
  art: row['art'] === 'verwarnung' ? 'verwarnung' : 'bussgeld',
  punkte: Number(row['punkte']),
  anlage13: row['anlage13'] ?? '',
  fahrverbot: Number(row['fahrverbot']),
  gueltigAb: row['gueltigAb'] ?? '',
  gueltigBis: row['gueltigBis'] ?? '',
  klasse: row['klasse'] ?? '',
  ...(row['von'] === undefined ? {} : { von: Number(row['von']) }),
  ...(row['bis'] === undefined ? {} : { bis: Number(row['bis']) }),
  ortslage: row['ortslage'] ?? '',
  fahrzeug: row['fahrzeug'] ?? '',
});
