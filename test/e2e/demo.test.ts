import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DEFAULT_SCHEMA } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import { afterEach, describe, expect, test } from 'vitest';
import { ensureDatabase } from '../../src/ledger/index.ts';
import type { Ergebnis } from '../../src/simulation/index.ts';
import { hasRedis, testRedis } from '../store/redis.ts';
import { root, run } from './program.ts';
import { parseReceipt } from './receipt.ts';

const folders: string[] = [];

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'blaupause-e2e-'));
  chmodSync(made, 0o755);
  folders.push(made);
  return made;
}

afterEach(() => {
  for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true });
});

const result = (stdout: string): Ergebnis => JSON.parse(stdout) as Ergebnis;

/** Every day that DOMAIN.md names for the case of the demo. */
const DAYS: readonly [string, string][] = [
  ['verfolgungsverjaehrung', '2026-11-14'],
  ['verfolgungsverjaehrung', '2027-01-19'],
  ['verfolgungsverjaehrung', '2027-05-31'],
  ['verfolgungsverjaehrung-absolut', '2028-08-14'],
  ['einspruchsfrist', '2026-12-28'],
  ['rechtskraft', '2026-12-29'],
  ['zahlungsfrist', '2027-01-12'],
  ['beitreibung-ab', '2027-01-13'],
  ['vollstreckungsverjaehrung', '2029-12-28'],
];

const expectTheCase = (one: Ergebnis): void => {
  expect(one.fehler).toEqual([]);
  expect(one.ok).toBe(true);
  expect(one.fristen.map(({ name, ende }) => [name, ende])).toEqual(expect.arrayContaining([...DAYS]));
  expect(one.fristen.every(({ norm }) => norm.startsWith('§'))).toBe(true);
  expect(one.nachrichten).toHaveLength(23);
  expect(new Set(one.nachrichten.map(({ uuid }) => uuid)).size).toBe(23);
  expect(new Set(one.nachrichten.map(({ status }) => status))).toEqual(new Set(['verarbeitet']));
};

describe('blaupause demo', () => {
  test('carries the case to its end with every day right, and leaves a receipt for each message', async () => {
    const dir = folder();
    const { ended } = run(['demo', '--json', '--data-dir', dir]);
    const { code, stdout, stderr } = await ended;
    expect(stderr).toContain('Alles ist so gekommen wie erwartet');
    expect(code).toBe(0);
    const one = result(stdout);
    expect(one.scenario).toBe('sachsen-bayern-koeln');
    expectTheCase(one);
    for (const { quittung, uuid } of one.nachrichten) {
      expect(parseReceipt(readFileSync(resolve(root, quittung)))).toBe(uuid);
    }
    const enforcement = one.nachrichten.find(({ typ }) => typ === 'vollstreckung.ersuchen.3020');
    expect(enforcement?.erstellt).toMatch(/^2027-01-13T09:00:00\.000\+01:00$/);
    expect(one.nachrichten[0]?.erstellt).toMatch(/^2026-08-15T18:05:00\.000\+02:00$/);
  });

  test('shows people lines of at most 80 columns without colour', async () => {
    const { ended } = run(['demo']);
    const { code, stdout } = await ended;
    expect(code).toBe(0);
    expect(stdout).not.toContain('\u001b');
    const lines = stdout.split('\n').filter((line) => !line.startsWith('Sendungen und Quittungen:'));
    expect(lines.filter((line) => [...line].length > 80)).toEqual([]);
    expect(stdout).toContain('28.12.2026  Einspruchsfrist (§ 67 Abs. 1 OWiG)');
  });

  test('Ctrl-C in the middle exits 130 and leaves neither folder nor process behind', async () => {
    const dir = folder();
    let told = false;
    const { ended } = run(['demo', '--json'], {
      env: { BLAUPAUSE_DATA_DIR: dir },
      onLine: (line, child) => {
        if (!told && line.includes(' 1110 ')) {
          told = true;
          child.kill('SIGINT');
        }
      },
    });
    const { code, stdout } = await ended;
    expect(code).toBe(130);
    expect(result(stdout).ok).toBe(false);
    expect(readdirSync(dir)).toEqual(['laeufe']);
  });

  test('a folder that cannot be written ends in one line and exit 3', async () => {
    const dir = join(folder(), 'belegt');
    writeFileSync(dir, '');
    const { code, stderr } = await run(['demo', '--data-dir', dir]).ended;
    expect(code).toBe(3);
    expect(stderr).toMatch(/^FILE: /);
    expect(stderr.trim().split('\n')).toHaveLength(2);
  });

  test('a scenario that does not come true exits 1 and says what was expected and found', async () => {
    const dir = folder();
    const text = readFileSync(join(root, 'scenarios', 'fahrer-nicht-ermittelbar.yaml'), 'utf8');
    const wrong = join(dir, 'falsch.yaml');
    writeFileSync(wrong, text.replace('ende: 2026-11-14, nach', 'ende: 2026-11-16, nach'));
    const { code, stdout } = await run(['demo', '--json', '--scenario', wrong]).ended;
    expect(code).toBe(1);
    expect(result(stdout).fehler).toEqual([
      'Frist verfolgungsverjaehrung nach „Verfahren eingestellt“: erwartet 16.11.2026, gefunden 14.11.2026.',
    ]);
  });
});

