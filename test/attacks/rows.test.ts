import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const here = import.meta.dirname;
const folders = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const rowOf = (folder: string): number =>
  Number(/^# Row (\d+): \S/.exec(readFileSync(join(here, folder, 'README.md'), 'utf8'))?.[1]);

describe('folders of attacks', () => {
  it.each(folders)('%s says which row it is, what is wrong, why, and what is expected', (folder) => {
    const readme = readFileSync(join(here, folder, 'README.md'), 'utf8');
    expect(rowOf(folder)).toBeGreaterThan(0);
    for (const part of ['What is wrong.', 'Why it is dangerous.', 'Expected.']) expect(readme).toContain(`**${part}**`);
    expect(existsSync(join(here, folder, 'generator.ts'))).toBe(true);
    const test = readFileSync(join(here, folder, 'attack.test.ts'), 'utf8');
    expect(test).toContain(`row ${rowOf(folder)}:`);
  });

  it('each row that the gateway is held to has its folder', () => {
    expect(folders.map(rowOf).sort((a, b) => a - b)).toEqual(Array.from({ length: 24 }, (_, at) => at + 1));
  });

  it('no folder holds a copied input: only text about it, what makes it, and tests', () => {
    for (const folder of folders)
      for (const name of readdirSync(join(here, folder))) expect(name).toMatch(/^README\.md$|\.ts$/);
  });
});
