import type { RunResult } from './run.ts';

/** How the memory of gateway and worker grew over a run, after its first quarter. */
export interface Growth {
  /** resident memory of the last quarter ÷ that of the second one, by process */
  readonly ratio: Readonly<Record<string, number>>;
  /** whether no ratio is above {@link FLAT} */
  readonly flat: boolean;
}

/** Resident memory moves by some per cent with each collection; what grows with every message passes this soon. */
const FLAT = 1.1;

/** Reads the growth from a run. */
export function growthOf({ usage }: Pick<RunResult, 'usage'>): Growth {
  const ratio = Object.fromEntries(
    ['gateway', 'worker'].flatMap((name) => {
      const resident = usage[name]?.resident;
      return resident === undefined ? [] : [[name, resident.late / resident.early] as const];
    }),
  );
  return { ratio, flat: Object.values(ratio).every((one) => one <= FLAT) };
}
