import type { IncomingHttpHeaders } from 'node:http';
import { Agent, request } from 'node:https';
import { performance } from 'node:perf_hooks';
import { loadKeyStore, TrustStore, tlsOptions } from '../../src/crypto/index.ts';

/** A complete answer with the time it took in milliseconds. */
export interface TestAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly ms: number;
}

/** TLS material of an authority; without authority that of nobody. */
export function tlsOf(pkiDir: string, schluessel?: string): { ca: string[]; key?: string; cert?: string } {
  const { anchors, intermediates } = TrustStore.fromFolder(pkiDir).material();
  const ca = [...anchors, ...intermediates];
  return schluessel === undefined ? { ca } : { ca, ...tlsOptions(loadKeyStore(pkiDir, schluessel).tls) };
}

/** A plain HTTPS client that sends exactly what a test wants. */
export class TestClient {
  readonly #agent: Agent;
  readonly #url: string;

  constructor(url: string, tls: { ca: string[]; key?: string; cert?: string }) {
    this.#url = url;
    this.#agent = new Agent({ keepAlive: true, maxSockets: 16, ...tls });
  }

  /** One request. Fails where no complete answer comes. */
  call(
    method: string,
    path: string,
    { body, headers = {} }: { body?: Buffer | string; headers?: Record<string, string> } = {},
  ): Promise<TestAnswer> {
    const started = performance.now();
    return new Promise((resolve, reject) => {
      const sent = request(`${this.#url}${path}`, { method, headers, agent: this.#agent }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks),
            ms: performance.now() - started,
          }),
        );
      });
      sent.on('error', (error: NodeJS.ErrnoException) => {
        // the server closed an idle connection just as it was taken again
        if (sent.reusedSocket && error.code === 'ECONNRESET')
          resolve(this.call(method, path, { ...(body === undefined ? {} : { body }), headers }));
        else reject(error);
      });
      sent.end(body);
    });
  }

  /** Hands in bytes as a Sendung. */
  send(body: Buffer | string, headers: Record<string, string> = {}): Promise<TestAnswer> {
    return this.call('POST', '/v1/sendungen', { body, headers: { 'content-type': 'application/xml', ...headers } });
  }

  close(): void {
    this.#agent.destroy();
  }
}
