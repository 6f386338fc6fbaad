import { request } from 'node:https';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tlsOf } from '../support/client.ts';
import { BGB } from '../support/profile.ts';
import { type Installation, installation, type Service } from './cli-service.ts';

interface Answer {
  readonly status: number;
  readonly body: string;
}

describe('a worker that listens beyond loopback', () => {
  let place: Installation;
  let worker: Service;
  let port = 0;
  beforeAll(async () => {
    place = await installation({ workerHost: '0.0.0.0', workerPort: 0, logLevel: 'info' });
    worker = await place.start(['worker']);
    port = Number(/"url":"https:\/\/0\.0\.0\.0:(\d+)"/.exec(worker.stderr())?.[1]);
  });
  afterAll(() => place?.close());

  const get = (path: string, who?: string): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const asked = request(
        { host: 'localhost', port, path, agent: false, ...tlsOf(place.file('pki'), who) },
        (response) => {
          let body = '';
          response.setEncoding('utf8').on('data', (text: string) => {
            body += text;
          });
          response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
        },
      );
      asked.on('error', reject).end();
    });

  it('speaks TLS with the certificate of the gateway, and says to anybody that it is well', async () => {
    expect(port).toBeGreaterThan(0);
    expect(await get('/health/ready')).toMatchObject({ status: 200 });
  });

  it('gives metrics to authorities alone', async () => {
    const stranger = await get('/metrics');
    expect(stranger).toEqual({ status: 401, body: '{"status":"abgewiesen","code":"IDENT_NO_CERTIFICATE"}' });
    const authority = await get('/metrics', BGB);
    expect(authority.status).toBe(200);
    expect(authority.body).toContain('blaupause_build_info{prozess="worker"');
  });

  it('does not answer without TLS', async () => {
    await expect(fetch(`http://localhost:${port}/health/live`)).rejects.toThrow();
  });
});
