import { costRules } from '../law/costs.ts';
import { ruleAt } from '../law/rule.ts';
import { type Ahndung, speedRules } from '../law/speed.ts';
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

/** Geldbuße, fee and 3.50 € per Zustellung by certificate, registered letter or own staff (§ 107 (1), (3) Nr. 2 OWiG). */
export const forderung = (geldbusse: number, zustellungen: number, am: Datum): Forderung => {
  const fee = gebuehr(geldbusse, am);
  const auslagen = zustellungen * ruleAt(costRules, 'kosten', am).value.jeZustellung;
  return { geldbusse, gebuehr: fee, auslagen, gesamt: geldbusse + fee + auslagen };
};

/** Costs of a decision against the Halter (§ 25a StVG, § 107 (2) OWiG). */
export const halterkosten = (zustellungen: number, am: Datum): Forderung => {
  const { halterbescheid, jeZustellung } = ruleAt(costRules, 'kosten', am).value;
  const auslagen = zustellungen * jeZustellung;
  return { geldbusse: 0, gebuehr: halterbescheid, auslagen, gesamt: halterbescheid + auslagen };
};

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

/** Regular sanction of a speeding Tatbestand (cars), or undefined for a number outside Tabelle 1c. */
export const tempoverstoss = (tbnr: string): (Ahndung & { readonly bkat: string }) | undefined => {
  for (const { value } of speedRules) {
    for (const ahndung of [value.innerorts, value.ausserorts]) {
      if (ahndung.tbnr.includes(tbnr)) return { ...ahndung, bkat: value.bkat };
    }
  }
  return undefined;
};

/** Regular sanction for speed above the limit after tolerance, in whole km/h (cars, Tabelle 1c BKatV). */
export const tempostufe = (
  ueberschreitung: number,
  innerorts: boolean,
): (Ahndung & { readonly bkat: string }) | undefined => {
  const found = speedRules.find(({ value }) => ueberschreitung >= value.ab && ueberschreitung <= value.bis)?.value;
  if (found === undefined) return undefined;
  return { ...(innerorts ? found.innerorts : found.ausserorts), bkat: found.bkat };
};

/** `208,50 €` for people. */
export const euro = (cent: number): string =>
  `${String(Math.floor(cent / 100)).replace(/\B(?=(\d{3})+$)/g, '.')},${String(cent % 100).padStart(2, '0')} €`;
