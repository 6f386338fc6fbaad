import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** One project per kind of test, so that each can be run alone: `npm test -- --project unit`. */
const project = (name: string, options: Record<string, unknown> = {}) => ({
  test: { name, include: [`test/${name}/**/*.test.ts`], environment: 'node', ...options },
});

/** Tests that start servers and programs. */
const slow = { testTimeout: 120_000, hookTimeout: 120_000 };

/** One file at a time, so that they do not take each other's processors. */
const alone = { fileParallelism: false };

/** Tests that compare times of a gateway with each other. */
const timed = 'test/e2e/{gateway-fairness,delivery-isolation,gateway-end}.test.ts';

/** Tests of one room like the unit tests, but too long to be run at every change: keys, sockets, threads, many mutations. */
const long = [
  'test/crypto/keystore.test.ts',
  'test/docs/{examples,floors}.test.ts',
  'test/envelope/tamper.test.ts',
  'test/gateway/check-threads.test.ts',
  'test/konnektor/{transport,endpoint}.test.ts',
  'test/procedure/{every-day,holiday-library,input-fuzz,amounts/plausibility}.test.ts',
  'test/profile/pki.test.ts',
  'test/standard/{agreement,faults,roundtrip,schematron-agreement,validate-size}.test.ts',
  'test/transparency/tree.test.ts',
  'test/xml/{c14n-long,engine}.test.ts',
];

export default defineConfig({
  test: {
    maxWorkers: availableParallelism(),
    projects: [
      project('unit', {
        include: ['test/**/*.test.ts'],
        exclude: ['test/{cli,store,attacks,interop,e2e,faults,machines}/**', ...long],
        testTimeout: 20_000,
      }),
      project('long', { include: long, testTimeout: 60_000 }),
      project('cli', slow),
      project('store', slow),
      project('attacks', { ...slow, ...alone, globalSetup: ['test/attacks/global-setup.ts'] }),
      project('interop', slow),
      project('machines', { ...slow, testTimeout: 300_000, hookTimeout: 300_000 }),
      project('e2e', { ...slow, testTimeout: 300_000, hookTimeout: 300_000, exclude: [timed] }),
      project('timed', { ...slow, ...alone, include: [timed], testTimeout: 300_000 }),
      project('faults', { ...slow, testTimeout: 600_000, hookTimeout: 300_000 }),
    ],
  },
});
