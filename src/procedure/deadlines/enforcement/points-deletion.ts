import { punkte } from '../../amounts/points.ts';
import { registerRules } from '../../law/fines.ts';
import { deletionRules, measureRules } from '../../law/register.ts';
import { ruleAt } from '../../law/rule.ts';
import { addDays, type Datum, german } from '../../time/calendar.ts';
import { dauerText, verjaehrungsende } from '../../time/periods.ts';
import { last } from '../file-search.ts';
import { type Frist, frist, type Status } from '../frist.ts';
import type { Fall } from '../input/input.ts';
import { type Basis, condition, inhalt } from './final-decision.ts';

/** Points of the decision: as stated in it, otherwise by Tatbestand and Geldbuße; undefined where neither tells. */
const punkteOf = (fall: Fall): number | undefined => {
  const content = inhalt(fall);
  if (content.punkte !== undefined) return content.punkte;
  const { tbnr } = fall.tat;
  if (tbnr === undefined || content.geldbusse === undefined) return undefined;
  return punkte(tbnr, content.geldbusse, content.fahrverbotMonate ?? 0);
};

/** Kind of entry in the register that sets its periods (§ 29 (1) StVG); undefined: nothing is entered. */
const entryOf = (points: number | undefined, ban: boolean): string | undefined => {
  if (points === 2) return 'zwei-punkte';
  if (points === 1) return 'ein-punkt';
  return ban && points === 0 ? 'fahrverbot-ohne-punkt' : undefined;
};

/** Days of an entry: ripe for deletion, and deleted after the Überliegefrist (§ 29 (1), (4), (6) StVG). */
export const tilgungstage = (
  entry: string,
  rechtskraft: Datum,
): { readonly tilgung: Datum; readonly loeschung: Datum } => {
  const { dauer, ueberliegefrist } = ruleAt(deletionRules, entry, rechtskraft).value;
  const tilgung = addDays(verjaehrungsende(rechtskraft, dauer), 1);
  const loeschung = ueberliegefrist === undefined ? tilgung : addDays(verjaehrungsende(tilgung, ueberliegefrist), 1);
  return { tilgung, loeschung };
};

/** Deletion of the points of this decision from the Fahreignungsregister. */
export const punktetilgung = (basis: Basis): readonly Frist[] => {
  const { fall, tag, behelf } = basis;
  const points = punkteOf(fall);
  const entry = entryOf(points, (basis.inhalt.fahrverbotMonate ?? 0) > 0);
  if (entry === undefined) return [];
  const rule = ruleAt(deletionRules, entry, tag);
  const { tilgung, loeschung } = tilgungstage(entry, tag);
  const status = (day: Datum): Status =>
    behelf.eingetreten ? (fall.stichtag >= day ? 'eingetreten' : 'laeuft') : 'bedingt';
  const { ueberliegefrist } = rule.value;
  return [
    frist('punkte-tilgung', 'ab', {
      beginn: tag,
      ende: tilgung,
      norm: rule.norm,
      status: status(tilgung),
      begruendung: [
        `${points === 1 ? '1 Punkt' : `${points ?? 0} Punkte`}: ${dauerText(rule.value.dauer)} (${rule.norm}).`,
        `Die Frist beginnt mit dem Tag der Rechtskraft, dem ${german(tag)}; dieser Tag zählt mit (§ 29 Abs. 4 Nr. 3 StVG). Die Punkte entstehen mit der Tat (§ 4 Abs. 2 Satz 3 StVG).`,
        'Eine frühere Tilgung nach § 29 Abs. 3 StVG bleibt unberührt.',
        ...condition(basis),
      ],
    }),
    frist('punkte-loeschung', 'ab', {
      beginn: tilgung,
      ende: loeschung,
      norm: '§ 29 Abs. 6 StVG',
      status: status(loeschung),
      begruendung: [
        ueberliegefrist === undefined
          ? 'Ohne Überliegefrist: gelöscht, sobald die Eintragung tilgungsreif ist (§ 29 Abs. 6 Satz 1 StVG).'
          : `Überliegefrist ${dauerText(ueberliegefrist)} nach Tilgungsreife (§ 29 Abs. 6 Satz 2 StVG).`,
        'In der Probezeit unterbleibt die Löschung (§ 29 Abs. 6 Satz 4 StVG).',
        ...condition(basis),
      ],
    }),
  ];
};

/** A decision that may bring points, without a word on them. */
const untold = (fall: Fall): readonly string[] => {
  const { geldbusse, fahrverbotMonate } = inhalt(fall);
  const limit = ruleAt(registerRules, 'eintragung-ab', fall.tat.begangenAm);
  const entered = (geldbusse ?? 0) >= limit.value || (fahrverbotMonate ?? 0) > 0;
  return fall.tat.tbnr !== undefined && entered && punkteOf(fall) === undefined
    ? [
        `Ob und wie viele Punkte die Entscheidung bringt, ist nicht angegeben (punkte); die Tilgung wird nicht gerechnet (${limit.norm}).`,
      ]
    : [];
};

/** Remarks on points: on what is missing, and on the measures where a number of points is told (§ 4 (5) StVG). */
export const punktehinweis = (fall: Fall): readonly string[] => {
  const told = last(fall, 'punktestand-mitgeteilt');
  if (told?.punktestand === undefined) return untold(fall);
  const rule = ruleAt(measureRules, 'massnahmen', told.am);
  const points = told.punktestand;
  const step = rule.value.findLast(({ ab }) => points >= ab);
  return [
    ...untold(fall),
    step === undefined
      ? `Punktestand ${points} am ${german(told.am)}: keine Maßnahme (${rule.norm}).`
      : `Punktestand ${points} am ${german(told.am)}: ${step.massnahme} (${rule.norm}). ${rule.remark}`,
  ];
};
