/** What every room may use: error catalogue, clock, ids, settings, logging, paths. */
export * from './clock.ts';
export * from './errors.ts';
export * from './findings.ts';
export * from './ids.ts';
export * from './input-texts.ts';
export * from './log.ts';
export * from './paths.ts';
export * from './settings.ts';
export * from './steps.ts';
