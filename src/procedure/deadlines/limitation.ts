import { absoluteRules, limitationRules } from '../law/limitation.ts';
import { type Frage, streitfragen } from '../law/readings.ts';
import { ruleAt } from '../law/rule.ts';
import { addDays, type Datum, daysBetween, earliest, german, latest } from '../time/calendar.ts';
import { dauerText, verjaehrungsende } from '../time/periods.ts';
import type { Ereignis } from './events.ts';
import { bezeichnungen, type Frist, type Lesart, type Status, withReadings } from './frist.ts';
import type { Fall } from './input.ts';
import { type Akt, type Antworten, actsOf, nr9Limit, servicesOf, type Zwischenzeit } from './limitation-acts.ts';

interface Verlauf {
  readonly ersterTag: Datum;
  /** null while limitation rests without a known end or is suspended by a judgment */
  readonly ende: Datum | null;
  readonly absolut: Datum | null;
  readonly zustand: 'laeuft' | 'ruht' | 'gehemmt';
  readonly schritte: readonly string[];
}

/** Walks through the acts: each one finds limitation running, or too late and then without effect. */
const reckon = (fall: Fall, acts: readonly Akt[]): Verlauf => {
  const { begangenAm, norm } = fall.tat;
  const rule = ruleAt(limitationRules, norm, begangenAm);
  const cap = ruleAt(absoluteRules, 'absolut', begangenAm);
  const double = { ...rule.value.nachher, zahl: cap.value.vielfaches * rule.value.nachher.zahl };
  let absolut = latest(verjaehrungsende(begangenAm, double), verjaehrungsende(begangenAm, cap.value.mindestens));
  let dauer = rule.value.vorher;
  let ersterTag = begangenAm;
  let ende = earliest(verjaehrungsende(ersterTag, dauer), absolut);
  let restsSince: Datum | undefined;
  let suspended = false;
  const steps = [
    `Tat beendet am ${german(begangenAm)}; dieser Tag zählt mit. ${dauerText(dauer)} enden am ${german(ende)} (${rule.norm}, § 31 Abs. 3 OWiG; § 43 StPO verschiebt die Verjährung nicht).`,
  ];
  for (const act of acts) {
    if (suspended) break;
    if (act.wirkung === 'ohne') {
      steps.push(`${act.text} (${act.norm}).`);
      continue;
    }
    if (restsSince === undefined && act.am > ende) {
      steps.push(`${act.text}: ohne Wirkung, die Verfolgung war seit Ablauf des ${german(ende)} verjährt.`);
      continue;
    }
    if (act.wirkung === 'hemmt') {
      suspended = true;
      steps.push(`${act.text}: Die Frist läuft nicht vor dem rechtskräftigen Abschluss ab (${act.norm}).`);
    } else if (act.wirkung === 'kuerzt') {
      dauer = rule.value.vorher;
      ende = latest(act.am, earliest(ende, verjaehrungsende(ersterTag, dauer)));
      steps.push(
        `${act.text}: Es gelten wieder ${dauerText(dauer)}; die Frist endet am ${german(ende)} (${act.norm}).`,
      );
    } else if (act.wirkung === 'ruht-ab') {
      restsSince ??= act.am;
      steps.push(`${act.text}: Die Verjährung ruht (${act.norm}).`);
    } else if (act.wirkung === 'ruht-bis') {
      const days = restsSince === undefined ? 0 : Math.max(0, daysBetween(restsSince, act.am));
      restsSince = undefined;
      absolut = act.norm.startsWith('§ 32') ? addDays(absolut, days) : absolut;
      if (act.neu === true) ersterTag = act.am;
      ende = earliest(act.neu === true ? verjaehrungsende(act.am, dauer) : addDays(ende, days), absolut);
      steps.push(`${act.text}: ${days} Tage Ruhen; die Frist endet am ${german(ende)} (${act.norm}).`);
    } else {
      if (act.ergangen === true) dauer = rule.value.nachher;
      ersterTag = act.am;
      if (restsSince !== undefined) restsSince = act.am;
      const plain = verjaehrungsende(act.am, dauer);
      ende = earliest(plain, absolut);
      const capped = ende < plain ? `, begrenzt durch ${cap.norm}` : '';
      steps.push(`${act.text} unterbricht (${act.norm}); ${dauerText(dauer)} enden am ${german(ende)}${capped}.`);
    }
  }
  const zustand = suspended ? 'gehemmt' : restsSince === undefined ? 'laeuft' : 'ruht';
  const open = zustand !== 'laeuft';
  return { ersterTag, ende: open ? null : ende, absolut: open ? null : absolut, zustand, schritte: steps };
};

