import { BlaupauseError } from '../../src/platform/errors.ts';

/** The catalogue error that a promise ends in. */
export async function faultOf(work: () => unknown): Promise<BlaupauseError> {
  try {
    await work();
  } catch (error) {
    if (error instanceof BlaupauseError) return error;
    throw error;
  }
  throw new Error('no fault');
}
