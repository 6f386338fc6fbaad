import { appliesOn, type CodeLists, findTatbestand, type Tatbestand } from '../../standard/index.ts';
import { katalogRules, punkteRules } from '../law/fines.ts';
import type { Bussgeldnorm } from '../law/maximum.ts';
import { ruleAt } from '../law/rule.ts';
import type { Datum } from '../time/calendar.ts';

/** A number of the Bußgeldkatalog as it applied on the day of the act. */
export interface Satz {
  /** Tatbestandsnummer, `''` for a number that the stored list of Tatbestände does not hold */
  readonly tbnr: string;
  readonly bkat: string;
  /** Regelsatz in cents, as listed */
  readonly cent: number;
  readonly fahrverbotMonate: number;
  /** running number of Anlage 13 FeV, `''` where it is not listed */
  readonly anlage13: string;
  readonly klasse: string;
  readonly fahrzeug: string;
  readonly ortslage: string;
  /** smallest excess of speed in km/h */
  readonly von?: number;
}

const byNumber = new WeakMap<CodeLists, ReadonlyMap<string, readonly string[]>>();

/** Tatbestandsnummern by number of the catalogue, whatever the day; gathered once for each set of lists. */
const tbnrByBkat = (lists: CodeLists): ReadonlyMap<string, readonly string[]> => {
  const known = byNumber.get(lists);
  if (known !== undefined) return known;
  const list = lists.own('tatbestand');
  const found = new Map<string, string[]>();
  for (const tbnr of list.rows.keys()) {
    for (const bkat of new Set(list.rowsOf(tbnr).map((row) => row['bkat'] ?? ''))) {
      found.set(bkat, [...(found.get(bkat) ?? []), tbnr]);
    }
  }
  byNumber.set(lists, found);
  return found;
};

const toSatz = (found: Tatbestand): Satz => ({
  tbnr: found.tbnr,
  bkat: found.bkat,
  cent: 100 * found.betrag,
  fahrverbotMonate: found.fahrverbot,
  anlage13: found.anlage13,
  klasse: found.klasse,
  fahrzeug: found.fahrzeug,
  ortslage: found.ortslage,
  ...(found.von === undefined ? {} : { von: found.von }),
});

/** The Tatbestand of a TBNR on the day of the act, or undefined where the list has none. */
export const satzOf = (lists: CodeLists, tbnr: string, tatzeit: Datum): Satz | undefined => {
  const found = findTatbestand(lists, tbnr, tatzeit);
  return found === undefined ? undefined : toSatz(found);
};

/** Every Tatbestand of one number of the catalogue on a day, in the order of their numbers. */
export const saetzeOf = (lists: CodeLists, bkat: string, tatzeit: Datum): readonly Satz[] =>
  (tbnrByBkat(lists).get(bkat) ?? [])
    .flatMap((tbnr) => satzOf(lists, tbnr, tatzeit) ?? [])
    .filter((satz) => satz.bkat === bkat); // a number that stood under another one on other days

/** Whether two Tatbestände of one number are about the same place and road users, as speed inside and outside towns. */
export const alike = (a: Satz, b: Satz): boolean => a.ortslage === b.ortslage && a.fahrzeug === b.fahrzeug;

/**
 * The Tatbestand of another number of the catalogue, coming from a given one: the next Tatbestandsnummer above it, as
 * the catalogue places consequences behind the plain act. Of several amounts of one number the lowest is the number's
 * own. Undefined where neither the list nor the data of the law holds the number for the day.
 */
export const neighbour = (lists: CodeLists, from: Satz, bkat: string, tatzeit: Datum): Satz | undefined => {
  const all = saetzeOf(lists, bkat, tatzeit);
  const least = Math.min(...all.map(({ cent }) => cent));
  const own = all.filter(({ cent }) => cent === least);
  const found = own.find(({ tbnr }) => tbnr > from.tbnr) ?? own[0];
  if (found !== undefined) return found;
  const stored = katalogRules.find(
    ({ value, validFrom, validTo }) => value.bkat === bkat && validFrom <= tatzeit && (validTo ?? '9999') >= tatzeit,
  );
  if (stored === undefined) return undefined;
  const { klasse, fahrzeug, ortslage } = from;
  return { ...stored.value, tbnr: '', klasse, fahrzeug, ortslage };
};

/** Versions of a TBNR with their days, and what replaced it, for people who named one that did not apply. */
export const versionsOf = (lists: CodeLists, tbnr: string): readonly Tatbestand[] =>
  lists
    .own('tatbestand')
    .rowsOf(tbnr)
    .flatMap((row) => findTatbestand(lists, tbnr, row['gueltigAb']) ?? []);

/** TBNR that applied on a day for the number, place and road user of one that did not. */
export const successorsOf = (lists: CodeLists, tbnr: string, tatzeit: Datum): readonly string[] => {
  const last = versionsOf(lists, tbnr).at(-1);
  if (last === undefined || appliesOn(last, tatzeit)) return [];
  const before = toSatz(last);
  return saetzeOf(lists, last.bkat, tatzeit)
    .filter((satz) => satz.tbnr.startsWith(tbnr.slice(0, 3)) && alike(satz, before))
    .map((satz) => satz.tbnr);
};

const ALKOHOL_DROGEN: ReadonlySet<string> = new Set(['2.2.1', '2.2.1a', '2.2.2']);
const FAHRANFAENGER = '3.1.1';

/** The Bußgeldvorschrift behind a Tatbestand: § 24a and § 24c StVG by the list of Anlage 13 FeV, else § 24 (1) StVG. */
export const normOf = ({ bkat, anlage13 }: Satz): Bussgeldnorm => {
  if (bkat.startsWith('243a')) return 'stvg-24a-2a';
  if (ALKOHOL_DROGEN.has(anlage13)) return 'stvg-24a';
  return anlage13 === FAHRANFAENGER ? 'stvg-24c' : 'stvg-24-1';
};

/** Points of a number of Anlage 13 FeV; 0 for `''`. */
export const pointsOf = (anlage13: string, day: Datum): number =>
  ruleAt(punkteRules, 'punkte', day).value[anlage13.split('.')[0] ?? ''] ?? 0;
