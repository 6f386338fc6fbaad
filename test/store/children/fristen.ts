/**
 * A gateway that runs warnings and reminders again and again until it is killed.
 * Arguments: settings as JSON, the instant at which its clock stands.
 */
import { laufe } from '../../../src/gateway/fristen/lauf.ts';
import { startGateway } from '../../../src/gateway/index.ts';
import { loadSettings, ManualClock } from '../../../src/platform/index.ts';

const given = JSON.parse(process.argv[2] ?? '{}') as Record<string, unknown>;
const clock = new ManualClock(new Date(process.argv[3] ?? 0));
const { context } = await startGateway(loadSettings({}, undefined, given), clock);
const nothing = () => {};
const melder = { gewarnt: nothing, erinnert: nothing, nichtGesagt: nothing, gelaufen: nothing };
for (;;) await laufe(context, melder, new AbortController().signal);
