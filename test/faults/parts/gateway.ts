/** A gateway as a process of its own. Argument: settings as JSON. */
import { startGateway } from '../../../src/gateway/index.ts';
import { loadSettings } from '../../../src/platform/index.ts';

const settings = loadSettings({}, undefined, JSON.parse(process.argv[2] ?? '{}') as Record<string, unknown>);
const { url } = await startGateway(settings);
process.send?.({ ready: Number(new URL(url).port) });
