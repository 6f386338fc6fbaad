import type { CodeLists } from '../../standard/index.ts';
import {
  eintragungRules,
  gefahrgutRules,
  halterRules,
  nichtMotorisiertRules,
  verwarnungRules,
  vorsatzRules,
} from '../law/fines.ts';
import { hoechstmassRules, mindestmassRules } from '../law/maximum.ts';
import { ruleAt } from '../law/rule.ts';
import type { Datum } from '../time/calendar.ts';
import { normOf, type Satz } from './catalogue.ts';
import { euro } from './costs.ts';
import { raiseForDanger } from './danger.ts';
import type { Umstaende } from './input.ts';
import { Lauf, type Schritt } from './run.ts';

/** The Regelsatz of one Tatbestand under the circumstances of the act, before costs. */
export interface Bemessung {
  readonly satz: Satz;
  /** amount in cents; may hold half euros (§ 3 (4), (6) BKatV) */
  readonly cent: number;
  readonly vorsatz: boolean;
  /** whether § 3 (6) BKatV halved it */
  readonly halbiert: boolean;
  readonly schritte: readonly Schritt[];
  readonly hinweise: readonly string[];
  readonly rundung: readonly string[];
}

const numberOf = (bkat: string): number => Number.parseInt(bkat, 10);

const matches = (bkat: string, patterns: readonly string[]): boolean =>
  patterns.some((pattern) => (pattern.endsWith('.*') ? bkat.startsWith(pattern.slice(0, -1)) : bkat === pattern));

/** § 3 (6) sentence 1: a Tatbestand of the catalogue for those without a motor goes before everything else. */
const ownTatbestand = (lauf: Lauf): void => {
  if (!lauf.umstaende.nichtMotorisiert) return;
  const rule = ruleAt(nichtMotorisiertRules, 'nicht-motorisiert', lauf.tatzeit);
  const own = rule.value.besondere[lauf.satz.bkat];
  if (own !== undefined) lauf.turnTo(own, rule.norm, 'Besonderer Tatbestand für nicht motorisierte Verkehrsteilnehmer');
};

/** § 3 (1): entries in the register count only where the catalogue says so. */
const entries = (lauf: Lauf): void => {
  const count = lauf.umstaende.voreintragungen ?? 0;
  if (count === 0) return;
  const rule = ruleAt(eintragungRules, 'voreintragungen', lauf.tatzeit);
  const steps = rule.value[lauf.satz.bkat];
  const target = steps?.[Math.min(count, steps.length) - 1];
  if (target !== undefined) {
    lauf.turnTo(
      target,
      rule.norm,
      count === 1 ? 'Eine einschlägige Voreintragung' : 'Mehrere einschlägige Voreintragungen',
    );
    return;
  }
  const counted = Object.values(rule.value).flat().includes(lauf.satz.bkat);
  lauf.hinweise.push(
    counted
      ? `Nr. ${lauf.satz.bkat} BKat berücksichtigt die Voreintragungen schon.`
      : 'Der Regelsatz berücksichtigt Voreintragungen nicht (§ 3 Abs. 1 BKatV); eine Erhöhung ist Sache der Zumessung (§ 17 Abs. 3 OWiG).',
  );
};

/** § 3 (2): the Halter who commits it himself pays what he would pay for ordering or allowing it. */
const halter = (lauf: Lauf): void => {
  if (!lauf.umstaende.halter || !lauf.bussgeld) return;
  const rule = ruleAt(halterRules, 'halter', lauf.tatzeit);
  const target = rule.value[lauf.satz.bkat];
  if (target !== undefined) lauf.turnTo(target, rule.norm, 'Vom Halter verwirklicht, Satz für Anordnen oder Zulassen');
};

