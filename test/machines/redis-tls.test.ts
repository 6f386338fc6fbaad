import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openQueue } from '../../src/dispatch/index.ts';
import { until } from '../store/processes.ts';
import { hasRedis } from '../store/redis.ts';
import { freePort } from '../support/port.ts';

const dir = mkdtempSync(join(tmpdir(), 'redis-tls-'));
const ca = join(dir, 'zertifikat.pem');

describe.skipIf(!hasRedis())('a Redis that speaks TLS only', () => {
  let server: ChildProcess;
  let port = 0;
  beforeAll(async () => {
    const key = join(dir, 'schluessel.pem');
    const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'];
    const files = ['-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', ca];
    expect(spawnSync('openssl', [...request, ...files]).status).toBe(0);
    port = await freePort();
    const tls = ['--tls-port', String(port), '--port', '0', '--tls-cert-file', ca, '--tls-key-file', key];
    const rest = ['--tls-ca-cert-file', ca, '--tls-auth-clients', 'no', '--requirepass', 'ge:heim', '--save', ''];
    server = spawn('redis-server', [...tls, ...rest, '--dir', dir], { stdio: 'ignore' });
  });
  afterAll(async () => {
    const gone = once(server, 'exit');
    server.kill('SIGKILL');
    await gone;
    rmSync(dir, { recursive: true, force: true });
  });

  const open = (login: string, query: string) =>
    openQueue({ redisUrl: `rediss://${login}@localhost:${port}${query}`, databaseUrl: '', prefix: 'tls' });

  it('carries the queue for who knows its authority and its password', async () => {
    const queue = await until(() => open(':ge%3Aheim', `?ca=${ca}`).catch(() => undefined));
    const taken: string[] = [];
    const worker = await queue.work(
      async ({ uuid }) => {
        taken.push(uuid);
        return { next: 'done' };
      },
      { concurrency: 1, lockMs: 1000 },
      () => {},
    );
    await queue.add([{ name: 'kba', data: { uuid: 'a', sha256: 'b' }, opts: { jobId: 'a' } }]);
    await until(() => taken.length === 1);
    await worker.close(false);
    await queue.close();
  });

  it('is not spoken to when its certificate is strange or the password wrong', async () => {
    await expect(open(':ge%3Aheim', '')).rejects.toMatchObject({ code: 'QUEUE' });
    await expect(open(':falsch', `?ca=${ca}`)).rejects.toMatchObject({ code: 'QUEUE' });
    await expect(open(':ge%3Aheim', `?ca=${join(dir, 'fehlt.pem')}`)).rejects.toMatchObject({ code: 'FILE' });
  });
});
