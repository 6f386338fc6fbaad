import {
  confirmations,
  type Ersuchensart,
  lateWithdrawals,
  notCompetent,
  passedOn,
  passingOn,
  requestKinds,
  stateAnswer,
  technicalRefusal,
} from '../law/requests.ts';
import type { Datum } from '../time/calendar.ts';
import { dateOf, digits, type Schritt, sameUuid, textOf } from './step.ts';

/** What became of a request; the first two still wait for an answer. */
export type Ersuchensstand =
  | 'offen'
  | 'in-bearbeitung'
  | 'beantwortet'
  | 'abgebrochen'
  | 'zurueckgenommen'
  | 'abgewiesen';

/** A request of a Vorgang and what became of it. */
export interface Ersuchen {
  /** undefined only where the caller's history has no UUIDs */
  readonly uuid?: string;
  readonly nummer: string;
  readonly von?: string;
  /** authority that has to answer: the reader, or whom it was passed on to (0120) */
  readonly an?: string;
  readonly am: Datum;
  readonly erbetenBis?: Datum;
  readonly stand: Ersuchensstand;
  /** UUID of the message that closed it */
  readonly antwort?: string;
  /** UUID of a Rückweisung (0010): the author has to send the request again */
  readonly rueckweisung?: string;
}

type Mutable = { -readonly [K in keyof Ersuchen]: Ersuchen[K] };

interface Entry {
  readonly kind: Ersuchensart;
  readonly ersuchen: Mutable;
  /** state before a withdrawal that may come too late */
  before?: Ersuchensstand;
  withdrawal?: string | undefined;
}

const isOpen = ({ ersuchen: { stand } }: Entry): boolean => stand === 'offen' || stand === 'in-bearbeitung';

/** Whether a request still waits for its answer. */
export const waits = ({ stand }: Pick<Ersuchen, 'stand'>): boolean => stand === 'offen' || stand === 'in-bearbeitung';

const same = (one: string | undefined, other: string | undefined): boolean =>
  one === undefined || other === undefined || one === other;

const kindOf = new Map(requestKinds.map((kind) => [kind.nummer, kind]));

/** Kinds of requests by a message that has to do with them. */
const kindsBy = (numbersOf: (kind: Ersuchensart) => readonly string[]): ReadonlyMap<string, Set<Ersuchensart>> => {
  const kinds = new Map<string, Set<Ersuchensart>>();
  for (const kind of requestKinds) {
    for (const nummer of numbersOf(kind)) kinds.set(nummer, (kinds.get(nummer) ?? new Set()).add(kind));
  }
  return kinds;
};
const answeredKinds = kindsBy(({ antworten, ablehnungen, zwischen }) => [...antworten, ...ablehnungen, ...zwischen]);
const withdrawnKinds = kindsBy(({ ruecknahmen }) => ruecknahmen);

/** Requests of a history that is read message by message. */
export class Requests {
  readonly #entries: Entry[] = [];
  readonly #byUuid = new Map<string, Entry>();

  /** In the order in which they were made. */
  get list(): readonly Ersuchen[] {
    return this.#entries.map(({ ersuchen }) => ersuchen);
  }

  /** The request that a message answers: the one it names, or else the youngest open one between these two. */
  answeredBy(step: Schritt): Ersuchen | undefined {
    return this.#answered(step)?.ersuchen;
  }

