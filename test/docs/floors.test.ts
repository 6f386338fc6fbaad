import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/platform/paths.ts';

interface Cruise {
  readonly modules: readonly {
    readonly source: string;
    readonly dependencies: readonly { readonly resolved: string }[];
  }[];
  readonly summary: {
    readonly totalCruised: number;
    readonly violations: readonly { readonly from: string; readonly to: string; readonly rule: { name: string } }[];
  };
}

/** What dependency-cruiser sees; it ends with the number of violations as exit code. */
const cruise = (): Cruise => {
  const program = join(packageRoot, 'node_modules/.bin/depcruise');
  const options = { cwd: packageRoot, maxBuffer: 100_000_000, stdio: ['ignore', 'pipe', 'pipe'] as 'pipe'[] };
  try {
    return JSON.parse(execFileSync(program, ['src', '--output-type', 'json'], options).toString()) as Cruise;
  } catch (error) {
    const { stdout, message } = error as { stdout?: Buffer; message: string };
    if (!stdout?.length) throw new Error(message);
    return JSON.parse(stdout.toString()) as Cruise;
  }
};

describe('floors', () => {
  let seen: Cruise;
  beforeAll(() => {
    seen = cruise();
  }, 120_000);

  test('imports go downwards only, without cycles', () => {
    expect(seen.summary.violations.map(({ from, to, rule }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  });

  test('the check has really read the sources', () => {
    expect(seen.summary.totalCruised).toBeGreaterThan(100);
    // a reader that passes over what it does not understand would leave these without dependencies
    for (const path of ['src/gateway/intake.ts', 'src/envelope/open.ts', 'src/standard/codelists.ts']) {
      expect(seen.modules.find(({ source }) => source === path)?.dependencies.length, path).toBeGreaterThan(2);
    }
  });

  test('a room is entered through its index, platform aside', () => {
    const wrong = seen.modules.flatMap(({ source, dependencies }) => {
      const [top, room] = source.split('/');
      return dependencies
        .map(({ resolved }) => resolved.split('/'))
        .filter(([where, other, ...rest]) => {
          const elsewhere = top === 'src' && where === 'src' && other !== room && other !== 'platform';
          return elsewhere && rest.join('/') !== 'index.ts';
        })
        .map((resolved) => `${source} → ${resolved.join('/')}`);
    });
    expect(wrong).toEqual([]);
  });
});
