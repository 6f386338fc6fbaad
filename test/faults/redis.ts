import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { freePort } from '../support/port.ts';

const program = ['redis-server', 'valkey-server'].find((name) => spawnSync(name, ['--version']).status === 0);

/** Whether this machine has a Redis or Valkey. */
export const hasRedis = program !== undefined;

/** A Redis that keeps nothing on disk and is started again, empty, whenever it ends. */
export class RedisServer {
  readonly url: string;
  readonly #port: number;
  readonly #dir: string;
  #server: ChildProcess | undefined;
  #stopped = false;

  private constructor(port: number, dir: string) {
    this.#port = port;
    this.#dir = dir;
    this.url = `redis://127.0.0.1:${port}`;
  }

  static async start(dir: string): Promise<RedisServer> {
    mkdirSync(dir, { recursive: true });
    const redis = new RedisServer(await freePort(), dir);
    redis.#spawn();
    await redis.command((client) => client.ping());
    return redis;
  }

  get pid(): number {
    return this.#server?.pid ?? 0;
  }

  /** Runs a command on it, waiting until it answers. */
  async command<T>(work: (client: Redis) => Promise<T>): Promise<T> {
    const client = new Redis(this.url, { maxRetriesPerRequest: null, retryStrategy: () => 50 });
    client.on('error', () => {});
    try {
      return await work(client);
    } finally {
      client.disconnect();
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    const server = this.#server;
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, 'exit');
    server.kill('SIGKILL');
    await gone;
  }

  #spawn(): void {
    const options = ['--port', String(this.#port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    const server = spawn(program ?? 'redis-server', [...options, '--dir', this.#dir], { stdio: 'ignore' });
    server.on('error', () => {});
    server.once('exit', async () => {
      await sleep(50);
      if (!this.#stopped) this.#spawn();
    });
    this.#server = server;
  }
}
