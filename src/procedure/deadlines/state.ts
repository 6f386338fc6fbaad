import type { Datum } from '../time/calendar.ts';
import { isClosed, lastOf } from './file-search.ts';
import type { Frist } from './frist.ts';
import type { Ereignistyp } from './input/events.ts';
import type { Fall } from './input/input.ts';
import { type SpaeterStand, spaetererStand } from './later-state.ts';
import type { Rechtsbehelf } from './remedies/remedy.ts';

/** Where the case stands on the Stichtag, in the order of the procedure. */
export type Stand =
  | 'ermittlung'
  | 'anhoerung'
  | 'vorlaeufig-eingestellt'
  | 'bescheid-erlassen'
  | 'bescheid-zugestellt'
  | 'zwischenverfahren'
  | 'gericht'
  | 'eingestellt'
  | SpaeterStand;

/** German names of the stages of a case as its events show it. */
export const standText: Readonly<Record<Stand, string>> = {
  ermittlung: 'Ermittlung',
  anhoerung: 'Anhörung',
  'verwarnung-angeboten': 'Verwarnung angeboten',
  'verwarnung-wirksam': 'durch Verwarnung abgeschlossen',
  'vorlaeufig-eingestellt': 'vorläufig eingestellt',
  'bescheid-erlassen': 'Bußgeldbescheid erlassen, noch nicht zugestellt',
  'bescheid-zugestellt': 'Bußgeldbescheid zugestellt, Einspruchsfrist',
  zwischenverfahren: 'Einspruch, Zwischenverfahren',
  gericht: 'bei Gericht',
  rechtsbeschwerde: 'beim Rechtsbeschwerdegericht',
  freigesprochen: 'ohne Sanktion abgeschlossen',
  rechtskraeftig: 'rechtskräftig, Zahlungsfrist',
  zahlungserleichterung: 'rechtskräftig, Zahlungserleichterung',
  beitreibbar: 'rechtskräftig, Beitreibung zulässig',
  erzwingungshaft: 'rechtskräftig, Erzwingungshaft angeordnet',
  'vollstreckung-ausgesetzt': 'rechtskräftig, Vollstreckung angehalten',
  erledigt: 'erledigt durch Zahlung',
  verstorben: 'durch Tod beendet',
  verjaehrt: 'verjährt',
  eingestellt: 'eingestellt',
};

/** Where a case stands on the Stichtag, and what comes next. */
export interface Zustand {
  readonly stand: Stand;
  readonly text: string;
  readonly stichtag: Datum;
  /** next period that ends on or after the Stichtag */
  readonly naechsteFrist?: { readonly name: Frist['name']; readonly ende: Datum };
}

const HEARD: readonly Ereignistyp[] = [
  'anhoerung-angeordnet',
  'anhoerung-bekanntgegeben',
  'vernehmung-betroffener',
  'verfahrenseinleitung-bekanntgegeben',
];
const COURT: readonly Ereignistyp[] = [
  'akten-eingang-amtsgericht',
  'hauptverhandlung-anberaumt',
  'hinweis-72',
  'urteil-erster-instanz',
  'beschluss-72',
];

const standOf = (fall: Fall, behelf: Rechtsbehelf, fristen: readonly Frist[]): Stand => {
  const has = (...types: readonly Ereignistyp[]): boolean => fall.ereignisse.some((event) => types.includes(event.typ));
  const status = (name: Frist['name']): Frist['status'] | undefined =>
    fristen.find((frist) => frist.name === name)?.status;
  const later = spaetererStand(fall, behelf, fristen);
  if (later !== undefined) return later;
  if (isClosed(fall)) return 'eingestellt';
  if (status('verfolgungsverjaehrung') === 'abgelaufen') return 'verjaehrt';
  const before = lastOf(fall, ...COURT, 'zurueckverweisung', 'bescheid-zurueckgenommen');
  if (before !== undefined && before !== 'bescheid-zurueckgenommen') {
    return before === 'zurueckverweisung' ? 'zwischenverfahren' : 'gericht';
  }
  if (status('rechtskraft') === 'gehemmt' || status('rechtskraft') === 'aufgehoben') return 'zwischenverfahren';
  if (status('einspruchsfrist') !== undefined) return 'bescheid-zugestellt';
  if (lastOf(fall, 'bescheid-erlassen', 'bescheid-zurueckgenommen') === 'bescheid-erlassen') return 'bescheid-erlassen';
  const paused = lastOf(fall, 'vorlaeufig-eingestellt-abwesenheit', 'verfahren-fortgesetzt');
  if (paused === 'vorlaeufig-eingestellt-abwesenheit') return 'vorlaeufig-eingestellt';
  return has(...HEARD) ? 'anhoerung' : 'ermittlung';
};

/** Dates of register and files: nobody has to act on the case by them. */
const isKeeping = (name: Frist['name']): boolean =>
  name.startsWith('punkte-') || name.startsWith('aufbewahrung-') || name === 'wiederaufnahme';

/** State of the case from its events and periods. */
export const zustandOf = (fall: Fall, behelf: Rechtsbehelf, fristen: readonly Frist[]): Zustand => {
  const stand = standOf(fall, behelf, fristen);
  const open = fristen.flatMap((frist) => {
    const counts = frist.status === 'laeuft' || frist.status === 'bedingt';
    return counts && frist.ende !== null && frist.ende >= fall.stichtag ? [{ name: frist.name, ende: frist.ende }] : [];
  });
  const byDay = open.sort((a, b) => (a.ende < b.ende ? -1 : a.ende > b.ende ? 1 : 0));
  const next = byDay.find(({ name }) => !isKeeping(name)) ?? byDay[0];
  return {
    stand,
    text: standText[stand],
    stichtag: fall.stichtag,
    ...(next === undefined ? {} : { naechsteFrist: next }),
  };
};
