import { readFileSync } from 'node:fs';
import { Cluster, Redis, type RedisOptions } from 'ioredis';
import { fault } from '../platform/errors.ts';
import { parseRedisAddress, type RedisAddress } from '../platform/redis-address.ts';

/** A connection to one server or to a cluster. */
export type RedisClient = Redis | Cluster;

/**
 * What the connection is for. `asking` fails soon when Redis is away, so that its caller can go on with other things;
 * `working` waits for ever, as BullMQ's workers need it; `leaving` tries once.
 */
export type RedisPurpose = 'asking' | 'working' | 'leaving';

/** Tries again for ever, at most five seconds apart. */
const patiently = (times: number): number => Math.min(100 * 2 ** Math.min(times, 6), 5000);

/** While a failover goes on the next try decides how soon work goes on. */
const eagerly = (times: number): number => Math.min(100 * times, 1000);

/**
 * Without any data for this long after a command the connection counts as dead: a server that vanished without a
 * word would hold it open for a quarter of an hour. Longer than BullMQ's longest blocking command (10 s).
 */
const SILENCE_MS = 15_000;

/** How long who asks waits for an answer at most, also while a failover goes on, in milliseconds. */
const ANSWER_MS = 5000;

/**
 * A master that became a replica answers READONLY and ends blocking commands with UNBLOCKED: connect anew, to the
 * master of now, and send the command again. A script fails on a replica at its first write, so nothing was done.
 */
const reconnectOnError = ({ message }: Error): false | 2 => (/READONLY|^UNBLOCKED/.test(message) ? 2 : false);

const tlsOf = ({ tls, caFile }: RedisAddress): { ca?: Buffer } | undefined => {
  if (!tls) return undefined;
  if (caFile === undefined) return {};
  try {
    return { ca: readFileSync(caFile) };
  } catch (cause) {
    throw fault('FILE', { detail: `${caFile} ist nicht lesbar.`, cause });
  }
};

type Common =
  | 'connectionName'
  | 'connectTimeout'
  | 'socketTimeout'
  | 'keepAlive'
  | 'maxRetriesPerRequest'
  | 'commandTimeout'
  | 'reconnectOnError'
  | 'lazyConnect'
  | 'username'
  | 'password'
  | 'tls';

const common = (address: RedisAddress, purpose: RedisPurpose, connectionName: string): Pick<RedisOptions, Common> => {
  const { username, password } = address;
  const tls = tlsOf(address);
  return {
    connectionName,
    connectTimeout: 5000,
    socketTimeout: SILENCE_MS,
    keepAlive: 10_000,
    maxRetriesPerRequest: purpose === 'working' ? null : 1,
    ...(purpose === 'working' ? {} : { commandTimeout: ANSWER_MS }),
    reconnectOnError,
    ...(purpose === 'leaving' ? { lazyConnect: true } : {}),
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(tls === undefined ? {} : { tls }),
  };
};

const openCluster = (address: RedisAddress, purpose: RedisPurpose, name: string): Cluster => {
  const { lazyConnect, ...redisOptions } = common(address, purpose, name);
  return new Cluster([...address.nodes], {
    redisOptions,
    lazyConnect: lazyConnect ?? false,
    clusterRetryStrategy: purpose === 'leaving' ? () => null : eagerly,
    // who asks hears at once that the cluster is away
    enableOfflineQueue: purpose !== 'asking',
    slotsRefreshTimeout: 3000,
    // a node that died fails its commands at once, and is taken up again when the others name it as master
    slotsRefreshInterval: 2000,
    // a failover of the master takes some seconds: a worker's commands wait for it
    maxRedirections: purpose === 'working' ? 100 : 16,
    retryDelayOnFailover: 200,
    retryDelayOnClusterDown: 200,
    // certificates name hosts, not the addresses that they resolve to
    ...(address.tls ? { dnsLookup: (host, callback) => callback(null, host) } : {}),
  });
};

const openSingle = (address: RedisAddress, purpose: RedisPurpose, name: string): Redis => {
  const [{ host, port }] = address.nodes;
  const retryStrategy = purpose === 'leaving' ? () => null : patiently;
  return new Redis({ ...common(address, purpose, name), host, port, db: address.database, retryStrategy });
};

const openBySentinels = (address: RedisAddress, purpose: RedisPurpose, connectionName: string): Redis => {
  const { tls, ...rest } = common(address, purpose, connectionName);
  const { master, sentinelUsername, sentinelPassword, database } = address;
  return new Redis({
    ...rest,
    sentinels: [...address.nodes],
    role: 'master',
    db: database,
    // hears of a new master from the sentinels, also while the old one still holds its connections
    failoverDetector: true,
    retryStrategy: purpose === 'leaving' ? () => null : eagerly,
    // null would end the connection for good at the first moment in which no sentinel knows a master
    sentinelRetryStrategy: purpose === 'leaving' ? () => null : eagerly,
    sentinelReconnectStrategy: eagerly,
    sentinelCommandTimeout: 3000,
    ...(master === undefined ? {} : { name: master }),
    ...(sentinelUsername === undefined ? {} : { sentinelUsername }),
    ...(sentinelPassword === undefined ? {} : { sentinelPassword }),
    ...(tls === undefined ? {} : { tls, sentinelTLS: tls, enableTLSForSentinelMode: true }),
  });
};

/** @throws SETTINGS for an address of no known form */
export function redisAddress(url: string): RedisAddress {
  const address = parseRedisAddress(url);
  if (address === undefined) throw fault('SETTINGS', { detail: 'redisUrl: keine Adresse eines Redis.' });
  return address;
}

/** Connects to Redis or Valkey in any of its forms. @throws FILE if the file with the authorities is unreadable */
export function connectRedis(address: RedisAddress, purpose: RedisPurpose, connectionName: string): RedisClient {
  switch (address.kind) {
    case 'single':
      return openSingle(address, purpose, connectionName);
    case 'sentinel':
      return openBySentinels(address, purpose, connectionName);
    case 'cluster':
      return openCluster(address, purpose, connectionName);
  }
}

/** Prefix of all keys: in a cluster in braces, so that the keys of one queue lie in one slot, as scripts need it. */
export const keyPrefix = ({ kind }: RedisAddress, prefix: string): string =>
  kind === 'cluster' ? `{${prefix}}` : prefix;
