import { type Finding, fault } from '../platform/errors.ts';

/** An object as it came from outside. */
export type Fields = Record<string, unknown>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Findings that are listed; the rest is counted. */
const MAX_FINDINGS = 50;

/**
 * Refuses an input; a single fault is told as it is, several by their number and then one by one.
 *
 * @throws `USAGE` with one finding per fault, its path and what is allowed
 */
export const refuse = (findings: readonly Finding[]): never => {
  const [first] = findings;
  throw fault('USAGE', {
    findings: findings.slice(0, MAX_FINDINGS),
    total: findings.length,
    detail: findings.length === 1 ? (first?.text ?? '') : `${findings.length} Angaben der Eingabe sind nicht richtig.`,
    ...(first?.path === undefined ? {} : { path: first.path }),
  });
};
