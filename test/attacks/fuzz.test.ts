import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRefusal } from '../../src/envelope/index.ts';
import { packageRoot } from '../../src/platform/paths.ts';
import { corpus } from '../fuzz/corpus.ts';
import { type Mutant, recipeOf, Workshop } from '../fuzz/mutants.ts';
import { openPipeline, type Pipeline } from '../fuzz/pipeline.ts';
import { tryRecipe } from '../fuzz/run.ts';
import { TestClient, tlsOf } from '../support/client.ts';
import { expectNoTrace, memoryGrowth, useTarget } from './support.ts';

/** Always the same mutants, so that a change is judged by itself; `npm run fuzz` takes new ones at every run. */
const SEED = Number(process.env['FUZZ_SEED'] ?? 77);

describe('fuzzing: mutants of valid Sendungen', () => {
  it(`thirty seconds against the whole intake: no crash, hang or growth, nothing else than was signed (seed ${SEED})`, async () => {
    const program = spawn(process.execPath, ['test/fuzz/main.ts', '--seconds', '30', '--seed', String(SEED)], {
      cwd: packageRoot,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    program.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    const [code] = (await once(program, 'close')) as [number];
    expect(output).not.toContain('FAILURE');
    expect(code).toBe(0);
    expect(Number(/(\d+) cases/.exec(output)?.[1])).toBeGreaterThan(100);
  });
});

describe('fuzzing: inputs that were interesting once', () => {
  let pipeline: Pipeline;
  let workshop: Workshop;
  beforeAll(async () => {
    pipeline = await openPipeline();
    workshop = new Workshop(pipeline.pkiDir);
  });
  afterAll(() => pipeline.close());

  it.each(corpus)('$layer, $steps.0.mutator: $why', async ({ code, ...recipe }) => {
    expect(await tryRecipe(pipeline, workshop, recipe)).toBe(code);
  });

  it('the corpus reaches every layer and many codes', () => {
    expect(new Set(corpus.map(({ layer }) => layer)).size).toBe(6);
    expect(new Set(corpus.map(({ code }) => code)).size).toBeGreaterThan(20);
  });
});

describe('fuzzing: mutants over HTTP', () => {
  const target = useTarget();
  const SECONDS = 8;

  it(`are all refused with signed answers, and leave nothing behind (seed ${SEED})`, async () => {
    const { pkiDir, url } = target.gateway;
    const workshop = new Workshop(pkiDir);
    const clients = new Map<string, TestClient>();
    const send = ({ sender, bytes }: Pick<Mutant, 'sender' | 'bytes'>) => {
      const client = clients.get(sender) ?? new TestClient(url, tlsOf(pkiDir, sender));
      clients.set(sender, client);
      return client.send(bytes);
    };
    const growth = await memoryGrowth(target, async () => {
      const end = performance.now() + SECONDS * 1000;
      const known = new Set<string>();
      for (let index = 0; performance.now() < end; index += 1) {
        const mutant = workshop.make(recipeOf(SEED, index));
        if (mutant === undefined) continue;
        // the original first: whatever is accepted of its mutants would be its replay
        const { kopf, bytes } = mutant.original;
        if (!known.has(kopf.nachrichtenUUID)) expect((await send({ sender: mutant.sender, bytes })).status).toBe(202);
        known.add(kopf.nachrichtenUUID);
        const answer = await send(mutant);
        const what = `npm run fuzz -- --seed ${SEED} --case ${index}`;
        if (answer.status === 200) {
          expect(mutant.bytes.equals(bytes), what).toBe(true);
        } else if (answer.status === 202) {
          // an insider may sign a header with a UUID of its own
          expect(recipeOf(SEED, index).layer, what).not.toBe('outside');
        } else {
          expect(answer.status, what).toBeGreaterThanOrEqual(400);
          expect(answer.status, what).toBeLessThan(500);
          const refusal = await openRefusal(answer.body, { trust: target.trust, at: new Date() });
          expect(refusal.code, what).not.toBe('INTERNAL');
          if (index % 8 === 0) await expectNoTrace(target, { bytes: mutant.bytes });
        }
      }
    });
    for (const client of clients.values()) client.close();
    expect(growth).toBeLessThan(256);
  });
});
