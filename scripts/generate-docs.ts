/**
 * Fills the generated blocks of the documentation from the code that they describe:
 * `npx node scripts/generate-docs.ts` writes them, with `--check` it only compares and exits 1 if a page is not
 * current. A block stands between `<!-- generated: NAME -->` and `<!-- end: NAME -->`; all else on a page is written by
 * hand and left alone. Pages of the message standard are generated as a whole and say so in their first line.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fineExamples } from './docs/amounts.ts';
import { attackFolders } from './docs/attacks.ts';
import { commandReference } from './docs/cli.ts';
import * as crypto from './docs/crypto.ts';
import * as deadlines from './docs/deadlines.ts';
import { lawPages } from './docs/law.ts';
import { blockNames, fillBlock } from './docs/markdown.ts';
import * as metrics from './docs/metrics.ts';
import * as reference from './docs/reference.ts';
import { disturbances, profileKeys, scenarioKeys } from './docs/scenarios.ts';
import { FOLDER, overviewBlocks, pages as standardPages } from './docs/xbussgeld/index.ts';
import { GENERATED } from './docs/xbussgeld/links.ts';

const root = join(import.meta.dirname, '..');

/** Page → name of the block → what fills it. */
const PAGES: Readonly<Record<string, Readonly<Record<string, () => string | Promise<string>>>>> = {
  'docs/reference/settings.md': { settings: reference.settings },
  'docs/reference/limits.md': { limits: reference.limits },
  'docs/reference/errors.md': { reasons: reference.rejectionReasons, errors: reference.errorCatalogue },
  'docs/reference/crypto-profile.md': {
    suites: crypto.suiteTable,
    keys: crypto.keyRules,
    sunset: crypto.sunset,
    algorithms: crypto.allowList,
    refused: crypto.rejectList,
    policies: crypto.policyTable,
  },
  'docs/reference/metrics.md': {
    both: metrics.bothMetrics,
    gateway: metrics.gatewayMetrics,
    worker: metrics.workerMetrics,
    process: metrics.processMetrics,
  },
  'docs/reference/cli.md': { commands: commandReference },
  'docs/reference/amounts.md': { examples: fineExamples },
  'docs/reference/deadlines.md': {
    norms: deadlines.norms,
    events: deadlines.events,
    synonyms: deadlines.synonyms,
    periods: deadlines.periods,
    statuses: deadlines.statuses,
    stages: deadlines.stages,
  },
  'docs/reference/profile.md': { keys: profileKeys },
  'docs/reference/scenarios.md': { keys: scenarioKeys, disturbances },
  'docs/security/threat-model.md': { attacks: attackFolders },
  'docs/xbussgeld/README.md': overviewBlocks,
  ...lawPages(),
};

const check = process.argv.includes('--check');

/** Says of a page that it is not current, or makes it so; without text the page goes away. */
const settle = (path: string, text: string | undefined): void => {
  const file = join(root, path);
  if (check) {
    console.error(`${path} is not current: npx node scripts/generate-docs.ts`);
    process.exitCode = 1;
  } else if (text === undefined) {
    rmSync(file);
    console.log(`${path} removed`);
  } else {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    console.log(`${path} written`);
  }
};

for (const [path, blocks] of Object.entries(PAGES)) {
  const before = readFileSync(join(root, path), 'utf8');
  const unknown = blockNames(before).filter((name) => !(name in blocks));
  if (unknown.length > 0) throw new Error(`${path}: nobody fills ${unknown.join(', ')}`);
  let page = before;
  for (const [name, text] of Object.entries(blocks)) page = fillBlock(page, name, await text());
  if (page !== before) settle(path, page);
}

const drawn = standardPages();
const found = new Map(
  readdirSync(join(root, FOLDER), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => [name, readFileSync(join(root, FOLDER, name), 'utf8')]),
);
for (const [name, text] of drawn) if (found.get(name) !== text) settle(`${FOLDER}/${name}`, text);
for (const [name, text] of found) {
  if (text.startsWith(GENERATED) && !drawn.has(name)) settle(`${FOLDER}/${name}`, undefined);
}
