import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { laufe } from '../../src/gateway/fristen/lauf.ts';
import type { Fristmelder } from '../../src/gateway/fristen/melder.ts';
import { intake, type RunningGateway, startGateway } from '../../src/gateway/index.ts';
import { Konnektor } from '../../src/konnektor/index.ts';
import { leavesOf, wachtOf } from '../../src/ledger/index.ts';
import { loadSettings, ManualClock } from '../../src/platform/index.ts';
import { addDays, addMonths, legalDay } from '../../src/procedure/index.ts';
import { type Message, parse, Validator } from '../../src/standard/index.ts';
import { blaupause } from '../cli/run.ts';
import { type TestDatabase, testDatabase } from '../store/database.ts';
import { startChild, until } from '../store/processes.ts';
import { TestClient, tlsOf } from '../support/client.ts';
import type { Forged } from '../support/forge.ts';
import { fristAnswer, fristCase } from '../support/frist-case.ts';
import { startTestGateway } from '../support/gateway.ts';
import { openAs } from '../support/opened.ts';
import { BGB, GATEWAY, POLIZEI, writeInstallation } from '../support/profile.ts';

const DAY_MS = 86_400_000;
/** today, in Germany before noon: tests that move on stay on one day between two moves */
const START = new Date(`${legalDay(new Date())}T09:00:00Z`);
const HEUTE = legalDay(START);

interface World {
  readonly dir: string;
  readonly pkiDir: string;
  readonly settings: Record<string, unknown>;
  readonly database: TestDatabase;
  readonly clock: ManualClock;
  readonly gateways: readonly RunningGateway[];
}

let world: World;
const validator = new Validator();
const untold: string[] = [];
const melder: Fristmelder = {
  gewarnt: () => {},
  erinnert: () => {},
  nichtGesagt: (art, grund) => untold.push(`${art} ${grund}`),
  gelaufen: () => {},
};

beforeAll(async () => {
  const dir = mkdtempSync(join(tmpdir(), 'blaupause-fristen-'));
  const [database, files] = await Promise.all([testDatabase(8), writeInstallation(join(dir, 'anlage'))]);
  const clock = new ManualClock(START);
  const settings = {
    port: 0,
    profile: files.profile,
    pkiDir: files.pkiDir,
    databaseUrl: database.url,
    databaseOwnerUrl: database.ownerUrl,
    databaseConnections: 8,
    logLevel: 'silent',
    fristenIntervalMs: 0,
  };
  const gateways: RunningGateway[] = [];
  for (const name of ['a', 'b'])
    gateways.push(
      await startGateway(
        loadSettings({}, undefined, { ...settings, dataDir: join(dir, 'daten'), queuePrefix: `t${name}` }),
        clock,
      ),
    );
  world = { dir, pkiDir: files.pkiDir, settings, database, clock, gateways };
});
afterAll(async () => {
  for (const gateway of world.gateways) await gateway.close();
  await world.database.close();
  rmSync(world.dir, { recursive: true, force: true });
});

const gateway = (index = 0): RunningGateway => world.gateways[index] as RunningGateway;

const send = async ({ bytes }: Forged, by: string): Promise<void> => {
  const { context } = gateway();
  const authority = context.directory.get(by);
  const result = await intake(context, {
    bytes,
    kennung: '00000000-0000-4000-8000-000000000000',
    client: authority === undefined ? {} : { authority },
  });
  expect(result.outcome === 'abgewiesen' ? result.error.code : result.outcome).toBe('angenommen');
};

const newCase = async (ende: string, erbetenBis = addDays(HEUTE, 60)): Promise<Forged> => {
  const made = fristCase(world.pkiDir, { am: world.clock.now(), ende, erbetenBis });
  await send(made, BGB);
  return made;
};

const run = (index = 0) => laufe(gateway(index).context, melder, new AbortController().signal);

const said = async (vorgang: string, typ: string) => {
  const { rows } = await world.database.pool.query<{ uuid: string }>(
    'SELECT uuid FROM blaupause.sendung WHERE vorgang = $1 AND nachrichtentyp = $2 ORDER BY eingegangen, uuid',
    [vorgang, typ],
  );
  return rows.map(({ uuid }) => uuid);
};
const WARNUNG = 'verfahren.verjaehrungswarnung.4030';
const ERINNERUNG = 'administration.erinnerung.0040';

