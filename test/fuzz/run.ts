import { writeSync } from 'node:fs';
import { Failure, judge } from './judge.ts';
import { minimise } from './minimise.ts';
import { bases, type Mutant, type Recipe, recipeOf, Workshop } from './mutants.ts';
import { openPipeline, type Pipeline } from './pipeline.ts';

/** What a run found; crosses from the fuzzing process to the one that watches it. */
export type Report =
  | { readonly what: 'ready' }
  | {
      readonly what: 'progress';
      readonly cases: number;
      readonly codes: Readonly<Record<string, number>>;
      readonly mib: number;
    }
  | { readonly what: 'new'; readonly recipe: Recipe; readonly code: string }
  | {
      readonly what: 'failure';
      readonly recipe: Recipe;
      readonly index: number;
      readonly kind: string;
      readonly text: string;
      readonly bytes: string;
    };

interface RunOptions {
  readonly seed: number;
  readonly from: number;
  /** the case behind the last one; without end if left out */
  readonly to?: number;
  readonly seconds: number;
  readonly report: (report: Report) => void;
  /** file descriptor that holds the number of the case being tried, for whoever finds this process dead */
  readonly journal?: number;
}

/** One in so many refusals has its signature verified. */
const THOROUGH = 8;
const PROGRESS_MS = 1000;

/** Judges one recipe. @returns the code it ended in, `undefined` where nothing could be made of it @throws Failure */
export async function tryRecipe(pipeline: Pipeline, workshop: Workshop, recipe: Recipe, thorough = true) {
  const mutant = workshop.make(recipe);
  return mutant === undefined ? undefined : judge(pipeline, mutant, recipe.layer, thorough);
}

/** Tries one case after the other until the time is over or one fails; makes that one small. */
export async function run({
  seed,
  from,
  to = Number.POSITIVE_INFINITY,
  seconds,
  report,
  journal,
}: RunOptions): Promise<void> {
  const pipeline = await openPipeline();
  try {
    const workshop = new Workshop(pipeline.pkiDir);
    await checkOriginals(pipeline, workshop);
    report({ what: 'ready' });
    const end = performance.now() + seconds * 1000;
    let told = performance.now();
    const codes: Record<string, number> = {};
    const seen = new Set<string>();
    let cases = 0;
    for (let index = from; index < to && performance.now() < end; index += 1) {
      if (journal !== undefined) writeSync(journal, String(index).padEnd(16), 0);
      const recipe = recipeOf(seed, index);
      try {
        const code = await tryRecipe(pipeline, workshop, recipe, index % THOROUGH === 0);
        cases += 1;
        if (code !== undefined) codes[code] = (codes[code] ?? 0) + 1;
        const novelty = `${recipe.layer} ${code}`;
        if (code !== undefined && !seen.has(novelty)) report({ what: 'new', recipe, code });
        seen.add(novelty);
      } catch (error) {
        report(await failureOf(pipeline, workshop, { recipe, index, error }));
        return;
      }
      if (performance.now() - told > PROGRESS_MS) {
        told = performance.now();
        report({ what: 'progress', cases, codes, mib: process.memoryUsage.rss() / 1024 / 1024 });
      }
    }
    report({ what: 'progress', cases, codes, mib: process.memoryUsage.rss() / 1024 / 1024 });
  } finally {
    pipeline.close();
  }
}

/** What mutants are made of must be good itself, or everything would be refused for one reason. */
async function checkOriginals(pipeline: Pipeline, workshop: Workshop): Promise<void> {
  for (const base of bases) {
    const code = await tryRecipe(pipeline, workshop, { base, layer: 'outside', steps: [] });
    if (code !== 'angenommen') throw new Failure('original', `${base} ends in ${code}`);
  }
}

async function failureOf(
  pipeline: Pipeline,
  workshop: Workshop,
  { recipe, index, error }: { recipe: Recipe; index: number; error: unknown },
): Promise<Report> {
  const { kind, message } =
    error instanceof Failure ? error : { kind: 'crash', message: String((error as Error)?.stack) };
  const fails = async (mutant: Mutant | undefined): Promise<boolean> => {
    try {
      if (mutant !== undefined) await judge(pipeline, mutant, recipe.layer, true);
      return false;
    } catch (again) {
      return again instanceof Failure && again.kind === kind;
    }
  };
  // what takes long to try is shown as it is
  const slow = kind === 'hang' || kind === 'memory';
  const small = slow
    ? { recipe, bytes: workshop.make(recipe)?.bytes ?? Buffer.alloc(0) }
    : await minimise(recipe, workshop, fails);
  return {
    what: 'failure',
    recipe: small.recipe,
    index,
    kind,
    text: message,
    bytes: small.bytes.toString('base64'),
  };
}
