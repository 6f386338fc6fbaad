import { moveOf } from '../law/order.ts';
import { requestKinds } from '../law/requests.ts';
import { Case } from './case.ts';
import type { Schritt } from './step.ts';

/** Messages whose author stands outside of the case by law: courts, and the authority that determines who is competent. */
const FROM_OUTSIDE: readonly (string | undefined)[] = ['justiz', 'aufsicht', 'aktenfuehrend-oder-justiz'];

/** What its holder sends to somebody who is to act in the case; a receipt or an answer is no such message. */
const BRINGS_IN: readonly (string | undefined)[] = [...requestKinds.map(({ nummer }) => nummer), '3010'];

/**
 * A case without the messages of authorities that nobody brought into it: neither the parties of its first message, nor
 * asked by its holder, nor asked in place of one that was (0110). Such a message may be honest, as a step on paper is not
 * seen here; but what it says of the end of a case is not to be relied on alone.
 *
 * @param history the messages of a case in legal order
 * @returns the same array where there are none
 */
export const ohneFremde = (history: readonly Schritt[]): readonly Schritt[] => {
  const read = new Case();
  const parties = new Set<string | undefined>();
  const counted: Schritt[] = [];
  for (const step of history) {
    const move = moveOf(step.nummer);
    const first = counted.length === 0;
    const known = first || step.von === undefined || parties.has(step.von);
    if (!known && !FROM_OUTSIDE.includes(move?.von)) continue;
    read.read(step);
    counted.push(step);
    if (first) parties.add(step.von);
    const asks = BRINGS_IN.includes(move?.nummer) && step.von === read.zustaendig;
    if (first || (known && (asks || move?.nummer === '0110'))) parties.add(step.an);
    if (read.zustaendig !== undefined) parties.add(read.zustaendig);
  }
  return counted.length === history.length ? history : counted;
};
