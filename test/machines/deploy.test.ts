import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { environmentName, loadSettings, settingsSchema } from '../../src/platform/index.ts';
import { root } from '../e2e/program.ts';

const deploy = join(root, 'deploy');
const text = (name: string): string => readFileSync(join(deploy, name), 'utf8');
const units = readdirSync(join(deploy, 'systemd'));
const folder = mkdtempSync(join(tmpdir(), 'deploy-'));
afterAll(() => rmSync(folder, { recursive: true }));

const known = new Set([
  ...Object.keys(settingsSchema.shape).map(environmentName),
  ...['databaseUrl', 'databaseOwnerUrl', 'redisUrl'].map((key) => `${environmentName(key)}_FILE`),
]);

describe('what deploy/ says to the program', () => {
  it.each(['Containerfile', 'compose.yaml', ...units.map((unit) => `systemd/${unit}`)])(
    '%s names settings that there are',
    (name) => {
      const named = [...text(name).matchAll(/\bBLAUPAUSE_[A-Z_]+(?=[=:])/g)].map(([variable]) => variable);
      expect(named.length).toBeGreaterThan(0);
      expect(named.filter((variable) => !known.has(variable))).toEqual([]);
    },
  );

  it('is what the settings accept', () => {
    const lines = text('Containerfile').matchAll(/(BLAUPAUSE_[A-Z_]+)=(\S+)/g);
    const environment = Object.fromEntries([...lines].map(([, name = '', value]) => [name, value]));
    expect(loadSettings(environment)).toMatchObject({ host: '0.0.0.0', port: 8443, drainSeconds: 10 });
  });
});

interface Service {
  readonly image: string;
  readonly command?: readonly string[];
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly stop_grace_period?: string;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly secrets?: readonly string[];
  readonly mem_limit?: string;
}

describe('the compose file', () => {
  const compose = parse(text('compose.yaml'), { merge: true }) as {
    readonly services: Readonly<Record<string, Service>>;
    readonly secrets: Readonly<Record<string, { readonly file: string }>>;
  };
  const ours = Object.entries(compose.services).filter(([, { image }]) => image === 'bussgeld-blaupause');

  it('runs two gateways and two workers, each without rights, with a check and time to end', () => {
    expect(ours.map(([name]) => name)).toEqual(['gateway-1', 'gateway-2', 'worker-1', 'worker-2']);
    for (const [, service] of ours) {
      expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], stop_grace_period: '90s' });
      expect(service.healthcheck?.test.slice(0, 3)).toEqual(['CMD', 'node', 'ready.js']);
      expect(service.mem_limit).toMatch(/^\dg$/);
    }
  });

  it('hands passwords and keys over as files that the guide names', () => {
    const used = new Set(Object.values(compose.services).flatMap(({ secrets = [] }) => secrets));
    expect([...used].toSorted()).toEqual(Object.keys(compose.secrets).toSorted());
    const guide = text('README.md');
    for (const { file } of Object.values(compose.secrets)) expect(guide).toContain(file.replace('./', ''));
    expect(text('compose.yaml')).not.toMatch(/password: *["']?\w/i);
  });
});

describe('the container file', () => {
  const file = text('Containerfile');

  it('copies what there is, and what the ignore file lets through', () => {
    const admitted = text('Containerfile.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    const copies = [...file.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, sources = '']) => sources.split(' '));
    expect(copies.filter((source) => !existsSync(join(root, source)))).toEqual([]);
    expect(copies.toSorted().filter((source) => !admitted.includes(source))).toEqual([]);
  });

  it('ends in a user without rights, and the program gets the signals itself', () => {
    const last = file.slice(file.lastIndexOf('\nFROM '));
    expect(last).toMatch(/^USER 10001:10001$/m);
    expect(last).toMatch(/^ENTRYPOINT \["node", "bin\/blaupause.js"\]$/m);
    expect(file).toContain('npm ci --omit=dev --ignore-scripts');
  });

  it('has a health check that knows ready from not ready, and from nobody', async () => {
    let status = 200;
    const server = createServer((_request, response) => response.writeHead(status).end()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const check = async (): Promise<number | null> => {
      const child = spawn(process.execPath, [join(deploy, 'ready.js'), `http://127.0.0.1:${port}/health/ready`]);
      return ((await once(child, 'exit')) as [number | null])[0];
    };
    expect(await check()).toBe(0);
    status = 503;
    expect(await check()).toBe(1);
    await once(server.close(), 'close');
    expect(await check()).toBe(1);
  });
});

const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0;
if (!hasSystemd && process.env['CI']) throw new Error('systemd-analyze is missing: apt-get install systemd');

describe.skipIf(!hasSystemd)('the systemd units', () => {
  // paths of an installation, as they stand in this checkout
  cpSync(join(deploy, 'systemd'), folder, { recursive: true });
  for (const unit of units) {
    const here = text(`systemd/${unit}`)
      .replace(/^ExecStart=\S+/m, `ExecStart=${process.execPath}`)
      .replaceAll('file:/opt/blaupause/', `file:${root}/`);
    writeFileSync(join(folder, unit), here);
  }

  it.each(units)('%s is understood, without a remark', (unit) => {
    const { status, stdout, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', join(folder, unit)], {
      encoding: 'utf8',
    });
    const remarks = `${stdout}${stderr}`.split('\n').filter((line) => line.includes(unit));
    expect([status, remarks]).toEqual([0, []]);
  });

  it.each(units)('%s is locked in: exposure at most 2.0 of 10', (unit) => {
    const args = ['security', '--offline=true', '--threshold=20', join(folder, unit)];
    const { status, stdout } = spawnSync('systemd-analyze', args, { encoding: 'utf8' });
    expect(stdout).toContain('Overall exposure level');
    expect(status).toBe(0);
  });

  it.each(units)('%s gives more time to end than draining and work in hand take', (unit) => {
    const [, seconds] = /^TimeoutStopSec=(\d+)$/m.exec(text(`systemd/${unit}`)) ?? [];
    const { deliveryTimeoutMs, requestTimeoutMs } = loadSettings({});
    expect(Number(seconds) * 1000).toBeGreaterThan(10_000 + Math.max(deliveryTimeoutMs, requestTimeoutMs));
  });
});
