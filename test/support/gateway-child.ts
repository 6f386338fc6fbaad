/**
 * A gateway and a worker in a process of their own, so that tests can watch its memory and its log and end it.
 * Argument: settings as JSON. Writes one line `{"url": …}` when it listens; ends when standard input ends.
 */
import { startGateway, startWorker } from '../../src/gateway/index.ts';
import { loadSettings } from '../../src/platform/index.ts';

const settings = loadSettings({}, undefined, JSON.parse(process.argv[2] ?? '{}') as Record<string, unknown>);
const gateway = await startGateway(settings);
const worker = await startWorker(settings);
process.stdout.write(`${JSON.stringify({ url: gateway.url })}\n`);
process.stdin.resume();
process.stdin.once('end', async () => {
  await worker.close();
  await gateway.close();
  process.exit(0);
});
