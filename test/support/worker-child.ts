/**
 * A worker in a process of its own. Argument: settings as JSON. Writes one line when it runs; ends when standard input
 * ends.
 */
import { startWorker } from '../../src/gateway/index.ts';
import { loadSettings } from '../../src/platform/index.ts';

const settings = loadSettings({}, undefined, JSON.parse(process.argv[2] ?? '{}') as Record<string, unknown>);
const worker = await startWorker(settings);
process.stdout.write('{"runs":true}\n');
process.stdin.resume();
process.stdin.once('end', async () => {
  await worker.close();
  process.exit(0);
});
