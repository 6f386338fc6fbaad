/**
 * A gateway that hands undeliverable Sendungen back again and again until it is killed. Argument: settings as JSON.
 */
import { startGateway } from '../../../src/gateway/index.ts';
import { laufe } from '../../../src/gateway/rueckgabe/lauf.ts';
import { loadSettings } from '../../../src/platform/index.ts';

const given = JSON.parse(process.argv[2] ?? '{}') as Record<string, unknown>;
const { context } = await startGateway(loadSettings({}, undefined, given));
for (;;) await laufe(context, new AbortController().signal);