/** § 3 (4): dangerous goods and buses, by half. */
const dangerousGoods = (lauf: Lauf): void => {
  const { gefahrgut, kraftomnibus } = lauf.umstaende;
  if (!gefahrgut && !kraftomnibus) return;
  const rule = ruleAt(gefahrgutRules, 'gefahrgut-kraftomnibus', lauf.tatzeit);
  const named = matches(lauf.satz.bkat, [...rule.value.fuehrer, ...rule.value.halter]);
  if (!named || !lauf.bussgeld) {
    lauf.hinweise.push(
      `${rule.norm} gilt für Nr. ${lauf.satz.bkat} BKat nicht${named ? ': der Regelsatz liegt nicht über 55 €' : ''}.${
        lauf.satz.bkat.startsWith('11.')
          ? ' Für diese Fahrzeuge hat Tabelle 1 Buchstabe b eigene Sätze mit eigenen Tatbestandsnummern.'
          : ''
      }`,
    );
    return;
  }
  const kind = gefahrgut
    ? 'Kennzeichnungspflichtiges Kraftfahrzeug mit gefährlichen Gütern'
    : 'Kraftomnibus mit Fahrgästen';
  const raised = Math.floor((lauf.cent * (100 + rule.value.vomHundert)) / 100);
  if (raised % 100 !== 0) lauf.rundung.push('§ 3 Abs. 4 BKatV rundet nicht: Cent bleiben stehen.');
  lauf.step(rule.norm, `${kind}: um die Hälfte erhöht auf ${euro(raised)}`, raised);
};

/** Whether the Regelsatz presupposes intent: Abschnitt II of the catalogue. */
const presupposesIntent = ({ bkat }: Satz, day: Datum): boolean =>
  bkat !== '' && numberOf(bkat) >= ruleAt(vorsatzRules, 'vorsatz', day).value.abschnittIIAb;

/** § 3 (4a): intent doubles, then whole euros. */
const intent = (lauf: Lauf): void => {
  if (lauf.umstaende.vorsatz === false && presupposesIntent(lauf.satz, lauf.tatzeit)) {
    lauf.hinweise.push(
      `Nr. ${lauf.satz.bkat} BKat steht in Abschnitt II und geht von Vorsatz aus; bei Fahrlässigkeit ist der Satz zu mindern (§ 1 Abs. 2 BKatV, § 17 Abs. 2 OWiG).`,
    );
  }
  if (!lauf.umstaende.vorsatz) return;
  const rule = ruleAt(vorsatzRules, 'vorsatz', lauf.tatzeit);
  if (presupposesIntent(lauf.satz, lauf.tatzeit)) {
    lauf.hinweise.push(
      `Nr. ${lauf.satz.bkat} BKat steht in Abschnitt II: Der Regelsatz geht schon von Vorsatz aus (§ 1 Abs. 2 Satz 2 BKatV).`,
    );
    return;
  }
  if (!lauf.bussgeld) {
    lauf.hinweise.push(
      'Vorsatz verdoppelt nur Regelsätze von mehr als 55 € (§ 3 Abs. 4a BKatV); zu prüfen ist, ob die Tat noch geringfügig ist (§ 56 Abs. 1 OWiG).',
    );
    return;
  }
  const { faktor, abrundenAuf } = rule.value;
  const exact = lauf.cent * faktor;
  const doubled = exact - (exact % abrundenAuf);
  lauf.rundung.push(
    `§ 3 Abs. 4a Satz 2 BKatV: auf volle Euro abgerundet${exact === doubled ? ' (hier ohne Folge)' : ` von ${euro(exact)}`}.`,
  );
  lauf.step(rule.norm, `Vorsatz: verdoppelt auf ${euro(doubled)}`, doubled);
};

const MOTOR: ReadonlySet<string> = new Set(['pkw', 'lkw', 'gefahrgutBus']);
const OWN: ReadonlySet<string> = new Set(['rad', 'fussgaenger']);

const smallFine = (day: Datum): string => {
  const { fussgaenger, radfahrer } = ruleAt(verwarnungRules, 'verwarnungsgeld', day).value;
  return `§ 2 Abs. 4 BKatV: bei Fußgängern in der Regel ${euro(fussgaenger)}, bei Radfahrern ${euro(radfahrer)}, sofern der Katalog nichts anderes bestimmt; gerechnet ist mit dem Satz des Katalogs.`;
};