const FRAGEN: readonly Frage[] = streitfragen.map((frage) => frage.id);

/** Questions that this case raises at all; the others are answered no. */
const raised = (fall: Fall, final: readonly Zwischenzeit[]): readonly Frage[] => {
  const has = (test: (event: Ereignis) => boolean): boolean => fall.ereignisse.some(test);
  const served = has((event) => event.typ === 'bescheid-zugestellt');
  const open: Readonly<Record<Frage, boolean>> = {
    'nr9-werktag': served,
    'fiktion-werktag': served,
    'letzte-zustellung': served,
    geschaeftsgang: has((event) => event.inGeschaeftsgangAm !== undefined),
    'wiedereinsetzung-neu': final.length > 0,
    'ruecknahme-kurz': has((event) => event.typ === 'bescheid-zurueckgenommen'),
  };
  return FRAGEN.filter((frage) => open[frage]);
};

/** Every combination of answers to some of the disputed questions. */
const combinations = (fragen: readonly Frage[]): Antworten[] =>
  Array.from({ length: 2 ** fragen.length }, (_, bits) => {
    const yes = (frage: Frage): boolean => fragen.includes(frage) && (bits & (1 << fragen.indexOf(frage))) !== 0;
    return {
      'nr9-werktag': yes('nr9-werktag'),
      'fiktion-werktag': yes('fiktion-werktag'),
      'letzte-zustellung': yes('letzte-zustellung'),
      geschaeftsgang: yes('geschaeftsgang'),
      'wiedereinsetzung-neu': yes('wiedereinsetzung-neu'),
      'ruecknahme-kurz': yes('ruecknahme-kurz'),
    };
  });

const before = (a: Datum | null, b: Datum | null): boolean => a !== null && (b === null || a < b);

/** The course that ends first: nobody may rely on a later day, and no warning comes too late. */
const safest = (fall: Fall, final: readonly Zwischenzeit[]): { verlauf: Verlauf; lesarten: readonly Lesart[] } => {
  const all = combinations(raised(fall, final)).map((antworten) => ({
    antworten,
    verlauf: reckon(fall, actsOf(fall, antworten, final)),
  }));
  const chosen = all.reduce((best, next) => (before(next.verlauf.ende, best.verlauf.ende) ? next : best));
  const lesarten = streitfragen.flatMap((frage): Lesart[] => {
    const answer = chosen.antworten[frage.id];
    const other = all.find(({ antworten }) =>
      FRAGEN.every((id) => antworten[id] === (id === frage.id ? !answer : chosen.antworten[id])),
    );
    if (other === undefined || other.verlauf.ende === chosen.verlauf.ende) return [];
    return [
      { text: answer ? frage.ja : frage.nein, ende: chosen.verlauf.ende, gewaehlt: true, norm: frage.norm },
      { text: answer ? frage.nein : frage.ja, ende: other.verlauf.ende, gewaehlt: false, norm: frage.norm },
    ];
  });
  return { verlauf: chosen.verlauf, lesarten };
};

