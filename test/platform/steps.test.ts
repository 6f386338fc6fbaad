import { expect, test } from 'vitest';
import { onStep, reached, STEPS } from '../../src/platform/steps.ts';

test('a step is heard at once by everyone who listens, and by nobody after the end', () => {
  const heard: unknown[] = [];
  const end = onStep((reached) => heard.push(reached));
  reached('intake.recorded', { uuid: 'u', kennung: 'k' });
  expect(heard).toEqual([{ step: 'intake.recorded', uuid: 'u', kennung: 'k' }]);
  end();
  reached('intake.recorded');
  expect(heard).toHaveLength(1);
});

test('every step has a name of its own', () => {
  expect(new Set(STEPS).size).toBe(STEPS.length);
});
