/** A thread that does with a Sendung what its first byte says. */
import { parentPort } from 'node:worker_threads';

const doing = [
  () => {},
  () => {
    for (;;);
  },
  () => {
    const kept = [];
    for (;;) kept.push(new Array(10_000).fill({}));
  },
  () => process.exit(1),
  () => new Promise((resolve) => setTimeout(resolve, 100)),
  () => {
    const question = { certificate: Uint8Array.of(1), chain: [], options: { purpose: 'signature', at: new Date() } };
    parentPort.postMessage({ what: 'question', question });
    return new Promise((resolve) => parentPort.once('message', ({ decision }) => resolve({ verify: decision })));
  },
  () => {
    parentPort.postMessage({ what: 'step', step: { stage: 'verify', value: { readers: ['a'] } } });
    return new Promise((resolve) => parentPort.once('message', ({ admitted }) => resolve({ verify: admitted })));
  },
];

parentPort.on('message', async (told) => {
  if (told.what !== 'check') return;
  const report = await doing[told.request.bytes[0]]();
  parentPort.postMessage({ what: 'report', report: report ?? {} });
});
