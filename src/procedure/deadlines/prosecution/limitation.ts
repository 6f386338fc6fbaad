import { absoluteRules, limitationRules } from '../../law/limitation.ts';
import { type Frage, streitfragen } from '../../law/readings.ts';
import { ruleAt } from '../../law/rule.ts';
import { type Datum, german } from '../../time/calendar.ts';
import { dauerDativ, dauerText } from '../../time/periods.ts';
import { isClosed } from '../file-search.ts';
import { type Frist, frist, type Lesart, type Status, withReadings } from '../frist.ts';
import type { Fall } from '../input/input.ts';
import { type Antworten, actsOf, type Zwischenzeit } from './limitation-acts.ts';
import { type Bescheid, bescheide, fragenDerZustellung, nr9Limit, servicesOf } from './limitation-bescheid.ts';
import { reckon, type Verlauf } from './limitation-course.ts';

const FRAGEN: readonly Frage[] = streitfragen.map((frage) => frage.id);

/** Questions that this case raises at all; the others are answered no. */
const raised = (fall: Fall, issued: readonly Bescheid[], final: readonly Zwischenzeit[]): readonly Frage[] => {
  const open = new Set<Frage>(fragenDerZustellung(fall, issued));
  if (final.length > 0) open.add('wiedereinsetzung-neu');
  const returned = fall.ereignisse.filter(({ typ }) => typ === 'zurueckverweisung');
  if (returned.length > 1) open.add('zweite-zurueckverweisung');
  for (const event of fall.ereignisse) {
    if (event.inGeschaeftsgangAm !== undefined && event.inGeschaeftsgangAm !== event.am) open.add('geschaeftsgang');
    if (event.typ === 'bescheid-zurueckgenommen') open.add('ruecknahme-kurz');
  }
  return FRAGEN.filter((frage) => open.has(frage));
};

const answer = (yes: (frage: Frage) => boolean): Antworten =>
  Object.fromEntries(FRAGEN.map((frage) => [frage, yes(frage)])) as Antworten;

const ALL_NO = answer(() => false);

/** Every combination of answers to some of the disputed questions. */
const combinations = (fragen: readonly Frage[]): Antworten[] =>
  Array.from({ length: 2 ** fragen.length }, (_, bits) =>
    answer((frage) => fragen.includes(frage) && (bits & (1 << fragen.indexOf(frage))) !== 0),
  );

const before = (a: Datum | null, b: Datum | null): boolean => a !== null && (b === null || a < b);

interface Gewaehlt {
  readonly verlauf: Verlauf;
  readonly schritte: readonly string[];
  readonly lesarten: readonly Lesart[];
}

/** The course that ends first: nobody may rely on a later day, and no warning comes too late. */
const safest = (fall: Fall, final: readonly Zwischenzeit[]): Gewaehlt => {
  const issued = bescheide(fall);
  const fragen = raised(fall, issued, final);
  if (fragen.length === 0) {
    const schritte: string[] = [];
    return { verlauf: reckon(fall, actsOf(fall, issued, ALL_NO, final), schritte), schritte, lesarten: [] };
  }
  const all = combinations(fragen).map((antworten) => {
    const acts = actsOf(fall, issued, antworten, final);
    return { antworten, acts, verlauf: reckon(fall, acts) };
  });
  const chosen = all.reduce((best, next) => (before(next.verlauf.ende, best.verlauf.ende) ? next : best));
  const schritte: string[] = [];
  reckon(fall, chosen.acts, schritte);
  const asked = streitfragen.filter(({ id }) => fragen.includes(id));
  const taken = (id: Frage): string => {
    const frage = asked.find((one) => one.id === id);
    return (chosen.antworten[id] ? frage?.ja : frage?.nein) ?? '';
  };
  const others = asked.flatMap((frage): (Lesart & { frage: Frage })[] => {
    const answer = chosen.antworten[frage.id];
    const other = all.find(({ antworten }) =>
      fragen.every((id) => antworten[id] === (id === frage.id ? !answer : chosen.antworten[id])),
    );
    if (other === undefined || other.verlauf.ende === chosen.verlauf.ende) return [];
    const text = answer ? frage.nein : frage.ja;
    return [{ text, ende: other.verlauf.ende, gewaehlt: false, norm: frage.norm, frage: frage.id }];
  });
  if (others.length === 0) return { verlauf: chosen.verlauf, schritte, lesarten: [] };
  const latestOf = all.reduce((last, next) => (before(last.verlauf.ende, next.verlauf.ende) ? next : last));
  const together: readonly Lesart[] = others.some(({ ende }) => ende === latestOf.verlauf.ende)
    ? []
    : [
        {
          text: asked
            .filter(({ id }) => latestOf.antworten[id] !== chosen.antworten[id])
            .map((frage) => (latestOf.antworten[frage.id] ? frage.ja : frage.nein))
            .join('; zugleich: '),
          ende: latestOf.verlauf.ende,
          gewaehlt: false,
          norm: [...new Set(asked.map(({ norm }) => norm))].join('; '),
        },
      ];
  return {
    verlauf: chosen.verlauf,
    schritte,
    lesarten: [
      {
        text: others.map(({ frage }) => taken(frage)).join('; '),
        ende: chosen.verlauf.ende,
        gewaehlt: true,
        norm: [...new Set(others.map(({ norm }) => norm))].join('; '),
      },
      ...others.map(({ frage: _frage, ...lesart }) => lesart),
      ...together,
    ],
  };
};

