/** A worker as a process of its own. Argument: settings as JSON. */
import { startWorker } from '../../../src/gateway/index.ts';
import { loadSettings } from '../../../src/platform/index.ts';

await startWorker(loadSettings({}, undefined, JSON.parse(process.argv[2] ?? '{}') as Record<string, unknown>));
process.send?.({ ready: 0 });