const opened = async <T extends Message['typ']>(uuid: string | undefined, reader: string, typ: T) => {
  const stored = await world.database.ledger.content(uuid ?? '');
  if (stored === undefined) throw new Error('not stored');
  const { nachricht } = await openAs(world.pkiDir, reader, stored.bytes);
  const { findings } = validator.validate(nachricht);
  const message = parse(nachricht);
  if (message.typ !== typ) throw new Error(`a ${message.typ}`);
  return { stored, message: message as Extract<Message, { typ: T }>, findings: findings.map(({ rule }) => rule) };
};

describe('warnings of the end of limitation', () => {
  it('reach the holder once a stage, with the requests that are open', async () => {
    const { kopf } = await newCase(addDays(HEUTE, 8));
    const vorgang = kopf.vorgangsUUID;
    expect((await run()).gewarnt).toBe(1);
    expect((await run()).gewarnt).toBe(0);
    const [first] = await said(vorgang, WARNUNG);
    const { stored, message, findings } = await opened(first, BGB, WARNUNG);
    expect(findings).toEqual([]);
    expect(message).toMatchObject({ fristende: addDays(HEUTE, 8), restTage: 8, quelleUUID: kopf.nachrichtenUUID });
    expect(message.offenesErsuchen).toMatchObject([
      { nachricht: { nachrichtenUUID: kopf.nachrichtenUUID }, ersuchteStelle: { kennung: POLIZEI } },
    ]);
    expect(JSON.stringify(message)).not.toMatch(/Muster(frau|mann)|Erika|REG-XX/);
    // like every Sendung: receipt, leaf, outbox, before everything that is less urgent
    expect(stored).toMatchObject({ absender: 'gwy:146120000001', empfaenger: BGB, status: 'wartet' });
    expect(stored.quittung.toString()).toContain('quittung');
    expect(await leavesOf(world.database.pool, stored.uuid)).toHaveLength(1);

    world.clock.set(new Date(START.getTime() + DAY_MS));
    expect((await run()).gewarnt).toBe(1);
    expect((await run(1)).gewarnt).toBe(0);
    world.clock.set(new Date(START.getTime() + 5 * DAY_MS));
    expect((await run(1)).gewarnt).toBe(1);
    world.clock.set(new Date(START.getTime() + 6 * DAY_MS));
    expect((await run()).gewarnt).toBe(0);
    expect(await said(vorgang, WARNUNG)).toHaveLength(3);
    expect((await wachtOf(world.database.pool, vorgang))?.naechste).toBeUndefined();
    world.clock.set(START);
  });

  it('of two gateways at the same time come once', async () => {
    const cases: Forged[] = [];
    for (let index = 0; index < 12; index += 1) cases.push(await newCase(addDays(HEUTE, 10)));
    await Promise.all([run(0), run(1), run(0), run(1)]);
    await run();
    for (const { kopf } of cases) expect(await said(kopf.vorgangsUUID, WARNUNG)).toHaveLength(1);
  });

  it('missed while nothing ran are not made up for: only the most urgent comes', async () => {
    const { kopf } = await newCase(addDays(HEUTE, 2));
    await run();
    const all = await said(kopf.vorgangsUUID, WARNUNG);
    expect(all).toHaveLength(1);
    expect((await opened(all[0], BGB, WARNUNG)).message.restTage).toBe(2);
  });

  it('follow an interruption: what was due of the old end is said no more', async () => {
    const { kopf } = await newCase(addDays(HEUTE, 9));
    const vorgang = kopf.vorgangsUUID;
    await run();
    expect(await said(vorgang, WARNUNG)).toHaveLength(1);
    const unterbrochen = { nr: '01', am: HEUTE };
    const ende = addDays(addMonths(HEUTE, 3), -1);
    const more = { vorgang, am: world.clock.now(), act: addDays(HEUTE, 9), ende, unterbrochen };
    await send(fristCase(world.pkiDir, { ...more, erbetenBis: addDays(HEUTE, 60) }), BGB);
    expect(await wachtOf(world.database.pool, vorgang)).toMatchObject({
      fristende: ende,
      naechste: addDays(ende, -30),
    });
    world.clock.set(new Date(START.getTime() + 3 * DAY_MS));
    await run();
    expect(await said(vorgang, WARNUNG)).toHaveLength(1);
    world.clock.set(START);
  });

  it('trust the messages, not the row that said when to look', async () => {
    const { kopf } = await newCase(addDays(HEUTE, 40));
    const { pool } = world.database;
    await pool.query('UPDATE blaupause.fristwache SET naechste = $2, fristende = $2 WHERE vorgang = $1', [
      kopf.vorgangsUUID,
      HEUTE,
    ]);
    await run();
    expect(await said(kopf.vorgangsUUID, WARNUNG)).toEqual([]);
    expect(await wachtOf(pool, kopf.vorgangsUUID)).toMatchObject({
      fristende: addDays(HEUTE, 40),
      naechste: addDays(HEUTE, 10),
    });
  });

  it('are not said again when the watch is lost and made anew', async () => {
    const { kopf } = await newCase(addDays(HEUTE, 5));
    await run();
    await world.database.pool.query(
      `UPDATE blaupause.fristwache SET gewarnt_stufe = NULL, gewarnt_ende = NULL, gewarnt_an = NULL, fristende = NULL,
         naechste = NULL, veraltet = true WHERE vorgang = $1`,
      [kopf.vorgangsUUID],
    );
    expect((await run()).gelesen).toBe(1);
    expect(await said(kopf.vorgangsUUID, WARNUNG)).toHaveLength(1);
    expect(await wachtOf(world.database.pool, kopf.vorgangsUUID)).toMatchObject({
      fristende: addDays(HEUTE, 5),
      gewarnt: { stufe: 7 },
    });
  });

  it('a run killed at any moment is finished by the next one, each warning once', async () => {
    const cases: Forged[] = [];
    for (let index = 0; index < 40; index += 1) cases.push(await newCase(addDays(HEUTE, 12)));
    const count = async () => {
      const { rows } = await world.database.pool.query<{ n: string }>(
        'SELECT count(*) AS n FROM blaupause.sendung WHERE nachrichtentyp = $1 AND vorgang = ANY ($2)',
        [WARNUNG, cases.map(({ kopf }) => kopf.vorgangsUUID)],
      );
      return Number(rows[0]?.n);
    };
    for (const enough of [3, 15]) {
      const child = startChild('fristen.ts', [
        JSON.stringify({ ...world.settings, dataDir: join(world.dir, 'daten') }),
        START.toISOString(),
      ]);
      await until(async () => (await count()) >= enough);
      child.process.kill('SIGKILL');
      await child.ended();
    }
    const finished = async () => {
      await run();
      return count();
    };
    await expect.poll(finished, { timeout: 30_000 }).toBe(40);
    for (const { kopf } of cases) expect(await said(kopf.vorgangsUUID, WARNUNG)).toHaveLength(1);
  });

  it('that the holder cannot take are counted and end nothing', async () => {
    const { directory } = gateway().context;
    const accepts = directory.accepts.bind(directory);
    directory.accepts = (empfaenger, type) => type !== '4030' && accepts(empfaenger, type);
    try {
      const { kopf } = await newCase(addDays(HEUTE, 6));
      untold.length = 0;
      await run();
      await run();
      expect(untold).toEqual(['warnung nimmt-nicht']);
      expect(await said(kopf.vorgangsUUID, WARNUNG)).toEqual([]);
    } finally {
      directory.accepts = accepts;
    }
  });
});

