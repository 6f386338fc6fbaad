import { fault } from '../../platform/errors.ts';
import { nichtMotorisiertRules, regelsatzRules, verwarnungRules } from '../law/fines.ts';
import { hoechstmassRules } from '../law/maximum.ts';
import { ruleAt } from '../law/rule.ts';
import type { Datum } from '../time/calendar.ts';
import { type Bemessung, rahmen } from './assessment.ts';
import { normOf } from './catalogue.ts';
import { euro } from './costs.ts';
import { type Ahndungsfall, abweichungsgruende } from './input.ts';
import type { Schritt } from './run.ts';

/** Notes of a calculation, gathered by its steps in their order. */
export interface Notizen {
  readonly begruendung: Schritt[];
  readonly hinweise: string[];
  readonly rundung: string[];
}

/** Verwarnung or Geldbuße, in cents; one of the amounts is 0. */
export interface Sanktion {
  readonly art: 'verwarnung' | 'bussgeld';
  readonly verwarnungsgeld: number;
  readonly geldbusse: number;
  /** Regelsatz that counts for the register instead of the Geldbuße, to be named in the decision (§ 28a StVG) */
  readonly regelsatzNach28a?: number;
}

/** § 19 OWiG, § 3 (5) and § 2 (6) BKatV: of several Tatbestände of one act the highest amount, once. */
export const highestOf = (
  first: Bemessung,
  others: readonly Bemessung[],
  tatzeit: Datum,
  notes: Notizen,
): Bemessung => {
  const highest = others.reduce((best, one) => (one.cent > best.cent ? one : best), first);
  if (others.length === 0) return highest;
  const threshold = ruleAt(regelsatzRules, 'bussgeldregelsatz-mehr-als', tatzeit).value;
  const warnings = highest.cent <= threshold;
  notes.begruendung.push({
    norm: warnings ? '§ 2 Abs. 6 BKatV' : '§ 3 Abs. 5 Satz 1 BKatV, § 19 OWiG',
    text: `${others.length + 1} Tatbestände durch eine Handlung: nur der höchste Satz, Nr. ${highest.satz.bkat} BKat, ${euro(highest.cent)}`,
    cent: highest.cent,
  });
  notes.hinweise.push(
    warnings
      ? 'Zu prüfen ist, ob die Handlung insgesamt noch geringfügig ist (§ 2 Abs. 8 BKatV).'
      : 'Der Satz kann wegen der Tateinheit angemessen erhöht werden (§ 3 Abs. 5 Satz 2 BKatV); wie hoch, ist Zumessung.',
  );
  return highest;
};

/** Verwarnung up to 55 €; for a halved amount below 60 € it comes first as well (§ 1 (1), § 3 (6) BKatV). */
const warns = (one: Bemessung, fall: Ahndungsfall): boolean => {
  const { tatzeit, verwarnungAbgelehnt, festgesetzt } = fall;
  const { hoechstens } = ruleAt(verwarnungRules, 'verwarnungsgeld', tatzeit).value;
  if (verwarnungAbgelehnt || (festgesetzt?.cent ?? 0) > hoechstens) return false;
  if (!ruleAt(hoechstmassRules, normOf(one.satz), tatzeit).value.verwarnung) return false;
  const { verwarnungUnter } = ruleAt(nichtMotorisiertRules, 'nicht-motorisiert', tatzeit).value;
  return one.cent <= hoechstens || (one.halbiert && one.cent < verwarnungUnter);
};

const refused = (detail: string): Error =>
  fault('USAGE', { detail: `festgesetzt.cent: ${detail}`, path: 'festgesetzt.cent' });

