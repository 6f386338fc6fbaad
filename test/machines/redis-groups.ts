import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { until } from '../store/processes.ts';

/** Redis or Valkey, whichever this machine has. */
const PROGRAM = ['redis', 'valkey'].find((name) => spawnSync(`${name}-server`, ['--version']).status === 0) ?? 'redis';

/** Several Redis servers on loopback that act as one installation. */
export interface RedisGroup {
  /** as the setting `redisUrl` takes it */
  readonly url: string;
  /** The server that holds this key now. */
  masterOf(key: string): Promise<RedisServer>;
  /** Empties all servers. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** One server process. */
export interface RedisServer {
  readonly port: number;
  /** `SIGKILL` ends it, `SIGSTOP` lets it hang with its connections open, `SIGCONT` lets it go on. */
  signal(signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void;
  /** Starts it again after a kill, with what it had on disk: its place in the group, no data. */
  start(): Promise<void>;
}

/** Ports whose neighbour at + 10000 is free too: a cluster node takes both. */
async function freePorts(count: number): Promise<number[]> {
  const held = await Promise.all(
    Array.from({ length: count * 4 }, async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  const ports = held.map((server) => (server.address() as { port: number }).port);
  await Promise.all(held.map((server) => once(server.close(), 'close')));
  const good = ports.filter((port) => port < 55_000 && !ports.includes(port + 10_000));
  if (good.length < count) return freePorts(count);
  return good.slice(0, count);
}

async function ask(port: number, command: string, ...args: string[]): Promise<unknown> {
  const client = new Redis(port, '127.0.0.1', {
    maxRetriesPerRequest: null,
    retryStrategy: () => 50,
    commandTimeout: 5000,
  });
  client.on('error', () => {}); // NOAUTH too: then the command itself fails
  try {
    return await client.call(command, ...args);
  } finally {
    client.disconnect();
  }
}

class Group {
  readonly dir = mkdtempSync(join(tmpdir(), 'redis-gruppe-'));
  readonly #processes = new Map<number, ChildProcess>();

  async server(port: number, args: readonly string[]): Promise<RedisServer> {
    const start = async (): Promise<void> => {
      const own = ['--port', String(port), '--bind', '127.0.0.1', '--dir', this.dir];
      const quiet = args.includes('--sentinel')
        ? []
        : ['--save', '', '--appendonly', 'no', '--dbfilename', `${port}.rdb`];
      const [config = [], rest] = args[0]?.startsWith('/') ? [[args[0]], args.slice(1)] : [[], args];
      const child = spawn(`${PROGRAM}-server`, [...config, ...own, ...quiet, ...rest], { stdio: 'ignore' });
      this.#processes.set(port, child);
      await ask(port, 'PING').catch(() => {}); // that it wants a password is an answer too
    };
    await start();
    return { port, start, signal: (signal) => void this.#processes.get(port)?.kill(signal) };
  }

  async close(): Promise<void> {
    await Promise.all(
      [...this.#processes.values()].map(async (child) => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        const gone = once(child, 'exit');
        child.kill('SIGKILL');
        await gone;
      }),
    );
    rmSync(this.dir, { recursive: true, force: true });
  }
}

/** A master with two replicas, and three sentinels that elect another master within two seconds. */
export async function testSentinels(password = 'geheim&mehr'): Promise<RedisGroup> {
  const group = new Group();
  const [first = 0, second = 0, third = 0, ...watching] = await freePorts(6);
  const secured = ['--requirepass', password, '--masterauth', password, '--repl-diskless-sync-delay', '0'];
  const master = await group.server(first, secured);
  const replicaOf = [...secured, '--replicaof', `127.0.0.1 ${first}`];
  const servers = [master, await group.server(second, replicaOf), await group.server(third, replicaOf)];
  for (const port of watching) {
    const file = join(group.dir, `sentinel-${port}.conf`);
    const lines = [
      `sentinel monitor post 127.0.0.1 ${first} 2`,
      `sentinel auth-pass post ${password}`,
      'sentinel down-after-milliseconds post 1000',
      'sentinel failover-timeout post 3000',
    ];
    writeFileSync(file, `${lines.join('\n')}\n`);
    await group.server(port, [file, '--sentinel']);
  }
  const [asked = 0] = watching;
  // until each knows the others and the replicas, a failover could not be agreed on
  for (const port of watching) {
    await until(async () => {
      const known = (await ask(port, 'SENTINEL', 'master', 'post')) as string[];
      const of = (name: string): string | undefined => known[known.indexOf(name) + 1];
      return of('num-other-sentinels') === '2' && of('num-slaves') === '2';
    });
  }
  const hosts = watching.map((port) => `127.0.0.1:${port}`).join(',');
  const masterOf = async (): Promise<RedisServer> => {
    const [, port] = (await ask(asked, 'SENTINEL', 'get-master-addr-by-name', 'post')) as string[];
    const found = servers.find((server) => server.port === Number(port));
    if (found === undefined) throw new Error(`no server on ${port}`);
    return found;
  };
  return {
    url: `redis+sentinel://:${encodeURIComponent(password)}@${hosts}/post`,
    masterOf,
    flush: async () => {
      const { port } = await masterOf();
      const client = new Redis(port, '127.0.0.1', { password });
      await client.flushall();
      client.disconnect();
    },
    close: () => group.close(),
  };
}

/** A cluster of three masters, each with so many replicas; a dead master counts as such after a second. */
export async function testCluster(replicas: 0 | 1): Promise<RedisGroup> {
  const group = new Group();
  const ports = await freePorts(3 + 3 * replicas);
  const servers = await Promise.all(
    ports.map((port) =>
      group.server(port, [
        ...['--cluster-enabled', 'yes', '--cluster-config-file', `nodes-${port}.conf`],
        ...['--cluster-node-timeout', '1000', '--repl-diskless-sync-delay', '0'],
      ]),
    ),
  );
  const nodes = ports.map((port) => `127.0.0.1:${port}`);
  const made = spawnSync(
    `${PROGRAM}-cli`,
    ['--cluster', 'create', ...nodes, '--cluster-replicas', String(replicas), '--cluster-yes'],
    { encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`cluster was not made: ${made.stdout}${made.stderr}`);
  /** The first answer of a node that lives. */
  const askAny = async (...command: [string, ...string[]]): Promise<unknown> => {
    const answers = ports.map((port) => ask(port, ...command));
    for (const answer of answers) answer.catch(() => {});
    return Promise.any(answers);
  };
  const masters = async (): Promise<number[]> => {
    const lines = String(await askAny('CLUSTER', 'NODES')).split('\n');
    return lines.flatMap((line) =>
      / (?:myself,)?master - /.test(line) && / connected \d/.test(line) ? Number(/:(\d+)@/.exec(line)?.[1]) : [],
    );
  };
  await until(async () => {
    const states = await Promise.all(ports.map((port) => ask(port, 'CLUSTER', 'INFO')));
    if (!states.every((state) => String(state).includes('cluster_state:ok'))) return false;
    const replicating = await Promise.all(ports.map((port) => ask(port, 'INFO', 'replication')));
    return replicating.filter((text) => String(text).includes('master_link_status:up')).length === 3 * replicas;
  });
  return {
    url: `redis+cluster://${nodes.slice(0, 3).join(',')}`,
    masterOf: async (key) => {
      const slot = Number(await askAny('CLUSTER', 'KEYSLOT', key));
      const slots = (await askAny('CLUSTER', 'SLOTS')) as [number, number, [string, number]][];
      const range = slots.find(([from, to]) => from <= slot && slot <= to);
      const found = servers.find(({ port }) => port === range?.[2][1]);
      if (found === undefined) throw new Error(`no master for slot ${slot}`);
      return found;
    },
    flush: async () => {
      for (const port of await masters()) await ask(port, 'FLUSHALL').catch(() => {});
    },
    close: () => group.close(),
  };
}
