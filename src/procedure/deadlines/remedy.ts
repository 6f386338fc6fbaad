import { periodRules } from '../law/periods.ts';
import { ruleAt } from '../law/rule.ts';
import { addDays, type Datum, german, latest } from '../time/calendar.ts';
import { fristende } from '../time/periods.ts';
import { zustelltag } from '../time/service.ts';
import type { Ereignis } from './events.ts';
import { bezeichnungen, type Frist, type Lesart, type Status, withReadings } from './frist.ts';
import type { Fall } from './input.ts';
import { servicesOf, type Zwischenzeit } from './limitation-acts.ts';

/** Einspruch and Rechtskraft of the Bescheid that stands. */
export interface Rechtsbehelf {
  readonly fristen: readonly Frist[];
  /** day with whose beginning the decision is final; missing while an Einspruch is pending or nothing is served */
  readonly rechtskraft?: Datum;
  /** the day before is certain: no condition is left on the Stichtag */
  readonly eingetreten: boolean;
  readonly zwischenzeiten: readonly Zwischenzeit[];
  readonly hinweise: readonly string[];
}

const last = (fall: Fall, typ: Ereignis['typ']): Ereignis | undefined =>
  fall.ereignisse.findLast((event) => event.typ === typ);

/** The Bescheid that stands: the last one issued unless taken back; undefined issue day when only its service is known. */
const standing = (fall: Fall): { erlass: Datum | undefined; services: readonly Ereignis[] } | undefined => {
  const erlass = last(fall, 'bescheid-erlassen')?.am;
  const gone = last(fall, 'bescheid-zurueckgenommen')?.am;
  if (gone !== undefined && (erlass === undefined || gone >= erlass)) return undefined;
  const services = servicesOf(fall, erlass);
  return services.length === 0 ? undefined : { erlass, services };
};

const einspruchsfrist = (fall: Fall, services: readonly Ereignis[]): Frist & { ende: Datum } => {
  const rule = ruleAt(periodRules, 'einspruch', fall.tat.begangenAm);
  const days = services.map((event) => zustelltag(event.art, event.am, fall.ort, event.zugangAm));
  const tags = days.map((day) => day.spaeter ?? day.tag);
  const served = latest(tags[0] ?? fall.stichtag, ...tags);
  const reckoned = fristende(served, rule.value, fall.ort);
  const plainTags = days.map((day) => day.tag);
  const plain = latest(plainTags[0] ?? served, ...plainTags);
  const moved = fristende(plain, rule.value, fall.ort).ende;
  const lesarten: Lesart[] = [
    ...(plain === served
      ? []
      : [
          {
            text: `Zustellungsfiktion erst am nächsten Werktag, ${german(served)}`,
            ende: reckoned.ende,
            gewaehlt: true,
            norm: '§ 4 Abs. 2 VwZG',
          },
          { text: `Zustellungsfiktion am ${german(plain)}`, ende: moved, gewaehlt: false, norm: '§ 4 Abs. 2 VwZG' },
        ]),
    ...(reckoned.andere === undefined
      ? []
      : [
          { text: 'Regelfall des Landes', ende: reckoned.ende, gewaehlt: true, norm: '§ 43 Abs. 2 StPO' },
          { text: reckoned.andere.grund, ende: reckoned.andere.ende, gewaehlt: false, norm: '§ 43 Abs. 2 StPO' },
        ]),
  ];
  const several = services.length > 1 ? ['Bei mehreren Zustellungen zählt die letzte (§ 51 Abs. 4 OWiG).'] : [];
  return {
    name: 'einspruchsfrist',
    bezeichnung: bezeichnungen.einspruchsfrist,
    art: 'letzter-tag',
    beginn: served,
    ende: reckoned.ende,
    norm: rule.norm,
    status: fall.stichtag > reckoned.ende ? 'abgelaufen' : 'laeuft',
    begruendung: [...days.map((day) => day.begruendung), ...several, ...reckoned.begruendung],
    ...withReadings(lesarten),
  };
};