describe('reminders of requests', () => {
  it('come at the stages of the answer period to the asked authority, and end with the answer', async () => {
    const ende = addDays(HEUTE, 80);
    const request = await newCase(ende, addDays(HEUTE, 4));
    const answered = await newCase(ende, addDays(HEUTE, 4));
    const of = async ({ kopf }: Forged) => said(kopf.vorgangsUUID, ERINNERUNG);
    await run();
    expect(await of(request)).toEqual([]);
    world.clock.set(new Date(START.getTime() + DAY_MS));
    await send(fristAnswer(world.pkiDir, answered, world.clock.now()), POLIZEI);
    world.clock.set(new Date(START.getTime() + 2 * DAY_MS));
    await Promise.all([run(0), run(1)]);
    await run();
    const [half] = await of(request);
    const { message, findings } = await opened(half, POLIZEI, ERINNERUNG);
    expect(findings).toEqual([]);
    expect(message).toMatchObject({
      nachrichtenkopf: { referenzUUID: request.kopf.nachrichtenUUID },
      vorgang: {
        rechtsgrundlage: { code: 'owig-46-2' },
        erbetenBis: addDays(HEUTE, 4),
        verjaehrung: { fristende: ende },
      },
      faelligAm: addDays(HEUTE, 4),
      nummer: 1,
    });
    world.clock.set(new Date(START.getTime() + 6 * DAY_MS));
    await run();
    const [, late] = await of(request);
    const overdue = await opened(late, POLIZEI, ERINNERUNG);
    expect(overdue.findings).toEqual([]);
    expect(overdue.message.nummer).toBe(2);
    expect((overdue.message.vorgang.erbetenBis ?? '') > addDays(HEUTE, 6)).toBe(true);
    await run();
    expect(await of(request)).toHaveLength(2);
    expect(await of(answered)).toEqual([]);
    world.clock.set(START);
  });
});

