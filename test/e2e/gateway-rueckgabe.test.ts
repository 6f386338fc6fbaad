import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadKeyStore } from '../../src/crypto/index.ts';
import { makeAcknowledgement } from '../../src/envelope/index.ts';
import { hindernis, intake, type RunningGateway, rueckweisungUuid, startGateway } from '../../src/gateway/index.ts';
import { laufe } from '../../src/gateway/rueckgabe/lauf.ts';
import { zurueckgeben } from '../../src/gateway/rueckgabe/zurueckgeben.ts';
import { leavesOf, offeneErsuchen, unzustellbare, zurueckgegebene } from '../../src/ledger/index.ts';
import { loadSettings, sha256Hex } from '../../src/platform/index.ts';
import { addDays, legalDay } from '../../src/procedure/index.ts';
import { parse, rueckweisung0010, Validator } from '../../src/standard/index.ts';
import { type TestDatabase, testDatabase } from '../store/database.ts';
import { startChild, until } from '../store/processes.ts';
import { TestClient, tlsOf } from '../support/client.ts';
import { type Forged, forge } from '../support/forge.ts';
import { fristCase } from '../support/frist-case.ts';
import { openAs } from '../support/opened.ts';
import { BGB, GATEWAY, POLIZEI, writeInstallation } from '../support/profile.ts';

const HEUTE = legalDay(new Date());
const RUECKWEISUNG = 'administration.rueckweisung.0010';

let dir: string;
let pkiDir: string;
let database: TestDatabase;
let owner: pg.Client;
let settings: Record<string, unknown>;
const gateways: RunningGateway[] = [];
const validator = new Validator();

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'blaupause-rueckgabe-'));
  const [made, files] = await Promise.all([testDatabase(8), writeInstallation(join(dir, 'anlage'))]);
  database = made;
  pkiDir = files.pkiDir;
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  settings = {
    port: 0,
    profile: files.profile,
    pkiDir,
    databaseUrl: database.url,
    databaseOwnerUrl: database.ownerUrl,
    databaseConnections: 8,
    logLevel: 'silent',
    fristenIntervalMs: 0,
    rueckgabeIntervalMs: 0,
    dataDir: join(dir, 'daten'),
  };
  for (const queuePrefix of ['ta', 'tb'])
    gateways.push(await startGateway(loadSettings({}, undefined, { ...settings, queuePrefix })));
});
afterAll(async () => {
  for (const gateway of gateways) await gateway.close();
  await owner.end();
  await database.close();
  rmSync(dir, { recursive: true, force: true });
});

const gateway = (index = 0): RunningGateway => gateways[index] as RunningGateway;
const run = (index = 0) => laufe(gateway(index).context, new AbortController().signal);
const ledger = () => database.ledger;

const send = async (sendung: Forged, by: string): Promise<string> => {
  const { context } = gateway();
  const authority = context.directory.get(by);
  const result = await intake(context, {
    bytes: sendung.bytes,
    kennung: '00000000-0000-4000-8000-000000000000',
    client: authority === undefined ? {} : { authority },
  });
  expect(result.outcome === 'abgewiesen' ? result.error.code : result.outcome).toBe('angenommen');
  return sendung.kopf.nachrichtenUUID;
};

/** Lets time pass for a Sendung: evidence never changes by itself, so that the owner has to do it. */
const age = async (uuid: string, hours: number): Promise<void> => {
  await owner.query('ALTER TABLE blaupause.sendung DISABLE TRIGGER beweis_bleibt');
  await owner.query("UPDATE blaupause.sendung SET eingegangen = eingegangen - $2 * interval '1 hour' WHERE uuid = $1", [
    uuid,
    hours,
  ]);
  await owner.query('ALTER TABLE blaupause.sendung ENABLE TRIGGER beweis_bleibt');
  await owner.query("UPDATE blaupause.ausgang SET geaendert = geaendert - interval '5 minutes' WHERE uuid = $1", [
    uuid,
  ]);
};

/** A Sendung that was given up, so many hours after it was accepted. */
const dead = async (hours: number, code = 'DELIVERY_FAILED', sendung = forge(pkiDir), by = BGB): Promise<string> => {
  const uuid = await send(sendung, by);
  await ledger().unzustellbar(uuid, code);
  await age(uuid, hours);
  return uuid;
};
const status = async (uuid: string) => (await ledger().findByUuid(uuid))?.status;
const zettel = async (uuid: string) => (await ledger().laufzettel(uuid)).map(({ ereignis }) => ereignis);
const refusalsOf = async (uuid: string): Promise<string[]> => {
  const { rows } = await database.pool.query<{ uuid: string }>(
    'SELECT uuid FROM blaupause.sendung WHERE bezug = $1 AND nachrichtentyp = $2',
    [uuid, RUECKWEISUNG],
  );
  return rows.map((row) => row.uuid);
};

