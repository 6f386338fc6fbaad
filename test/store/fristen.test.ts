import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureDatabase } from '../../src/ledger/embedded/ensure.ts';
import { FRIST_RECORD, fristParameter } from '../../src/ledger/frist-record.ts';
import { REMINDERS_DUE, STALE, WARNINGS_DUE } from '../../src/ledger/fristen.ts';
import {
  alsVeraltet,
  asWatch,
  erneuern,
  type Fristnotiz,
  faelligeErsuchen,
  faelligeWachten,
  fristzahlen,
  gefaehrdete,
  migrate,
  type NewSendung,
  offeneErsuchen,
  planErinnerung,
  planStufen,
  planWarnung,
  roleOf,
  veralteteWachten,
  wachtOf,
} from '../../src/ledger/index.ts';
import { migrations } from '../../src/ledger/migrations/index.ts';
import { drop, type TestDatabase, testDatabase } from './database.ts';
import { newSendung } from './sendung.ts';

const BGB = 'bgb:145110000001';
const POLIZEI = 'pol:092761440001';

/** The schema that brought the watch. */
const FIRST_WITH_WATCH = 3;

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const message = (vorgangsUUID: string, over: Partial<NewSendung> = {}): NewSendung => {
  const made = newSendung(over);
  return { ...made, kopf: { ...made.kopf, vorgangsUUID } };
};

const note = (gezaehlt: number, over: Partial<Fristnotiz> = {}): Fristnotiz => ({
  gezaehlt,
  zustaendig: BGB,
  fristende: '2026-12-20',
  absolutesEnde: '2028-09-19',
  quelle: '10100000-0000-4000-8000-000000001010',
  naechste: '2026-11-20',
  beantwortet: [],
  ...over,
});

test('a message writes what is watched of its case, and a repeated one changes nothing', async () => {
  const vorgang = randomUUID();
  const first = message(vorgang);
  await db.ledger.record(first, note(1));
  await db.ledger.record(first, note(1, { fristende: '2027-01-31' }));
  const expected = { vorgang, zustaendig: BGB, fristende: '2026-12-20', absolutesEnde: '2028-09-19' };
  expect(await wachtOf(db.pool, vorgang)).toMatchObject({ ...expected, naechste: '2026-11-20' });
  expect((await faelligeWachten(db.pool, '2026-11-19', 1000)).map((one) => one.vorgang)).not.toContain(vorgang);
  expect((await faelligeWachten(db.pool, '2026-11-20', 1000)).map((one) => one.vorgang)).toContain(vorgang);
});

test('a message without a watch writes none', async () => {
  const vorgang = randomUUID();
  await db.ledger.record(message(vorgang));
  expect(await wachtOf(db.pool, vorgang)).toBeUndefined();
});

test('a warning stays said for its end and holder; another end or another holder starts anew', async () => {
  const vorgang = randomUUID();
  await db.ledger.record(message(vorgang), note(1));
  const gewarnt = { stufe: 30, ende: '2026-12-20', an: BGB, naechste: '2026-12-06' };
  await db.ledger.record(message(vorgang), note(2, { gewarnt }));
  expect(await wachtOf(db.pool, vorgang)).toMatchObject({
    naechste: '2026-12-06',
    gewarnt: { stufe: 30, ende: '2026-12-20', an: BGB },
  });
  await db.ledger.record(message(vorgang), note(3));
  expect((await wachtOf(db.pool, vorgang))?.naechste).toBe('2026-12-06');
  await db.ledger.record(message(vorgang), note(4, { zustaendig: 'bgb:053150000001' }));
  expect((await wachtOf(db.pool, vorgang))?.naechste).toBe('2026-11-20');
  await db.ledger.record(message(vorgang), note(5, { fristende: '2027-03-01', naechste: '2027-01-30' }));
  expect((await wachtOf(db.pool, vorgang))?.naechste).toBe('2027-01-30');
  await db.ledger.record(message(vorgang), note(6, { fristende: undefined, naechste: undefined }));
  const over = await wachtOf(db.pool, vorgang);
  expect([over?.fristende, over?.naechste]).toEqual([undefined, undefined]);
});

