import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { table } from './markdown.ts';

const folder = join(import.meta.dirname, '..', '..', 'test', 'attacks');

/** The attack folders with their row number, title and expected outcome, from their READMEs. */
export const attackFolders = (): string => {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'README.md')))
    .map(({ name }) => name);
  const rows = names.map((name) => {
    const text = readFileSync(join(folder, name, 'README.md'), 'utf8');
    const [, row = '', title = name] = /^# Rows? ([0-9, and-]+): (.*)$/m.exec(text) ?? /^# ()(.*)$/m.exec(text) ?? [];
    const expected = /\*\*Expected\.\*\* ([\s\S]*?)(?:\n\n|$)/.exec(text)?.[1]?.trim() ?? '';
    return { row, cells: [row, `[${title}](../../test/attacks/${name}/README.md)`, expected] };
  });
  const sorted = rows.sort((a, b) => Number.parseInt(a.row, 10) - Number.parseInt(b.row, 10));
  return table(
    ['row', 'attack', 'expected'],
    sorted.map(({ cells }) => cells),
  );
};
