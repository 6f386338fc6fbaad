/**
 * Checks one large Sendung in a process that has done nothing else, and writes a {@link LargeResult} as JSON. The
 * argument is a {@link LargeTask} as JSON.
 */
import { readFileSync } from 'node:fs';
import { loadKeyStore, TrustStore } from '../src/crypto/index.ts';
import { checkSendung } from '../src/gateway/checks/check.ts';
import { loadValidator } from '../src/gateway/checks/index.ts';
import { envelopeLimits } from '../src/xml/index.ts';
import type { LargeResult, LargeTask } from './memory.ts';

const { file, pkiDir, schluessel } = JSON.parse(process.argv[2] ?? '{}') as LargeTask;
const { encryption } = loadKeyStore(pkiDir, schluessel);
const kit = {
  limits: envelopeLimits,
  trust: TrustStore.fromFolder(pkiDir),
  validator: loadValidator({ folders: [], catalog: undefined }),
  keys: { encryption, former: [] },
};
const bytes = readFileSync(file);
const start = process.memoryUsage().rss;
const cpuBefore = process.cpuUsage();
const started = performance.now();
const gateway = { schluessel, inhaltspruefung: 'pflicht' } as const;
const report = await checkSendung(kit, { bytes, eingegangen: new Date(), gateway });
const seconds = (performance.now() - started) / 1000;
const { user, system } = process.cpuUsage(cpuBefore);
if (report.validate === undefined || 'fault' in report.validate) throw new Error(JSON.stringify(report));
const peak = process.resourceUsage().maxRSS * 1024;
const result: LargeResult = { bytes: bytes.length, seconds, cpuSeconds: (user + system) / 1e6, start, peak };
process.stdout.write(JSON.stringify(result));
