import { beharrlichRules, schonfristRules } from '../law/fines.ts';
import { ruleAt } from '../law/rule.ts';
import { addMonths, german } from '../time/calendar.ts';
import type { Bemessung } from './assessment.ts';
import { normOf } from './catalogue.ts';
import type { Ahndungsfall } from './input.ts';
import type { Notizen } from './sanction.ts';

/** The Fahrverbot of a decision (§ 25 StVG, § 4 BKatV). */
export interface Fahrverbot {
  readonly fahrverbotMonate: number;
  readonly fahrverbotsgrund?: 'grob' | 'beharrlich' | 'alkohol-drogen';
  /** whether it becomes effective only with deposit, at latest after four months (§ 25 (2a)); absent while unknown */
  readonly absatz2a?: boolean;
}

const NONE: Fahrverbot = { fahrverbotMonate: 0 };

/** § 4 (2) BKatV: speeding again within a year of a final Geldbuße for speeding. */
const persistent = (one: Bemessung, fall: Ahndungsfall, notes: Notizen): number => {
  const { tatzeit, geschwindigkeitRechtskraft: before } = fall;
  if (before === undefined || one.satz.klasse !== 'geschwindigkeit') return 0;
  const { value, norm } = ruleAt(beharrlichRules, 'beharrlich', tatzeit);
  if ((one.satz.von ?? 0) < value.kmh) {
    notes.hinweise.push(`${norm}: Die Überschreitung liegt unter ${value.kmh} km/h, nicht beharrlich in diesem Sinn.`);
    return 0;
  }
  const end = addMonths(before, value.innerhalbMonaten);
  if (tatzeit < before || tatzeit > end) return 0;
  if (tatzeit === end) {
    notes.hinweise.push(
      `offen: ${norm}: Das Jahr seit Rechtskraft (${german(before)}) endet nach gewählter Lesart mit dem Vortag der Tat; zählt der gleiche Tag mit, kommt ein Fahrverbot von einem Monat in Betracht.`,
    );
    return 0;
  }
  notes.begruendung.push({
    norm,
    text: `Beharrlich: ab ${value.kmh} km/h erneut binnen eines Jahres seit Rechtskraft am ${german(before)}, Fahrverbot ${value.fahrverbotMonate} Monat`,
    cent: one.cent,
  });
  return value.fahrverbotMonate;
};

/** § 25 (2a) StVG: whether a Fahrverbot of the two years before the act, or since, forbids the delay. */
const delayed = (fall: Ahndungsfall, notes: Notizen): { readonly absatz2a?: boolean } => {
  const { tatzeit, letztesFahrverbot: last } = fall;
  const { value, norm } = ruleAt(schonfristRules, 'fahrverbot-zwei-jahre', tatzeit);
  if (last === undefined) {
    notes.hinweise.push(
      `${norm}: Ob in den zwei Jahren vor der Tat oder seither ein Fahrverbot verhängt wurde, ist aus dem Fahreignungsregister festzustellen.`,
    );
    return {};
  }
  const absatz2a = last === 'keines' || last < addMonths(tatzeit, -value);
  notes.hinweise.push(
    absatz2a
      ? `${norm}: kein Fahrverbot in den zwei Jahren vor der Tat; im Bescheid ist zu bestimmen, dass das Fahrverbot erst mit der Verwahrung, spätestens vier Monate nach Rechtskraft wirksam wird.`
      : `${norm} greift nicht: Ein Fahrverbot vom ${german(last)} liegt in den zwei Jahren vor der Tat oder danach; das neue wird mit der Rechtskraft wirksam.`,
  );
  return { absatz2a };
};

/**
 * The Fahrverbot of an act: the longest of its Tatbestände (§ 4 (1), (3) BKatV), one month for persistent speeding
 * (2), none for those without a motor (§ 25 (1) StVG) or where it is exceptionally left out (4).
 */
export const drivingBan = (all: readonly Bemessung[], fall: Ahndungsfall, notes: Notizen): Fahrverbot => {
  const driving = all.filter(
    (_, index) =>
      !(index === 0 ? fall.umstaende : (fall.weitere?.[index - 1]?.umstaende ?? fall.umstaende))?.nichtMotorisiert,
  );
  if (driving.length < all.length && all.some(({ satz }) => satz.fahrverbotMonate > 0)) {
    notes.hinweise.push(
      'Ein Fahrverbot setzt die Verletzung von Pflichten eines Kraftfahrzeugführers voraus (§ 25 Abs. 1 StVG).',
    );
  }
  const longest = driving.reduce<Bemessung | undefined>(
    (best, one) => (one.satz.fahrverbotMonate > (best?.satz.fahrverbotMonate ?? 0) ? one : best),
    undefined,
  );
  const regular = longest?.satz.fahrverbotMonate ?? 0;
  const again = Math.max(0, ...driving.map((one) => persistent(one, fall, notes)));
  const months = Math.max(regular, again);
  if (months === 0) {
    if (fall.fahrverbotAbgesehen)
      notes.hinweise.push('Ein Fahrverbot ist hier nicht vorgesehen; § 4 Abs. 4 BKatV ist ohne Folge.');
    return NONE;
  }
  if (fall.fahrverbotAbgesehen) {
    const imposed = fall.festgesetzt?.grund === 'fahrverbot-abgesehen';
    notes.hinweise.push(
      `Vom Fahrverbot (${months} ${months === 1 ? 'Monat' : 'Monate'}) wird abgesehen (§ 4 Abs. 4 BKatV).${
        imposed ? '' : ' offen: Das Bußgeld soll angemessen erhöht werden; die Norm nennt keinen Betrag.'
      }`,
    );
    return NONE;
  }
  const alcohol = longest !== undefined && normOf(longest.satz) !== 'stvg-24-1';
  if (longest !== undefined && regular >= again) {
    notes.begruendung.push({
      norm: alcohol ? '§ 25 Abs. 1 Satz 2 StVG, § 4 Abs. 3 BKatV' : '§ 25 Abs. 1 Satz 1 StVG, § 4 Abs. 1 BKatV',
      text: `Regelfahrverbot zu Nr. ${longest.satz.bkat} BKat: ${months} ${months === 1 ? 'Monat' : 'Monate'}`,
      cent: longest.cent,
    });
  }
  const grund = regular < again ? 'beharrlich' : alcohol ? 'alkohol-drogen' : 'grob';
  return { fahrverbotMonate: months, fahrverbotsgrund: grund, ...delayed(fall, notes) };
};
