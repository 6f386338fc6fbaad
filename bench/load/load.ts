import { machine } from '../report.ts';
import { compare } from './compare.ts';
import { type Found, findHighest } from './find.ts';
import { makeMix, readMix } from './mix.ts';
import type { Options } from './options.ts';
import { render, renderComparison, renderFound, renderGrowth } from './report.ts';
import { type RunOptions, type RunResult, run } from './run.ts';
import { growthOf } from './soak.ts';
import { makeGround, Stand } from './stand.ts';

/** What the tool says at its end. */
export interface Outcome {
  readonly text: string;
  readonly json: object;
  /** whether everything was as it must be */
  readonly good: boolean;
}

/** Part of the highest rate at which a soak runs. */
const SOAK_PART = 0.7;

/** Does what the options ask for. @param dir folder for everything that is needed on the way */
export async function load(options: Options, dir: string, tell: (text: string) => void): Promise<Outcome> {
  const request = { dir, suite: options.suite, way: options.way, queue: options.queue, tell };
  const ground = await makeGround(request);
  const mix = await makeMix(readMix(options.mix), options.size, { ...request, ...ground });
  const { rate, minutes, arrival, seed, gapMs, width, ...rest } = options;
  const base: RunOptions = { ...rest, plan: { rate, seconds: minutes * 60, arrival, seed, gapMs }, mix, tell };
  const about = {
    machine: machine({ queue: options.queue.replace(/:\/\/.*/, '') }),
    mix: options.mix,
    suite: options.suite,
  };
  if (options.stored !== undefined) {
    const { stored, rounds, burst } = options;
    const comparison = await compare(request, ground, base, { stored, rounds, messages: burst, width });
    return { text: renderComparison(comparison), json: { ...about, ...comparison }, good: comparison.clean };
  }
  const stand = await Stand.start(request, ground, 'leer');
  try {
    const once = (plan: Partial<RunOptions['plan']>): Promise<RunResult> =>
      run(stand, dir, { ...base, plan: { ...base.plan, ...plan } }, ground);
    const search = (): Promise<Found> =>
      findHighest(rate, options, (plan) => once({ ...plan, seconds: options.stepSeconds }), tell);
    if (options.findMax) {
      const found = await search();
      return { text: renderFound(found), json: { ...about, ...found }, good: found.highest > 0 };
    }
    if (options.soak) {
      const found = options.highest === undefined ? await search() : undefined;
      const highest = options.highest ?? found?.highest ?? 0;
      if (highest === 0) throw new Error('no rate was held: there is nothing to soak at');
      const result = await once({ rate: Number((SOAK_PART * highest).toPrecision(3)) });
      const growth = growthOf(result);
      return {
        text: `${found === undefined ? '' : renderFound(found)}${render(result)}${renderGrowth(growth)}`,
        json: { ...about, highest, ...(found === undefined ? {} : { search: found.tries }), ...result, growth },
        good: result.clean && growth.flat,
      };
    }
    const result = await once({});
    return { text: render(result), json: { ...about, ...result }, good: result.clean };
  } finally {
    await stand.close();
  }
}
