import { BlaupauseError } from '../../src/platform/errors.ts';

/** The catalogue error that `work` ends in; anything else is passed on. */
export const faultOf = (work: () => unknown): BlaupauseError => {
  try {
    work();
  } catch (error) {
    if (error instanceof BlaupauseError) return error;
    throw error;
  }
  throw new Error('no fault was raised');
};

/** Milliseconds that `work` takes. */
export const millisecondsOf = (work: () => unknown): number => {
  const start = performance.now();
  work();
  return performance.now() - start;
};
