import { tempoverstoss } from './costs.ts';

/** From this Geldbuße in cents a listed offence enters the register (§ 28 (3) Nr. 3 a StVG). */
const REGISTER_FROM = 6_000;

/**
 * Points in the Fahreignungsregister for a speeding Tatbestand (cars): those of Anlage 13 FeV, when the Geldbuße is
 * at least 60 € or a Fahrverbot is imposed (§ 28 (3) Nr. 3 a StVG, § 4 (2) StVG); undefined outside Tabelle 1c.
 *
 * @param geldbusse in cents, as imposed
 */
export const punkte = (tbnr: string, geldbusse: number, fahrverbotMonate: number): number | undefined => {
  const found = tempoverstoss(tbnr);
  if (found === undefined) return undefined;
  return geldbusse >= REGISTER_FROM || fahrverbotMonate > 0 ? found.punkte : 0;
};