test('a warning that was overtaken by a new end plans nothing', async () => {
  const vorgang = randomUUID();
  await db.ledger.record(message(vorgang), note(1, { fristende: '2027-05-31', naechste: '2027-05-01' }));
  const gewarnt = { stufe: 3, ende: '2026-12-20', an: BGB };
  await db.ledger.record(message(vorgang), note(2, { fristende: '2027-05-31', naechste: '2027-05-01', gewarnt }));
  expect((await wachtOf(db.pool, vorgang))?.naechste).toBe('2027-05-01');
});

test('two messages of one case at the same time leave it marked for a new reading', async () => {
  const vorgang = randomUUID();
  await Promise.all([db.ledger.record(message(vorgang), note(1)), db.ledger.record(message(vorgang), note(1))]);
  const stale = (await veralteteWachten(db.pool, 1000)).find((one) => one.vorgang === vorgang);
  expect(stale).toEqual({ vorgang, nachrichten: 2 });
  expect((await faelligeWachten(db.pool, '2026-12-01', 1000)).map((one) => one.vorgang)).not.toContain(vorgang);
  if (stale === undefined) return;
  // a message between finding and writing wins
  await db.ledger.record(message(vorgang), note(3));
  const gelesen = { nachrichten: 2, stand: { zustaendig: BGB, fristende: '2026-12-24', naechste: '2026-11-24' } };
  expect(await erneuern(db.pool, stale, { ...gelesen, wartend: [], beantwortet: [] })).toBe(false);
  const again = { vorgang, nachrichten: 3 };
  expect(await erneuern(db.pool, again, { ...gelesen, nachrichten: 3, wartend: [], beantwortet: [] })).toBe(true);
  expect(await wachtOf(db.pool, vorgang)).toMatchObject({ fristende: '2026-12-24', naechste: '2026-11-24' });
  expect((await veralteteWachten(db.pool, 1000)).find((one) => one.vorgang === vorgang)).toBeUndefined();
  await db.ledger.record(message(vorgang), note(4));
  expect((await veralteteWachten(db.pool, 1000)).find((one) => one.vorgang === vorgang)).toBeUndefined();
});

test('a message whose case was not read with it counts, and leaves the case to the next run', async () => {
  const [known, fresh] = [randomUUID(), randomUUID()];
  await db.ledger.record(message(known), note(1));
  await db.ledger.record(message(known), { gezaehlt: 2, ungelesen: true, beantwortet: [] });
  await db.ledger.record(message(fresh), { gezaehlt: 1, ungelesen: true, beantwortet: [] });
  const stale = await veralteteWachten(db.pool, 1000);
  expect(stale).toContainEqual({ vorgang: known, nachrichten: 2 });
  expect(stale).toContainEqual({ vorgang: fresh, nachrichten: 1 });
});

test('a request waits until a message answers it', async () => {
  const vorgang = randomUUID();
  const request = message(vorgang);
  const ersuchen = { faellig: '2026-12-06', rechtsgrundlage: 'owig-46-2', naechste: '2026-11-29' };
  await db.ledger.record(request, note(1, { ersuchen }));
  expect(await offeneErsuchen(db.pool, vorgang)).toEqual([
    {
      uuid: request.uuid,
      vorgang,
      nachrichtentyp: 'fahrerermittlung.ersuchen.1120',
      ersuchend: BGB,
      ersucht: POLIZEI,
      erstellt: request.kopf.erstellt,
      rechtsgrundlage: 'owig-46-2',
      faellig: '2026-12-06',
      erinnert: 0,
      stufe: 0,
    },
  ]);
  const due = async (day: string) => (await faelligeErsuchen(db.pool, day, 1000)).map(({ uuid }) => uuid);
  expect(await due('2026-11-28')).not.toContain(request.uuid);
  expect(await due('2026-11-29')).toContain(request.uuid);
  // the gateway's own reminder, then one of the authority
  const erinnert = { ersuchen: request.uuid, stufe: 50, naechste: '2026-12-04' };
  await db.ledger.record(message(vorgang), note(2, { erinnert }));
  expect(await due('2026-12-03')).not.toContain(request.uuid);
  await db.ledger.record(message(vorgang), note(3, { erinnert: { ersuchen: request.uuid } }));
  expect((await offeneErsuchen(db.pool, vorgang))[0]).toMatchObject({ erinnert: 2, stufe: 50 });
  await db.ledger.record(message(vorgang), note(4, { beantwortet: [request.uuid] }));
  expect(await offeneErsuchen(db.pool, vorgang)).toEqual([]);
  await planErinnerung(db.pool, request.uuid, 80, '2026-12-04');
  expect(await due('2027-12-31')).not.toContain(request.uuid);
});