interface Kraft {
  readonly tag?: Datum;
  readonly status: Status;
  readonly grund: readonly string[];
  readonly hinweise?: readonly string[];
}

/** Rechtskraft without regard to Wiedereinsetzung. */
const kraft = (fall: Fall, ende: Datum, objection: Ereignis | undefined): Kraft => {
  const regular = addDays(ende, 1);
  const stated = last(fall, 'rechtskraft')?.am;
  const waived = last(fall, 'einspruchsverzicht')?.am;
  const withdrawn = last(fall, 'einspruch-zurueckgenommen')?.am;
  const reached = (day: Datum): Status => (day <= fall.stichtag ? 'eingetreten' : 'bedingt');
  if (waived !== undefined) {
    return {
      tag: waived,
      status: reached(waived),
      grund: [`Verzicht auf Einspruch am ${german(waived)} (§ 67 Abs. 1 Satz 2 OWiG, § 302 StPO).`],
    };
  }
  const timely = objection !== undefined && objection.am <= ende;
  if (timely && withdrawn !== undefined) {
    const day = latest(withdrawn, regular);
    return {
      tag: day,
      status: reached(day),
      grund: [
        `Einspruch am ${german(withdrawn)} zurückgenommen; rechtskräftig nicht vor Ablauf der Einspruchsfrist, am ${german(day)} (§ 67 Abs. 1 Satz 2 OWiG, § 302 StPO).`,
      ],
    };
  }
  if (timely) {
    if (stated !== undefined && stated > objection.am) {
      return {
        tag: stated,
        status: reached(stated),
        grund: [`Nach Einspruch festgestellt: rechtskräftig am ${german(stated)} (§ 89 OWiG).`],
      };
    }
    return {
      status: 'gehemmt',
      grund: [
        `Einspruch am ${german(objection.am)} rechtzeitig eingegangen; der Bescheid ist nicht rechtskräftig (§§ 67, 69 OWiG).`,
      ],
    };
  }
  const late =
    objection === undefined
      ? []
      : [`Einspruch am ${german(objection.am)} ist verspätet und hindert die Rechtskraft nicht (§ 69 Abs. 1 OWiG).`];
  if (stated !== undefined && stated > regular) {
    return {
      tag: stated,
      status: reached(stated),
      grund: [...late, `Festgestellt: rechtskräftig am ${german(stated)} (§ 89 OWiG).`],
      hinweise: [
        `Die festgestellte Rechtskraft (${german(stated)}) liegt nach dem errechneten Tag ${german(regular)}; die spätere Angabe wird verwendet.`,
      ],
    };
  }
  const early = stated !== undefined && stated < ende;
  return {
    tag: regular,
    status: reached(regular),
    grund: [
      ...late,
      `Ohne rechtzeitigen Einspruch rechtskräftig mit Ablauf des ${german(ende)}, also am ${german(regular)}, 0:00 Uhr (§§ 67, 89 OWiG).`,
    ],
    ...(early
      ? {
          hinweise: [
            `Die festgestellte Rechtskraft (${german(stated)}) liegt vor dem Ende der Einspruchsfrist (${german(ende)}); ohne Verzicht wird mit dem ${german(regular)} gerechnet.`,
          ],
        }
      : {}),
  };
};

/** Wiedereinsetzung undoes Rechtskraft until it is stated anew or the Einspruch is withdrawn (§ 52 OWiG). */
const afterRestoration = (fall: Fall, base: Kraft, restored: Datum): Kraft => {
  const later = [last(fall, 'rechtskraft')?.am, last(fall, 'einspruch-zurueckgenommen')?.am].find(
    (day) => day !== undefined && day > restored,
  );
  const undone = `Wiedereinsetzung am ${german(restored)} gewährt: Die Rechtskraft ist beseitigt (§ 52 OWiG, §§ 44–47 StPO); Vollstreckung und Mitteilungen sind zurückzurufen.`;
  if (later === undefined) return { status: 'aufgehoben', grund: [...base.grund, undone] };
  const reached = later <= fall.stichtag ? 'eingetreten' : 'bedingt';
  return { tag: later, status: reached, grund: [undone, `Danach rechtskräftig am ${german(later)} (§ 89 OWiG).`] };
};

