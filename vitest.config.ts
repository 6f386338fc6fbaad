import { defineConfig } from 'vitest/config';

/** One project per kind of test, so that each can be run alone: `npm test -- --project unit`. */
const project = (name: string, include: string[], extra: Record<string, unknown> = {}) => ({
  test: { name, include, environment: 'node', ...extra },
});

const slow = { testTimeout: 120_000, hookTimeout: 120_000, fileParallelism: false };

export default defineConfig({
  test: {
    projects: [
      project('unit', ['test/**/*.test.ts'].concat([]), {
        exclude: ['test/{store,attacks,interop,faults,e2e}/**'],
        testTimeout: 20_000,
      }),
      project('store', ['test/store/**/*.test.ts'], slow),
      project('attacks', ['test/attacks/**/*.test.ts'], { ...slow, globalSetup: ['test/attacks/global-setup.ts'] }),
      project('interop', ['test/interop/**/*.test.ts'], slow),
      project('faults', ['test/faults/**/*.test.ts'], { ...slow, testTimeout: 300_000 }),
      project('e2e', ['test/e2e/**/*.test.ts'], { ...slow, testTimeout: 300_000 }),
    ],
  },
});
