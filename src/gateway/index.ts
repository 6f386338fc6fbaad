/** The gateway: HTTPS application, intake and its steps, and the worker beside it. */
export { buildApp } from './app.ts';
export { loeschgrenzen } from './aufbewahrung.ts';
export type { GatewayContext } from './context.ts';
export { daysLeft, type Expiring, expiringOf, WARNING_DAYS, warningDue } from './expiry.ts';
export { type Arrival, type IntakeResult, intake } from './intake.ts';
export { createMetrics, type Metrics } from './metrics.ts';
export { type Hindernis, hindernis, rueckweisungUuid, unterwegsMs, zurueckgeben } from './rueckgabe/index.ts';
export { checkLog, type RunningGateway, runFile, startGateway } from './start.ts';
export { TrustWatch, trustLog } from './trust-watch.ts';
export { type ShownVerdict, shownVerdicts } from './verdicts.ts';
export { type RunningWorker, startWorker } from './worker.ts';
