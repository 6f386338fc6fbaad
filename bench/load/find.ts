import type { RunOptions, RunResult } from './run.ts';

/** When a rate counts as held. */
export interface Bounds {
  /** milliseconds from the instant at which a message was to leave to its receipt */
  readonly receiptP99: number;
  /** and until the reader's application has it */
  readonly deliveryP99: number;
}

/** One try at a rate. */
export interface Try {
  readonly rate: number;
  readonly held: boolean;
  readonly why: string;
  readonly result: RunResult;
}

/** What a search found. */
export interface Found {
  /** highest rate that was held, in messages a second; 0 if none was */
  readonly highest: number;
  readonly tries: readonly Try[];
}

/** The search ends when rate held and rate not held are as near as this. */
const NEAR = 1.08;
const STRIDE = 1.6;
const LOWEST = 0.5;

/** Why a rate was not held; empty if it was. */
export function whyNot({ clean, receipt, delivery }: RunResult, { receiptP99, deliveryP99 }: Bounds): string {
  if (!clean) return 'not every message was receipted and read exactly once';
  if (receipt.p99 > receiptP99) return `receipt p99 ${receipt.p99.toFixed(0)} ms, allowed ${receiptP99} ms`;
  if (delivery.p99 > deliveryP99) return `delivery p99 ${delivery.p99.toFixed(0)} ms, allowed ${deliveryP99} ms`;
  return '';
}

/**
 * Finds the highest rate that is held: greater strides until one is not held, then halves the distance. A rate that
 * is not held is tried once more, so that one disturbance of the machine does not decide.
 *
 * @param attempt one run at a rate
 */
export async function findHighest(
  from: number,
  bounds: Bounds,
  attempt: (plan: Pick<RunOptions['plan'], 'rate'>) => Promise<RunResult>,
  tell: (text: string) => void = () => {},
): Promise<Found> {
  const tries: Try[] = [];
  const holds = async (rate: number): Promise<boolean> => {
    for (let left = 2; left > 0; left -= 1) {
      const result = await attempt({ rate });
      const why = whyNot(result, bounds);
      tries.push({ rate, held: why === '', why, result });
      tell(`${rate} a second ${why === '' ? 'held' : `not held: ${why}`}`);
      if (why === '') return true;
    }
    return false;
  };
  let [low, high] = [0, Number.POSITIVE_INFINITY];
  for (let rate = from; low === 0 || high === Number.POSITIVE_INFINITY; ) {
    if (await holds(rate)) low = rate;
    else high = rate;
    if (high < LOWEST) return { highest: 0, tries };
    rate = rounded(high === Number.POSITIVE_INFINITY ? low * STRIDE : high / STRIDE);
  }
  while (high / low > NEAR) {
    const middle = rounded(Math.sqrt(low * high));
    if (middle <= low || middle >= high) break;
    if (await holds(middle)) low = middle;
    else high = middle;
  }
  return { highest: low, tries };
}

/** Three digits are more than such a search can tell. */
const rounded = (rate: number): number => Number(rate.toPrecision(3));