describe('a run under faults', () => {
  test('kill -9 of the gateway in the middle: it comes back on the same port and the case ends as if nothing had been', async () => {
    const dir = folder();
    const killed: number[] = [];
    const { ended } = run(['demo', '--json', '--data-dir', dir], {
      onLine: (line) => {
        if ((line.includes(' 1120 ') && killed.length === 0) || (line.includes(' 2010 ') && killed.length === 1)) {
          const { pid } = JSON.parse(readFileSync(join(dir, 'run', 'gateway.json'), 'utf8')) as { pid: number };
          killed.push(pid);
          process.kill(pid, 'SIGKILL');
        }
      },
    });
    const { code, stdout, stderr } = await ended;
    expect(killed).toHaveLength(2);
    expect(stderr).toContain('Gateway war beendet (SIGKILL) und läuft wieder.');
    expectTheCase(result(stdout));
    expect(code).toBe(0);
  });

  test('kill -9 of the worker in the middle: another one takes over what it had in hand', async () => {
    const dir = folder();
    let killed: number | undefined;
    const { ended } = run(['demo', '--json', '--data-dir', dir], {
      onLine: (line) => {
        if (killed !== undefined || !line.includes(' 1120 ')) return;
        const { pid } = JSON.parse(readFileSync(join(dir, 'run', 'worker.out'), 'utf8')) as { pid: number };
        killed = pid;
        process.kill(pid, 'SIGKILL');
      },
    });
    const { code, stdout, stderr } = await ended;
    expect(stderr).toContain('Worker war beendet (SIGKILL) und läuft wieder.');
    expectTheCase(result(stdout));
    expect(code).toBe(0);
  });

  test('the queue is dropped in the middle: it is rebuilt from the outbox and no message is lost', async () => {
    const dir = folder();
    let dropped: Promise<void> | undefined;
    const { ended } = run(['demo', '--json', '--data-dir', dir], {
      onLine: (line) => {
        if (line.includes(' 1120 ')) dropped ??= dropQueue(dir);
      },
    });
    const { code, stdout } = await ended;
    await expect(dropped).resolves.toBeUndefined();
    expectTheCase(result(stdout));
    expect(code).toBe(0);
  });
});

describe.skipIf(!hasRedis())('with Redis', () => {
  test('everything in Redis is deleted in the middle: no message is lost, and no key is left at the end', async () => {
    const redis = await testRedis();
    const client = new Redis(redis.url);
    try {
      let flushed: Promise<string> | undefined;
      const { ended } = run(['demo', '--json', '--redis', redis.url], {
        onLine: (line) => {
          if (line.includes(' 1120 ')) flushed ??= client.flushall();
        },
      });
      const { code, stdout } = await ended;
      expect(await flushed).toBe('OK');
      expectTheCase(result(stdout));
      expect(code).toBe(0);
      expect(await client.keys('*')).toEqual([]);
    } finally {
      client.disconnect();
      await redis.close();
    }
  });

  test('a Redis that is not there ends the demo with one line and exit 3', async () => {
    const { code, stdout } = await run(['demo', '--json', '--redis', 'redis://127.0.0.1:1']).ended;
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, fehler: [{ code: 'QUEUE' }] });
    expect(code).toBe(3);
  });
});

async function dropQueue(dir: string): Promise<void> {
  const database = await ensureDatabase({ dataDir: join(dir, 'postgres') });
  const client = new pg.Client({ connectionString: database.url });
  try {
    await client.connect();
    await client.query(`DROP SCHEMA ${DEFAULT_SCHEMA} CASCADE`);
  } finally {
    await client.end();
    await database.release();
  }
}

describe('blaupause simulate', () => {
  test('all scenarios come as they expect, each attack is refused with its code', async () => {
    const { code, stdout } = await run(['simulate', '--all', '--json']).ended;
    const all = JSON.parse(stdout) as { ok: boolean; szenarien: Ergebnis[] };
    expect(all.szenarien.flatMap(({ fehler }) => fehler)).toEqual([]);
    expect(all.szenarien.map(({ scenario }) => scenario)).toEqual([
      'angriffe',
      'fahrer-nicht-ermittelbar',
      'sachsen-bayern-koeln',
      'unzustellbar-zweite-zustellung',
      'vollstreckung-fruchtlos',
      'zahlung-fristgerecht',
    ]);
    const attacks = all.szenarien[0]?.stoerungen ?? [];
    expect(attacks).toHaveLength(11);
    expect(attacks.filter(({ ok }) => !ok)).toEqual([]);
    expect(existsSync(resolve(root, all.szenarien[0]?.belege ?? ''))).toBe(true);
    expect(code).toBe(0);
  });
});
