import { registerRules } from '../law/fines.ts';
import { ruleAt } from '../law/rule.ts';
import type { Datum } from '../time/calendar.ts';
import { pointsOf } from './catalogue.ts';
import { tempoverstoss } from './costs.ts';

/** What of a decision enters the Fahreignungsregister. */
export interface Registereintrag {
  readonly punkte: number;
  /** running number of Anlage 13 FeV that the points come from, `''` without points */
  readonly anlage13: string;
  /** whether the final decision is to be told to the Kraftfahrt-Bundesamt (§ 28 (3) Nr. 3, (4) StVG) */
  readonly faerPflichtig: boolean;
}

const threshold = (day: Datum): number => ruleAt(registerRules, 'eintragung-ab', day).value;

/**
 * Entry and points: a Tatbestand that Anlage 13 lists, with at least 60 € or a Fahrverbot (§ 28 (3) Nr. 3 a StVG); a
 * Fahrverbot without listing is entered without points (b). Of several Tatbestände of one act only the highest points
 * count (§ 4 (2) StVG).
 *
 * @param listed running numbers of Anlage 13 of the Tatbestände, `''` for one that is not listed
 * @param massgeblich Geldbuße in cents; after § 28a StVG the Regelsatz instead
 */
export const registerEntry = (
  listed: readonly string[],
  massgeblich: number,
  fahrverbotMonate: number,
  day: Datum,
): Registereintrag => {
  const reached = massgeblich >= threshold(day) || fahrverbotMonate > 0;
  const best = listed.reduce((left, right) => (pointsOf(right, day) > pointsOf(left, day) ? right : left), '');
  const punkte = reached ? pointsOf(best, day) : 0;
  return {
    punkte,
    anlage13: punkte > 0 ? best : '',
    faerPflichtig: punkte > 0 || fahrverbotMonate > 0,
  };
};

/**
 * Points in the Fahreignungsregister for a speeding Tatbestand (cars): those of Anlage 13 FeV, when the Geldbuße is
 * at least 60 € or a Fahrverbot is imposed (§ 28 (3) Nr. 3 a StVG, § 4 (2) StVG); undefined outside Tabelle 1c.
 *
 * @param geldbusse in cents, as imposed
 */
export const punkte = (tbnr: string, geldbusse: number, fahrverbotMonate: number): number | undefined => {
  const found = tempoverstoss(tbnr);
  if (found === undefined) return undefined;
  return geldbusse >= threshold(found.gueltigAb) || fahrverbotMonate > 0 ? found.punkte : 0;
};
