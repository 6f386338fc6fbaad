import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadKeyStore, TrustStore } from '../../src/crypto/index.ts';
import { Directory } from '../../src/directory/index.ts';
import { type CheckKit, type CheckRequest, checkSendung } from '../../src/gateway/checks/check.ts';
import type { Admission } from '../../src/gateway/checks/index.ts';
import type { GatewayContext } from '../../src/gateway/context.ts';
import { type IntakeResult, intake } from '../../src/gateway/intake.ts';
import { createMetrics } from '../../src/gateway/metrics.ts';
import type { Ledger, NewRefusal, NewSendung } from '../../src/ledger/index.ts';
import { createLogger, loadSettings, newUuid, systemClock } from '../../src/platform/index.ts';
import { Validator } from '../../src/standard/index.ts';
import { envelopeLimits } from '../../src/xml/index.ts';
import { writeInstallation } from '../support/profile.ts';

/** What one Sendung came to, with what would have become durable. */
export interface Outcome {
  readonly result: IntakeResult;
  readonly recorded: readonly NewSendung[];
  readonly refusals: readonly NewRefusal[];
}

/** The whole intake in this process: real keys, certificates, schema and rules; a ledger that only remembers. */
export interface Pipeline {
  readonly pkiDir: string;
  readonly trust: TrustStore;
  run(bytes: Buffer, client: string): Promise<Outcome>;
  close(): void;
}

/** Makes an installation in a temporary folder and the gateway's checks for it. */
export async function openPipeline(): Promise<Pipeline> {
  const dir = mkdtempSync(join(tmpdir(), 'blaupause-fuzz-'));
  const { pkiDir, profile } = await writeInstallation(join(dir, 'anlage'));
  const directory = Directory.load(pkiDir, profile, {});
  const { schluessel, name } = directory.profile.gateway;
  const settings = loadSettings({}, undefined, { profile, pkiDir, dataDir: join(dir, 'daten') });
  const trust = TrustStore.fromFolder(pkiDir);
  const keys = loadKeyStore(pkiDir, schluessel);
  const kit: CheckKit = {
    limits: { ...envelopeLimits, maxBytes: settings.maxBytes, maxTextLength: settings.maxBytes },
    trust,
    validator: new Validator(),
    keys: { encryption: keys.encryption, former: [] },
  };
  const recorded: NewSendung[] = [];
  const refusals: NewRefusal[] = [];
  const context: Partial<GatewayContext> = {
    settings,
    profile: directory.profile,
    directory,
    trust,
    ledger: memory(recorded, refusals),
    checks: {
      run: (request: CheckRequest, _: string, admission?: Admission) => checkSendung(kit, request, admission),
    } as unknown as GatewayContext['checks'],
    keys,
    stelle: { schluessel, name },
    logOrigin: 'fuzz',
    metrics: createMetrics(),
    log: createLogger('fuzz', 'silent'),
    clock: systemClock,
  };
  return {
    pkiDir,
    trust,
    run: async (bytes, client) => {
      recorded.length = 0;
      refusals.length = 0;
      const authority = directory.get(client);
      const arrival = { bytes, client: authority === undefined ? {} : { authority }, kennung: newUuid() };
      const result = await intake(context as GatewayContext, arrival);
      return { result, recorded: [...recorded], refusals: [...refusals] };
    },
    close: () => rmSync(dir, { recursive: true, force: true }),
  };
}

/** What the intake asks of a ledger: nothing was there before, and everything is taken. */
function memory(recorded: NewSendung[], refusals: NewRefusal[]): Ledger {
  const record = async (sendung: NewSendung) => {
    recorded.push(sendung);
    return { outcome: 'recorded', quittung: sendung.quittung };
  };
  const ledger = {
    findBySha256: async () => undefined,
    findByUuid: async () => undefined,
    vorgang: async () => [],
    verarbeitet: async () => undefined,
    record,
    recordInOrder: record,
    recordRefusal: async (refusal: NewRefusal) => {
      refusals.push(refusal);
    },
  };
  return ledger as unknown as Ledger;
}