test('a new reading adds requests and answers and takes back no answer', async () => {
  const vorgang = randomUUID();
  const [request, answer, other, called] = [message(vorgang), message(vorgang), message(vorgang), message(vorgang)];
  const ersuchen = { faellig: '2026-12-06', rechtsgrundlage: 'owig-46-2', naechste: '2026-11-29' };
  await db.ledger.record(request, note(1, { ersuchen }));
  await db.ledger.record(answer, note(2, { beantwortet: [request.uuid] }));
  await db.ledger.record(other, note(3));
  await db.ledger.record(called, note(4, { ersuchen }));
  await alsVeraltet(db.pool, vorgang);
  const wartend = [request, other].map(({ uuid }) => ({ uuid, ...ersuchen }));
  const gelesen = { nachrichten: 4, stand: { zustaendig: BGB }, wartend, beantwortet: [{ uuid: called.uuid }] };
  expect(await erneuern(db.pool, { vorgang, nachrichten: 4 }, gelesen)).toBe(true);
  expect((await offeneErsuchen(db.pool, vorgang)).map(({ uuid }) => uuid)).toEqual([other.uuid]);
});

test('a plan holds only for the end and the holder it was made for', async () => {
  const vorgang = randomUUID();
  await db.ledger.record(message(vorgang), note(1));
  const wacht = await wachtOf(db.pool, vorgang);
  if (wacht === undefined) throw new Error('no watch');
  await planWarnung(db.pool, { ...wacht, fristende: '2026-12-19' }, '2026-12-12', 14);
  expect(await wachtOf(db.pool, vorgang)).toEqual(wacht);
  await planWarnung(db.pool, wacht, '2026-12-13', 14);
  expect(await wachtOf(db.pool, vorgang)).toMatchObject({
    naechste: '2026-12-13',
    gewarnt: { stufe: 14, ende: '2026-12-20', an: BGB },
  });
  await planWarnung(db.pool, wacht, undefined);
  expect(await wachtOf(db.pool, vorgang)).toMatchObject({ naechste: undefined, gewarnt: { stufe: 14 } });
});

test('other stages plan everything anew, once', async () => {
  const own = await testDatabase(4);
  try {
    const { pool } = own;
    const [silent, warned, past] = [randomUUID(), randomUUID(), randomUUID()];
    const request = message(silent);
    const ersuchen = { faellig: '2026-12-31', rechtsgrundlage: 'owig-46-2' };
    await own.ledger.record(request, note(1, { naechste: undefined, ersuchen }));
    await own.ledger.record(message(warned), note(1));
    const gewarnt = { stufe: 14, ende: '2026-12-20', an: BGB, naechste: '2026-12-13' };
    await own.ledger.record(message(warned), note(2, { gewarnt }));
    await own.ledger.record(message(past), note(1, { fristende: '2026-11-01', naechste: undefined }));
    const plan = async (...cases: string[]) =>
      Promise.all(cases.map(async (one) => (await wachtOf(pool, one))?.naechste));
    const stufen = { warnung: [30, 10], erinnerung: [50] };
    expect(await planStufen(pool, '2026-12-08', stufen)).toBe(true);
    expect(await plan(silent, warned, past)).toEqual(['2026-11-20', '2026-12-10', undefined]);
    expect(await faelligeErsuchen(pool, '2026-12-08', 10)).toMatchObject([{ uuid: request.uuid }]);
    expect(await planStufen(pool, '2026-12-09', stufen)).toBe(false);
    expect(await planStufen(pool, '2026-12-09', { warnung: [], erinnerung: [50] })).toBe(true);
    expect(await plan(silent, warned)).toEqual([undefined, undefined]);
  } finally {
    await own.close();
  }
});

