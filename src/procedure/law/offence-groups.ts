import type { Rule } from './rule.ts';

/** Group of offences that a Tatbestand belongs to, as far as limitation tells groups apart. */
export interface Deliktsgruppe {
  /** limitation key (`limitationRules`) where the act was negligent, or always */
  readonly fahrlaessig: string;
  /** limitation key where the act was intended */
  readonly vorsatz: string;
  /** false: single offences of the group may have a longer limitation; the shortest is assumed */
  readonly sicher: boolean;
}

const rule = (
  id: string,
  norm: string,
  value: Deliktsgruppe,
  validFrom: string,
  validTo?: string,
  remark = '',
): Rule<Deliktsgruppe> => ({
  id,
  norm,
  validFrom,
  ...(validTo === undefined ? {} : { validTo }),
  source: 'Anlage BKatV (Bußgeldkatalog), Ordnung der Tatbestandsnummern des KBA',
  remark,
  value,
});

const one = (key: string, sicher = true): Deliktsgruppe => ({ fahrlaessig: key, vorsatz: key, sicher });
const ALCOHOL: Deliktsgruppe = { fahrlaessig: 'stvg-24a-fahrlaessig', vorsatz: 'stvg-24a-vorsatz', sicher: true };
const MIXED: Deliktsgruppe = { fahrlaessig: 'stvg-24a-2a-fahrlaessig', vorsatz: 'stvg-24a-2a-vorsatz', sicher: true };

/** § 24a (1a), (2a) and the new order of numbers 242 to 243b came into force together. */
const CANNABIS = '2024-08-22';
const BEFORE_CANNABIS = '2024-08-21';
const SINCE = '2015-01-01';
const BAUART =
  'Verstöße gegen Anforderungen an genehmigungspflichtige Fahrzeuge und Teile verjähren in zwei Jahren (§ 26 Abs. 3 Satz 2 StVG); die Nummer allein zeigt das nicht.';

/** By running number of the Bußgeldkatalog, without what follows a point. */
export const katalogGroups: readonly Rule<Deliktsgruppe>[] = [
  rule('241', '§ 24a Abs. 1 StVG', ALCOHOL, SINCE),
  rule('242', '§ 24a Abs. 2 StVG', ALCOHOL, SINCE, BEFORE_CANNABIS),
  rule('242', '§ 24a Abs. 1a StVG', ALCOHOL, CANNABIS),
  rule('243', '§ 24c StVG', one('stvg-24c'), SINCE, BEFORE_CANNABIS),
  rule('243', '§ 24a Abs. 2 StVG', ALCOHOL, CANNABIS),
  rule('243a', '§ 24a Abs. 2a StVG', MIXED, CANNABIS),
  rule('243b', '§ 24c StVG', one('stvg-24c'), CANNABIS),
];

/** By the first digit of the Tatbestandsnummer: the regulation that was contravened. */
export const regulationGroups: readonly Rule<Deliktsgruppe>[] = [
  rule('1', '§ 24 Abs. 1 StVG, § 49 StVO', one('stvg-24-1'), SINCE),
  rule('2', '§ 24 Abs. 1 StVG, § 75 FeV', one('stvg-24-1'), SINCE),
  rule('3', '§ 24 Abs. 1 StVG, § 69a StVZO', one('stvg-24-1', false), SINCE, undefined, BAUART),
  rule('5', '§ 24 Abs. 1 StVG, § 5 FerReiseV', one('stvg-24-1'), SINCE),
  rule('8', '§ 24 Abs. 1 StVG, FZV', one('stvg-24-1', false), SINCE, undefined, BAUART),
];
