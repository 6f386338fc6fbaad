import { addDays, type Datum, german } from '../../time/calendar.ts';
import { all, isClosed, last } from '../file-search.ts';
import type { Frist, Status } from '../frist.ts';
import type { Fall } from '../input/input.ts';
import type { Zwischenzeit } from '../prosecution/limitation-acts.ts';
import { rechtsbeschwerde } from './appeal.ts';
import { rechtsbehelfe, verwerfungEnde } from './court-decision.ts';
import { type Kraft, kraftFrist, rechtskraft } from './finality.ts';
import { type Bescheid, einspruchOf, einspruchsfrist, geltenderBescheid } from './objection.ts';
import { afterRestoration, wiedereinsetzungAm, wiedereinsetzungsantrag } from './restoration.ts';
import { zustellhinweise } from './service-hints.ts';

/** Einspruch, other remedies and Rechtskraft of the Bescheid that stands. */
export interface Rechtsbehelf {
  readonly fristen: readonly Frist[];
  /** day with whose beginning the decision is final; missing while an Einspruch is pending or nothing is served */
  readonly rechtskraft?: Datum;
  /** the day before is certain: no condition is left on the Stichtag */
  readonly eingetreten: boolean;
  /** Rechtskraft that was there and is undone; what was built on it falls with it */
  readonly beseitigt?: Datum;
  readonly zwischenzeiten: readonly Zwischenzeit[];
  readonly hinweise: readonly string[];
}

/** Taken back although it was final: the Bescheid is left out all the same, and the file has to be looked at. */
const takenBackLate = (fall: Fall): readonly string[] => {
  const at = fall.ereignisse.findLastIndex(({ typ }) => typ === 'bescheid-zurueckgenommen');
  const gone = fall.ereignisse[at];
  if (gone === undefined) return [];
  const before = rechtsbehelf({ ...fall, stichtag: gone.am, ereignisse: fall.ereignisse.slice(0, at) });
  if (!before.eingetreten || before.rechtskraft === undefined) return [];
  return [
    `Bußgeldbescheid am ${german(gone.am)} zurückgenommen, obwohl er seit dem ${german(before.rechtskraft)} rechtskräftig war; § 69 Abs. 2 OWiG erlaubt das nach Rechtskraft nicht. Gerechnet ist, als wäre er weggefallen.`,
  ];
};

/** Only a statement of Rechtskraft is known, or nothing at all. */
const withoutService = (fall: Fall): Rechtsbehelf => {
  const stated = last(fall, 'rechtskraft')?.am;
  const remedies = [...rechtsbehelfe(fall), ...rechtsbeschwerde(fall)];
  const hinweise = [...takenBackLate(fall), ...zustellhinweise(fall)];
  if (stated === undefined) return { fristen: remedies, eingetreten: false, zwischenzeiten: [], hinweise };
  const restored = wiedereinsetzungAm(fall);
  const base: Kraft = {
    tag: stated,
    status: stated <= fall.stichtag ? 'eingetreten' : 'bedingt',
    grund: [`Festgestellt: rechtskräftig am ${german(stated)} (§ 89 OWiG).`],
  };
  const undone = restored !== undefined && restored >= stated;
  const result = undone ? afterRestoration(fall, base, restored, base) : base;
  return {
    fristen: [kraftFrist(stated, result), ...remedies],
    ...(result.tag === undefined ? {} : { rechtskraft: result.tag }),
    eingetreten: result.status === 'eingetreten',
    ...(undone && result.tag === undefined ? { beseitigt: stated } : {}),
    zwischenzeiten: undone && stated < restored ? [{ von: stated, bis: restored }] : [],
    hinweise: ['Rechtskraft ist festgestellt, aber keine Zustellung bekannt.', ...hinweise],
  };
};

/** Discontinued or ended by death before it was final, a Bescheid never becomes final. */
const discontinued = (fall: Fall, kraft: Kraft): Kraft => {
  const died = last(fall, 'person-verstorben')?.am;
  if (died !== undefined && (kraft.tag === undefined || kraft.tag > died)) {
    const grund = `Die Person ist am ${german(died)} verstorben, bevor die Entscheidung rechtskräftig war; das Verfahren ist beendet, sie wird es nicht mehr.`;
    return { status: 'erledigt', grund: [grund] };
  }
  const closed = isClosed(fall) ? last(fall, 'verfahren-eingestellt')?.am : undefined;
  if (closed === undefined || (kraft.tag !== undefined && kraft.tag <= closed)) return kraft;
  return {
    status: 'erledigt',
    grund: [
      `Das Verfahren ist am ${german(closed)} eingestellt, bevor der Bescheid rechtskräftig war; er wird es nicht mehr (§ 47 Abs. 1, § 69 Abs. 2 OWiG).`,
    ],
  };
};

