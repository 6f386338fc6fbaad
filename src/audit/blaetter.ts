import type pg from 'pg';
import { hashEvidence, hashLeaf, hashUuid, type LeafContent, parseLeaf } from '../transparency/index.ts';
import type { Befunde } from './befund.ts';
import { instant, zeit } from './lesen.ts';

/** A leaf with what it says; without `inhalt` where it says nothing readable. */
export interface Blatt {
  readonly id: string;
  readonly bezug: string;
  /** hexadecimal */
  readonly hash: string;
  /** ISO 8601, as the row says */
  readonly zeit: string;
  readonly salz: Buffer | undefined;
  readonly inhalt: LeafContent | undefined;
}

/** Clocks of gateway and database may differ by this in leaves of versions that took the instant from both. */
const CLOCKS_MS = 120_000;

/** The leaves of some messages or refusals, each held against its own hash, salt and instant. */
export async function leseBlaetter(
  client: pg.Client,
  bezuege: readonly string[],
  befunde: Befunde,
): Promise<Map<string, Blatt[]>> {
  const { rows } = await client.query<{
    id: string;
    bezug: string;
    leaf_hash: Buffer;
    payload: Buffer;
    zeit: string;
    salz: Buffer | null;
  }>(
    `SELECT b.id, b.bezug, b.leaf_hash, b.payload, ${zeit('b.zeit')} AS zeit, z.salz FROM blaupause.log_blatt b
     LEFT JOIN blaupause.log_salz z ON z.blatt = b.id WHERE b.bezug = ANY ($1::uuid[]) ORDER BY b.id`,
    [bezuege],
  );
  const found = new Map<string, Blatt[]>();
  for (const row of rows) {
    const blatt = {
      id: row.id,
      bezug: row.bezug,
      hash: row.leaf_hash.toString('hex'),
      zeit: instant(row.zeit),
      salz: row.salz ?? undefined,
      inhalt: readLeaf(row.payload),
    };
    found.set(row.bezug, [...(found.get(row.bezug) ?? []), blatt]);
    befunde.expect(
      hashLeaf(row.payload).equals(row.leaf_hash),
      'log_blatt',
      row.id,
      'Das Blatt hat nicht seinen Hash.',
    );
    pruefe(blatt, befunde);
  }
  return found;
}

const readLeaf = (payload: Buffer): LeafContent | undefined => {
  try {
    return parseLeaf(payload);
  } catch {
    return undefined;
  }
};

function pruefe({ id, bezug, salz, inhalt, zeit: stored }: Blatt, befunde: Befunde): void {
  if (inhalt === undefined) {
    befunde.add('log_blatt', id, 'Der Inhalt des Blatts ist nicht lesbar.');
    return;
  }
  if (salz !== undefined)
    befunde.expect(
      hashUuid(salz, bezug) === inhalt.uuidHash,
      'log_blatt',
      id,
      'Bezug oder Salz gehören nicht zu diesem Blatt.',
    );
  const apart = Math.abs(Date.parse(stored) - Date.parse(inhalt.zeit));
  befunde.expect(
    inhalt.beleg === undefined ? apart <= CLOCKS_MS : stored === inhalt.zeit,
    'log_blatt',
    id,
    'Der Zeitpunkt ist ein anderer als im Blatt.',
  );
}

/**
 * Whether a leaf covers a row; true also where it cannot be known, because the leaf is of an older version or its salt
 * was deleted in time.
 */
export const deckt = ({ salz, inhalt }: Blatt, evidence: unknown): boolean =>
  inhalt?.beleg === undefined || salz === undefined || hashEvidence(salz, evidence) === inhalt.beleg;
