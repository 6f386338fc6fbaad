/** One server of a Redis installation. */
export interface RedisNode {
  readonly host: string;
  readonly port: number;
}

/** Where Redis or Valkey is: one server, the sentinels that know the present master, or nodes of a cluster. */
export interface RedisAddress {
  readonly kind: 'single' | 'sentinel' | 'cluster';
  readonly tls: boolean;
  /** sentinels or cluster nodes to ask first; one for a single server */
  readonly nodes: readonly [RedisNode, ...RedisNode[]];
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly database: number;
  /** name under which the sentinels watch the master; sentinel alone */
  readonly master: string | undefined;
  readonly sentinelUsername: string | undefined;
  readonly sentinelPassword: string | undefined;
  /** PEM file with the authorities that issue the servers' certificates; TLS alone */
  readonly caFile: string | undefined;
}

/** The forms of an address, for messages. */
export const REDIS_ADDRESS_FORMS = [
  'redis://host:6379',
  'redis+sentinel://host1:26379,host2:26379/mastername',
  'redis+cluster://host1:6379,host2:6379',
] as const;

const DEFAULT_PORT = { single: 6379, sentinel: 26_379, cluster: 6379 } as const;

const FORM =
  /^redis(s?)(?:\+(sentinel|cluster))?:\/\/(?:([^@/?#\s]*)@)?([^@/?#\s]+)(?:\/([^/?#\s]*))?(?:\?([^#\s]*))?$/;

/** host, IPv4 address or IPv6 address in brackets, with or without port */
const NODE = /^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(?::(\d{1,5}))?$/;

/** Parameters that a kind of address may carry behind `?`. */
const parametersOf = ({ kind, tls }: Pick<RedisAddress, 'kind' | 'tls'>): readonly string[] => [
  ...(kind === 'sentinel' ? ['db', 'sentinelUsername', 'sentinelPassword'] : []),
  ...(tls ? ['ca'] : []),
];

const decode = (text: string | undefined): string | undefined =>
  text === undefined || text === '' ? undefined : decodeURIComponent(text);

const readNode = (text: string, port: number): RedisNode | undefined => {
  const [, host, given] = NODE.exec(text) ?? [];
  if (host === undefined) return undefined;
  const number = given === undefined ? port : Number(given);
  return number < 1 || number > 65_535 ? undefined : { host: host.replace(/^\[|\]$/g, ''), port: number };
};

/**
 * Reads the address of a Redis or Valkey installation:
 * `redis://[user:password@]host[:port][/database]`,
 * `redis+sentinel://[user:password@]sentinel[:port],…/master[?db=…&sentinelUsername=…&sentinelPassword=…]` and
 * `redis+cluster://[user:password@]node[:port],…`; each with `rediss` for TLS and then `?ca=FILE`.
 * User and password are those of the servers; what is no letter or digit in them is percent-encoded.
 *
 * @returns undefined if it is none of these
 */
export function parseRedisAddress(text: string): RedisAddress | undefined {
  const [whole, secure, form = 'single', login, hosts = '', path, query] = FORM.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const kind = form as RedisAddress['kind'];
  const tls = secure === 's';
  const nodes = hosts.split(',').map((node) => readNode(node, DEFAULT_PORT[kind]));
  const [first, ...others] = nodes.filter((node) => node !== undefined);
  if (first === undefined || others.length + 1 !== nodes.length || (kind === 'single' && others.length > 0)) return;
  const parameters = new URLSearchParams(query);
  const allowed = parametersOf({ kind, tls });
  if ([...parameters.keys()].some((key) => !allowed.includes(key))) return undefined;
  const database = (kind === 'sentinel' ? parameters.get('db') : path) || '0';
  if (!/^\d{1,5}$/.test(database) || (kind === 'cluster' && path)) return undefined;
  if (kind === 'sentinel' && !/^[A-Za-z0-9._-]+$/.test(path ?? '')) return undefined;
  const [username, ...password] = login?.split(':') ?? [];
  try {
    return {
      kind,
      tls,
      nodes: [first, ...others],
      username: decode(username),
      password: decode(password.join(':')),
      database: Number(database),
      master: kind === 'sentinel' ? path : undefined,
      sentinelUsername: parameters.get('sentinelUsername') ?? undefined,
      sentinelPassword: parameters.get('sentinelPassword') ?? undefined,
      caFile: parameters.get('ca') ?? undefined,
    };
  } catch {
    return undefined; // a % that encodes nothing
  }
}
