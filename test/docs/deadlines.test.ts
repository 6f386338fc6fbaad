import { describe, expect, test } from 'vitest';
import { computeDeadlines, formatDeadlines } from '../../src/procedure/index.ts';
import { read } from './pages.ts';

const page = read('docs/reference/deadlines.md');

/** Each example with the table of names and days under it. */
const examples = [...page.matchAll(/^```json\n([\s\S]*?)^```\n+((?:\|.*\n)+)/gm)].map((match) => ({
  input: JSON.parse(match[1] ?? '') as unknown,
  days: [...(match[2] ?? '').matchAll(/^\| `([\w-]+)` \| (\S+) \|$/gm)].map((row) => [row[1] ?? '', row[2] ?? '']),
}));

describe('examples of the reference of deadlines', () => {
  test('every JSON block has its days', () => {
    expect(examples.length).toBe(page.split('```json').length - 1);
    expect(examples.length).toBeGreaterThan(3);
  });

  test.each(examples)('example $# ends on the days of the page', ({ input, days }) => {
    const result = computeDeadlines(input);
    expect(days).not.toEqual([]);
    for (const [name, ende] of days) {
      expect(result.fristen.find((frist) => frist.name === name)?.ende, name).toBe(ende);
    }
    expect(formatDeadlines(result)).toContain('Fristenvermerk');
  });
});
