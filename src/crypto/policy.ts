import type { KeyObject } from 'node:crypto';
import { fault } from '../platform/errors.ts';
import { inert } from '../platform/inert.ts';
import { REASONS } from './algorithm-reasons.ts';
import {
  type AlgorithmEntry,
  type AlgorithmKind,
  type AlgorithmStatus,
  algorithmTable,
  TR_EDITION,
} from './algorithm-table.ts';
import { curveOfUri } from './algorithms.ts';

/** One line of a dated allow-list. Dates are calendar days, `validTo` included (UTC). */
export interface AlgorithmRow {
  readonly uri: string;
  readonly kind: AlgorithmKind;
  readonly validFrom: string;
  readonly validTo?: string;
  /** the recommendation that the row and its dates rest on */
  readonly source: string;
}

/** Minimum sizes of keys. */
export interface KeyRules {
  readonly rsaMinimumBits: number;
  readonly rsaMinimumExponent: bigint;
  /** OpenSSL names of allowed curves */
  readonly curves: readonly string[];
  /** node's names of allowed key encapsulation mechanisms; none if left out */
  readonly kems?: readonly string[];
}

/**
 * A dated allow-list of algorithms with minimum key sizes. `strict` adds the shape of the envelope profile: one
 * signature as child of the root, only same-document references by Id, X509Data only, no Object.
 */
export interface Policy {
  readonly name: string;
  readonly edition: string;
  readonly strict: boolean;
  readonly keys: KeyRules;
  readonly rows: readonly AlgorithmRow[];
}

/** The rows of the table with one of these statuses, with the dates of the table. */
const rowsOf = (...statuses: readonly AlgorithmStatus[]): readonly AlgorithmRow[] =>
  algorithmTable.flatMap(({ uri, kind, status, validFrom, validTo, source }) =>
    statuses.includes(status) && validFrom !== undefined
      ? [{ uri, kind, validFrom, ...(validTo === undefined ? {} : { validTo }), source }]
      : [],
  );

/** The same without dates: vectors were published when they were. */
const timeless = (...statuses: readonly AlgorithmStatus[]): readonly AlgorithmRow[] =>
  algorithmTable
    .filter(({ status }) => statuses.includes(status))
    .map(({ uri, kind, source }) => ({ uri, kind, validFrom: '2000-01-01', source }));

const curvesOf = (rows: readonly AlgorithmRow[]): readonly string[] =>
  rows.flatMap(({ kind, uri }) => (kind === 'curve' ? (curveOfUri(uri)?.name ?? []) : []));

const gatewayRows = rowsOf('gateway');
const recommendedRows = rowsOf('gateway', 'recommended');
const openRows = timeless('gateway', 'recommended', 'vectors');
const RSA = { rsaMinimumBits: 3000, rsaMinimumExponent: 65537n } as const;

/**
 * The policies. `gateway` is what every participant uses. `recommended` is all that the BSI recommends and this
 * library computes, for documents that are not Sendungen. `open` accepts published test vectors of other
 * implementations. `experimental` is the gateway's with the hybrid suite. None but `gateway` is for messages.
 */
export const policies = {
  gateway: {
    name: 'gateway',
    edition: TR_EDITION,
    strict: true,
    keys: { ...RSA, curves: curvesOf(gatewayRows) },
    rows: gatewayRows,
  },
  recommended: {
    name: 'recommended',
    edition: TR_EDITION,
    strict: false,
    keys: { ...RSA, curves: curvesOf(recommendedRows) },
    rows: recommendedRows,
  },
  open: {
    name: 'open',
    edition: 'published test vectors',
    strict: false,
    keys: { rsaMinimumBits: 1024, rsaMinimumExponent: 3n, curves: curvesOf(openRows) },
    rows: openRows,
  },
  experimental: {
    name: 'experimental',
    edition: `${TR_EDITION} with own drafts`,
    strict: true,
    keys: { ...RSA, curves: curvesOf(gatewayRows), kems: ['ml-kem-768'] },
    rows: rowsOf('gateway', 'experimental'),
  },
} as const satisfies Record<string, Policy>;

/** A URI of the input as it may be shown: attacker-controlled, hence shortened and without a character nobody sees. */
export const shown = (uri: string): string => inert(uri.length > 120 ? `${uri.slice(0, 120)}…` : uri) || '(leer)';

const keyOf = (kind: AlgorithmKind, uri: string): string => `${kind} ${uri}`;

