/**
 * A thread that checks one Sendung at a time, with its own engine and schemas. It knows neither sockets nor stores:
 * whether a certificate may be trusted it asks the gateway, so that one memory of decisions and one state of the
 * revocation lists count for all.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { Trust } from '../../envelope/index.ts';
import { type CheckKit, checkSendung } from './check.ts';
import { loadValidator, type ThreadMaterial } from './kit.ts';
import type { FromThread, PlainDecision, ToThread } from './messages.ts';
import { outcomeOf, type Stage } from './report.ts';

const port = parentPort;
if (port === null) throw new RangeError('not a thread');
const say = (said: FromThread): void => port.postMessage(said);
let answered: ((decision: Stage<PlainDecision>) => void) | undefined;

const trust: Trust = {
  check: async (certificate, chain, options) => {
    const decision = await new Promise<Stage<PlainDecision>>((resolve) => {
      answered = resolve;
      const question = { certificate: certificate.der, chain: chain.map(({ der }) => der), options };
      say({ what: 'question', question });
    });
    return { certificate, ...outcomeOf(decision) };
  },
};

const { limits, keys, standard } = workerData as ThreadMaterial;
const kit: CheckKit = { limits, keys, trust, validator: loadValidator(standard) };

port.on('message', async (told: ToThread) => {
  if (told.what === 'decision') answered?.(told.decision);
  else say({ what: 'report', report: await checkSendung(kit, told.request) });
});
