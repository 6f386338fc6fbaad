/**
 * A thread that checks one Sendung at a time, with its own engine and schemas. It knows neither sockets nor stores:
 * whether a certificate may be trusted it asks the gateway, so that one memory of decisions and one state of the
 * revocation lists count for all, and between the stages whether to go on.
 */
import { constants, getPriority, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import type { Trust } from '../../envelope/index.ts';
import { type CheckKit, checkSendung } from './check.ts';
import { loadValidator, type ThreadMaterial } from './kit.ts';
import type { FromThread, PlainDecision, Step, ToThread } from './messages.ts';
import { type Admission, outcomeOf, type Stage } from './report.ts';

const port = parentPort;
if (port === null) throw new RangeError('not a thread');

/**
 * Niceness of the thread above that of the process, whatever that was started with: who sends a large Sendung waits for the processor before the many who send small ones. A tenth
 * of it remains where others take all they can get, so that the time of a check is enough.
 */
const NICENESS = 10;
// of this thread alone; elsewhere than on Linux it would be that of the process
if (process.platform === 'linux') setPriority(0, Math.min(getPriority(0) + NICENESS, constants.priority.PRIORITY_LOW));

const say = (said: FromThread): void => port.postMessage(said);
let decided: ((decision: Stage<PlainDecision>) => void) | undefined;
let admitted: ((admitted: Stage<boolean>) => void) | undefined;

const trust: Trust = {
  check: async (certificate, chain, options) => {
    const decision = await new Promise<Stage<PlainDecision>>((resolve) => {
      decided = resolve;
      const question = { certificate: certificate.der, chain: chain.map(({ der }) => der), options };
      say({ what: 'question', question });
    });
    return { certificate, ...outcomeOf(decision) };
  },
};

const asked = async (step: Step): Promise<boolean> => {
  const answer = await new Promise<Stage<boolean>>((resolve) => {
    admitted = resolve;
    say({ what: 'step', step });
  });
  return outcomeOf(answer);
};
const admission: Admission = {
  shape: async (value) => void (await asked({ stage: 'shape', value })),
  verify: (value) => asked({ stage: 'verify', value }),
};

const { limits, keys, standard } = workerData as ThreadMaterial;
const kit: CheckKit = { limits, keys, trust, validator: loadValidator(standard) };

port.on('message', async (told: ToThread) => {
  if (told.what === 'decision') decided?.(told.decision);
  else if (told.what === 'admitted') admitted?.(told.admitted);
  else say({ what: 'report', report: await checkSendung(kit, told.request, admission) });
});
