import type { TestProject } from 'vitest/node';
import { revokeInAdvance } from '../support/certificates.ts';
import { type GatewayAddress, startTestGateway } from '../support/gateway.ts';

/** Time in which a request must have arrived completely; small, so that slow bodies can be tried. */
export const REQUEST_TIMEOUT_MS = 2500;

declare module 'vitest' {
  interface ProvidedContext {
    /** the gateway that all attacks of a run are held against */
    gateway: GatewayAddress;
  }
}

/** One gateway for the whole run: it must survive every attack. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { close, ...started } = await startTestGateway(
    { requestTimeoutMs: REQUEST_TIMEOUT_MS },
    { prepare: ({ pkiDir }) => revokeInAdvance(pkiDir) },
  );
  // plain data only: it goes to other processes
  const { url, pid, pkiDir, profile, dataDir, databaseUrl, logFile } = started;
  project.provide('gateway', { url, pid, pkiDir, profile, dataDir, databaseUrl, logFile });
  return close;
}
