/**
 * Fills the generated blocks of the documentation from the code that they describe:
 * `npx node scripts/generate-docs.ts` writes them, with `--check` it only compares and exits 1 if a page is not
 * current. A block stands between `<!-- generated: NAME -->` and `<!-- end: NAME -->`; all else on a page is written by
 * hand and left alone.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attackFolders } from './docs/attacks.ts';
import { commandReference } from './docs/cli.ts';
import { blockNames, fillBlock } from './docs/markdown.ts';
import * as reference from './docs/reference.ts';
import { disturbances, profileKeys, scenarioKeys } from './docs/scenarios.ts';

const root = join(import.meta.dirname, '..');

/** Page → name of the block → what fills it. */
const PAGES: Readonly<Record<string, Readonly<Record<string, () => string | Promise<string>>>>> = {
  'docs/reference/settings.md': { settings: reference.settings },
  'docs/reference/errors.md': { reasons: reference.rejectionReasons, errors: reference.errorCatalogue },
  'docs/reference/crypto-profile.md': {
    suites: reference.suiteTable,
    keys: reference.keyRules,
    algorithms: reference.algorithms,
  },
  'docs/reference/cli.md': { commands: commandReference },
  'docs/reference/deadlines.md': { events: reference.events },
  'docs/reference/profile.md': { keys: profileKeys },
  'docs/reference/scenarios.md': { keys: scenarioKeys, disturbances },
  'docs/security/threat-model.md': { attacks: attackFolders },
  'docs/xbussgeld/README.md': { messages: reference.messageCatalogue, codelists: reference.codeLists },
};

const check = process.argv.includes('--check');
for (const [path, blocks] of Object.entries(PAGES)) {
  const file = join(root, path);
  const before = readFileSync(file, 'utf8');
  const unknown = blockNames(before).filter((name) => !(name in blocks));
  if (unknown.length > 0) throw new Error(`${path}: nobody fills ${unknown.join(', ')}`);
  let page = before;
  for (const [name, text] of Object.entries(blocks)) page = fillBlock(page, name, await text());
  if (page === before) continue;
  if (check) {
    console.error(`${path} is not current: npx node scripts/generate-docs.ts`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, page);
    console.log(`${path} written`);
  }
}
