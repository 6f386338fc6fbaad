import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { CodeLists } from '../../src/standard/codelists.ts';
import { build, catalogue, sample } from '../../src/standard/index.ts';
import { Schematron } from '../../src/standard/schematron.ts';
import { parseTrusted, type SnapshotNode, snapshot } from '../../src/xml/index.ts';
import { xsd } from './schema-sets.ts';

/** The rules of the standard, each of which always fires where its context is met. */
const always = mkdtempSync(join(tmpdir(), 'rules-context-'));
afterAll(() => rmSync(always, { recursive: true }));
const folder = join(xsd, 'schematron');
for (const file of readdirSync(folder).filter((name) => name.endsWith('.sch'))) {
  const source = readFileSync(join(folder, file), 'utf8');
  const fires = source
    .replace(/(<assert\b[^>]*? test=")[^"]*/g, '$1false()')
    .replace(/(<report\b[^>]*? test=")[^"]*/g, '$1true()');
  writeFileSync(join(always, file), fires);
}
const rules = Schematron.load(always);
const lists = CodeLists.load();

// the samples are free of findings, so a rule whose context one of them meets has an example that keeps it
it('has a sample that every rule judges', () => {
  const unjudged = new Set(rules.rules.map(({ id }) => id));
  for (const { name } of catalogue) {
    using source = parseTrusted(build(sample(name)));
    const { document, root } = snapshot(source);
    const run = rules.open(document, lists);
    const walk = (element: SnapshotNode): void => {
      rules.check(element, run, ({ id }) => unjudged.delete(id));
      element.children.forEach(walk);
    };
    walk(root);
  }
  expect([...unjudged]).toEqual([]);
});
