import { randomBytes, randomUUID } from 'node:crypto';
import type pg from 'pg';
import { sha256 } from '../../src/platform/ids.ts';
import { type LogKey, makeLeaf, Sequencer } from '../../src/transparency/index.ts';

/** A Sendung as an older version stored it. */
export interface AlteSendung {
  readonly uuid: string;
  readonly sha256: Buffer;
  readonly bytes: Buffer;
  readonly quittung: Buffer;
  readonly vorgang: string;
}

const alteSendung = (): AlteSendung => {
  const bytes = randomBytes(500);
  return { uuid: randomUUID(), sha256: sha256(bytes), bytes, quittung: randomBytes(300), vorgang: randomUUID() };
};

/**
 * Fills a store of schema `version` with statements that name only the columns of version 1, as a program of that
 * version wrote them: one Sendung that waits, one delivered with its acknowledgement, one given up, one processed, one
 * refusal; leaves without `beleg`; all of it in order and under signed checkpoints.
 */
export async function fuelleAlt(pool: pg.Pool, version: number, key: LogKey): Promise<AlteSendung[]> {
  const zeit = new Date('2026-03-01T10:00:00.123Z');
  const leaf = async (ereignis: string, uuid: string, hash: Buffer, now: boolean) => {
    const made = makeLeaf({ ereignis, uuid, sha256: hash, zeit: now ? new Date() : zeit });
    await pool.query(
      `WITH b AS (INSERT INTO blaupause.log_blatt (leaf_hash, payload, bezug, zeit)
                  SELECT $1, $2, $3, coalesce((SELECT max(zeit) FROM blaupause.ereignis WHERE uuid = $3), $5) RETURNING id),
            o AS (INSERT INTO blaupause.log_offen SELECT id FROM b)
       INSERT INTO blaupause.log_salz SELECT id, $4 FROM b`,
      [made.hash, made.payload, uuid, made.salt, zeit],
    );
  };
  const sendungen = Array.from({ length: 4 }, alteSendung);
  for (const s of sendungen) {
    await pool.query(
      `INSERT INTO blaupause.sendung (uuid, sha256, groesse, nachrichtentyp, standard, absender, empfaenger, vorgang,
         erstellt, gueltig_bis, erstellungszeitpunkt, test, eingegangen, pruefungen, quittung)
       VALUES ($1, $2, $3, 'fahrerermittlung.ersuchen.1120', 'urn:bussgeld-blaupause:xbussgeld:1.0', 'bgb:145110000001',
         'pol:092761440001', $4, $5, $5, $5, true, $5, '[]', $6)`,
      [s.uuid, s.sha256, s.bytes.length, s.vorgang, zeit, s.quittung],
    );
    await pool.query('INSERT INTO blaupause.inhalt VALUES ($1, $2)', [s.uuid, s.bytes]);
    await pool.query(
      `INSERT INTO blaupause.ausgang (uuid, sha256, empfaenger, prioritaet, geaendert) VALUES ($1, $2, 'pol:092761440001', 5, $3)`,
      [s.uuid, s.sha256, zeit],
    );
    await leaf('eingegangen', s.uuid, s.sha256, false);
    if (version >= 3)
      await pool.query('INSERT INTO blaupause.fristwache (vorgang, nachrichten) VALUES ($1, 1)', [s.vorgang]);
  }
  const [, geliefert, tot] = sendungen;
  const move = async (s: AlteSendung | undefined, art: string, abholung?: Buffer) => {
    if (s === undefined) return;
    await pool.query(
      `WITH a AS (UPDATE blaupause.ausgang SET status = $2 WHERE uuid = $1 RETURNING uuid),
            h AS (INSERT INTO blaupause.abholung SELECT uuid, $3, now() FROM a WHERE $3::bytea IS NOT NULL)
       INSERT INTO blaupause.ereignis (uuid, art, zeit, detail) SELECT uuid, $2, now(), $4 FROM a`,
      [s.uuid, art, abholung ?? null, art === 'unzustellbar' ? '{"code":"DELIVERY_FAILED"}' : null],
    );
    await leaf(art, s.uuid, s.sha256, true);
  };
  await move(geliefert, 'bereitgestellt');
  await move(geliefert, 'abgeholt', randomBytes(200));
  await pool.query(`INSERT INTO blaupause.ereignis (uuid, art, zeit) VALUES ($1, 'verarbeitet', now())`, [
    geliefert?.uuid,
  ]);
  await move(tot, 'unzustellbar');
  const id = randomUUID();
  await pool.query(
    `INSERT INTO blaupause.abweisung (id, sha256, code, grund, zeit, antwort, alarm)
     VALUES ($1, $2, 'VERIFY_SIGNATURE', 'T011', $3, 'x', false)`,
    [id, sha256('x'), zeit],
  );
  await leaf('abgewiesen', id, sha256('x'), false);
  const sequencer = new Sequencer({ pool, key });
  await sequencer.sequenceOnce();
  return sendungen;
}