/** The case on the day of a Wiedereinsetzung, where another one or a decision of the court came before it. */
const beforeAnother = (fall: Fall, restored: Datum | undefined): Rechtsbehelf | undefined => {
  const earlier = all(fall, 'wiedereinsetzung-gewaehrt', 'urteil-erster-instanz', 'beschluss-72').some(
    (event) => restored !== undefined && event.am < restored,
  );
  if (!earlier || restored === undefined) return undefined;
  return rechtsbehelf({ ...fall, stichtag: restored, ereignisse: fall.ereignisse.filter(({ am }) => am < restored) });
};

const withService = (fall: Fall, bescheid: Bescheid): Rechtsbehelf => {
  const period = einspruchsfrist(fall, bescheid);
  const einspruch = einspruchOf(fall, bescheid, period.ende);
  const restored = wiedereinsetzungAm(fall);
  const rejected = einspruch?.verworfen;
  const against = rejected === undefined ? undefined : verwerfungEnde(fall, rejected);
  const base = rechtskraft(fall, bescheid, period.ende, einspruch, against);
  const anew =
    einspruch === undefined || restored === undefined
      ? base
      : rechtskraft(
          fall,
          bescheid,
          period.ende,
          { ereignis: einspruch.ereignis, rechtzeitig: true, zulaessig: true },
          undefined,
        );
  const kept = einspruch?.zulaessig === true || einspruch?.verwerfungAufgehoben !== undefined;
  const status: Status =
    einspruch === undefined ? period.status : kept || restored !== undefined ? 'gewahrt' : 'versaeumt';
  const unstated = { ...fall, ereignisse: fall.ereignisse.filter((event) => event.typ !== 'rechtskraft') };
  const earlier = beforeAnother(fall, restored);
  const first =
    restored === undefined || unstated.ereignisse.length === fall.ereignisse.length
      ? base.tag
      : rechtskraft(unstated, bescheid, period.ende, einspruch, against).tag;
  const before = earlier === undefined ? first : earlier.rechtskraft;
  const needless = restored !== undefined && earlier === undefined && first !== undefined && restored < first;
  const told = earlier?.fristen.find(({ name }) => name === 'rechtskraft')?.begruendung ?? base.grund;
  const fell = restored !== undefined && earlier?.rechtskraft !== undefined && earlier.rechtskraft < restored;
  const restoration =
    restored === undefined || needless || (base.tag === undefined && !fell)
      ? base
      : afterRestoration(fall, { ...base, grund: told }, restored, anew);
  const result = discontinued(fall, restoration);
  const stopped = result.status === 'erledigt';
  const lifted = einspruch?.verwerfungAufgehoben !== undefined && !einspruch.zulaessig;
  const was = lifted ? addDays(period.ende, 1) : earlier === undefined || fell ? before : earlier.beseitigt;
  const undone = (lifted || restored !== undefined) && !stopped;
  return {
    fristen: [
      { ...period, status: stopped && status === 'laeuft' ? 'erledigt' : status },
      ...wiedereinsetzungsantrag(fall, einspruch, period.ende),
      kraftFrist(period.ende, result),
      ...rechtsbehelfe(fall),
      ...rechtsbeschwerde(fall),
    ],
    ...(result.tag === undefined ? {} : { rechtskraft: result.tag }),
    eingetreten: result.status === 'eingetreten',
    ...(undone && result.tag === undefined && was !== undefined ? { beseitigt: was } : {}),
    zwischenzeiten: [
      ...(earlier?.zwischenzeiten ?? []),
      ...(restored !== undefined && before !== undefined && before < restored ? [{ von: before, bis: restored }] : []),
    ],
    hinweise: [
      ...(base.hinweise ?? []),
      ...(needless
        ? [`Wiedereinsetzung am ${german(restored)}: Der Bescheid war noch nicht rechtskräftig; sie ändert nichts.`]
        : []),
      ...zustellhinweise(fall),
    ],
  };
};

/** Einspruchsfrist, Rechtskraft and every other remedy, with withdrawal, waiver and Wiedereinsetzung (§§ 51, 52, 62, 67–80 OWiG). */
export const rechtsbehelf = (fall: Fall): Rechtsbehelf => {
  const bescheid = geltenderBescheid(fall);
  return bescheid === undefined ? withoutService(fall) : withService(fall, bescheid);
};