describe('a gateway that runs by itself', () => {
  it('warns, delivers, counts, and tells the operator which cases are at risk', async () => {
    const running = await startTestGateway({ fristenIntervalMs: 200 });
    const client = new TestClient(running.url, tlsOf(running.pkiDir, BGB));
    try {
      const made = fristCase(running.pkiDir, {
        am: new Date(),
        ende: addDays(HEUTE, 5),
        erbetenBis: addDays(HEUTE, 60),
      });
      expect((await client.send(made.bytes)).status).toBe(202);
      const mailbox = async () => {
        const { body } = await client.call('GET', '/v1/postfach?warten=1');
        return (JSON.parse(body.toString()) as { sendungen: { uuid: string; nachrichtentyp: string }[] }).sendungen;
      };
      await expect.poll(mailbox, { timeout: 20_000 }).toMatchObject([{ nachrichtentyp: WARNUNG }]);
      const [warning] = await mailbox();
      const konnektor = new Konnektor({ schluessel: BGB, gateway: running.url, pkiDir: running.pkiDir });
      const { message } = await konnektor.open(await konnektor.fetch(warning?.uuid ?? ''));
      expect(message).toMatchObject({ typ: WARNUNG, restTage: 5 });
      await konnektor.close();
      const laufzettel = await client.call('GET', `/v1/sendungen/${warning?.uuid}/laufzettel`);
      expect(JSON.parse(laufzettel.body.toString())).toMatchObject({ absender: GATEWAY, status: 'bereitgestellt' });
      const metrics = (await client.call('GET', '/metrics')).body.toString();
      expect(metrics).toContain('blaupause_limitation_warnings_total{stufe="7"} 1');
      expect(metrics).toContain('blaupause_cases_at_risk{tage="7"} 1');
      expect(metrics).toMatch(/blaupause_deadline_run_timestamp_seconds \d/);
      expect(metrics).toContain('blaupause_requests_overdue 0');

      const env = {
        BLAUPAUSE_DATABASE_URL: running.databaseUrl,
        BLAUPAUSE_DATABASE_OWNER_URL: running.database.ownerUrl,
      };
      const listed = await blaupause(['fristen', '--json'], { env });
      expect(listed.code, listed.stderr).toBe(1);
      expect(JSON.parse(listed.stdout)).toMatchObject({
        ok: false,
        vorgaenge: [
          { vorgang: made.kopf.vorgangsUUID, zustaendig: BGB, restTage: 5, gewarnt: 7, offeneErsuchen: [{}] },
        ],
        ueberfaelligeErsuchen: 0,
      });
      const people = await blaupause(['fristen', '--days', '3'], { env });
      expect([people.code, people.stdout]).toEqual([0, expect.stringContaining('Kein Vorgang')]);
      expect((await blaupause(['fristen', '--days', 'x'], { env })).code).toBe(2);
      expect(running.log()).not.toMatch(/"level":50/);
      expect(running.log()).not.toMatch(/Musterfrau|Erika/);
    } finally {
      client.close();
      await running.close();
    }
  });
});
