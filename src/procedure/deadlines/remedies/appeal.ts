import { euro } from '../../amounts/costs.ts';
import { periodRules } from '../../law/periods.ts';
import { ruleAt } from '../../law/rule.ts';
import { thresholdRules } from '../../law/thresholds.ts';
import { addDays, type Datum, german } from '../../time/calendar.ts';
import { fristende } from '../../time/periods.ts';
import { all, following, last } from '../file-search.ts';
import { actStatus, type Frist, frist, type Voraussetzung, withReadings, zweiLesarten } from '../frist.ts';
import type { Ereignis } from '../input/events.ts';
import type { Fall } from '../input/input.ts';

/** A decision of the first instance that has not been set aside. */
export interface Instanz {
  readonly entscheidung: Ereignis;
  /** day that starts the week of § 341 StPO; undefined until a decision made in absence is served */
  readonly beginn: Datum | undefined;
  /** last day for Rechtsbeschwerde or the application for its admission */
  readonly ende: Datum | undefined;
  readonly eingelegt?: Ereignis;
}

/** The decision of the court that stands, with the period against it. */
export const instanzOf = (fall: Fall): Instanz | undefined => {
  const entscheidung = last(fall, 'urteil-erster-instanz', 'beschluss-72');
  if (entscheidung === undefined) return undefined;
  if (following(fall, entscheidung, 'urteil-aufgehoben', 'wiedereinsetzung-gewaehrt') !== undefined) return undefined;
  // who stays away from the hearing has the Einspruch rejected (§ 74 (2) OWiG): absent, unless the file says otherwise
  const absent = entscheidung.inAbwesenheit ?? entscheidung.entscheidung === 'verwerfung';
  const served = entscheidung.typ === 'beschluss-72' || absent;
  const beginn = served ? entscheidung.zugestelltAm : entscheidung.am;
  const rule = ruleAt(periodRules, 'rechtsbeschwerde', entscheidung.am);
  const eingelegt = following(fall, entscheidung, 'rechtsbeschwerde-eingelegt', 'rechtsbeschwerde-zulassung-beantragt');
  return {
    entscheidung,
    beginn,
    ende: beginn === undefined ? undefined : fristende(beginn, rule.value, fall.ort).ende,
    ...(eingelegt === undefined ? {} : { eingelegt }),
  };
};

const met = (text: string, norm: string, holds: boolean | undefined, grund: string): Voraussetzung => ({
  text,
  norm,
  ergebnis: holds === undefined ? 'offen' : holds ? 'erfuellt' : 'nicht-erfuellt',
  grund,
});

