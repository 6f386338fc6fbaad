import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { packageRoot } from '../../src/platform/paths.ts';
import { blaupause, json } from '../cli/run.ts';
import { type TestDatabase, testDatabase } from '../store/database.ts';
import { hasRedis, type TestRedis, testRedis } from '../store/redis.ts';
import { gone, type Installation, installation } from './cli-service.ts';

const guide = readFileSync(join(packageRoot, 'docs', 'guides', 'quickstart-operator.md'), 'utf8');
const settings = parse(/```yaml\n([\s\S]*?)```/.exec(guide)?.[1] ?? '') as Record<string, unknown>;
/** The commands of the guide's chapter, one argument list each. */
const commands = (chapter: string): string[][] =>
  (guide.split(`## ${chapter}`)[1]?.split('```sh\n')[1]?.split('```')[0] ?? '')
    .trim()
    .split('\n')
    .map((line) => line.split(' ').slice(1));

describe.skipIf(!hasRedis())('the operator guide (needs redis-server)', () => {
  let database: TestDatabase;
  let redis: TestRedis;
  let place: Installation;

  beforeAll(async () => {
    [database, redis] = await Promise.all([testDatabase(2), testRedis()]);
    place = await installation({
      ...settings,
      port: 0,
      databaseUrl: database.url,
      databaseOwnerUrl: database.ownerUrl,
      redisUrl: redis.url,
    });
  });
  afterAll(async () => {
    await place.close();
    await redis.close();
    await database.close();
  });

  it('leads to a gateway and a worker on PostgreSQL and Redis that carry a message', async () => {
    const [doctor = [], ...services] = commands('5. Check, then start');
    expect(doctor.slice(0, 2)).toEqual(['--config', 'config.yaml']);
    const ready = await blaupause([...doctor, '--json'], { cwd: place.dir });
    expect(ready.code, ready.stdout).toBe(0);
    expect(ready.stdout).toContain('(eingestellt)');
    expect(ready.stdout).toContain('redis: ');

    const [gatewayArgs = [], workerArgs = []] = services.map((args) => args.slice(2));
    const gateway = await place.start(gatewayArgs);
    const worker = await place.start(workerArgs);
    const steps = commands('6. See that it works').map((args) =>
      args.map((arg) => arg.replace('https://localhost:8443', gateway.ready.url)),
    );
    const results = [];
    for (const args of steps) results.push(await blaupause(args, { cwd: place.dir }));
    expect(results.map(({ code, stderr }) => [code, stderr])).toEqual(steps.map(() => [0, '']));
    expect(results[1]?.stdout).toMatch(/^angenommen: /);
    expect(results[2]?.stdout).toMatch(/^geöffnet eingang\/.* fahrerermittlung\.ersuchen\.1120\n$/);
    expect(results[3]?.stdout).toContain('Warteschlange (redis)');

    expect((await worker.stop('SIGTERM')).code, worker.stderr()).toBe(0);
    expect((await gateway.stop('SIGTERM')).code, gateway.stderr()).toBe(0);
    expect(await place.postgres()).toBeUndefined();
  });

  it('takes a new revocation list without a restart', async () => {
    const gateway = await place.start(['gateway']);
    const send = () =>
      place.run(
        'send',
        'ersuchen.xml',
        '--as',
        'bgb:145110000001',
        '--pki',
        'pki',
        '--url',
        gateway.ready.url,
        '--json',
      );
    const text = readFileSync(place.file('ersuchen.xml'), 'utf8');
    const uuid = /<nachrichtenUUID>([^<]*)/.exec(text)?.[1] ?? '';
    let at = 0;
    const refused = async () => {
      at += 1;
      writeFileSync(
        place.file('ersuchen.xml'),
        text.replaceAll(uuid, `${uuid.slice(0, -3)}${String(at).padStart(3, '0')}`),
      );
      const result = await send();
      return (
        result.code === 1 && json<{ rueckweisung: { code: string } }>(result).rueckweisung.code === 'TRUST_REVOKED'
      );
    };
    expect(await refused()).toBe(false);
    expect((await place.run('pki', 'revoke', 'bgb:145110000001', 'signature', '--dir', 'pki')).code).toBe(0);
    expect(await gone(async () => !(await refused()), 20_000)).toBe(true);
    await gateway.stop('SIGTERM');
  });
});