const courtRemedy = (fall: Fall): Frist[] => {
  const rejected = last(fall, 'einspruch-verworfen') ?? last(fall, 'wiedereinsetzung-verworfen');
  if (rejected === undefined) return [];
  const rule = ruleAt(periodRules, 'gerichtliche-entscheidung', rejected.am);
  const served = rejected.zugestelltAm ?? rejected.am;
  const { ende, begruendung } = fristende(served, rule.value, fall.ort);
  return [
    {
      name: 'gerichtliche-entscheidung',
      bezeichnung: bezeichnungen['gerichtliche-entscheidung'],
      art: 'letzter-tag',
      beginn: served,
      ende,
      norm: rejected.typ === 'einspruch-verworfen' ? rule.norm : '§ 52 Abs. 2 Satz 3, § 62 OWiG',
      status: fall.stichtag > ende ? 'abgelaufen' : 'laeuft',
      begruendung,
    },
  ];
};

/** Einspruchsfrist and Rechtskraft (§§ 51, 67, 69 OWiG), with late Einspruch, withdrawal, waiver and Wiedereinsetzung. */
export const rechtsbehelf = (fall: Fall): Rechtsbehelf => {
  const bescheid = standing(fall);
  if (bescheid === undefined) {
    const stated = last(fall, 'rechtskraft')?.am;
    const hinweise = stated === undefined ? [] : ['Rechtskraft ist festgestellt, aber keine Zustellung bekannt.'];
    const fristen: Frist[] =
      stated === undefined
        ? []
        : [
            kraftFrist(stated, {
              tag: stated,
              status: 'eingetreten',
              grund: [`Festgestellt: rechtskräftig am ${german(stated)} (§ 89 OWiG).`],
            }),
          ];
    return {
      fristen,
      ...(stated === undefined ? {} : { rechtskraft: stated }),
      eingetreten: stated !== undefined,
      zwischenzeiten: [],
      hinweise,
    };
  }
  const period = einspruchsfrist(fall, bescheid.services);
  const { erlass } = bescheid;
  const objection = fall.ereignisse.find(
    (event) => event.typ === 'einspruch-eingelegt' && (erlass === undefined || event.am >= erlass),
  );
  const restored = last(fall, 'wiedereinsetzung-gewaehrt')?.am;
  const base = kraft(fall, period.ende, objection);
  const inTime = objection !== undefined && objection.am <= period.ende;
  const status: Status =
    objection === undefined ? period.status : inTime || restored !== undefined ? 'gewahrt' : 'versaeumt';
  const result = restored === undefined || base.tag === undefined ? base : afterRestoration(fall, base, restored);
  const before = kraft(
    { ...fall, ereignisse: fall.ereignisse.filter((event) => event.typ !== 'rechtskraft') },
    period.ende,
    objection,
  ).tag;
  return {
    fristen: [{ ...period, status }, kraftFrist(period.ende, result), ...courtRemedy(fall)],
    ...(result.tag === undefined ? {} : { rechtskraft: result.tag }),
    eingetreten: result.status === 'eingetreten',
    zwischenzeiten:
      restored !== undefined && before !== undefined && before < restored ? [{ von: before, bis: restored }] : [],
    hinweise: base.hinweise ?? [],
  };
};

const kraftFrist = (beginn: Datum, result: Kraft): Frist => ({
  name: 'rechtskraft',
  bezeichnung: bezeichnungen.rechtskraft,
  art: 'ab',
  beginn,
  ende: result.tag ?? null,
  norm: '§§ 67, 89 OWiG',
  status: result.status,
  begruendung: result.grund,
});
