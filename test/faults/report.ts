import { STEPS } from '../../src/platform/steps.ts';
import type { Campaign } from './campaign.ts';
import type { Victim } from './plan.ts';
import type { RunResult } from './run.ts';

const VICTIMS: readonly Victim[] = ['sender', 'gateway', 'worker', 'reader', 'postgres', 'redis'];

/** One line for a run that ended. */
export function runLine({ plan, struck, failures, ms }: RunResult, done: number, of: number): string {
  const { victim, step, occurrence } = plan.strike;
  const blow = struck ? `${victim} at ${step} (${occurrence})` : `${victim} at ${step}: not reached`;
  const verdict =
    failures.length === 0 ? 'ok' : `BROKEN: ${failures.map(({ kind, text }) => `${kind}, ${text}`).join('; ')}`;
  return `${String(done).padStart(5)}/${of}  seed ${plan.seed}  ${plan.queue}  ${blow}  ${Math.round(ms)} ms  ${verdict}`;
}

/** The campaign as a text for people: how often what was struck where, and what was broken. */
export function render(campaign: Campaign): string {
  const { runs, messages, struck, lost, doubled, receiptMismatch, other, blows, neverStruck, failures } = campaign;
  const cell = (text: string | number): string => String(text).padStart(10);
  const table = STEPS.map((step) => {
    const row = blows[step] ?? {};
    return `${step.padEnd(22)}${VICTIMS.map((victim) => cell(row[victim] ?? '–')).join('')}`;
  });
  return [
    '',
    `Blows that fell, by step and victim`,
    `${''.padEnd(22)}${VICTIMS.map(cell).join('')}`,
    ...table,
    '',
    ...(neverStruck.length === 0 ? [] : [`never struck: ${neverStruck.join(', ')}`, '']),
    ...failures.map(({ seed, kind, uuid, text }) => `broken: seed ${seed}: ${kind} ${uuid ?? ''}: ${text}`),
    ...campaign.kept.map((dir) => `kept: ${dir}`),
    `${runs} runs from seed ${campaign.seed}, ${struck} blows, ${messages} Sendungen, ${campaign.seconds} s`,
    `lost ${lost}, doubled ${doubled}, receiptMismatch ${receiptMismatch}, other ${other}`,
    '',
  ].join('\n');
}
