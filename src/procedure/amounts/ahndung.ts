import { fault } from '../../platform/errors.ts';
import type { CodeLists } from '../../standard/index.ts';
import { registerRules } from '../law/fines.ts';
import { ruleAt } from '../law/rule.ts';
import { type Datum, german } from '../time/calendar.ts';
import { type Bemessung, bemesse } from './assessment.ts';
import { type Satz, satzOf, successorsOf, versionsOf } from './catalogue.ts';
import { euro, type Forderung, forderung, halterkosten, versandpauschale } from './costs.ts';
import { drivingBan, type Fahrverbot } from './driving-ban.ts';
import { type Ahndungsfall, checkFall } from './input.ts';
import { type Registereintrag, registerEntry } from './points.ts';
import type { Schritt } from './run.ts';
import { highestOf, type Notizen, type Sanktion, sanction } from './sanction.ts';

/** The sanction of an act with its reasons. Every amount in whole cents. */
export interface Ahndung extends Forderung, Registereintrag, Fahrverbot {
  readonly einheit: 'cent';
  readonly tbnr: string;
  readonly tatzeit: Datum;
  /** number of the Bußgeldkatalog whose Regelsatz applies in the end, and its Tatbestandsnummer where one is stored */
  readonly massgeblich: { readonly bkat: string; readonly tbnr: string };
  readonly art: Sanktion['art'] | 'halterbescheid';
  /** what § 3 BKatV makes of the listed Regelsatz, before the authority deviates from it */
  readonly regelsatz: number;
  readonly verwarnungsgeld: number;
  /** Regelsatz to be named in the decision (§ 28a StVG) */
  readonly regelsatzNach28a?: number;
  /** lump sum for sending files, owed by who asked for it and no part of `gesamt` (§ 107 (5) OWiG) */
  readonly aktenversand: number;
  /** every step in its order, with provision and the amount after it */
  readonly begruendung: readonly Schritt[];
  /** what was left out and why, what a clerk has to decide; `offen:` marks what the law does not settle */
  readonly hinweise: readonly string[];
  /** the rules of rounding that were applied */
  readonly rundung: readonly string[];
}

const lookUp = (lists: CodeLists, tbnr: string, tatzeit: Datum, path: string): Satz => {
  const satz = satzOf(lists, tbnr, tatzeit);
  if (satz !== undefined) return satz;
  const versions = versionsOf(lists, tbnr).map(
    ({ gueltigAb, gueltigBis }) => `${german(gueltigAb)} bis ${gueltigBis === '' ? 'heute' : german(gueltigBis)}`,
  );
  const next = successorsOf(lists, tbnr, tatzeit);
  const detail =
    versions.length === 0
      ? `Die TBNR ${tbnr} steht nicht im hinterlegten Auszug des Tatbestandskatalogs. Erlaubt sind die Nummern der Codeliste tatbestand.`
      : `Die TBNR ${tbnr} galt am ${german(tatzeit)} nicht. Erlaubt sind Taten vom ${versions.join(', ')}.${
          next.length === 0 ? '' : ` Am Tag der Tat galt stattdessen ${next.join(', ')}.`
        }`;
  throw fault('USAGE', { detail, path });
};

const NO_COSTS: Forderung = { geldbusse: 0, gebuehr: 0, auslagen: 0, gesamt: 0 };

const served = ({ zustellungen = 1 }: Ahndungsfall): string =>
  zustellungen === 1 ? 'einer Zustellung' : `${zustellungen} Zustellungen`;

const costs = (geldbusse: number, fall: Ahndungsfall, day: Datum, notes: Notizen): Forderung => {
  if (fall.ohneKosten) {
    notes.hinweise.push('Von Kosten wird abgesehen (§ 105 Abs. 1 OWiG, § 74 JGG).');
    return { ...NO_COSTS, geldbusse, gesamt: geldbusse };
  }
  const sum = forderung(geldbusse, fall.zustellungen ?? 1, day, fall.weitereAuslagen ?? 0);
  notes.rundung.push('Gebühr: § 107 Abs. 1 OWiG nennt keine Rundung; Bruchteile eines Cents entfallen.');
  notes.begruendung.push(
    {
      norm: '§ 107 Abs. 1 OWiG',
      text: `Gebühr: 5 v. H. der Geldbuße, mindestens 25 €, höchstens 7.500 €: ${euro(sum.gebuehr)}`,
      cent: sum.gebuehr,
    },
    {
      norm: '§ 107 Abs. 3 OWiG',
      text: `Auslagen: ${euro(sum.auslagen)} bei ${served(fall)}`,
      cent: sum.auslagen,
    },
  );
  return sum;
};

