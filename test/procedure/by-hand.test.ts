import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { computeDeadlines } from '../../src/procedure/index.ts';

/** One case a line: what was reckoned by hand from the statutes, and the events. `keine`: no such period at all. */
interface Line {
  readonly fall: string;
  readonly fristen: Readonly<Record<string, string | null>>;
  readonly status?: Readonly<Record<string, string>>;
  readonly stand?: string;
  readonly eingabe: unknown;
}

const lines = readFileSync(join(import.meta.dirname, 'by-hand.ndjson'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Line);

test('there are many cases, each with a name of its own', () => {
  expect(lines.length).toBeGreaterThan(150);
  expect(new Set(lines.map(({ fall }) => fall)).size).toBe(lines.length);
});

test.each(lines)('reckoned by hand: $fall', ({ fristen, status = {}, stand, eingabe }) => {
  const lage = computeDeadlines(eingabe);
  const found = new Map(lage.fristen.map((one) => [one.name as string, one]));
  const days = Object.keys(fristen).map((name) => [name, found.has(name) ? (found.get(name)?.ende ?? null) : 'keine']);
  expect(Object.fromEntries(days)).toEqual(fristen);
  expect(Object.fromEntries(Object.keys(status).map((name) => [name, found.get(name)?.status]))).toEqual(status);
  if (stand !== undefined) expect(lage.zustand.stand).toBe(stand);
});