test('a turn keeps its lock however long its work takes, and nobody else gets it meanwhile', async () => {
  const options = { connectionString: db.url, max: 2, idle_in_transaction_session_timeout: 100 };
  const [mine, other] = [new pg.Pool(options), new pg.Pool(options)];
  try {
    const turn = asWatch(mine, async () => {
      await sleep(400);
      return asWatch(other, async () => 'both');
    });
    expect(await turn).toBeUndefined();
    expect(await asWatch(other, async () => 'free')).toBe('free');
    await expect(asWatch(mine, () => Promise.reject(new Error('x')))).rejects.toMatchObject({ code: 'INTERNAL' });
    expect(await asWatch(other, async () => 'free again')).toBe('free again');
  } finally {
    await Promise.all([mine.end(), other.end()]);
  }
});

test('operators see cases by days left, and what waits too long', async () => {
  const own = await testDatabase(4);
  try {
    for (const fristende of ['2026-11-30', '2026-12-01', '2026-12-04', '2026-12-05', '2026-12-31', '2027-01-01']) {
      const vorgang = randomUUID();
      const ersuchen = { faellig: fristende, rechtsgrundlage: 'owig-46-2' };
      await own.ledger.record(message(vorgang), note(1, { fristende, ersuchen }));
    }
    const zahlen = await fristzahlen(own.pool, '2026-12-01', [30, 14, 7, 3]);
    expect([...zahlen.gefaehrdet]).toEqual([
      [3, 2],
      [7, 1],
      [14, 0],
      [30, 1],
    ]);
    expect(zahlen).toMatchObject({ abgelaufen: 1, ueberfaellig: 1, veraltet: 0 });
    const listed = await gefaehrdete(own.pool, '2026-12-01', 30, 100);
    expect(listed.map(({ restTage }) => restTage)).toEqual([-1, 0, 3, 4, 30]);
    expect(listed[0]).toMatchObject({ zustaendig: BGB, offeneErsuchen: [{ ersucht: POLIZEI, faellig: '2026-11-30' }] });
  } finally {
    await own.close();
  }
});

test('cases stored before the watch are marked for reading, and nothing of them is lost', async () => {
  const database = `test_${randomBytes(6).toString('hex')}`;
  const server = await ensureDatabase({ dataDir: db.dataDir, database });
  const owner = new pg.Client({ connectionString: server.ownerUrl });
  try {
    const before = migrations.filter(({ version }) => version < FIRST_WITH_WATCH);
    await migrate(server.ownerUrl, { steps: before });
    await owner.connect();
    const vorgang = randomUUID();
    for (const uuid of [randomUUID(), randomUUID()])
      await owner.query(
        `INSERT INTO blaupause.sendung (uuid, sha256, groesse, nachrichtentyp, standard, absender, empfaenger, vorgang,
           erstellt, gueltig_bis, erstellungszeitpunkt, test, eingegangen, pruefungen, quittung)
         VALUES ($1, $2, 1, 'anzeige.uebermittlung.1010', 'x', 'pol:1', 'bgb:1', $3, now(), now(), now(), true, now(), '[]', '')`,
        [uuid, randomBytes(32), vorgang],
      );
    const applied = await migrate(server.ownerUrl, { applicationRole: roleOf(server.url) });
    expect(applied).toEqual(migrations.slice(before.length).map(({ version }) => version));
    expect(applied).toContain(FIRST_WITH_WATCH);
    const { rows } = await owner.query('SELECT vorgang, nachrichten, veraltet FROM blaupause.fristwache');
    expect(rows).toEqual([{ vorgang, nachrichten: 2, veraltet: true }]);
    expect((await owner.query('SELECT 1 FROM blaupause.sendung')).rowCount).toBe(2);
    expect(await migrate(server.ownerUrl)).toEqual([]);
  } finally {
    await owner.end();
    await drop(server.ownerUrl, database);
    await server.release();
  }
});

