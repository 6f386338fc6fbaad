import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { leavesOf, loesche, loeschplan, werdegang, zurueckgeben } from '../../src/ledger/index.ts';
import { canonicalJson } from '../../src/platform/canonical-json.ts';
import { sha256Hex } from '../../src/platform/ids.ts';
import { deletionLeaf, makeLeaf, parseLeaf } from '../../src/transparency/index.ts';
import { type TestDatabase, testDatabase } from './database.ts';
import { newSendung } from './sendung.ts';

let db: TestDatabase;
let owner: pg.Client;
beforeAll(async () => {
  db = await testDatabase();
  owner = new pg.Client({ connectionString: db.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await db.close();
});
beforeEach(async () => {
  for (const table of ['inhalt', 'log_salz']) await owner.query(`DELETE FROM blaupause.${table}`);
});

const DAY_MS = 86_400_000;
const now = Date.now();
const before = (days: number): Date => new Date(now - days * DAY_MS);
const grenzen = { inhalt: before(30), salze: before(3653) };

/** A Sendung that its reader took over so many days ago; undefined: not yet. */
async function stored(typ: string, days: number | undefined) {
  const one = newSendung({ eingegangen: before(4000) });
  const sendung = { ...one, kopf: { ...one.kopf, nachrichtentyp: typ } };
  await db.ledger.record(sendung);
  if (days === undefined) return sendung;
  const { uuid, sha256 } = sendung;
  const leaf = makeLeaf({ ereignis: 'abgeholt', uuid, sha256, zeit: before(days) });
  await db.ledger.abgeholt(uuid, Buffer.from('<abholung/>'), leaf);
  return sendung;
}

const protocols = async () =>
  (
    await db.pool.query<{ id: string; bericht: unknown }>(
      'SELECT id, bericht FROM blaupause.loeschung ORDER BY zeit, id',
    )
  ).rows;

test('content goes when its time after the takeover has passed, not before, and never before the takeover', async () => {
  const ripe = await stored('a.b.1120', 31);
  const young = await stored('a.b.1120', 29);
  const open = await stored('a.b.2010', undefined);
  expect(await loeschplan(db.pool, grenzen)).toMatchObject({ inhalte: { 'a.b.1120': 1 }, offen: 1, jung: 1 });
  expect(await db.ledger.content(ripe.uuid)).toBeDefined();

  const done = await loesche(db.pool, grenzen, deletionLeaf);
  expect(done).toMatchObject({ inhalte: { 'a.b.1120': 1 }, aeltester: before(31).toISOString() });
  expect(await db.ledger.content(ripe.uuid)).toBeUndefined();
  expect(await db.ledger.content(young.uuid)).toBeDefined();
  expect(await db.ledger.content(open.uuid)).toBeDefined();
  // the evidence is all there, and a replay gets the same receipt
  expect((await db.ledger.findByUuid(ripe.uuid))?.quittung).toEqual(ripe.quittung);
  expect((await db.ledger.record(ripe)).outcome).toBe('same');
  expect((await db.ledger.record(ripe)).quittung).toEqual(ripe.quittung);
  expect((await db.ledger.laufzettel(ripe.uuid)).map(({ ereignis }) => ereignis)).toEqual([
    ...['eingegangen', 'geprueft', 'abgeholt'],
  ]);
  expect(await db.ledger.content(ripe.uuid)).toBeUndefined();
});

test('content of what was handed back goes when its time after that has passed, a dead letter stays', async () => {
  const given = async (returned: boolean) => {
    const sendung = await stored('a.b.1120', undefined);
    const { uuid, sha256 } = sendung;
    const zeit = before(40);
    await db.ledger.unzustellbar(uuid, 'DELIVERY_EXPIRED', makeLeaf({ ereignis: 'unzustellbar', uuid, sha256, zeit }));
    const leaf = { ...makeLeaf({ ereignis: 'zurueckgegeben', uuid, sha256, zeit }), zeit };
    const detail = { code: 'DELIVERY_EXPIRED', rueckweisung: newSendung().uuid };
    if (returned) expect(await zurueckgeben(db.pool, uuid, detail, leaf)).toBe(true);
    return sendung;
  };
  const [returned, dead] = [await given(true), await given(false)];
  expect(await loeschplan(db.pool, grenzen)).toMatchObject({ inhalte: {}, offen: 1, jung: 1 });
  await owner.query('UPDATE blaupause.ausgang SET geaendert = $2 WHERE uuid = ANY ($1)', [
    ...[[returned.uuid, dead.uuid], before(31)],
  ]);
  expect(await loesche(db.pool, grenzen, deletionLeaf)).toMatchObject({ inhalte: { 'a.b.1120': 1 } });
  expect(await db.ledger.content(returned.uuid)).toBeUndefined();
  expect(await db.ledger.content(dead.uuid)).toBeDefined();
  expect((await db.ledger.record(returned)).quittung).toEqual(returned.quittung);
});

test('each deletion is noted with counts alone, and the note is covered by a leaf of the log', async () => {
  const { uuid } = await stored('a.b.3010', 40);
  const known = await protocols();
  await loesche(db.pool, grenzen, deletionLeaf);
  const [note, ...more] = (await protocols()).slice(known.length);
  expect(note?.bericht).toMatchObject({ inhalte: { 'a.b.3010': 1 }, salze: 0 });
  expect(JSON.stringify(note)).not.toContain(uuid);
  const [leaf] = await leavesOf(db.pool, note?.id ?? '');
  expect(parseLeaf(leaf?.payload ?? Buffer.alloc(0))).toMatchObject({
    ereignis: 'geloescht',
    sha256: sha256Hex(canonicalJson(note?.bericht)),
  });
  // the leaf of the arrival was old enough for its salt to go as well
  expect(more).toHaveLength(1);
  expect(more[0]?.bericht).toMatchObject({ inhalte: {}, salze: 1 });
});

test('of a content that was deleted the protocol says when, as closely as counts can', async () => {
  const early = { ...grenzen, inhalt: before(60) };
  const [first, alike, other, kept] = [
    await stored('a.b.4010', 70),
    await stored('a.b.4010', 70),
    await stored('a.b.4020', 40),
    await stored('a.b.4010', 10),
  ];
  const noted = async (run: () => Promise<unknown>) => {
    const from = new Date();
    await run();
    return { from, to: new Date() };
  };
  const geloescht = async ({ uuid }: { readonly uuid: string }) => (await werdegang(db.pool, uuid))?.inhaltGeloescht;
  expect(await geloescht(first)).toBeUndefined();
  const one = await noted(() => loesche(db.pool, early, deletionLeaf));
  const late = await stored('a.b.4010', 45);
  const two = await noted(() => loesche(db.pool, grenzen, deletionLeaf));
  for (const { uuid } of [first, alike, late, other]) expect(await db.ledger.content(uuid)).toBeUndefined();
  const within = (time: Date | undefined, { from, to }: { readonly from: Date; readonly to: Date }) => {
    expect(time?.getTime()).toBeGreaterThanOrEqual(from.getTime());
    expect(time?.getTime()).toBeLessThanOrEqual(to.getTime());
  };
  // closed before what the second entry calls its oldest: only the first can be it
  for (const sendung of [first, alike]) {
    const time = await geloescht(sendung);
    within(time?.von, one);
    expect(time?.bis).toEqual(time?.von);
  }
  // too young for the first, and of another type
  for (const sendung of [late, other]) {
    const time = await geloescht(sendung);
    within(time?.von, two);
    expect(time?.bis).toEqual(time?.von);
  }
  expect(await werdegang(db.pool, kept.uuid)).toMatchObject({ inhaltVorhanden: true, inhaltGeloescht: undefined });

  // an entry whose oldest is older than both leaves it open which of the two deleted the younger
  const [old, young] = [await stored('a.b.4030', 90), await stored('a.b.4030', 50)];
  await owner.query('DELETE FROM blaupause.inhalt WHERE uuid = $1', [young.uuid]);
  expect(await geloescht(young)).toBeUndefined();
  const three = await noted(() => loesche(db.pool, grenzen, deletionLeaf));
  const again = await stored('a.b.4030', 95);
  const four = await noted(() => loesche(db.pool, grenzen, deletionLeaf));
  expect(again.uuid).not.toBe(old.uuid);
  const span = await geloescht(young);
  within(span?.von, three);
  within(span?.bis, four);
});

test('salts go by the age of their leaves, the leaves stay', async () => {
  const { uuid } = await stored('a.b.1120', undefined);
  expect(await loeschplan(db.pool, grenzen)).toMatchObject({ salze: 1, inhalte: {} });
  expect(await loesche(db.pool, grenzen, deletionLeaf)).toMatchObject({ salze: 1 });
  const [leaf] = await leavesOf(db.pool, uuid);
  expect(leaf).toBeDefined();
  expect(leaf).not.toHaveProperty('salt');
});

test('a run without anything ripe notes nothing', async () => {
  await stored('a.b.1120', 1);
  await loesche(db.pool, { inhalt: before(30), salze: before(5000) }, deletionLeaf);
  const known = (await protocols()).length;
  expect(await loesche(db.pool, { inhalt: before(30), salze: before(5000) }, deletionLeaf)).toEqual({
    inhalte: {},
    salze: 0,
  });
  expect(await protocols()).toHaveLength(known);
});

test('two runs at once delete each content once, over many pages', async () => {
  await db.pool.query(
    `WITH s AS (
       INSERT INTO blaupause.sendung (uuid, sha256, groesse, nachrichtentyp, standard, absender, empfaenger, vorgang, erstellt,
         gueltig_bis, erstellungszeitpunkt, test, eingegangen, pruefungen, quittung)
       SELECT gen_random_uuid(), sha256(g::text::bytea), 1, 'a.b.1', 's', 'a', 'b', gen_random_uuid(), $1, $1, $1, true, $1, '[]', 'q'
       FROM generate_series(1, 2500) g RETURNING uuid, sha256
     ), i AS (INSERT INTO blaupause.inhalt SELECT uuid, 'x' FROM s),
     a AS (INSERT INTO blaupause.ausgang (uuid, sha256, empfaenger, prioritaet, status, geaendert)
           SELECT uuid, sha256, 'b', 5, 'zugestellt', $1 FROM s)
     INSERT INTO blaupause.abholung SELECT uuid, 'x', $1 FROM s`,
    [before(31)],
  );
  const runs = await Promise.all([1, 2, 3].map(() => loesche(db.pool, grenzen, deletionLeaf)));
  const sum = runs.reduce((all, { inhalte }) => all + (inhalte['a.b.1'] ?? 0), 0);
  const rest = await loesche(db.pool, grenzen, deletionLeaf);
  expect(sum + (rest.inhalte['a.b.1'] ?? 0)).toBe(2500);
  expect((await db.pool.query('SELECT 1 FROM blaupause.inhalt')).rowCount).toBe(0);
});
