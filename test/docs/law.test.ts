import { expect, test } from 'vitest';
import { hiddenSubjects } from '../../scripts/docs/law.ts';

test('every rule of the law stands on a page for jurists', () => {
  expect(hiddenSubjects()).toEqual([]);
});