test('the recurring run reads index entries of what is due, not the cases that wait', async () => {
  const own = await testDatabase(4);
  try {
    // 100,000 cases that end within five years, 20 of them due; as many requests, 20 due
    await own.pool.query(
      `INSERT INTO blaupause.fristwache (vorgang, nachrichten, zustaendig, fristende, naechste)
       SELECT gen_random_uuid(), 3, $1, day, day - 30
       FROM (SELECT date '2027-01-31' + (n % 1800) AS day FROM generate_series(1, 100000) AS n) AS d`,
      [BGB],
    );
    await own.pool.query(
      `INSERT INTO blaupause.ersuchen (uuid, vorgang, nachrichtentyp, ersuchend, ersucht, erstellt, rechtsgrundlage, faellig, naechste)
       SELECT gen_random_uuid(), gen_random_uuid(), 'fahrerermittlung.ersuchen.1120', $1, $2, now(), 'owig-46-2',
         date '2027-01-31' + (n % 1800), date '2027-01-15' + (n % 1800) FROM generate_series(1, 100000) AS n`,
      [BGB, POLIZEI],
    );
    await own.pool.query(`UPDATE blaupause.fristwache SET naechste = '2026-11-20' WHERE vorgang IN
      (SELECT vorgang FROM blaupause.fristwache LIMIT 20)`);
    await own.pool.query(`UPDATE blaupause.ersuchen SET naechste = '2026-11-20' WHERE uuid IN
      (SELECT uuid FROM blaupause.ersuchen LIMIT 20)`);
    const owner = new pg.Client({ connectionString: own.ownerUrl });
    await owner.connect();
    await owner.query('ANALYZE blaupause.fristwache, blaupause.ersuchen');
    await owner.end();
    const touched = async (statement: string, values: unknown[]): Promise<number> => {
      const { rows } = await own.pool.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
        `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${statement}`,
        values,
      );
      const plan = rows[0]?.['QUERY PLAN'][0].Plan;
      if (plan === undefined) throw new Error('no plan');
      expect(JSON.stringify(plan)).not.toContain('Seq Scan');
      expect(plan['Actual Rows']).toBeLessThanOrEqual(20);
      return plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
    };
    // 100,000 rows fill more than a thousand pages
    expect(await touched(WARNINGS_DUE, ['2026-11-22', 1000])).toBeLessThan(100);
    expect(await touched(REMINDERS_DUE, ['2026-11-22', 1000])).toBeLessThan(100);
    expect(await touched(STALE, [1000])).toBeLessThan(100);
    expect(await faelligeWachten(own.pool, '2026-11-22', 1000)).toHaveLength(20);
    expect(await faelligeErsuchen(own.pool, '2026-11-22', 1000)).toHaveLength(20);
  } finally {
    await own.close();
  }
});

test('a message touches the requests of its own case, also where the planner has no statistics yet', async () => {
  const own = await testDatabase(4);
  try {
    await own.ledger.record(message(randomUUID()), note(1));
    await own.pool.query(
      `INSERT INTO blaupause.ersuchen (uuid, vorgang, nachrichtentyp, ersuchend, ersucht, erstellt, rechtsgrundlage, faellig)
       SELECT gen_random_uuid(), gen_random_uuid(), 'fahrerermittlung.ersuchen.1120', $1, $2, now(), 'owig-46-2', '2027-01-31'
       FROM generate_series(1, 20000)`,
      [BGB, POLIZEI],
    );
    const statement = `WITH s AS (SELECT gen_random_uuid() AS uuid, 'x.1121' AS nachrichtentyp, 'a' AS absender,
      'b' AS empfaenger, gen_random_uuid() AS vorgang, now() AS erstellungszeitpunkt, now() AS eingegangen)
      ${FRIST_RECORD.replaceAll('$22', '$1::text')} SELECT 1 FROM s`;
    const noted = note(1, { beantwortet: [randomUUID()], erinnert: { ersuchen: randomUUID() } });
    const { rows } = await own.pool.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
      `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${statement}`,
      [fristParameter(noted)],
    );
    const plan = rows[0]?.['QUERY PLAN'][0].Plan;
    expect(JSON.stringify(plan)).not.toMatch(/ersuchen_offen|Seq Scan/);
    expect((plan?.['Shared Hit Blocks'] ?? 0) + (plan?.['Shared Read Blocks'] ?? 0)).toBeLessThan(60);
  } finally {
    await own.close();
  }
});

interface Plan {
  readonly 'Actual Rows': number;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
}
