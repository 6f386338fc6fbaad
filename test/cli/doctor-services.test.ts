import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { checkLogKey, checkRecurring, checkRedis, checkWorkerPort } from '../../src/cli/doctor-services.ts';
import { loadSettings } from '../../src/platform/settings.ts';

const settings = (overrides: Record<string, unknown> = {}) => loadSettings({}, undefined, overrides);

/** Something that listens and answers as told, while `work` runs. */
async function listening(body: string, work: (port: number) => Promise<void>): Promise<void> {
  const server = createServer((_, response) => void response.end(body)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await work((server.address() as AddressInfo).port);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('what the doctor says of the port of the worker', () => {
  it('nothing set, and a free port', async () => {
    expect(await checkWorkerPort(settings())).toMatch(/nicht eingestellt \(workerPort\)/);
    expect(await checkWorkerPort(settings({ workerPort: 0 }))).toBe('127.0.0.1:0 ist frei');
  });

  it('a worker that runs is a remark, another program a fault', async () => {
    await listening('{"status":"ok"}', async (workerPort) => {
      expect(await checkWorkerPort(settings({ workerPort }))).toEqual({ hinweis: expect.stringMatching(/ein Worker/) });
    });
    await listening('<html>', async (workerPort) => {
      await expect(checkWorkerPort(settings({ workerPort }))).rejects.toMatchObject({
        code: 'PORT_IN_USE',
        detail: `workerPort: 127.0.0.1:${workerPort}.`,
      });
    });
  });

  it('an address that this machine does not have', async () => {
    const elsewhere = settings({ workerHost: '192.0.2.1', workerPort: 9464 });
    await expect(checkWorkerPort(elsewhere)).rejects.toMatchObject({ code: 'SETTINGS' });
  });
});

describe('what the doctor says of what runs by itself', () => {
  it('all of it with its times', () => {
    expect(checkRecurring(settings())).toMatch(
      /^Fristen alle 15 min, Rückgabe alle 30 s, Löschung \(Inhalte nach \d+,/,
    );
  });

  it('what was switched off, with its setting', () => {
    const off = checkRecurring(settings({ retentionIntervalMs: 0 }));
    expect(off).toEqual({ hinweis: expect.stringMatching(/Löschung .* ruht \(retentionIntervalMs: 0\)$/) });
  });
});

describe('what the doctor says of the queue and the log', () => {
  it('no Redis is a choice; one that is away is a fault', async () => {
    expect(await checkRedis(settings())).toMatch(/PostgreSQL trägt die Warteschlange/);
    const away = settings({ redisUrl: 'redis://:geheim@127.0.0.1:1' });
    await expect(checkRedis(away)).rejects.toMatchObject({ code: 'QUEUE' });
  });

  it('a shared log key that is not there, and how to make it', async () => {
    await expect(checkLogKey(settings({ logKeyFile: '/nirgends/log.pem' }))).rejects.toMatchObject({
      code: 'FILE',
      detail: expect.stringContaining('blaupause pki log-key'),
    });
  });
});