/** The Bescheid that is issued but not served: what service in time would bring. */
const pendingService = (fall: Fall, final: readonly Zwischenzeit[]): { frist: Frist; lesart: Lesart } | undefined => {
  const issued = fall.ereignisse.findLast((event) => event.typ === 'bescheid-erlassen');
  const gone = fall.ereignisse.findLast((event) => event.typ === 'bescheid-zurueckgenommen');
  if (issued === undefined || (gone !== undefined && gone.am >= issued.am)) return undefined;
  if (servicesOf(fall, issued.am).length > 0) return undefined;
  const limit = nr9Limit(issued.am, fall, false);
  const served = { typ: 'bescheid-zugestellt', am: limit } as const;
  const ereignisse = [...fall.ereignisse, served].sort((a, b) => (a.am < b.am ? -1 : a.am > b.am ? 1 : 0));
  const { verlauf } = safest({ ...fall, ereignisse }, final);
  const norm = '§ 33 Abs. 1 Satz 1 Nr. 9 OWiG';
  return {
    frist: {
      name: 'zustellung-nach-erlass',
      bezeichnung: bezeichnungen['zustellung-nach-erlass'],
      art: 'letzter-tag',
      beginn: issued.am,
      ende: limit,
      norm,
      status: fall.stichtag > limit ? 'abgelaufen' : 'laeuft',
      begruendung: [
        `Bescheid erlassen am ${german(issued.am)}, noch nicht zugestellt. Wird er bis ${german(limit)} zugestellt, unterbricht schon der Erlass; danach erst die Zustellung (${norm}).`,
      ],
    },
    lesart: {
      text: `wenn der Bescheid bis ${german(limit)} wirksam zugestellt wird`,
      ende: verlauf.ende,
      gewaehlt: false,
      norm,
    },
  };
};

/** Position of the case that limitation depends on. */
export interface Abschluss {
  /** day from which the decision is final on the Stichtag */
  readonly rechtskraft?: Datum;
  readonly zwischenzeiten: readonly Zwischenzeit[];
}

/**
 * Limitation of prosecution with all interruptions (§ 26 (3) StVG, §§ 31–33 OWiG) and its absolute limit.
 * The day of the act or interruption counts; weekends and holidays do not shift; what comes after the end has no
 * effect. Where the law is disputed, the earliest end is taken and both readings are listed.
 */
export const verfolgungsverjaehrung = (fall: Fall, abschluss: Abschluss): readonly Frist[] => {
  const { verlauf, lesarten } = safest(fall, abschluss.zwischenzeiten);
  const pending = pendingService(fall, abschluss.zwischenzeiten);
  const rule = ruleAt(limitationRules, fall.tat.norm, fall.tat.begangenAm);
  const cap = ruleAt(absoluteRules, 'absolut', fall.tat.begangenAm);
  const over = abschluss.rechtskraft !== undefined && abschluss.rechtskraft <= fall.stichtag;
  const closed = fall.ereignisse.findLast((event) => event.typ === 'verfahren-eingestellt');
  const status = (ende: Datum | null): Status => {
    if (ende !== null && fall.stichtag > ende && (abschluss.rechtskraft ?? fall.stichtag) > ende) return 'abgelaufen';
    return over || closed !== undefined ? 'erledigt' : verlauf.zustand;
  };
  const done = over
    ? ['Die Entscheidung ist rechtskräftig; auf die Verfolgungsverjährung kommt es nicht mehr an.']
    : [];
  const conditional: readonly Lesart[] =
    pending === undefined
      ? []
      : [
          {
            text: 'solange der Bescheid nicht zugestellt ist',
            ende: verlauf.ende,
            gewaehlt: true,
            norm: pending.lesart.norm,
          },
          pending.lesart,
        ];
  const main: Frist = {
    name: 'verfolgungsverjaehrung',
    bezeichnung: bezeichnungen.verfolgungsverjaehrung,
    art: 'letzter-tag',
    beginn: verlauf.ersterTag,
    ende: verlauf.ende,
    norm: `${rule.norm}, §§ 31, 33 OWiG`,
    status: status(verlauf.ende),
    begruendung: [...verlauf.schritte, ...done],
    ...withReadings([...conditional, ...lesarten]),
  };
  const absolute: Frist = {
    name: 'verfolgungsverjaehrung-absolut',
    bezeichnung: bezeichnungen['verfolgungsverjaehrung-absolut'],
    art: 'letzter-tag',
    beginn: fall.tat.begangenAm,
    ende: verlauf.absolut,
    norm: cap.norm,
    status: status(verlauf.absolut),
    begruendung: [
      `Das Doppelte der Frist, mindestens ${dauerText(cap.value.mindestens)} seit dem ${german(fall.tat.begangenAm)}${verlauf.absolut === null ? '; derzeit ohne festes Ende (§ 32 OWiG)' : `: ${german(verlauf.absolut)}`} (${cap.norm}).`,
      ...done,
    ],
  };
  return [main, absolute, ...(pending === undefined ? [] : [pending.frist])];
};
