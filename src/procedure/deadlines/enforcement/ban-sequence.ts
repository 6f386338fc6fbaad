import { banSequenceRules } from '../../law/driving-ban.ts';
import { ruleAt } from '../../law/rule.ts';
import { addDays, type Datum, latest } from '../../time/calendar.ts';
import { verjaehrungsende } from '../../time/periods.ts';
import { hinausgeschoben, type Spanne } from './rest.ts';

/** A Fahrverbot with what its place among others depends on. */
export interface Verbot {
  readonly id: string;
  readonly wirksam: Datum;
  readonly angeordnet: Datum;
  readonly tat: Datum;
  readonly monate: number;
  /** day from which its period could run alone (§ 25 (5) Satz 1 StVG); undefined while nothing is deposited */
  readonly fristbeginn: Datum | undefined;
  /** days already credited (§ 25 (6) StVG) */
  readonly anrechnung?: number;
  /** last day, where it is already stated */
  readonly ende?: Datum;
}

/** When a Fahrverbot runs: first and last day; undefined while it cannot be told. */
export interface Fenster {
  readonly id: string;
  readonly beginn: Datum | undefined;
  readonly ende: Datum | undefined;
  readonly saetze: readonly string[];
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Earlier effective first; at the same time the one ordered earlier, then the earlier act (§ 25 (2b) StVG). */
export const reihenfolge = (verbote: readonly Verbot[]): readonly Verbot[] =>
  verbote.toSorted(
    (a, b) => compare(a.wirksam, b.wirksam) || compare(a.angeordnet, b.angeordnet) || compare(a.tat, b.tat),
  );

/** The period of one Fahrverbot from its first day, with credit and without time in an institution. */
const fenster = (verbot: Verbot, beginn: Datum, anstalt: readonly Spanne[]): Fenster => {
  const plain = addDays(
    verjaehrungsende(beginn, { einheit: 'monate', zahl: verbot.monate }),
    -(verbot.anrechnung ?? 0),
  );
  if (plain < beginn) return { id: verbot.id, beginn, ende: addDays(beginn, -1), saetze: [] };
  const { ende, saetze } = hinausgeschoben(beginn, plain, anstalt, 'Nicht eingerechnete Verwahrung in einer Anstalt');
  return { id: verbot.id, beginn, ende, saetze };
};

/**
 * Windows of all Fahrverbote of a person, one after the other (§ 25 (2b) StVG).
 *
 * @param anstalt times in an institution, which do not count (§ 25 (5) Satz 2 StVG)
 */
export const verbotsfenster = (verbote: readonly Verbot[], anstalt: readonly Spanne[] = []): readonly Fenster[] => {
  const windows: Fenster[] = [];
  let before: Datum | undefined;
  let open = false;
  for (const verbot of reihenfolge(verbote)) {
    const inLine = ruleAt(banSequenceRules, 'mehrere-fahrverbote', verbot.wirksam).value === 'nacheinander';
    const used = fenster(verbot, verbot.wirksam, []).ende;
    // what was credited can use up the whole ban, so that nothing is left to begin with a deposit
    const consumed = used !== undefined && used < verbot.wirksam && verbot.ende === undefined;
    const start = consumed
      ? verbot.wirksam
      : verbot.fristbeginn === undefined
        ? undefined
        : latest(verbot.fristbeginn, verbot.wirksam);
    const queued = start !== undefined && inLine && before !== undefined ? latest(start, addDays(before, 1)) : start;
    const waits: boolean = inLine && open;
    const window: Fenster =
      verbot.ende !== undefined
        ? { id: verbot.id, beginn: queued, ende: verbot.ende, saetze: [] }
        : queued === undefined || waits
          ? { id: verbot.id, beginn: undefined, ende: undefined, saetze: [] }
          : fenster(verbot, queued, anstalt);
    windows.push(window);
    open = window.ende === undefined;
    if (window.ende !== undefined) before = before === undefined ? window.ende : latest(before, window.ende);
  }
  return windows;
};