/** The grounds of § 79 (1) Satz 1 OWiG, each with what the file shows. */
const grounds = (fall: Fall, { entscheidung }: Instanz): readonly Voraussetzung[] => {
  const limit = (id: string): number => ruleAt(thresholdRules, id, entscheidung.am).value;
  const { entscheidung: ausgang } = entscheidung;
  const bescheid = last(fall, 'bescheid-erlassen');
  // where the Einspruch is rejected, the Bescheid stands with its content
  const stands = ausgang === 'verwerfung' || ausgang === 'unzulaessig' ? bescheid : undefined;
  const geldbusse = entscheidung.geldbusse ?? stands?.geldbusse;
  const fahrverbotMonate = entscheidung.fahrverbotMonate ?? stands?.fahrverbotMonate;
  const over = limit('rechtsbeschwerde');
  const acquitted = ausgang === 'freispruch' || ausgang === 'einstellung';
  const dropped = acquitted || ((bescheid?.fahrverbotMonate ?? 0) > 0 && fahrverbotMonate === 0);
  const heavy =
    bescheid === undefined
      ? undefined
      : (bescheid.geldbusse ?? 0) > limit('rechtsbeschwerde-freispruch') || (bescheid.fahrverbotMonate ?? 0) > 0;
  const objected = all(fall, 'widerspruch-72').find((event) => event.am <= entscheidung.am);
  const norm = '§ 79 Abs. 1 Satz 1';
  return [
    met(
      `Geldbuße von mehr als ${euro(over)}`,
      `${norm} Nr. 1 OWiG`,
      acquitted ? false : geldbusse === undefined ? undefined : geldbusse > over,
      geldbusse === undefined
        ? 'Die Geldbuße der Entscheidung ist nicht angegeben.'
        : `Festgesetzt sind ${euro(geldbusse)}.`,
    ),
    met(
      'Fahrverbot oder andere nicht vermögensrechtliche Nebenfolge',
      `${norm} Nr. 2 OWiG`,
      acquitted ? false : fahrverbotMonate === undefined ? undefined : fahrverbotMonate > 0,
      fahrverbotMonate === undefined
        ? 'Zum Fahrverbot der Entscheidung ist nichts angegeben.'
        : `Fahrverbot in Monaten: ${fahrverbotMonate}.`,
    ),
    met(
      'Freispruch, Einstellung oder Absehen vom Fahrverbot nach gewichtigem Bescheid',
      `${norm} Nr. 3 OWiG`,
      dropped ? heavy : false,
      dropped
        ? `Maßgebend ist der Bescheid: mehr als ${euro(limit('rechtsbeschwerde-freispruch'))} oder Fahrverbot.`
        : 'Es wurde nicht freigesprochen, eingestellt oder vom Fahrverbot abgesehen.',
    ),
    met(
      'Einspruch durch Urteil als unzulässig verworfen',
      `${norm} Nr. 4 OWiG`,
      entscheidung.typ === 'urteil-erster-instanz' && ausgang === 'unzulaessig',
      ausgang === 'unzulaessig' ? 'So hat das Gericht entschieden.' : 'So hat das Gericht nicht entschieden.',
    ),
    met(
      'Beschluss trotz rechtzeitigen Widerspruchs oder ohne rechtliches Gehör',
      `${norm} Nr. 5 OWiG`,
      entscheidung.typ === 'beschluss-72' ? (objected === undefined ? undefined : true) : false,
      objected === undefined
        ? 'Ein Widerspruch vor der Entscheidung ist nicht bekannt.'
        : `Widerspruch am ${german(objected.am)}.`,
    ),
  ];
};

/** How far admission reaches when none of the grounds holds (§ 80 OWiG). */
const admission = (fall: Fall, { entscheidung }: Instanz): string => {
  if (entscheidung.typ === 'beschluss-72')
    return 'Gegen einen Beschluss nach § 72 OWiG gibt es keine Zulassung; ohne einen dieser Gründe ist er nicht anfechtbar (§ 79 Abs. 1 Satz 2 OWiG).';
  const low = ruleAt(thresholdRules, 'zulassung-eingeschraenkt', entscheidung.am);
  const acquitted = ruleAt(thresholdRules, 'zulassung-freispruch', entscheidung.am);
  const fine = last(fall, 'bescheid-erlassen')?.geldbusse;
  const free = entscheidung.entscheidung === 'freispruch' || entscheidung.entscheidung === 'einstellung';
  const narrow = free
    ? fine !== undefined && fine <= acquitted.value
    : entscheidung.geldbusse !== undefined &&
      entscheidung.geldbusse <= low.value &&
      (entscheidung.fahrverbotMonate ?? 0) === 0;
  return narrow
    ? `Ohne einen dieser Gründe nur auf Antrag zulassungsfähig, und zwar nur zur Fortbildung des materiellen Rechts oder wegen Versagung des rechtlichen Gehörs (${free ? acquitted.norm : low.norm}).`
    : 'Ohne einen dieser Gründe nur auf Antrag zulassungsfähig: zur Fortbildung des Rechts, für eine einheitliche Rechtsprechung oder wegen Versagung des rechtlichen Gehörs (§ 80 Abs. 1 OWiG); der Antrag gilt als vorsorglich eingelegte Rechtsbeschwerde (§ 80 Abs. 3 Satz 2 OWiG).';
};

