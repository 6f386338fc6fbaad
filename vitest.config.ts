import { defineConfig } from 'vitest/config';

/** One project per kind of test, so that each can be run alone: `npm test -- --project unit`. */
const project = (name: string, options: Record<string, unknown> = {}) => ({
  test: { name, include: [`test/${name}/**/*.test.ts`], environment: 'node', ...options },
});

/** Tests that start servers and programs: one file at a time, so that they do not take each other's processors. */
const slow = { testTimeout: 120_000, hookTimeout: 120_000, fileParallelism: false };

export default defineConfig({
  test: {
    projects: [
      project('unit', {
        include: ['test/**/*.test.ts'],
        exclude: ['test/{cli,store,attacks,interop,e2e}/**'],
        testTimeout: 20_000,
      }),
      project('cli', { ...slow, fileParallelism: true }),
      project('store', slow),
      project('attacks', { ...slow, globalSetup: ['test/attacks/global-setup.ts'] }),
      project('interop', slow),
      project('e2e', { ...slow, testTimeout: 300_000 }),
    ],
  },
});