/** § 25a StVG: the Halter bears the costs of proceedings for stopping or parking; no Geldbuße. */
const halterbescheid = (satz: Satz, fall: Ahndungsfall, day: Datum, notes: Notizen): Forderung => {
  if (satz.klasse !== 'haltenParken') {
    throw fault('USAGE', {
      path: 'halterbescheid',
      detail: `Die TBNR ${satz.tbnr} ist kein Halt- oder Parkverstoß; erlaubt ist der Halterbescheid nur dafür (§ 25a Abs. 1 StVG).`,
    });
  }
  const sum = halterkosten(fall.zustellungen ?? 1, day, fall.weitereAuslagen ?? 0);
  notes.begruendung.push(
    {
      norm: '§ 25a Abs. 1 StVG, § 107 Abs. 2 OWiG',
      text: `Kosten des Verfahrens dem Halter: Gebühr ${euro(sum.gebuehr)}`,
      cent: sum.gebuehr,
    },
    {
      norm: '§ 107 Abs. 3 OWiG',
      text: `Auslagen: ${euro(sum.auslagen)} bei ${served(fall)}`,
      cent: sum.auslagen,
    },
  );
  notes.hinweise.push(
    'Vorher ist der Halter zu hören; von der Entscheidung wird abgesehen, wo sie unbillig wäre (§ 25a Abs. 1 und 2 StVG).',
  );
  return sum;
};

const registerNote = (eintrag: Registereintrag, listed: readonly string[], notes: Notizen): void => {
  if (eintrag.punkte > 0) {
    notes.begruendung.push({
      norm: '§ 28 Abs. 3 Nr. 3 Buchst. a, § 4 Abs. 2 StVG',
      text: `Nr. ${eintrag.anlage13} der Anlage 13 FeV: ${eintrag.punkte} ${eintrag.punkte === 1 ? 'Punkt' : 'Punkte'}`,
      cent: 0,
    });
  } else if (listed.every((number) => number === '')) {
    notes.hinweise.push('Keine Punkte: Anlage 13 FeV nennt den Tatbestand nicht.');
  } else {
    notes.hinweise.push(
      'Keine Punkte: Die Geldbuße liegt unter 60 € (§ 28 Abs. 3 Nr. 3 Buchst. a Doppelbuchst. bb StVG).',
    );
  }
};

/**
 * The sanction of one act: Verwarnung or Geldbuße by the Bußgeldkatalog and § 3 BKatV, costs, points, Fahrverbot. Pure:
 * the same input gives the same result, every value comes from dated rules or from the list of Tatbestände.
 *
 * @param lists code lists with the Tatbestände, `CodeLists.load()`
 * @param fall amounts in cents, days as `YYYY-MM-DD`; checked, because it may come from outside
 * @throws `USAGE` naming the field and what is allowed, also for a TBNR that did not apply on the day of the act
 */
export const ahndung = (lists: CodeLists, fall: Ahndungsfall): Ahndung => {
  checkFall(fall);
  const { tatzeit, tbnr, umstaende = {}, weitere = [] } = fall;
  const day = fall.entscheidung ?? tatzeit;
  const satz = lookUp(lists, tbnr, tatzeit, 'tbnr');
  const first = bemesse(lists, satz, umstaende, tatzeit);
  const others = weitere.map((other, index) =>
    bemesse(lists, lookUp(lists, other.tbnr, tatzeit, `weitere[${index}].tbnr`), other.umstaende ?? umstaende, tatzeit),
  );
  const all: readonly Bemessung[] = [first, ...others];
  const notes: Notizen = {
    begruendung: all.flatMap(({ schritte }) => schritte),
    hinweise: [...new Set(all.flatMap(({ hinweise }) => hinweise))],
    rundung: [...new Set(all.flatMap(({ rundung }) => rundung))],
  };
  const highest = highestOf(first, others, tatzeit, notes);
  const common = {
    einheit: 'cent',
    tbnr,
    tatzeit,
    massgeblich: { bkat: highest.satz.bkat, tbnr: highest.satz.tbnr },
    regelsatz: highest.cent,
    aktenversand: versandpauschale(fall.aktenversendungen ?? 0, day),
  } as const;
  if (fall.halterbescheid) {
    const sum = halterbescheid(satz, fall, day, notes);
    const none = { verwarnungsgeld: 0, punkte: 0, anlage13: '', faerPflichtig: false, fahrverbotMonate: 0 };
    return { ...common, art: 'halterbescheid', ...none, ...sum, ...notes };
  }
  const registerFrom = ruleAt(registerRules, 'eintragung-ab', tatzeit).value;
  const { geldbusse, ...sanktion } = sanction(highest, fall, registerFrom, notes);
  if (sanktion.art === 'verwarnung') {
    const sum = { ...NO_COSTS, gesamt: sanktion.verwarnungsgeld };
    const none = { punkte: 0, anlage13: '', faerPflichtig: false, fahrverbotMonate: 0 };
    return { ...common, ...sanktion, ...none, ...sum, ...notes };
  }
  const fahrverbot = drivingBan(all, fall, notes);
  const listed = all.map((one) => one.satz.anlage13);
  const eintrag = registerEntry(listed, sanktion.regelsatzNach28a ?? geldbusse, fahrverbot.fahrverbotMonate, tatzeit);
  registerNote(eintrag, listed, notes);
  const sum = costs(geldbusse, fall, day, notes);
  return { ...common, ...sanktion, ...eintrag, ...fahrverbot, ...sum, ...notes };
};
