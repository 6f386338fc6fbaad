import type { CodeLists } from '../../standard/index.ts';
import { dangerRules, type Merkmal, type Merkmale } from '../law/danger.ts';
import { type Erhoehung, raiseByCatalogueRules, raiseRules, raiseWithDangerRules } from '../law/raise-table.ts';
import type { Rule } from '../law/rule.ts';
import type { Datum } from '../time/calendar.ts';
import { alike, type Satz, saetzeOf } from './catalogue.ts';

const inForce =
  (day: Datum) =>
  ({ validFrom, validTo }: Rule<unknown>): boolean =>
    validFrom <= day && (validTo === undefined || day <= validTo);

const dangerByNumber = Map.groupBy(dangerRules, ({ value }) => value.bkat);
const raiseByAmount = Map.groupBy(raiseRules, ({ value }) => value.regelsatz);
const raiseWithDangerByAmount = Map.groupBy(raiseWithDangerRules, ({ value }) => value.regelsatz);

/** What the catalogue says of danger and damage at a number; a number without entry contains neither. */
export const merkmaleOf = (bkat: string, day: Datum): Merkmale =>
  (dangerByNumber.get(bkat) ?? []).find(inForce(day))?.value ?? { bkat, enthalten: [] };

/** Row of Tabelle 4 for a Grundtatbestand: its second part where the danger is contained. */
export const raiseOf = (cent: number, withDanger: boolean, day: Datum): Erhoehung | undefined =>
  ((withDanger ? raiseWithDangerByAmount : raiseByAmount).get(cent) ?? []).find(inForce(day))?.value;

const byCatalogue = (bkat: string, cent: number, day: Datum): Erhoehung | undefined =>
  raiseByCatalogueRules.filter(inForce(day)).find(({ value }) => value.bkat === bkat && value.regelsatz === cent)
    ?.value;

/** A Tatbestand taken apart: the amount of the plain act, and what the Tatbestandsnummer contains. */
export interface Zerlegung {
  /** Regelsatz of the number of the catalogue without what Tabelle 4 added, in cents */
  readonly grundsatz: number;
  /** what the number of the catalogue contains by its own words */
  readonly imKatalog: ReadonlySet<Merkmal>;
  /** that, and what the Tatbestandsnummer adds */
  readonly enthalten: ReadonlySet<Merkmal>;
  /** amounts that apply instead of Tabelle 4 */
  readonly eigene: Erhoehung | undefined;
}

/**
 * Takes a Tatbestand apart. The nationwide catalogue has Tatbestandsnummern of their own for danger and damage under
 * the number of the plain act, with the amount of Tabelle 4: they are known by that amount.
 */
export const zerlege = (lists: CodeLists, satz: Satz, tatzeit: Datum): Zerlegung => {
  const imKatalog = new Set(merkmaleOf(satz.bkat, tatzeit).enthalten);
  const same = saetzeOf(lists, satz.bkat, tatzeit).filter((other) => alike(other, satz));
  const grundsatz = Math.min(satz.cent, ...same.map(({ cent }) => cent));
  const eigene = byCatalogue(satz.bkat, grundsatz, tatzeit);
  const raised = eigene ?? raiseOf(grundsatz, imKatalog.has('gefaehrdung'), tatzeit);
  const enthalten = new Set(imKatalog);
  if (satz.cent > grundsatz && satz.cent === raised?.gefaehrdung) enthalten.add('gefaehrdung');
  if (satz.cent > grundsatz && satz.cent === raised?.sachbeschaedigung) enthalten.add('sachbeschaedigung');
  return { grundsatz, imKatalog, enthalten, eigene };
};
