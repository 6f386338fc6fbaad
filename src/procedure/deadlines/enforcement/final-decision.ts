import { forderung, verrechnung } from '../../amounts/costs.ts';
import { type Datum, german } from '../../time/calendar.ts';
import { all, last, SHOWS_DECISION } from '../file-search.ts';
import type { Frist, Status } from '../frist.ts';
import type { Ereignis, Ereignistyp } from '../input/events.ts';
import type { Fall } from '../input/input.ts';
import type { Rechtsbehelf } from '../remedies/remedy.ts';

/** What the decision that stands says of amount, Fahrverbot, points and licence. */
export interface Inhalt {
  /** cents */
  readonly geldbusse?: number;
  readonly kosten?: number;
  readonly gesamt?: number;
  readonly fahrverbotMonate?: number;
  readonly abs2a?: boolean;
  readonly punkte?: number;
  readonly belehrungErzwingungshaft?: boolean;
  readonly fuehrerschein?: NonNullable<Ereignis['fuehrerschein']>;
  readonly anrechnungAusgeschlossen?: boolean;
  /** day of the decision that sets it */
  readonly angeordnetAm?: Datum;
  /** acquitted or discontinued: nothing is to be paid or enforced */
  readonly entfaellt: boolean;
}

const DECISIONS: readonly Ereignistyp[] = ['bescheid-erlassen', 'urteil-erster-instanz', 'beschluss-72', 'rechtskraft'];

/** Decisions from the last Bescheid on; an earlier one does not pass its content on. */
const decisions = (fall: Fall): readonly Ereignis[] => {
  const from = fall.ereignisse.findLastIndex((event) => event.typ === 'bescheid-erlassen');
  return fall.ereignisse.slice(Math.max(0, from)).filter((event) => DECISIONS.includes(event.typ));
};

const costs = (source: Ereignis, geldbusse: number): number => {
  if (source.kosten !== undefined) return source.kosten;
  // court fees follow other law than § 107 OWiG
  return source.typ === 'bescheid-erlassen' || source.typ === 'rechtskraft'
    ? forderung(geldbusse, 1, source.am).gesamt - geldbusse
    : 0;
};

const contentOf = (fall: Fall): Inhalt => {
  const list = decisions(fall);
  const of = <K extends keyof Ereignis>(field: K): Ereignis[K] | undefined =>
    list.findLast((event) => event[field] !== undefined)?.[field];
  const source = list.findLast((event) => event.geldbusse !== undefined);
  const geldbusse = source?.geldbusse;
  const kosten = source === undefined || geldbusse === undefined ? undefined : costs(source, geldbusse);
  const ausgang = last(fall, 'urteil-erster-instanz', 'beschluss-72')?.entscheidung;
  const found = {
    geldbusse,
    kosten,
    gesamt: geldbusse === undefined || kosten === undefined ? undefined : geldbusse + kosten,
    fahrverbotMonate: of('fahrverbotMonate'),
    abs2a: of('abs2a'),
    punkte: of('punkte'),
    belehrungErzwingungshaft: of('belehrungErzwingungshaft'),
    fuehrerschein: of('fuehrerschein'),
    anrechnungAusgeschlossen: of('anrechnungAusgeschlossen'),
    angeordnetAm: list.findLast((event) => event.fahrverbotMonate !== undefined)?.am,
  };
  const known: Partial<Inhalt> = Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
  return { ...known, entfaellt: ausgang === 'freispruch' || ausgang === 'einstellung' };
};

/** A function of the case reckoned once for each case, as many periods ask for the same. */
const once = <T>(reckon: (fall: Fall) => T): ((fall: Fall) => T) => {
  const known = new WeakMap<Fall, { readonly value: T }>();
  return (fall) => {
    const found = known.get(fall) ?? { value: reckon(fall) };
    known.set(fall, found);
    return found.value;
  };
};

/** Content of the decision; costs of the authority left out are reckoned with one Zustellung (§ 107 OWiG). */
export const inhalt = once(contentOf);

/** Payments on the decision. */
export interface Zahlungsstand {
  /** cents */
  readonly gezahlt: number;
  readonly vollstaendig: boolean;
  /** day on which everything was paid */
  readonly am?: Datum;
  /** what of the Geldbuße is open; undefined where the Geldbuße is not known */
  readonly offeneGeldbusse?: number;
  readonly offeneKosten?: number;
}

