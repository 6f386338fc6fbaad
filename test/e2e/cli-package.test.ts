import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/platform/paths.ts';
import { blaupause, cleanEnvironment, olderNode, scratch } from '../cli/run.ts';
import { installation } from './cli-service.ts';

const { dir, file, remove } = scratch();
afterAll(remove);

const installed = join(dir, 'node_modules', 'bussgeld-blaupause');
const run = (program: readonly string[], options = {}) => blaupause([], { program, cwd: dir, ...options });
/** Node 24 and the tools as the scripts of a project see them. */
const npx = (command: string, ...args: string[]) => ['npx', '--no-install', command, ...args];

const exampleOf = (page: string): string =>
  /^```ts\n([\s\S]*?)^```/m.exec(readFileSync(join(packageRoot, page), 'utf8'))?.[1] ?? '';

beforeAll(() => {
  // what `npm install bussgeld-blaupause-….tgz` makes, with the dependencies of this checkout in place of the registry's
  const packed = execFileSync('npm', ['pack', '--json', '--pack-destination', dir], {
    cwd: packageRoot,
    env: cleanEnvironment(),
    stdio: ['ignore', 'pipe', 'ignore'],
  }).toString('utf8');
  expect(packed).toContain('bussgeld-blaupause');
  const [archive = ''] = readdirSync(dir).filter((name) => name.endsWith('.tgz'));
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', file(archive), '-C', installed, '--strip-components=1']);
  const modules = join(packageRoot, 'node_modules');
  for (const name of readdirSync(modules).filter((entry) => !entry.startsWith('.'))) {
    symlinkSync(join(modules, name), join(dir, 'node_modules', name));
  }
  mkdirSync(join(dir, 'node_modules', '.bin'));
  for (const name of ['node', 'tsc']) symlinkSync(join(modules, '.bin', name), join(dir, 'node_modules', '.bin', name));
  symlinkSync('../bussgeld-blaupause/bin/blaupause.js', join(dir, 'node_modules', '.bin', 'blaupause'));
  writeFileSync(file('package.json'), '{"name":"fachverfahren","type":"module","private":true}');
});

describe('the package in another project', () => {
  it('brings schemas, code lists, rules, profile and scenarios, and neither tests nor sources', () => {
    for (const name of [
      'xsd/xbussgeld/xbussgeld.xsd',
      'xsd/xoev',
      'xsd/codelisten',
      'xsd/schematron',
      'xsd/transport',
    ]) {
      expect(existsSync(join(installed, name)), name).toBe(true);
    }
    for (const name of ['profiles/demo.yaml', 'scenarios', 'docs/reference/settings.md', 'LICENSE', 'README.md']) {
      expect(existsSync(join(installed, name)), name).toBe(true);
    }
    expect(readdirSync(installed).sort()).not.toEqual(expect.arrayContaining(['src']));
    for (const name of ['src', 'test', 'bench', 'scripts', 'certs-dev']) {
      expect(existsSync(join(installed, name)), name).toBe(false);
    }
  });

  it('holds nothing in dist that the sources no longer have', () => {
    const rooms = (folder: string) =>
      readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name);
    expect(rooms(join(installed, 'dist')).sort()).toEqual(rooms(join(packageRoot, 'src')).sort());
  });

  it.each([['Node 24', process.execPath] as const, ...(olderNode ? [['an older Node', olderNode] as const] : [])])(
    'runs the command line from the built files under %s',
    async (_name, node) => {
      const bin = join(dir, 'node_modules', '.bin', 'blaupause');
      const message = await run([node, bin, 'sample', '1110']);
      expect(message.code, message.stderr).toBe(0);
      const verdict = await run([node, bin, 'validate', '-'], { input: message.stdout });
      expect(verdict).toMatchObject({ code: 0, stdout: 'gültig: fahrerermittlung.halterauskunft.1110\n' });
    },
  );

  it('runs with npx', async () => {
    const message = await run(npx('blaupause', 'sample', '1110'));
    expect(message.stdout).toContain('fahrerermittlung.halterauskunft.1110');
    const help = await run(npx('blaupause', '--help'));
    expect(help.code, help.stderr).toBe(0);
  });

  it('gives every entry with its types to a strict program', async () => {
    writeFileSync(
      file('verbraucher.ts'),
      `import { policies, canonicalize, sign, verify, encrypt, decrypt } from 'bussgeld-blaupause/crypto';
import { type ErrorCode, catalogue as errors, BlaupauseError } from 'bussgeld-blaupause/errors';
import { Konnektor, type KonnektorOptions, type Receipt, openEndpoint } from 'bussgeld-blaupause/konnektor';
import { type Fristenlage, computeDeadlines } from 'bussgeld-blaupause/procedure';
import { type Message, build, catalogue, parse, sample, validateMessage } from 'bussgeld-blaupause/standard';
import { parseVerifierKey, verifyCheckpoint, verifyConsistency, verifyInclusion } from 'bussgeld-blaupause/transparency';

const message: Message<'fahrerermittlung.halterauskunft.1110'> = sample('fahrerermittlung.halterauskunft.1110');
const bytes: Uint8Array = build(message);
const code: ErrorCode = 'READ_DOCTYPE';
const lage: Fristenlage = computeDeadlines({ tat: { begangenAm: '2026-08-15' }, land: 'SN', ereignisse: [] });
const when = (receipt: Receipt): Date => receipt.eingegangen;
const options: Partial<KonnektorOptions> = { gateway: 'https://localhost:8443' };
// @ts-expect-error types are no any
const wrong: number = validateMessage(bytes).findings;
console.log(
  JSON.stringify({
    findings: validateMessage(bytes).findings.length,
    typ: parse(bytes).typ,
    types: catalogue.length,
    code: errors[code].http,
    canonical: Buffer.from(canonicalize('<a b="1"/>', { exclusive: true })).toString('utf8'),
    functions: [sign, verify, encrypt, decrypt, openEndpoint, verifyCheckpoint, verifyConsistency, verifyInclusion, parseVerifierKey, Konnektor, BlaupauseError, when].every((one) => typeof one === 'function'),
    policy: typeof policies.gateway, lage: typeof lage, options, wrong: typeof wrong,
  }),
);
`,
    );
    const strict = ['--strict', '--noEmit', '--module', 'nodenext', '--target', 'es2024', '--types', 'node'];
    const types = await run(npx('tsc', ...strict, '--ignoreConfig', 'verbraucher.ts'));
    expect(types.code, types.stdout).toBe(0);
    const result = await run([process.execPath, 'verbraucher.ts']);
    expect(result.code, result.stderr).toBe(0);
    expect(JSON.parse(result.stdout)).toMatchObject({
      findings: 0,
      typ: 'fahrerermittlung.halterauskunft.1110',
      code: 400,
      canonical: '<a b="1"></a>',
      functions: true,
    });
  });

  it('runs the example of the Konnektor guide against a gateway and a worker', async () => {
    const place = await installation();
    try {
      const gateway = await place.start(['gateway']);
      await place.start(['worker']);
      writeFileSync(file('frage.ts'), exampleOf('docs/guides/konnektor.md'));
      const env = { GATEWAY: gateway.ready.url, PKI: place.file('pki') };
      for (let time = 0; time < 2; time += 1) {
        const result = await run([process.execPath, 'frage.ts'], { env });
        expect(result.code, result.stderr + result.stdout).toBe(0);
        expect(result.stdout).toMatch(
          /^angenommen .*\ngeöffnet fahrerermittlung\.ersuchen\.1120, 1 Anlage, Vorgang ZBS-2026-/,
        );
      }
    } finally {
      await place.close();
    }
  });
});