const reasons = (fall: Fall, { entscheidung, ende, eingelegt }: Instanz & { readonly ende: Datum }): Frist => {
  const rule = ruleAt(periodRules, 'rechtsbeschwerde-begruendung', entscheidung.am);
  const late = entscheidung.zugestelltAm;
  const beginn = late !== undefined && late > ende ? late : ende;
  const reckoned = fristende(beginn, rule.value, fall.ort);
  const next = fristende(addDays(beginn, 1), rule.value, fall.ort).ende;
  const unserved = late === undefined && entscheidung.typ === 'urteil-erster-instanz';
  const done = following(fall, entscheidung, 'rechtsbeschwerde-begruendet')?.am;
  const lesarten = beginn === ende ? zweiLesarten('begruendung-beginn', reckoned.ende, next) : [];
  return frist('rechtsbeschwerde-begruendung', 'letzter-tag', {
    beginn,
    ende: reckoned.ende,
    norm: rule.norm,
    status:
      eingelegt === undefined && fall.stichtag > ende
        ? 'erledigt'
        : unserved && done === undefined
          ? 'bedingt'
          : actStatus(fall.stichtag, reckoned.ende, done),
    begruendung: [
      beginn === ende
        ? `Sie schließt an die Frist zur Einlegung an, die am ${german(ende)} endet.`
        : `Das Urteil war bei Ablauf der Einlegungsfrist (${german(ende)}) noch nicht zugestellt; die Frist beginnt mit der Zustellung am ${german(beginn)}.`,
      ...reckoned.begruendung,
      ...(unserved
        ? [
            'Ein Tag der Zustellung des Urteils ist nicht angegeben; wird es später zugestellt, beginnt die Frist damit.',
          ]
        : []),
    ],
    ...withReadings(lesarten),
  });
};

/** Week of § 341 StPO against a decision of the court, and the month for its reasons (§§ 79, 80 OWiG, § 345 StPO). */
export const rechtsbeschwerde = (fall: Fall): readonly Frist[] => {
  const instanz = instanzOf(fall);
  if (instanz === undefined) return [];
  const { entscheidung, beginn, ende, eingelegt } = instanz;
  const rule = ruleAt(periodRules, 'rechtsbeschwerde', entscheidung.am);
  const voraussetzungen = grounds(fall, instanz);
  const open = voraussetzungen.some((one) => one.ergebnis === 'erfuellt');
  const start =
    beginn === undefined
      ? 'Die Frist beginnt mit der Zustellung; deren Tag ist nicht angegeben (§ 79 Abs. 4 OWiG).'
      : beginn === entscheidung.am
        ? `Sie beginnt mit der Verkündung am ${german(beginn)} (§ 341 Abs. 1 StPO).`
        : `Sie beginnt mit der Zustellung am ${german(beginn)} (§ 79 Abs. 4 OWiG).`;
  const filing = frist('rechtsbeschwerde', 'letzter-tag', {
    bezeichnung: open ? 'Rechtsbeschwerde' : 'Rechtsbeschwerde oder Antrag auf ihre Zulassung',
    beginn: beginn ?? null,
    ende: ende ?? null,
    norm: open ? rule.norm : '§§ 79, 80 OWiG, § 341 StPO',
    status: ende === undefined ? 'bedingt' : actStatus(fall.stichtag, ende, eingelegt?.am),
    begruendung: [
      start,
      ...(beginn === undefined ? [] : fristende(beginn, rule.value, fall.ort).begruendung),
      open ? 'Die Rechtsbeschwerde ist ohne Zulassung statthaft (§ 79 Abs. 1 Satz 1 OWiG).' : admission(fall, instanz),
    ],
    voraussetzungen,
  });
  return ende === undefined ? [filing] : [filing, reasons(fall, { ...instanz, ende })];
};