const warning = (one: Bemessung, fall: Ahndungsfall, notes: Notizen): Sanktion => {
  const { tatzeit, festgesetzt } = fall;
  const { value, norm } = ruleAt(verwarnungRules, 'verwarnungsgeld', tatzeit);
  const { mindestens, hoechstens, stufe, ermaessigtBis } = value;
  const step = Math.max(mindestens, Math.min(hoechstens, one.cent - (one.cent % stufe)));
  if (step !== one.cent)
    notes.rundung.push(`§ 2 Abs. 3 BKatV: auf die Stufe des Verwarnungsgelds abgerundet von ${euro(one.cent)}.`);
  const reduced = festgesetzt?.grund === 'wirtschaftliche-verhaeltnisse' && step > ermaessigtBis;
  const least = reduced ? ermaessigtBis : mindestens;
  const amount = festgesetzt?.cent ?? step;
  if (amount < least || amount > hoechstens || amount % stufe !== 0) {
    throw refused(
      `Erlaubt ist ein Verwarnungsgeld von ${euro(least)} bis ${euro(hoechstens)} in Schritten von ${euro(stufe)} (${norm}).`,
    );
  }
  if (festgesetzt !== undefined && festgesetzt.cent < step && !reduced) {
    notes.hinweise.push(
      'Unter 20 € Regelsatz sieht § 2 Abs. 5 BKatV keine Ermäßigung vor; die Abweichung ist Ermessen (§ 47 OWiG).',
    );
  }
  notes.begruendung.push({
    norm: `${norm}, § 56 Abs. 3 Satz 2 OWiG`,
    text: `Verwarnung mit Verwarnungsgeld ${euro(amount)}, ohne Kosten`,
    cent: amount,
  });
  notes.hinweise.push(
    'Wirksam nur mit Einverständnis nach Belehrung und Zahlung, sofort oder in einer Frist von in der Regel einer Woche (§ 56 Abs. 2 OWiG).',
  );
  return { art: 'verwarnung', verwarnungsgeld: amount, geldbusse: 0 };
};

/** § 28a StVG: the Regelsatz is named where a deviation for economic reasons alone crosses the register's threshold. */
const named28a = (regelsatz: number, geldbusse: number, threshold: number): boolean =>
  (regelsatz >= threshold && geldbusse < regelsatz) || (regelsatz < threshold && geldbusse >= threshold);

const fine = (one: Bemessung, fall: Ahndungsfall, registerFrom: number, notes: Notizen): Sanktion => {
  const { festgesetzt, tatzeit } = fall;
  if (festgesetzt === undefined) return { art: 'bussgeld', verwarnungsgeld: 0, geldbusse: one.cent };
  const { mindestens, hoechstens, norm } = rahmen(one.satz, one.vorsatz, tatzeit);
  const { cent, grund } = festgesetzt;
  if (cent < mindestens || cent > hoechstens) {
    throw refused(
      `Erlaubt ist eine Geldbuße von ${euro(mindestens)} bis ${euro(hoechstens)} (§ 17 Abs. 1 und 2 OWiG, ${norm}).`,
    );
  }
  notes.begruendung.push({
    norm: '§ 17 Abs. 3 OWiG',
    text: `Festgesetzt auf ${euro(cent)}: ${abweichungsgruende[grund]}`,
    cent,
  });
  const deviates = grund === 'wirtschaftliche-verhaeltnisse' && named28a(one.cent, cent, registerFrom);
  if (deviates) {
    notes.hinweise.push(
      `§ 28a StVG ist im Bescheid bei den angewendeten Vorschriften anzugeben; für das Register zählt der Regelsatz ${euro(one.cent)}.`,
    );
  }
  return { art: 'bussgeld', verwarnungsgeld: 0, geldbusse: cent, ...(deviates ? { regelsatzNach28a: one.cent } : {}) };
};

/** Verwarnung or Geldbuße, with what the authority imposed instead of the Regelsatz. @throws `USAGE` out of bounds */
export const sanction = (one: Bemessung, fall: Ahndungsfall, registerFrom: number, notes: Notizen): Sanktion => {
  if (warns(one, fall)) return warning(one, fall, notes);
  if (
    fall.verwarnungAbgelehnt &&
    one.cent <= ruleAt(regelsatzRules, 'bussgeldregelsatz-mehr-als', fall.tatzeit).value
  ) {
    notes.hinweise.push(
      'Die Verwarnung ist nicht wirksam geworden; die Geldbuße folgt dem Regelsatz (§ 56 Abs. 2, § 65 OWiG).',
    );
  }
  return fine(one, fall, registerFrom, notes);
};