/** Payments on a Bescheid, not those on a Verwarnung before it. */
export const zahlungenDarauf = (fall: Fall): readonly Ereignis[] => {
  const from = last(fall, 'bescheid-erlassen')?.am;
  const warned = from === undefined && last(fall, 'verwarnung-angeboten') !== undefined;
  if (warned && last(fall, 'rechtskraft') === undefined) return [];
  const paid = all(fall, 'zahlung').filter((event) => from === undefined || event.am >= from);
  // where nothing is known to be owed, only who says that all is paid can tell that it is
  return fall.ereignisse.some(({ typ }) => SHOWS_DECISION.includes(typ))
    ? paid
    : paid.filter((event) => event.vollstaendig === true);
};

const paymentsOf = (fall: Fall): Zahlungsstand => {
  const { gesamt, geldbusse, kosten } = inhalt(fall);
  let gezahlt = 0;
  let am: Datum | undefined;
  let open = { geldbusse: geldbusse ?? 0, nebenfolgen: 0, kosten: kosten ?? 0 };
  for (const event of zahlungenDarauf(fall)) {
    const betrag = event.betrag ?? 0;
    gezahlt += betrag;
    const first = event.verrechnung === 'kosten' ? Math.min(betrag, open.kosten) : 0;
    const rest = { ...open, kosten: open.kosten - first };
    const settled = verrechnung(betrag - first, rest);
    open = {
      geldbusse: rest.geldbusse - settled.geldbusse,
      nebenfolgen: 0,
      kosten: rest.kosten - settled.kosten,
    };
    const declared = event.vollstaendig ?? (event.betrag === undefined || gesamt === undefined);
    if (am === undefined && (declared || (gesamt !== undefined && gezahlt >= gesamt))) am = event.am;
  }
  const vollstaendig = am !== undefined;
  return {
    gezahlt,
    vollstaendig,
    ...(am === undefined ? {} : { am }),
    ...(geldbusse === undefined ? {} : { offeneGeldbusse: vollstaendig ? 0 : open.geldbusse }),
    ...(kosten === undefined ? {} : { offeneKosten: vollstaendig ? 0 : open.kosten }),
  };
};

/** Payments up to the Stichtag, settled in the order of § 94 OWiG unless the payer said otherwise. */
export const zahlungsstand = once(paymentsOf);

/** What every period after Rechtskraft depends on. */
export interface Basis {
  readonly fall: Fall;
  readonly tag: Datum;
  readonly behelf: Rechtsbehelf;
  readonly inhalt: Inhalt;
  readonly zahlung: Zahlungsstand;
}

/** Status of a period after Rechtskraft. */
export const running = ({ fall, behelf, zahlung }: Basis, ende: Datum | null): Status => {
  if (zahlung.vollstaendig) return 'erledigt';
  if (!behelf.eingetreten) return 'bedingt';
  return ende !== null && fall.stichtag > ende ? 'abgelaufen' : 'laeuft';
};

/** Steps of which the last one tells what could still be filed. */
const STEPS: readonly Ereignistyp[] = [
  'einspruch-eingelegt',
  'einspruch-verworfen',
  'einspruch-verworfen-gericht',
  'urteil-erster-instanz',
  'beschluss-72',
];

/** The condition under which a future Rechtskraft stands. */
export const condition = ({ fall, behelf }: Basis): string[] => {
  if (behelf.eingetreten) return [];
  const decided = last(fall, ...STEPS)?.typ;
  const against =
    decided === 'urteil-erster-instanz' || decided === 'beschluss-72'
      ? 'keine rechtzeitige Rechtsbeschwerde'
      : decided === 'einspruch-verworfen'
        ? 'kein rechtzeitiger Antrag auf gerichtliche Entscheidung'
        : decided === 'einspruch-verworfen-gericht'
          ? 'keine rechtzeitige sofortige Beschwerde'
          : 'kein rechtzeitiger Einspruch';
  return [`Unter der Bedingung, dass ${against} eingeht.`];
};

/** A date that something undone had: it is gone, and the reasons say which it was. */
export const undone = (entry: Frist, reason: string): Frist => {
  const { lesarten: _readings, voraussetzungen: _conditions, ...rest } = entry;
  return {
    ...rest,
    ende: null,
    status: 'aufgehoben',
    begruendung: [...(entry.ende === null ? [] : [`Vorher errechnet: ${german(entry.ende)}.`]), reason],
  };
};