/** § 3 (6): half for those without a motor, unless the Tatbestand is theirs already. */
const halve = (lauf: Lauf): void => {
  if (!lauf.umstaende.nichtMotorisiert) return;
  const rule = ruleAt(nichtMotorisiertRules, 'nicht-motorisiert', lauf.tatzeit);
  const { satz } = lauf;
  if (!lauf.bussgeld) {
    if (!MOTOR.has(satz.fahrzeug) && !OWN.has(satz.fahrzeug)) lauf.hinweise.push(smallFine(lauf.tatzeit));
    return;
  }
  if (MOTOR.has(satz.fahrzeug) || normOf(satz) !== 'stvg-24-1') {
    lauf.hinweise.push(`Nr. ${satz.bkat} BKat setzt ein Kraftfahrzeug voraus; ${rule.norm} halbiert den Satz nicht.`);
    return;
  }
  if (OWN.has(satz.fahrzeug) || Object.values(rule.value.besondere).includes(satz.bkat)) {
    lauf.hinweise.push(`Nr. ${satz.bkat} BKat gilt eigens für diese Verkehrsteilnehmer; der Satz wird nicht halbiert.`);
    return;
  }
  const half = Math.floor(lauf.cent / rule.value.teiler);
  if (half % 100 !== 0) lauf.rundung.push('§ 3 Abs. 6 BKatV rundet nicht: Cent bleiben stehen.');
  lauf.halbiert = true;
  lauf.step(rule.norm, `Nicht motorisiert: um die Hälfte ermäßigt auf ${euro(half)}`, half);
};

/** Least and greatest Geldbuße that the law threatens in cents, for negligence half the maximum (§ 17 OWiG). */
export const rahmen = (
  satz: Satz,
  vorsatz: boolean,
  tatzeit: Datum,
): { readonly mindestens: number; readonly hoechstens: number; readonly norm: string } => {
  const { value, norm } = ruleAt(hoechstmassRules, normOf(satz), tatzeit);
  return {
    mindestens: ruleAt(mindestmassRules, 'mindestens', tatzeit).value,
    hoechstens: vorsatz ? value.hoechstens : value.hoechstens / value.fahrlaessigTeiler,
    norm,
  };
};

const limit = (lauf: Lauf, vorsatz: boolean): void => {
  const { mindestens, hoechstens, norm } = rahmen(lauf.satz, vorsatz, lauf.tatzeit);
  if (lauf.cent > hoechstens)
    lauf.step(norm, `Höchstmaß bei ${vorsatz ? 'Vorsatz' : 'Fahrlässigkeit'}: ${euro(hoechstens)}`, hoechstens);
  if (lauf.cent < mindestens) lauf.step('§ 17 Abs. 1 OWiG', `Mindestmaß: ${euro(mindestens)}`, mindestens);
};

/**
 * The Regelsatz of one Tatbestand under its circumstances, in the order of § 3 BKatV: special Tatbestand (6), entries
 * (1), Halter (2), danger and damage (3), dangerous goods and buses (4), intent (4a), half (6), limits of § 17 OWiG.
 */
export const bemesse = (lists: CodeLists, satz: Satz, umstaende: Umstaende, tatzeit: Datum): Bemessung => {
  const lauf = new Lauf(lists, satz, umstaende, tatzeit);
  const number = satz.bkat === '' ? '' : `, Nr. ${satz.bkat} BKat`;
  lauf.step('§ 1 Abs. 1 BKatV', `TBNR ${satz.tbnr}${number}: Regelsatz ${euro(satz.cent)}`, satz.cent);
  ownTatbestand(lauf);
  entries(lauf);
  halter(lauf);
  raiseForDanger(lauf, satz);
  dangerousGoods(lauf);
  intent(lauf);
  halve(lauf);
  const vorsatz = umstaende.vorsatz === true || presupposesIntent(lauf.satz, tatzeit);
  limit(lauf, vorsatz);
  const { schritte, hinweise, rundung, cent, halbiert } = lauf;
  return { satz: lauf.satz, cent, vorsatz, halbiert, schritte, hinweise, rundung };
};
