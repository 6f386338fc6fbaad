import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BlaupauseError, packageRoot } from '../../src/platform/index.ts';
import { ladeSzenario, parseSzenario, szenarien } from '../../src/simulation/index.ts';

const text = readFileSync(join(packageRoot, 'scenarios', 'sachsen-bayern-koeln.yaml'), 'utf8');

const faultOf = (source: string): BlaupauseError => {
  try {
    parseSzenario(source, 'probe.yaml');
  } catch (error) {
    if (error instanceof BlaupauseError) return error;
  }
  throw new Error('no fault');
};

describe('a scenario file', () => {
  test.each(szenarien())('%s of the package is valid and bears the name of its file', (name) => {
    expect(ladeSzenario(name).name).toBe(name);
  });

  test('an unknown key is named with its line', () => {
    const error = faultOf(text.replace('  fahrzeug:', '  farzeug:'));
    expect(error.code).toBe('SCENARIO');
    expect(error.findings.map(({ path }) => path)).toEqual(expect.arrayContaining(['fall.fahrzeug', 'fall.farzeug']));
    expect(error.findings.every(({ line }) => line !== undefined && line > 1)).toBe(true);
  });

  test.each([
    ['a day that does not exist', 'anzeigeAm: 2026-08-15', 'anzeigeAm: 2026-02-30', 'ablauf.messstelle.anzeigeAm'],
    ['a number without quotation marks', '"1010", "1011"', '1010, "1011"', 'erwartet.nachrichten[0]'],
    ['a message that the standard does not have', '"1010", "1011"', '"1010", "9999"', 'erwartet.nachrichten[1]'],
    ['a Tatbestand that is no speeding', 'tbnr: "141713"', 'tbnr: "101000"', 'fall.tat.tbnr'],
    ['a missing day of the Bescheid', '    bescheidAm: 2026-12-01\n', '', 'ablauf.bussgeldbehoerde.bescheidAm'],
    ['a period with an unknown name', 'name: einspruchsfrist', 'name: widerspruchsfrist', 'erwartet.fristen[5].name'],
  ])('%s is refused with its place', (_what, from, to, path) => {
    const error = faultOf(text.replace(from, to));
    expect(error.findings[0]?.path).toBe(path);
    expect(error.findings[0]?.line).toBeGreaterThan(1);
  });

  test.each([
    ['a fact that comes before its cause', 'ergebnisAm: 2026-10-05', 'ergebnisAm: 2026-09-05', /ab dem 21\.09\.2026/],
    ['a service before the Bescheid', 'am: 2026-12-11', 'am: 2026-11-11', /ab dem 01\.12\.2026 \(bescheidAm\)/],
    ['a report before the act', 'anzeigeAm: 2026-08-15', 'anzeigeAm: 2026-08-14', /begangenAm/],
    ['a Tatbestand of another speed', 'gemessen: 79', 'gemessen: 89', /36 km\/h innerorts/],
    ['a speed that was allowed', 'gemessen: 79', 'gemessen: 52', /über der Grenze/],
    ['an unknown block', '  polizei: {', '  finanzamt: {', /zulässig sind hier: messstelle, bussgeldbehoerde/],
    ['a number that must be text', 'plz: "94234"', 'plz: 94234', /fünf Ziffern in Anführungszeichen/],
  ])('%s is refused with what is allowed there', (_what, from, to, allowed) => {
    const [finding] = faultOf(text.replace(from, to)).findings;
    expect(finding?.text).toMatch(allowed);
    expect(finding?.line).toBeGreaterThan(1);
  });

  test('a wrong day is named once, without what would follow from it', () => {
    expect(
      faultOf(text.replace('zeugenfragebogenAm: 2026-08-24', 'zeugenfragebogenAm: 24.08.2026')).findings,
    ).toHaveLength(1);
  });

  test('every text is German, also where a block is missing or of another kind', () => {
    const texts = ['', '- a', 'fall: 3', text.replace('  polizei:', '  polizist:')].flatMap((source) =>
      faultOf(source).findings.map((finding) => finding.text),
    );
    expect(texts.filter((one) => /Invalid|expected/.test(one))).toEqual([]);
  });

  test('broken YAML is refused with its line', () => {
    expect(faultOf('name: [').findings).toMatchObject([{ rule: 'YAML', line: 1 }]);
    expect(faultOf('name: a\nname: b').findings).toMatchObject([
      { line: 2, text: expect.stringContaining('schon einmal') },
    ]);
  });

  test('a name that is not there lists those that are', () => {
    expect(() => ladeSzenario('gibt-es-nicht')).toThrow(/sachsen-bayern-koeln/);
  });
});