  #answered(step: Schritt): Entry | undefined {
    const kinds = answeredKinds.get(digits(step.nummer));
    if (kinds === undefined) return undefined;
    const named = this.#named(step.bezug);
    if (named !== undefined && kinds.has(named.kind)) return named;
    const able = this.#entries.filter(({ kind }) => kinds.has(kind));
    if (step.bezug !== undefined && able.some(({ ersuchen }) => ersuchen.uuid !== undefined)) {
      if (!able.some(({ kind }) => kind.antwortOhneBezug)) return undefined;
    }
    const between = able.filter(({ ersuchen }) => same(ersuchen.an, step.von) && same(ersuchen.von, step.an));
    return between.findLast(isOpen) ?? between.at(-1);
  }

  #named(uuid: string | undefined): Entry | undefined {
    return uuid === undefined ? undefined : this.#byUuid.get(uuid.toLowerCase());
  }

  /** The request that a withdrawal or a confirmation is about. */
  #about(step: Schritt, kinds: ReadonlySet<Ersuchensart>): Entry | undefined {
    const uuid = textOf(step, 'betrifftUUID');
    const named = this.#named(uuid);
    if (uuid !== undefined) return named !== undefined && kinds.has(named.kind) ? named : undefined;
    return this.#entries.findLast(
      (entry) =>
        kinds.has(entry.kind) &&
        isOpen(entry) &&
        same(entry.ersuchen.von, step.von) &&
        same(entry.ersuchen.an, step.an),
    );
  }

  /** Reads the next message. */
  read(step: Schritt): void {
    const nummer = digits(step.nummer);
    this.#withdraw(step, nummer);
    this.#confirm(step, nummer);
    this.#divert(step, nummer);
    this.#answer(step, nummer);
    const kind = kindOf.get(nummer);
    if (kind !== undefined) this.#open(step, kind);
  }

  #open(step: Schritt, kind: Ersuchensart): void {
    const erbetenBis = step.erbetenBis ?? dateOf(step, 'erbetenBis');
    const entry: Entry = {
      kind,
      ersuchen: {
        nummer: kind.nummer,
        am: step.am,
        stand: 'offen',
        ...(step.uuid === undefined ? {} : { uuid: step.uuid }),
        ...(step.von === undefined ? {} : { von: step.von }),
        ...(step.an === undefined ? {} : { an: step.an }),
        ...(erbetenBis === undefined ? {} : { erbetenBis }),
      },
    };
    this.#entries.push(entry);
    if (step.uuid !== undefined) this.#byUuid.set(step.uuid.toLowerCase(), entry);
  }

  #close(entry: Entry, stand: Ersuchensstand, step: Schritt): void {
    entry.ersuchen.stand = stand;
    if (step.uuid !== undefined) entry.ersuchen.antwort = step.uuid;
  }

  #answer(step: Schritt, nummer: string): void {
    const entry = this.#answered(step);
    if (entry === undefined || !isOpen(entry)) return;
    const { kind } = entry;
    if (kind.zwischen.includes(nummer)) entry.ersuchen.stand = 'in-bearbeitung';
    else this.#close(entry, kind.ablehnungen.includes(nummer) ? 'abgewiesen' : 'beantwortet', step);
  }

  #withdraw(step: Schritt, nummer: string): void {
    const kinds = withdrawnKinds.get(nummer);
    const entry = kinds && this.#about(step, kinds);
    if (entry === undefined || !isOpen(entry)) return;
    entry.withdrawal = step.uuid;
    entry.before = entry.ersuchen.stand;
    if (entry.kind.ruecknahmeBrauchtBestaetigung) return;
    this.#close(entry, nummer === '1190' || nummer === '2050' ? 'abgebrochen' : 'zurueckgenommen', step);
  }

  #confirm(step: Schritt, nummer: string): void {
    if (!confirmations.includes(nummer)) return;
    const withdrawn = this.#entries.filter(({ before }) => before !== undefined);
    const entry =
      withdrawn.find(({ withdrawal }) => sameUuid(withdrawal, step.bezug)) ??
      (step.bezug === undefined ? withdrawn.findLast(({ ersuchen }) => same(ersuchen.an, step.von)) : undefined);
    if (entry?.before === undefined) return;
    const late = lateWithdrawals.includes(textOf(step, 'ergebnis') ?? '');
    if (late && entry.ersuchen.stand !== 'beantwortet') {
      entry.ersuchen.stand = entry.before;
      delete entry.ersuchen.antwort;
    }
    if (!late && isOpen(entry)) this.#close(entry, 'zurueckgenommen', step);
    delete entry.before;
  }

  #divert(step: Schritt, nummer: string): void {
    if (![notCompetent, passedOn, passingOn, stateAnswer, technicalRefusal].includes(nummer)) return;
    const uuid = textOf(step, 'betrifftUUID') ?? step.bezug;
    const entry = this.#named(uuid);
    if (entry === undefined) return;
    if (nummer === technicalRefusal) {
      if (step.uuid !== undefined && same(entry.ersuchen.an, step.von)) entry.ersuchen.rueckweisung = step.uuid;
      return;
    }
    if (!isOpen(entry)) return;
    if (nummer === notCompetent) this.#close(entry, 'abgewiesen', step);
    if (nummer === passedOn) {
      const competent = textOf(step, 'zustaendigeStelle');
      if (competent !== undefined) entry.ersuchen.an = competent;
    }
    if (nummer === passingOn && step.an !== undefined && step.von === entry.ersuchen.an) entry.ersuchen.an = step.an;
    if (nummer === stateAnswer && entry.kind.nummer !== '0030' && textOf(step, 'stand') !== 'unbekannt') {
      entry.ersuchen.stand = 'in-bearbeitung';
    }
  }
}
