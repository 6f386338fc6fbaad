import {
  type AlgorithmKind,
  type AlgorithmStatus,
  algorithmTable,
  certificatePolicy,
  curveOfUri,
  type KeyRules,
  type Policy,
  policies,
  REASONS,
  suites,
} from '../../src/crypto/index.ts';
import { code, table } from './markdown.ts';

const KINDS: Readonly<Record<AlgorithmKind, string>> = {
  digest: 'digest',
  signature: 'signature',
  c14n: 'canonicalisation',
  transform: 'transform',
  'content-encryption': 'content encryption',
  'key-transport': 'key transport',
  mgf: 'mask generation',
  'key-agreement': 'key agreement',
  kdf: 'key derivation',
  'key-wrap': 'key wrap',
  curve: 'curve',
};

/** Which policies take an algorithm of a status. */
const TAKEN: Readonly<Record<AlgorithmStatus, string>> = {
  gateway: 'all',
  recommended: '`recommended`, `open`',
  vectors: '`open`',
  experimental: '`experimental`',
  never: 'none',
};

const named = (uri: string): string => {
  const curve = curveOfUri(uri);
  return curve ? `${code(uri)} (${curve.name})` : code(uri);
};

/** The gateway's allow-list of algorithms with its dates. */
export const allowList = (): string =>
  table(
    ['use', 'algorithm', 'from', 'until', 'source'],
    algorithmTable
      .filter(({ status }) => status === 'gateway')
      .map((row) => [KINDS[row.kind], named(row.uri), row.validFrom, row.validTo, row.source]),
  );

/** What the gateway refuses by name, with the reason and who takes it. */
export const rejectList = (): string =>
  table(
    ['use', 'algorithm', 'why', 'taken by', 'from', 'until', 'source'],
    algorithmTable.flatMap((row) =>
      row.why === undefined
        ? []
        : [
            [
              KINDS[row.kind],
              named(row.uri),
              REASONS[row.why].en,
              TAKEN[row.status],
              row.validFrom,
              row.validTo,
              row.source,
            ],
          ],
    ),
  );

/** What ends when, among what the gateway takes today. */
export const sunset = (): string => {
  const ending = algorithmTable.filter(({ status, validTo }) => status === 'gateway' && validTo !== undefined);
  const byDay = [...Map.groupBy(ending, ({ validTo }) => validTo ?? '')].sort(([a], [b]) => a.localeCompare(b));
  return table(
    ['last day', 'use', 'algorithms', 'source'],
    byDay.flatMap(([day, rows]) =>
      [...Map.groupBy(rows, ({ kind }) => kind)].map(([kind, same]) => [
        day,
        KINDS[kind],
        same.map(({ uri }) => code(uri.slice(uri.lastIndexOf('#') + 1))).join(', '),
        [...new Set(same.map(({ source }) => source))].join(', '),
      ]),
    ),
  );
};

/** Key sizes and curves of messages and of certificates. */
export const keyRules = (): string => {
  const row = (where: string, { rsaMinimumBits, rsaMinimumExponent, curves }: KeyRules) => [
    where,
    `${rsaMinimumBits} bit`,
    String(rsaMinimumExponent),
    curves.map(code).join(', '),
  ];
  return table(
    ['where', 'RSA at least', 'RSA exponent at least', 'curves'],
    [
      row('signatures and encryption of Sendungen', policies.gateway.keys),
      row('certificates of a path', certificatePolicy.keys),
    ],
  );
};

/** The policies side by side. */
export const policyTable = (): string =>
  table(
    ['policy', 'edition', 'shape of the profile', 'RSA at least', 'algorithms', 'key encapsulation'],
    Object.values<Policy>(policies).map(({ name, edition, strict, keys, rows }) => [
      code(name),
      edition,
      strict ? 'demanded' : 'free',
      `${keys.rsaMinimumBits} bit`,
      rows.length,
      keys.kems?.map(code).join(', '),
    ]),
  );

/** What each suite writes. */
export const suiteTable = (): string =>
  table(
    ['suite', 'signature', 'digest', 'content', 'key'],
    Object.values(suites).map(({ id, signature, digest, content, key }) => {
      const { way, ...algorithms } = key;
      return [
        code(id),
        code(signature),
        code(digest),
        code(content),
        `${way}: ${Object.values(algorithms).map(code).join(', ')}`,
      ];
    }),
  );
