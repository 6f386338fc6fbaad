import { costRules } from '../law/costs.ts';
import { ruleAt } from '../law/rule.ts';
import { speedRules, type Temposatz } from '../law/speed.ts';
import type { Datum } from '../time/calendar.ts';

/** Sums of a Bußgeldbescheid in cents. */
export interface Forderung {
  readonly geldbusse: number;
  readonly gebuehr: number;
  readonly auslagen: number;
  readonly gesamt: number;
}

/**
 * Fee of a Bußgeldbescheid in cents: 5 % of the Geldbuße, at least 25 €, at most 7,500 € (§ 107 (1) OWiG).
 *
 * @param geldbusse in cents
 * @param am day of the Bescheid, selects the version of the law
 */
export const gebuehr = (geldbusse: number, am: Datum): number => {
  const { prozent, mindestens, hoechstens } = ruleAt(costRules, 'kosten', am).value;
  return Math.min(hoechstens, Math.max(mindestens, Math.floor((geldbusse * prozent) / 100)));
};

/**
 * Geldbuße, fee and 3.50 € per Zustellung by certificate, registered letter or own staff (§ 107 (1), (3) Nr. 2 OWiG).
 *
 * @param weitere other Auslagen of § 107 (3) OWiG in cents, e.g. for an expert
 */
export const forderung = (geldbusse: number, zustellungen: number, am: Datum, weitere = 0): Forderung => {
  const fee = gebuehr(geldbusse, am);
  const auslagen = zustellungen * ruleAt(costRules, 'kosten', am).value.jeZustellung + weitere;
  return { geldbusse, gebuehr: fee, auslagen, gesamt: geldbusse + fee + auslagen };
};

/** Costs of a decision against the Halter (§ 25a StVG, § 107 (2) OWiG). */
export const halterkosten = (zustellungen: number, am: Datum, weitere = 0): Forderung => {
  const { halterbescheid, jeZustellung } = ruleAt(costRules, 'kosten', am).value;
  const auslagen = zustellungen * jeZustellung + weitere;
  return { geldbusse: 0, gebuehr: halterbescheid, auslagen, gesamt: halterbescheid + auslagen };
};

/** Lump sum in cents for files sent on paper, owed by who asked for them; electronic files cost nothing (§ 107 (5) OWiG). */
export const versandpauschale = (sendungen: number, am: Datum): number =>
  sendungen * ruleAt(costRules, 'kosten', am).value.aktenversand;

/** What a payment settles, in cents; the payer may determine otherwise (§ 94 OWiG). */
export const verrechnung = (
  betrag: number,
  offen: { readonly geldbusse: number; readonly nebenfolgen: number; readonly kosten: number },
): { geldbusse: number; nebenfolgen: number; kosten: number; rest: number } => {
  const geldbusse = Math.min(betrag, offen.geldbusse);
  const nebenfolgen = Math.min(betrag - geldbusse, offen.nebenfolgen);
  const kosten = Math.min(betrag - geldbusse - nebenfolgen, offen.kosten);
  return { geldbusse, nebenfolgen, kosten, rest: betrag - geldbusse - nebenfolgen - kosten };
};

/** A step of Tabelle 1c with its number of the catalogue and the first day it applies to. */
export type Tempoverstoss = Temposatz & { readonly bkat: string; readonly gueltigAb: Datum };

/** Regular sanction of a speeding Tatbestand (cars), or undefined for a number outside Tabelle 1c. */
export const tempoverstoss = (tbnr: string): Tempoverstoss | undefined => {
  for (const { value, validFrom: gueltigAb } of speedRules) {
    for (const satz of [value.innerorts, value.ausserorts]) {
      if (satz.tbnr.includes(tbnr)) return { ...satz, bkat: value.bkat, gueltigAb };
    }
  }
  return undefined;
};

/** Regular sanction for speed above the limit after tolerance, in whole km/h (cars, Tabelle 1c BKatV). */
export const tempostufe = (ueberschreitung: number, innerorts: boolean): Tempoverstoss | undefined => {
  const found = speedRules.find(({ value }) => ueberschreitung >= value.ab && ueberschreitung <= value.bis);
  if (found === undefined) return undefined;
  const { value, validFrom: gueltigAb } = found;
  return { ...(innerorts ? value.innerorts : value.ausserorts), bkat: value.bkat, gueltigAb };
};

/** `208,50 €` for people. */
export const euro = (cent: number): string =>
  `${String(Math.floor(cent / 100)).replace(/\B(?=(\d{3})+$)/g, '.')},${String(cent % 100).padStart(2, '0')} €`;
