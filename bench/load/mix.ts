import { Usage } from './options.ts';
import { type RecordRequest, record, replayable } from './record.ts';
import { type CaseTemplate, ersuchen, type Mix } from './template.ts';

/** Name of a message of the benchmarks and of all scenarios together. */
const ERSUCHEN = 'ersuchen';
const SCENARIOS = 'scenarios';

interface Share {
  readonly name: string;
  readonly weight: number;
}

/** Reads `--mix`: names with weights; `scenarios` stands for each scenario alike. @throws Usage */
export function readMix(text: string): Share[] {
  const scenarios = replayable().map(({ name }) => name);
  return text.split(',').flatMap((entry) => {
    const [name = '', given = '1', ...rest] = entry.trim().split('=');
    const weight = Number(given);
    if (!(weight > 0) || !Number.isFinite(weight) || rest.length > 0)
      throw new Usage(`--mix ${entry}: NAME or NAME=WEIGHT with a weight above 0`);
    if (name === SCENARIOS) return scenarios.map((one) => ({ name: one, weight: weight / scenarios.length }));
    if (name !== ERSUCHEN && !scenarios.includes(name))
      throw new Usage(`--mix ${name}: one of ${[ERSUCHEN, SCENARIOS, ...scenarios].join(', ')}`);
    return [{ name, weight }];
  });
}

/** The cases that a run draws from. Scenarios are played once, to record their messages. */
export async function makeMix(shares: readonly Share[], size: number, request: RecordRequest): Promise<Mix> {
  const wanted = replayable().filter(({ name }) => shares.some((share) => share.name === name));
  const recorded = wanted.length === 0 ? new Map<string, CaseTemplate>() : await record(wanted, request);
  return shares.map(({ name, weight }) => ({ weight, one: recorded.get(name) ?? ersuchen(size) }));
}