describe('undeliverable Sendungen', () => {
  it('go back to their author once their time is over: one valid refusal, event and leaf', async () => {
    const uuid = await dead(73);
    expect(await run()).toEqual({ zurueckgegeben: 1, gesagt: 1 });
    expect(await run()).toEqual({ zurueckgegeben: 0, gesagt: 0 });
    expect(await status(uuid)).toBe('zurueckgegeben');
    const [refusal = ''] = await refusalsOf(uuid);
    expect(refusal).toBe(rueckweisungUuid(uuid));
    expect((await ledger().laufzettel(uuid)).at(-1)).toMatchObject({
      ereignis: 'zurueckgegeben',
      detail: { code: 'DELIVERY_FAILED', rueckweisung: refusal },
    });
    const leaves = await leavesOf(database.pool, uuid);
    expect(leaves.map(({ payload }) => (JSON.parse(payload.toString()) as { ereignis: string }).ereignis)).toContain(
      'zurueckgegeben',
    );
    const stored = await ledger().content(refusal);
    expect(stored).toMatchObject({ absender: GATEWAY, empfaenger: BGB, status: 'wartet' });
    const { nachricht } = await openAs(pkiDir, BGB, stored?.bytes ?? Buffer.alloc(0));
    expect(validator.validate(nachricht).findings).toEqual([]);
    const message = parse(nachricht);
    if (message.typ !== RUECKWEISUNG) throw new Error(message.typ);
    expect(message.nachrichtenkopf.referenzUUID).toBe(uuid);
    expect(message.rueckweisung.rueckweisungsgrund).toMatchObject([
      { grund: { code: 'S999' }, grundSpezifisch: [{ fehlercode: { code: 'DELIVERY_EXPIRED' } }] },
    ]);
    expect(message.rueckweisung.transportinformationen).toMatchObject({
      nachrichtenId: uuid,
      sha256: (await ledger().findByUuid(uuid))?.sha256.toString('hex'),
    });
  });

  it.each([
    ['DELIVERY_REFUSED', 80, 'DELIVERY_REFUSED'],
    ['MAILBOX_EXPIRED', 0, 'MAILBOX_EXPIRED'],
    ['TRUST_EXPIRED', 80, 'DELIVERY_EXPIRED'],
  ])('given up for %s, the author reads the right code', async (code, hours, told) => {
    const uuid = await dead(hours, code);
    await run();
    const stored = await ledger().content((await refusalsOf(uuid))[0] ?? '');
    const { nachricht } = await openAs(pkiDir, BGB, stored?.bytes ?? Buffer.alloc(0));
    expect(nachricht.toString()).toContain(`<code>${told}</code>`);
  });

  it('stay with the operator before their time, and may be put back until then', async () => {
    const uuid = await dead(1, 'DELIVERY_REFUSED');
    await run();
    expect(await status(uuid)).toBe('unzustellbar');
    expect((await ledger().wiedervorlegen(uuid)).changed).toBe(true);
    await ledger().unzustellbar(uuid, 'DELIVERY_FAILED');
    await age(uuid, 80);
    await run();
    // its time began anew when it was put back
    expect(await status(uuid)).toBe('unzustellbar');
  });

  it('are not handed back while a push that was in hand may still be acknowledged', async () => {
    const uuid = await send(forge(pkiDir), BGB);
    await age(uuid, 80);
    await ledger().unzustellbar(uuid, 'DELIVERY_FAILED');
    await run();
    expect(await status(uuid)).toBe('unzustellbar');
    expect(await ledger().zugestellt(uuid, Buffer.from('<abholung/>'))).toMatchObject({ changed: true });
    await run();
    expect(await status(uuid)).toBe('zugestellt');
  });

  it('once handed back, nothing delivers them any more and nobody puts them back', async () => {
    const uuid = await dead(80);
    await run();
    expect(await ledger().wiedervorlegen(uuid)).toMatchObject({ changed: false, status: 'zurueckgegeben' });
    expect(await ledger().bereitstellen(uuid)).toMatchObject({ changed: false, status: 'zurueckgegeben' });
    expect(await unzustellbare(database.pool, uuid)).toBeUndefined();
    expect((await ledger().openOutbox({ limit: 1000 })).some((row) => row.uuid === uuid)).toBe(false);
  });

  it('once handed back, a reader neither gets them nor can close them', async () => {
    const sendung = forge(pkiDir);
    const uuid = await dead(80, 'MAILBOX_EXPIRED', sendung);
    await run();
    const reader = new TestClient(gateway().url, tlsOf(pkiDir, POLIZEI));
    expect((await reader.call('GET', `/v1/postfach/${uuid}`)).status).toBe(410);
    const body = await makeAcknowledgement(
      { nachrichtenUUID: uuid, sha256: sha256Hex(sendung.bytes), leser: POLIZEI, zeitpunkt: new Date() },
      loadKeyStore(pkiDir, POLIZEI).signature,
    );
    const closing = { body, headers: { 'content-type': 'application/xml' } };
    expect((await reader.call('POST', `/v1/postfach/${uuid}/abholung`, closing)).status).toBe(410);
    reader.close();
    expect(await status(uuid)).toBe('zurueckgegeben');
  });

  it('two gateways at once tell each author once', async () => {
    const uuids: string[] = [];
    for (let at = 0; at < 8; at += 1) uuids.push(await dead(80));
    await Promise.all([run(0), run(1), run(0), run(1)]);
    await run();
    for (const uuid of uuids) expect(await refusalsOf(uuid)).toHaveLength(1);
  });

  it('a run killed at any moment is finished by the next one, each author told once', async () => {
    const uuids: string[] = [];
    for (let at = 0; at < 30; at += 1) uuids.push(await dead(80));
    const told = async () => (await Promise.all(uuids.map(refusalsOf))).filter(({ length }) => length > 0).length;
    for (const enough of [2, 12]) {
      const child = startChild('rueckgabe.ts', [JSON.stringify({ ...settings, queuePrefix: 'tc' })]);
      try {
        await until(async () => (await told()) >= enough, 90_000);
      } finally {
        child.process.kill('SIGKILL');
        await child.ended();
      }
    }
    const finished = async () => {
      await run();
      return told();
    };
    await expect.poll(finished, { timeout: 60_000 }).toBe(30);
    for (const uuid of uuids) {
      expect(await refusalsOf(uuid)).toHaveLength(1);
      expect((await zettel(uuid)).filter((ereignis) => ereignis === 'zurueckgegeben')).toHaveLength(1);
    }
  });

  it('cut off between closing and telling, the author is told by the next run', async () => {
    const uuid = await dead(80);
    const one = await unzustellbare(database.pool, uuid);
    if (one === undefined) throw new Error('not dead');
    expect(await zurueckgeben(ledger(), one)).toBe(true);
    expect(await zurueckgeben(ledger(), one)).toBe(false);
    expect(await refusalsOf(uuid)).toEqual([]);
    expect((await zurueckgegebene(database.pool, new Date(0), 1))[0]).toMatchObject({ uuid, gesagt: false });
    await run();
    expect(await refusalsOf(uuid)).toHaveLength(1);
    expect((await zurueckgegebene(database.pool, new Date(0), 100)).find((row) => row.uuid === uuid)?.gesagt).toBe(
      true,
    );
  });

  it('a refusal that cannot be delivered is not refused again, neither the gateway’s nor an authority’s', async () => {
    const uuid = await dead(80);
    await run();
    const [own = ''] = await refusalsOf(uuid);
    await ledger().unzustellbar(own, 'DELIVERY_FAILED');
    await age(own, 2000);
    const { context } = gateway();
    const autor = { kennung: BGB, name: context.directory.get(BGB)?.name ?? '' };
    const leser = { kennung: POLIZEI, name: context.directory.get(POLIZEI)?.name ?? '' };
    const nachricht = Buffer.from(
      rueckweisung0010({
        ...{ uuid: '5d1c7c2e-0a0e-4f4b-9d0a-6a0f0e9f7d11', zeit: new Date(), autor, leser, test: 'Test' },
        fehler: (await import('../../src/platform/errors.ts')).fault('VALIDATE_CODE'),
      }),
    ).toString();
    const theirs = await dead(80, 'DELIVERY_FAILED', forge(pkiDir, { typ: RUECKWEISUNG, nachricht }));
    expect(await run()).toEqual({ zurueckgegeben: 0, gesagt: 0 });
    for (const one of [own, theirs]) {
      expect(await status(one)).toBe('unzustellbar');
      expect(await refusalsOf(one)).toEqual([]);
    }
  });

  it('of an author that cannot be told stay with the operator', () => {
    const { profile } = gateway().context;
    const fall = { absender: BGB, nachrichtentyp: 'fahrerermittlung.ersuchen.1120' };
    expect(hindernis(profile, fall)).toBeUndefined();
    expect(hindernis(profile, { ...fall, absender: 'bgb:999999999999' })).toBe('absender-unbekannt');
    const mute = { ...profile, gateway: { ...profile.gateway, sendet: ['0040'] } };
    expect(hindernis(mute, fall)).toBe('gateway-sendet-nicht');
    const deaf = { ...profile, behoerden: profile.behoerden.map((one) => ({ ...one, nimmt: ['1010'] })) };
    expect(hindernis(deaf, fall)).toBe('absender-nimmt-nicht');
  });

  it('end the wait for an answer: nobody is reminded of what never arrived', async () => {
    const made = fristCase(pkiDir, { am: new Date(), ende: addDays(HEUTE, 80), erbetenBis: addDays(HEUTE, 60) });
    const uuid = await dead(80, 'DELIVERY_FAILED', made);
    const waiting = async () =>
      (await offeneErsuchen(database.pool, made.kopf.vorgangsUUID)).map((ersuchen) => ersuchen.uuid);
    expect(await waiting()).toEqual([uuid]);
    await run();
    expect(await waiting()).toEqual([]);
  });
});
