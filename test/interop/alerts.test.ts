import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { packageRoot } from '../../src/platform/paths.ts';
import { alertRules, dashboardExpressions } from '../support/promql.ts';

const folder = join(packageRoot, 'deploy', 'prometheus');
const scratch = mkdtempSync(join(tmpdir(), 'blaupause-alerts-'));
afterAll(() => rmSync(scratch, { recursive: true }));

interface Tests {
  readonly tests: readonly {
    readonly name: string;
    readonly promql_expr_test: readonly { readonly exp_samples: readonly { readonly labels: string }[] }[];
  }[];
}

const promtool = (...args: string[]) => spawnSync('promtool', args, { cwd: folder, encoding: 'utf8' });

const missing = spawnSync('promtool', ['--version']).error !== undefined;

describe.skipIf(missing)('Prometheus itself', () => {
  it('takes the rules and the example configuration', () => {
    const rules = promtool('check', 'rules', 'alerts.yml');
    expect(rules.status, rules.stderr).toBe(0);
    expect(rules.stdout).toContain(`${alertRules().length} rules found`);
    const config = promtool('check', 'config', '--syntax-only', 'prometheus.example.yml');
    expect(config.status, config.stderr).toBe(0);
  });

  it('lets each alert fire for what it is meant for, alone, and not before', () => {
    const { tests } = parse(readFileSync(join(folder, 'alerts-test.yml'), 'utf8')) as Tests;
    const shown = tests.map(({ name, promql_expr_test: steps }) => ({
      name,
      fires: (steps.at(-1)?.exp_samples ?? []).map(({ labels }) => /"(.+)"/.exec(labels)?.[1]),
    }));
    expect(shown.filter(({ fires }) => fires.length === 0).map(({ name }) => name)).toEqual([
      'an installation that is well',
    ]);
    expect(shown.slice(1).map(({ name }) => name)).toEqual(alertRules().map(({ alert }) => alert));
    for (const { name, fires } of shown.slice(1)) expect(fires).toContain(name);
    const run = promtool('test', 'rules', 'alerts-test.yml');
    expect(run.status, run.stdout + run.stderr).toBe(0);
  });

  it('would notice an alert that never fires', () => {
    const rules = readFileSync(join(folder, 'alerts.yml'), 'utf8');
    writeFileSync(
      join(scratch, 'alerts.yml'),
      rules.replace('abandoned_total[1h])) > 0', 'abandoned_total[1h])) > 99'),
    );
    const all = parse(readFileSync(join(folder, 'alerts-test.yml'), 'utf8')) as Tests;
    const tests = all.tests.filter(({ name }) => name === 'SendungUnzustellbar');
    writeFileSync(join(scratch, 'alerts-test.yml'), stringify({ ...all, tests }));
    const run = promtool('test', 'rules', join(scratch, 'alerts-test.yml'));
    expect(run.status).not.toBe(0);
    expect(run.stdout + run.stderr).toContain('SendungUnzustellbar');
  });

  it('understands every expression of the dashboard', () => {
    const rules = dashboardExpressions().map((expr, index) => ({ record: `panel_${index}`, expr }));
    expect(rules.length).toBeGreaterThan(60);
    const file = join(scratch, 'dashboard.yml');
    writeFileSync(file, stringify({ groups: [{ name: 'dashboard', rules }] }));
    const run = promtool('check', 'rules', file);
    expect(run.status, run.stderr).toBe(0);
  });
});
