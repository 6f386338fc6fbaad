import { availableParallelism } from 'node:os';
import type { CheckResult, CheckTask } from './checker.ts';
import { Helper, type RunFiles } from './helpers.ts';
import type { SealTask } from './sealer.ts';
import type { Wrong } from './verdict.ts';

/** Messages for which a further process is worth its start. */
const WORTH = 200;
/** Processes that seal or verify so many messages before and after a run. */
export const processesFor = (messages: number): number => Math.min(availableParallelism(), Math.ceil(messages / WORTH));

/** Seals all messages of a run, each pack in a process of its own. */
export async function sealAll(files: RunFiles, total: number, tell: (text: string) => void): Promise<void> {
  const sealed = new Array<number>(files.packs).fill(0);
  const show = () => tell(`seals ${sealed.reduce((sum, one) => sum + one, 0)} of ${total}`);
  show();
  await Promise.all(
    sealed.map(async (_, pack) => {
      const helper = new Helper(`sealer ${pack}`, './sealer.ts', { ...files, pack } satisfies SealTask);
      helper.onProgress = (message) => {
        sealed[pack] = Number(message['sealed']);
        show();
      };
      await helper.next('sealed');
    }),
  );
}

/** Verifies the answers of a run in processes of their own. @param sample part of the receipts that are looked at */
export async function verifyAll(
  files: RunFiles,
  answers: readonly string[],
  messages: number,
  sample: number,
): Promise<{ verified: number; wrong: Wrong; refusals: Record<string, number> }> {
  const of = Math.max(1, Math.round(processesFor(messages) / answers.length));
  const tasks: CheckTask[] = answers.flatMap((file) =>
    Array.from({ length: of }, (_, part) => ({
      file,
      part,
      of,
      sample,
      pkiDir: files.pkiDir,
      gatewaySchluessel: files.gatewaySchluessel,
    })),
  );
  const results = await Promise.all(
    tasks.map((task) => new Helper('checker', './checker.ts', task).next<CheckResult>('checked')),
  );
  const refusals: Record<string, number> = {};
  for (const one of results)
    for (const [code, times] of Object.entries(one.refusals)) refusals[code] = (refusals[code] ?? 0) + times;
  return {
    verified: results.reduce((sum, { verified }) => sum + verified, 0),
    wrong: {
      count: results.reduce((sum, { wrongCount }) => sum + wrongCount, 0),
      uuids: results.flatMap(({ wrong }) => wrong.map(({ uuid, reason }) => `${uuid} ${reason}`)).slice(0, 20),
    },
    refusals,
  };
}
