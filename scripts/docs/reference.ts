import { LIMITS, type Limit } from '../../src/gateway/limits.ts';
import { catalogue as errors, settingsReference } from '../../src/platform/index.ts';
import { CodeLists } from '../../src/standard/index.ts';
import { code, table } from './markdown.ts';

/** All settings, from the schema that parses them. */
export const settings = (): string => settingsReference();

/** Where a code of a group comes from, in the order of the catalogue. */
const GROUPS: Readonly<Record<string, string>> = {
  LIMIT: 'Step 1, limit',
  READ: 'Step 2, read',
  SHAPE: 'Step 3, shape',
  IDENT: 'Step 4, identify',
  TRUST: 'Step 5, trust',
  VERIFY: 'Step 6, verify',
  BIND: 'Step 7, bind',
  DUPLICATE: 'Step 8, deduplicate',
  OPEN: 'Step 9, open',
  VALIDATE: 'Step 10, validate',
};
const OTHER = 'Storing, delivering, looking up, command line';

/** The error catalogue by step of the intake. */
export const errorCatalogue = (): string => {
  const byGroup = Map.groupBy(Object.entries(errors), ([name]) => GROUPS[name.slice(0, name.indexOf('_'))] ?? OTHER);
  return [...byGroup]
    .map(([group, entries]) => {
      const rows = entries.map(([name, entry]) => [
        code(name),
        'exit' in entry ? `exit ${entry.exit}` : entry.http,
        'exit' in entry ? '' : entry.grund,
        `${entry.de} *${entry.en}*`,
        entry.rat,
      ]);
      return `### ${group}\n\n${table(['code', 'HTTP', 'Grund', 'Bedeutung · *meaning*', 'Abhilfe'], rows)}`;
    })
    .join('\n\n');
};

/** The Rückweisungsgründe in use, with the text of their code list. */
export const rejectionReasons = (): string => {
  const list = CodeLists.load().find('urn:xoev-de:xgewerbeordnung:codeliste:rueckweisungsgruende', '1');
  const reasons = [...new Set(Object.values(errors).map(({ grund }) => grund))].sort();
  const rows = reasons.map((reason) => [
    code(reason),
    list?.rows.get(reason)?.['beschreibung'],
    Object.values(errors).filter(({ grund }) => grund === reason).length,
  ]);
  return table(['Grund', 'Bedeutung', 'codes'], rows);
};

/** Every bound on what clients can make the gateway hold or do. */
export const limits = (): string => {
  const rows = Object.values<Limit>(LIMITS).map(({ value, of, beyond, metric, shownBy }) => [
    value.toLocaleString('en'),
    of,
    beyond,
    code(metric),
    `[${shownBy.replace(/^.*\/(.*?)(\.test)?\.ts$/, '$1')}](../../${shownBy})`,
  ]);
  return table(['bound', 'of', 'beyond', 'metric', 'test'], rows);
};
