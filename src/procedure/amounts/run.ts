import type { CodeLists } from '../../standard/index.ts';
import { regelsatzRules } from '../law/fines.ts';
import { ruleAt } from '../law/rule.ts';
import type { Datum } from '../time/calendar.ts';
import { neighbour, type Satz } from './catalogue.ts';
import { euro } from './costs.ts';
import type { Umstaende } from './input.ts';

/** One step of a calculation: what was applied, by which provision, and the amount after it in cents. */
export interface Schritt {
  readonly text: string;
  readonly norm: string;
  readonly cent: number;
}

/** The calculation on its way: each step reads and writes it. Made and consumed within one assessment. */
export class Lauf {
  readonly lists: CodeLists;
  readonly tatzeit: Datum;
  readonly umstaende: Umstaende;
  satz: Satz;
  cent: number;
  halbiert = false;
  readonly schritte: Schritt[] = [];
  readonly hinweise: string[] = [];
  readonly rundung: string[] = [];

  constructor(lists: CodeLists, satz: Satz, umstaende: Umstaende, tatzeit: Datum) {
    this.lists = lists;
    this.tatzeit = tatzeit;
    this.umstaende = umstaende;
    this.satz = satz;
    this.cent = satz.cent;
  }

  step(norm: string, text: string, cent: number): void {
    this.cent = cent;
    this.schritte.push({ norm, text, cent });
  }

  /** Whether the amount so far is one of a Geldbuße, to which § 3 BKatV applies. */
  get bussgeld(): boolean {
    return this.cent > ruleAt(regelsatzRules, 'bussgeldregelsatz-mehr-als', this.tatzeit).value;
  }

  /** Goes over to another number of the catalogue; false, with a remark, where its values are not stored. */
  turnTo(bkat: string, norm: string, why: string): boolean {
    const next = neighbour(this.lists, this.satz, bkat, this.tatzeit);
    if (next === undefined) {
      this.hinweise.push(
        `offen: ${why} (Nr. ${bkat} BKat, ${norm}), deren Werte für die Tatzeit nicht hinterlegt sind.`,
      );
      return false;
    }
    this.satz = next;
    const tbnr = next.tbnr === '' ? '' : `, TBNR ${next.tbnr}`;
    this.step(norm, `${why}: Nr. ${bkat} BKat${tbnr}, Regelsatz ${euro(next.cent)}`, next.cent);
    return true;
  }
}
