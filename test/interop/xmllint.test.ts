import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogue, Validator } from '../../src/standard/index.ts';
import { BIN, cleanEnvironment } from '../cli/run.ts';
import { mutations } from '../standard/mutations.ts';
import { officialCatalog, reference, referenceExists, xsd } from '../standard/schema-sets.ts';
import { available, runs, Workshop } from './support.ts';

/** Findings that say that a message is not valid by the schema. */
const SCHEMA: ReadonlySet<string> = new Set(['XSD', 'TYP', 'VERSION']);

const usable = available(runs('xmllint', '--version'), 'xmllint (Debian: libxml2-utils)');

describe.skipIf(!usable)('xmllint and the schemas of the standard', () => {
  const workshop = new Workshop();
  const samples = workshop.path('beispiele');
  beforeAll(() => {
    execFileSync(process.execPath, [BIN, 'sample', '--all', samples], { env: cleanEnvironment(), stdio: 'pipe' });
  });
  afterAll(() => workshop[Symbol.dispose]());

  const files = (): string[] => readdirSync(samples).map((name) => join(samples, name));
  const lint = (schema: string, env: Readonly<Record<string, string>>, documents: readonly string[]) =>
    spawnSync('xmllint', ['--noout', '--nonet', '--schema', schema, ...documents], {
      env: cleanEnvironment(env),
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });

  it('agree that every sample which the command writes is valid, and that a changed one is not', () => {
    expect(files()).toHaveLength(catalogue.length);
    const schema = join(xsd, 'xbussgeld', 'xbussgeld.xsd');
    const verdict = lint(schema, {}, files());
    expect(verdict.status, verdict.stderr.slice(-2000)).toBe(0);
    const [first = ''] = files();
    const wrong = workshop.write(
      'falsch.xml',
      readFileSync(first, 'utf8').replace('</nachrichtentyp>', '</nachrichtentyp><unsinn/>'),
    );
    expect(lint(schema, {}, [wrong]).status).not.toBe(0);
  });

  it('agree about the schema of messages that are changed at random', () => {
    const changed = mutations(2_000, 2);
    const names = changed.map(({ xml }, index) => workshop.write(`${index}.xml`, xml));
    const { stderr } = lint(join(xsd, 'xbussgeld', 'xbussgeld.xsd'), {}, names);
    const verdicts = new Map<number, boolean>();
    for (const [, name, verdict] of stderr.matchAll(/\/(\d+)\.xml (validates|fails to validate)$/gm))
      verdicts.set(Number(name), verdict === 'validates');
    expect(verdicts.size).toBe(changed.length);
    const validator = new Validator();
    const differ = changed.filter(({ xml }, index) => {
      const { findings } = validator.validate(xml);
      const bySchema = findings.some(({ rule }) => SCHEMA.has(rule));
      // the exact check of characters takes the place of what the schema says about them
      const byCharacters = findings.some(({ rule }) => rule === 'DIN91379');
      return verdicts.get(index) === true ? bySchema : !(bySchema || byCharacters);
    });
    expect(differ.map(({ what }) => what)).toEqual([]);
    expect([...verdicts.values()].filter(Boolean).length).toBeGreaterThan(400);
  });

  it.skipIf(!referenceExists)('agree when the published XÖV schemas stand in the place of ours', () => {
    const folder = workshop.path('xsd');
    cpSync(join(xsd, 'xbussgeld'), join(folder, 'xbussgeld'), { recursive: true });
    mkdirSync(join(folder, 'xoev'));
    const code = 'http://xoev.de/schemata/code/1_0';
    const header = 'http://xoev.de/schemata/basisnachricht/unqualified/g2g/1_1';
    const characters = 'urn:xoev-de:kosit:xoev:datentyp:din-91379_2022-08';
    const places = {
      [code]: 'xoev-code.xsd',
      [header]: 'xoev-basisnachricht-unqualified-g2g_1.1.xsd',
      [characters]: 'din-norm-91379-datatypes.xsd',
    };
    for (const [namespace, name] of Object.entries(places))
      cpSync(officialCatalog[namespace] ?? '', join(folder, 'xoev', name));
    const uri = (namespace: string): string =>
      pathToFileURL(join(folder, 'xoev', places[namespace as keyof typeof places])).href;
    const catalog = join(folder, 'katalog.xml');
    writeFileSync(
      catalog,
      `<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">
        <system systemId="${code}/xoev-code.xsd" uri="${uri(code)}"/>
        <system systemId="https://xoev.de/schemata/din/91379/2022-08/din-norm-91379-datatypes.xsd" uri="${uri(characters)}"/>
      </catalog>`,
    );
    expect(readdirSync(reference).length).toBeGreaterThan(2);
    const schema = join(folder, 'xbussgeld', 'xbussgeld.xsd');
    const verdict = lint(schema, { XML_CATALOG_FILES: catalog }, files());
    expect(verdict.status, verdict.stderr.slice(-2000)).toBe(0);
  });
});
