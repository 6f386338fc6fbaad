import { moves, type Zug } from '../law/order.ts';
import { requestKinds } from '../law/requests.ts';
import type { Case } from './case.ts';
import { waits } from './requests.ts';

/** A message that may follow now. */
export interface Folgezug {
  readonly nummer: string;
  readonly rolle: Zug['von'];
  /** Organisationsschlüssel of those who may send it, where the messages show them */
  readonly von?: readonly string[];
}

const asked = (read: Case, nummer: string): string[] =>
  read.requests.list.flatMap((request) => {
    const kind = requestKinds.find((one) => one.nummer === request.nummer);
    const answers = [...(kind?.antworten ?? []), ...(kind?.ablehnungen ?? []), ...(kind?.zwischen ?? [])];
    return waits(request) && answers.includes(nummer) ? [request.an ?? ''] : [];
  });

const asking = (read: Case, nummer: string): string[] =>
  read.requests.list.flatMap((request) => {
    const kind = requestKinds.find((one) => one.nummer === request.nummer);
    const mine = nummer === '0040' || kind?.ruecknahmen.includes(nummer) === true;
    return waits(request) && mine ? [request.von ?? ''] : [];
  });

const named = (keys: readonly string[]): { von?: readonly string[] } => {
  const known = [...new Set(keys)].filter((key) => key !== '');
  return known.length === 0 ? {} : { von: known };
};

const seen = (read: Case, { nach }: Zug): boolean =>
  nach === undefined || read.history.some(({ nummer }) => nach.includes(nummer));

const forwarding: readonly string[] = ['0110', '0120', '0130'];
const requested: readonly string[] = [
  ...new Set(requestKinds.flatMap((kind) => [...kind.antworten, ...kind.ablehnungen, ...kind.zwischen])),
];

const next = (read: Case, move: Zug): Folgezug[] => {
  const { nummer, von: rolle } = move;
  if (move.in !== undefined && !move.in.includes(read.stand)) return [];
  if (!seen(read, move)) return [];
  const is = (keys: readonly string[]): Folgezug[] => [{ nummer, rolle, ...named(keys) }];
  if (rolle === 'fragend') {
    const authors = asking(read, nummer);
    return authors.length === 0 ? [] : is([...authors, ...(read.zustaendig === undefined ? [] : [read.zustaendig])]);
  }
  if (rolle === 'gefragt' && requested.includes(nummer)) {
    const readers = asked(read, nummer);
    return readers.length === 0 ? [] : is(readers);
  }
  if (forwarding.includes(nummer)) return is(read.requests.list.filter(waits).map(({ an }) => an ?? ''));
  if (rolle !== 'aktenfuehrend' && rolle !== 'aktenfuehrend-oder-justiz') return is([]);
  const frozen =
    move.gesperrt === true &&
    read.eingefroren?.behoerde === read.zustaendig &&
    read.eingefroren?.rueckweisung === undefined;
  if (frozen && read.zustaendig !== undefined) return [];
  return is(read.zustaendig === undefined ? [] : [read.zustaendig]);
};

/** Messages that may follow in a case without a finding on stage, holder, file or requests, in order of numbers. */
export const nextMoves = (read: Case): readonly Folgezug[] => moves.flatMap((move) => next(read, move));
