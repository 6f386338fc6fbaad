/**
 * The test command: brings the Debian packages that the suites need where it may, says which suites are
 * left out and why, and hands the rest to vitest. With CI set nothing is ever left out.
 *
 *   npm test                      everything
 *   npm test -- --project unit    one project (unit, store, attacks, interop, faults, e2e)
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

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
    present: () => onPath('redis-server'),
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

for (const tool of missing.filter((candidate) => !candidate.present())) {
  console.log(`left out: ${tool.usedBy}; missing ${tool.name}, Debian package ${tool.aptPackage}`);
  if (inCi) {
    console.error('CI leaves nothing out.');
    process.exit(1);
  }
}

const vitest = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exit(vitest.status ?? 1);
