/**
 * The test command: brings the Debian packages that the suites need where it may, says which suites are
 * left out and why, and hands the rest to vitest. With CI set nothing is ever left out. The last line is
 * `N passed, N failed` with `, N skipped` behind it where tests were skipped; each of those is named above it.
 *
 *   npm test                      everything
 *   npm test -- --project unit    one project (unit, long, cli, store, attacks, interop, machines, e2e, timed, faults)
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Skipped tests that are named one by one; a filter by name skips hundreds. */
const SKIPPED_SHOWN = 40;

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** A tool that some suites need: how to find it and which Debian package brings it. */
interface Tool {
  readonly name: string;
  readonly present: () => boolean;
  readonly aptPackage: string;
  readonly usedBy: string;
}

const onPath = (program: string): boolean =>
  spawnSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' }).status === 0;

const tools: readonly Tool[] = [
  {
    name: 'redis-server',
    present: () => onPath('redis-server') || onPath('valkey-server'),
    aptPackage: 'redis-server',
    usedBy: 'the queue suite on Redis',
  },
  {
    name: 'xmllint',
    present: () => onPath('xmllint'),
    aptPackage: 'libxml2-utils',
    usedBy: 'the second opinion on canonical form and schema',
  },
  { name: 'xmlsec1', present: () => onPath('xmlsec1'), aptPackage: 'xmlsec1', usedBy: 'signature interop (ECDSA)' },
  {
    name: 'java',
    present: () => onPath('java') && onPath('javac'),
    aptPackage: 'default-jdk-headless',
    usedBy: 'signature interop (RSA-PSS)',
  },
  {
    name: 'Apache Santuario',
    present: () => existsSync('/usr/share/java/xmlsec.jar'),
    aptPackage: 'libxml-security-java',
    usedBy: 'encryption interop',
  },
  {
    name: 'Saxon',
    present: () => existsSync('/usr/share/java/Saxon-HE.jar'),
    aptPackage: 'libsaxonhe-java',
    usedBy: 'the second opinion on business rules',
  },
  {
    name: 'promtool',
    present: () => onPath('promtool'),
    aptPackage: 'prometheus',
    usedBy: 'the tests of alerts and dashboard',
  },
  {
    name: 'systemd-analyze',
    present: () => onPath('systemd-analyze'),
    aptPackage: 'systemd',
    usedBy: 'the check of the systemd units',
  },
  { name: 'openssl', present: () => onPath('openssl'), aptPackage: 'openssl', usedBy: 'certificate cross-checks' },
];

const inCi = Boolean(process.env['CI']);
const missing = tools.filter((tool) => !tool.present());

if (missing.length > 0 && process.getuid?.() === 0 && onPath('apt-get')) {
  const packages = missing.map((tool) => tool.aptPackage);
  console.log(`Installing Debian packages for the tests: ${packages.join(' ')}`);
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const quiet = { stdio: ['ignore', 'ignore', 'inherit'] as ('ignore' | 'inherit')[], env: environment };
  spawnSync('apt-get', ['update', '-qq'], quiet);
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], quiet);
}

const leftOut = missing.filter((candidate) => !candidate.present());
for (const tool of leftOut) {
  console.log(`left out: ${tool.usedBy}; missing ${tool.name}, Debian package ${tool.aptPackage}`);
}
if (leftOut.length > 0 && inCi) {
  console.error('CI leaves nothing out.');
  process.exit(1);
}

const scratch = mkdtempSync(join(tmpdir(), 'blaupause-results-'));
const results = join(scratch, 'results.json');
const vitest = spawnSync(
  process.execPath,
  [
    join('node_modules', 'vitest', 'vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${results}`,
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit', cwd: root },
);
const status = vitest.status ?? 1;
console.log(summary(readResults(), status));
rmSync(scratch, { recursive: true, force: true });
process.exit(status);

/** The part of vitest's JSON report that is read here. */
interface Results {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

function readResults(): Results {
  if (!existsSync(results)) return { testResults: [] };
  return JSON.parse(readFileSync(results, 'utf8')) as Results;
}

/**
 * What was skipped, and the closing line. A file that does not load counts as one failure; so does an end without
 * success for which no test stands.
 */
function summary({ testResults }: Results, exitCode: number): string {
  const tests = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map((test) => ({ ...test, file: relative(root, name) })),
  );
  const count = (state: string): number => tests.filter((test) => test.status === state).length;
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const failed = Math.max(count('failed') + broken, exitCode === 0 ? 0 : 1);
  const skipped = tests.filter((test) => test.status !== 'passed' && test.status !== 'failed');
  return [
    '',
    ...skipped.slice(0, SKIPPED_SHOWN).map((test) => `skipped: ${test.file}: ${test.fullName.trim()}`),
    ...(skipped.length > SKIPPED_SHOWN ? [`skipped: ${skipped.length - SKIPPED_SHOWN} more`] : []),
    `${count('passed')} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`,
  ].join('\n');
}