const indexes = new WeakMap<Policy, ReadonlyMap<string, readonly AlgorithmRow[]>>();

const indexOf = (policy: Policy): ReadonlyMap<string, readonly AlgorithmRow[]> => {
  const known = indexes.get(policy);
  if (known) return known;
  const index = Map.groupBy(policy.rows, ({ kind, uri }) => keyOf(kind, uri));
  indexes.set(policy, index);
  return index;
};

const entries: ReadonlyMap<string, AlgorithmEntry> = new Map(
  algorithmTable.map((entry) => [keyOf(entry.kind, entry.uri), entry]),
);

/** Why an algorithm is not for Sendungen, in German; nothing is said of what the table does not know. */
const reasonOf = (kind: AlgorithmKind, uri: string): string => {
  const why = entries.get(keyOf(kind, uri))?.why;
  return why === undefined ? '' : ` (${REASONS[why].de})`;
};

let asked = { time: Number.NaN, day: '' };

/** Calendar day in UTC. A document asks some twenty times for one and the same instant. */
const dayOf = (at: Date): string => {
  const time = at.getTime();
  if (time !== asked.time) asked = { time, day: at.toISOString().slice(0, 10) };
  return asked.day;
};

/**
 * Finds the row that allows an algorithm on a day.
 *
 * @param at the day to judge for; the machine's date if left out
 * @throws SHAPE_ALGORITHM naming the URI, if no row of the policy allows it on that day
 */
export const allow = (policy: Policy, kind: AlgorithmKind, uri: string, at: Date = new Date()): AlgorithmRow => {
  const rows = indexOf(policy).get(keyOf(kind, uri));
  if (!rows) throw fault('SHAPE_ALGORITHM', { detail: `${kind}: ${shown(uri)}${reasonOf(kind, uri)}` });
  const day = dayOf(at);
  const row = rows.find(({ validFrom, validTo }) => day >= validFrom && (validTo === undefined || day <= validTo));
  if (!row) {
    const times = rows.map(
      ({ validFrom, validTo }) => `ab ${validFrom}${validTo === undefined ? '' : ` bis ${validTo}`}`,
    );
    throw fault('SHAPE_ALGORITHM', { detail: `${kind}: ${uri} (gültig ${times.join(', ')}, ${rows[0]?.source})` });
  }
  return row;
};

/** Keys that a policy allows; both are what they are, and asking node for a key's details takes its time. */
const allowed = new WeakMap<Policy, WeakSet<KeyObject>>();

/**
 * Checks size and kind of a key: RSA modulus and exponent, EC curve.
 *
 * @throws TRUST_KEY naming what is too weak or not allowed
 */
export const checkKey = (policy: Policy, key: KeyObject): void => {
  const known = allowed.get(policy) ?? new WeakSet();
  if (known.has(key)) return;
  refuseWeak(policy, key);
  allowed.set(policy, known.add(key));
};

const refuseWeak = (policy: Policy, key: KeyObject): void => {
  const type = key.asymmetricKeyType;
  const details = key.asymmetricKeyDetails;
  if (type === 'rsa' || type === 'rsa-pss') {
    const bits = details?.modulusLength ?? 0;
    const exponent = details?.publicExponent ?? 0n;
    if (bits < policy.keys.rsaMinimumBits) {
      throw fault('TRUST_KEY', { detail: `RSA mit ${bits} Bit, mindestens ${policy.keys.rsaMinimumBits}` });
    }
    if (exponent < policy.keys.rsaMinimumExponent) {
      throw fault('TRUST_KEY', { detail: `RSA-Exponent kleiner als ${policy.keys.rsaMinimumExponent}` });
    }
    return;
  }
  if (type === 'ec') {
    const curve = details?.namedCurve ?? 'unbenannt';
    if (!policy.keys.curves.includes(curve)) throw fault('TRUST_KEY', { detail: `Kurve ${curve}` });
    return;
  }
  throw fault('TRUST_KEY', { detail: `Schlüsselart ${type ?? key.type}` });
};

/**
 * Checks the kind of a key for key encapsulation, which is the second key of a hybrid suite.
 *
 * @throws TRUST_KEY
 */
export const checkKemKey = (policy: Policy, key: KeyObject): void => {
  const type = key.asymmetricKeyType ?? key.type;
  if (!policy.keys.kems?.includes(type)) throw fault('TRUST_KEY', { detail: `Schlüsselart ${type}` });
};
