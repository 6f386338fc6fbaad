import { expect, test } from 'vitest';
import { hiddenSubjects, rulesWithoutWords, subjectsWithoutColumns } from '../../scripts/docs/law.ts';

test('every rule of the law stands on a page for jurists', () => {
  expect(hiddenSubjects()).toEqual([]);
});

test('every rule is told in words of the law, not in names of the program', () => {
  expect(subjectsWithoutColumns()).toEqual([]);
  expect(rulesWithoutWords()).toEqual([]);
});