/** The Bescheid that is issued but not served: what service in time would bring. */
const pendingService = (
  fall: Fall,
  final: readonly Zwischenzeit[],
  now: Datum | null,
): { frist: Frist; lesarten: readonly Lesart[] } | undefined => {
  const issued = fall.ereignisse.findLast(
    ({ typ }) => typ === 'bescheid-erlassen' || typ === 'bescheid-zurueckgenommen',
  );
  if (issued === undefined || issued.typ === 'bescheid-zurueckgenommen') return undefined;
  if (servicesOf(fall, issued.am).length > 0) return undefined;
  const limit = nr9Limit(issued.am, fall, false);
  const served = { typ: 'bescheid-zugestellt', am: limit } as const;
  const ereignisse = [...fall.ereignisse, served].sort((a, b) => (a.am < b.am ? -1 : a.am > b.am ? 1 : 0));
  const { ende } = safest({ ...fall, ereignisse }, final).verlauf;
  const norm = '§ 33 Abs. 1 Satz 1 Nr. 9 OWiG';
  return {
    frist: frist('zustellung-nach-erlass', 'letzter-tag', {
      beginn: issued.am,
      ende: limit,
      norm,
      status: fall.stichtag > limit ? 'abgelaufen' : 'laeuft',
      begruendung: [
        `Bescheid erlassen am ${german(issued.am)}, eine wirksame Zustellung ist nicht bekannt. Wird er bis zum ${german(limit)} zugestellt, unterbricht schon der Erlass; danach erst die Zustellung, wenn die Verfolgung dann noch nicht verjährt ist (${norm}).`,
      ],
    }),
    lesarten: [
      { text: 'solange der Bescheid nicht zugestellt ist', ende: now, gewaehlt: true, norm },
      { text: `wenn der Bescheid bis ${german(limit)} wirksam zugestellt wird`, ende, gewaehlt: false, norm },
    ],
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
 * effect. Where the law is disputed, the earliest end is taken and every reading is listed.
 */
export const verfolgungsverjaehrung = (fall: Fall, abschluss: Abschluss): readonly Frist[] => {
  const { verlauf, schritte, lesarten } = safest(fall, abschluss.zwischenzeiten);
  const pending = pendingService(fall, abschluss.zwischenzeiten, verlauf.ende);
  const { beginn } = fall.tat;
  const rule = ruleAt(limitationRules, fall.tat.norm, beginn);
  const cap = ruleAt(absoluteRules, 'absolut', beginn);
  const over = abschluss.rechtskraft !== undefined && abschluss.rechtskraft <= fall.stichtag;
  const rescue = pending?.lesarten.find(({ gewaehlt }) => !gewaehlt)?.ende;
  // over by what has happened, but a service that is still in time lets the issue interrupt after all
  const open =
    pending !== undefined && rescue != null && before(verlauf.ende, rescue) && pending.frist.status === 'laeuft';
  const status = (ende: Datum | null): Status => {
    if (open && ende !== null && fall.stichtag > ende && fall.stichtag <= rescue) return 'bedingt';
    if (ende !== null && fall.stichtag > ende && (abschluss.rechtskraft ?? fall.stichtag) > ende) return 'abgelaufen';
    return over || isClosed(fall) ? 'erledigt' : verlauf.zustand;
  };
  const done = over
    ? ['Die Entscheidung ist rechtskräftig; auf die Verfolgungsverjährung kommt es nicht mehr an.']
    : [];
  const crime = fall.ereignisse.some((event) => event.strafverjaehrungJahre !== undefined);
  const double = `Das Doppelte der gesetzlichen Frist von ${dauerDativ(rule.value.nachher)}, mindestens ${dauerText(cap.value.mindestens)}, gerechnet seit dem ${german(beginn)}`;
  const basis = crime
    ? `${double}; nach Anhängigkeit als Straftat das Doppelte der Frist der Strafdrohung (${ruleAt(absoluteRules, 'absolut-straftat', beginn).norm})`
    : double;
  return [
    frist('verfolgungsverjaehrung', 'letzter-tag', {
      beginn: verlauf.ersterTag,
      ende: verlauf.ende,
      norm: `${rule.norm}, §§ 31, 33 OWiG`,
      status: status(verlauf.ende),
      begruendung: [
        ...schritte,
        ...(status(verlauf.ende) === 'bedingt'
          ? [
              `Die Frist ist verstrichen, aber eine Zustellung bis zum ${german(pending?.frist.ende ?? fall.stichtag)} lässt noch den Erlass unterbrechen (§ 33 Abs. 1 Satz 1 Nr. 9 OWiG).`,
            ]
          : []),
        ...done,
      ],
      ...withReadings([...(pending?.lesarten ?? []), ...lesarten]),
    }),
    frist('verfolgungsverjaehrung-absolut', 'letzter-tag', {
      beginn,
      ende: verlauf.absolut,
      norm: cap.norm,
      status: status(verlauf.absolut),
      begruendung: [
        `${basis}${verlauf.absolut === null ? '; derzeit ohne festes Ende' : `: ${german(verlauf.absolut)}`} (${cap.norm}). Ein Ruhen schiebt auch diese Grenze hinaus (§ 32, § 33 Abs. 3 Satz 4 OWiG).`,
        ...done,
      ],
    }),
    ...(pending === undefined ? [] : [pending.frist]),
  ];
};
