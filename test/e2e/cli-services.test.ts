import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer as createTlsServer, type Server } from 'node:https';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/platform/paths.ts';
import { BIN, blaupause, cleanEnvironment, type ErrorDocument, json, olderNode, STACK } from '../cli/run.ts';
import { tlsOf } from '../support/client.ts';
import { gone, type Installation, installation, type Service } from './cli-service.ts';

const BGB = 'bgb:145110000001';
const POLIZEI = 'pol:092761440001';
const KBA = 'kba:010010000001';

interface Diagnoses {
  readonly ok: boolean;
  readonly pruefungen: readonly { readonly was: string; readonly stand: string; readonly text: string }[];
}
const diagnosis = (document: Diagnoses, was: string) => document.pruefungen.find((one) => one.was === was);

let place: Installation;
let gateway: Service;
let worker: Service;

beforeAll(async () => {
  place = await installation({ deliveryTimeoutMs: 2000, rueckgabeIntervalMs: 500 });
  gateway = await place.start(['gateway']);
  worker = await place.start(['worker']);
  await place.run('sample', '1120', '-o', 'ersuchen.xml');
  await place.run('sample', '1110', '-o', 'anfrage.xml');
});
afterAll(() => place.close());

const as = (who: string) => ['--as', who, '--url', gateway.ready.url, '--pki', 'pki', '--json'];

describe('send and fetch', () => {
  it('takes a message to its reader, with the same receipt for the same Sendung', async () => {
    const sealed = ['seal', 'ersuchen.xml', '--from', BGB, '--to', POLIZEI, '--gateway', 'gwy:146120000001'];
    expect((await place.run(...sealed, '--pki', 'pki', '-o', 'sendung.xml')).code).toBe(0);
    const first = await place.run('send', 'sendung.xml', ...as(BGB), '-o', 'quittung.xml');
    expect(first.code, first.stdout + first.stderr).toBe(0);
    expect(json(first)).toMatchObject({ ok: true, wiederholt: false });
    const again = await place.run('send', 'sendung.xml', ...as(BGB), '-o', 'nochmal.xml');
    expect(json(again)).toMatchObject({ ok: true, wiederholt: true });
    expect(readFileSync(place.file('nochmal.xml'))).toEqual(readFileSync(place.file('quittung.xml')));

    const fetched = await place.run('fetch', ...as(POLIZEI), '--wait', '20', '--out-dir', 'eingang');
    expect(fetched.code, fetched.stdout + fetched.stderr).toBe(0);
    const { nachrichten } = json<{ nachrichten: { ok: boolean; datei: string; typ: string }[] }>(fetched);
    expect(nachrichten).toMatchObject([{ ok: true, typ: 'fahrerermittlung.ersuchen.1120' }]);
    expect(readFileSync(place.file(nachrichten[0]?.datei ?? ''), 'utf8')).toBe(
      readFileSync(place.file('ersuchen.xml'), 'utf8'),
    );
    const empty = await place.run('fetch', ...as(POLIZEI), '--out-dir', 'eingang');
    expect(json(empty)).toEqual({ ok: true, nachrichten: [] });
    expect(readdirSync(place.file('eingang'))).toHaveLength(1);
  });

  it('shows the signed refusal of what is not acceptable', async () => {
    writeFileSync(place.file('kaputt.xml'), readFileSync(place.file('sendung.xml')).subarray(0, 2000));
    const refused = await place.run('send', 'kaputt.xml', ...as(BGB), '-o', '-');
    expect(refused.code).toBe(1);
    expect(json<{ antwort: string }>(refused)).toMatchObject({
      ok: false,
      status: 400,
      rueckweisung: { code: 'READ_NOT_WELL_FORMED' },
      antwort: expect.stringContaining('rueckweisung'),
    });
    const people = await place.run('send', 'kaputt.xml', ...as(BGB).slice(0, -1));
    expect(people.code).toBe(1);
    expect(people.stdout).toMatch(/^abgewiesen \(HTTP 400, .*READ_NOT_WELL_FORMED: /);
  });

  it('says that nobody answers at the address', async () => {
    const nobody = ['--as', BGB, '--url', 'https://localhost:1', '--pki', 'pki', '--patience', '0'];
    const result = await place.run('send', 'sendung.xml', ...nobody);
    expect(result.code).toBe(3);
    expect(result.stderr).toMatch(/^SEND_FAILED: /m);
    expect(result.stderr).not.toMatch(STACK);
    const fetching = await place.run('fetch', ...nobody.slice(0, 6), '--json');
    expect(fetching.code).toBe(3);
    expect(json<ErrorDocument>(fetching).fehler[0]?.code).toBe('SEND_FAILED');
  });
});

describe('queue', () => {
  let reader: Server;
  beforeAll(async () => {
    // the reader that is pushed to answers every Sendung with a refusal
    const { ca, key = '', cert = '' } = tlsOf(place.file('pki'), KBA);
    reader = createTlsServer({ ca, key, cert, requestCert: true }, (request, response) => {
      request.resume().on('end', () => response.writeHead(422).end('{}'));
    });
    await new Promise<void>((resolve) => reader.listen(0, '127.0.0.1', resolve));
    const { port } = reader.address() as AddressInfo;
    writeFileSync(place.file('adressen.yaml'), `"${KBA}": https://localhost:${port}\n`);
  });
  afterAll(() => {
    reader.closeAllConnections();
    reader.close();
  });

  const isDead = async () => (await place.run('queue', 'dead')).code === 1;
  let uuid: string;

  it('shows a dead letter, puts it back and shows it again when the reader refuses it again', async () => {
    const quiet = await place.run('queue', 'dead', '--json');
    expect([quiet.code, json(quiet)]).toEqual([0, { ok: true, unzustellbar: [], zurueckgegeben: [] }]);
    const sent = await place.run('send', 'anfrage.xml', ...as(BGB));
    expect(sent.code, sent.stdout + sent.stderr).toBe(0);
    expect(await gone(async () => !(await isDead()), 30_000)).toBe(true);
    const { unzustellbar } = json<{ unzustellbar: { uuid: string; fehlercode: string }[] }>(
      await place.run('queue', 'dead', '--json'),
    );
    expect(unzustellbar).toMatchObject([{ fehlercode: 'DELIVERY_REFUSED' }]);
    uuid = unzustellbar[0]?.uuid ?? '';
    expect((await place.run('queue', 'dead')).stdout).toContain(uuid);

    const other = await place.run('queue', 'retry', '3f0f2b8e-6f6c-4d0e-9f55-0d6f2a1c7b11', '--json');
    expect([other.code, json<ErrorDocument>(other).fehler[0]?.code]).toEqual([1, 'NOT_FOUND']);
    const retried = await place.run('queue', 'retry', uuid, '--json');
    expect([retried.code, json(retried)]).toEqual([0, { ok: true, wiedervorgelegt: [uuid] }]);
    expect(await gone(async () => !(await isDead()), 30_000)).toBe(true);
    const status = json<{ ausgang: Record<string, number> }>(await place.run('queue', 'status', '--json'));
    expect(status.ausgang).toMatchObject({ unzustellbar: 1 });
    expect(json(await place.run('queue', 'retry', '--all', '--json'))).toEqual({ ok: true, wiedervorgelegt: [uuid] });
    expect(await gone(async () => !(await isDead()), 30_000)).toBe(true);
  });

  it('shows where a delivery stands, without content', async () => {
    const shown = await place.run('queue', 'show', uuid, '--json');
    expect([shown.code, json(shown)]).toMatchObject([
      0,
      {
        ...{ ok: true, uuid, status: 'unzustellbar', absender: BGB, empfaenger: KBA, rueckgabe: 'möglich' },
        zustellung: { fehlercode: 'DELIVERY_REFUSED', rueckweisung: null },
      },
    ]);
    const { laufzettel } = json<{ laufzettel: { ereignis: string }[] }>(shown);
    expect(laufzettel.map(({ ereignis }) => ereignis)).toContain('wiedervorgelegt');
    const people = await place.run('queue', 'show', uuid.toUpperCase());
    expect(people.stdout).toMatch(/Rückgabe +möglich/);
    expect(people.stdout).toMatch(/Grund +DELIVERY_REFUSED/);
    expect(people.stdout).not.toMatch(/fehlercode|naechster|true|false/);
    const unknown = await place.run('queue', 'show', '3f0f2b8e-6f6c-4d0e-9f55-0d6f2a1c7b11', '--json');
    expect([unknown.code, json<ErrorDocument>(unknown).fehler[0]?.code]).toEqual([1, 'NOT_FOUND']);
  });

  it('hands a dead letter back: its author gets the refusal, and nobody delivers it any more', async () => {
    let last = await place.run('queue', 'return', uuid, '--json');
    // a push that may still be in hand is waited for
    if (last.code !== 0) expect(json<ErrorDocument>(last).fehler[0]?.code).toBe('RETURN_REFUSED');
    const refused = async () => {
      last = last.code === 0 ? last : await place.run('queue', 'return', uuid, '--json');
      return last.code !== 0;
    };
    expect(await gone(refused, 40_000), last.stdout + last.stderr).toBe(true);
    const { rueckweisung } = json<{ rueckweisung: string }>(last);
    expect(json(last)).toEqual({ ok: true, zurueckgegeben: uuid, rueckweisung, an: BGB });
    for (const command of ['return', 'retry']) {
      const again = await place.run('queue', command, uuid, '--json');
      expect([again.code, json<ErrorDocument>(again).fehler[0]?.code]).toEqual([1, 'MAILBOX_RETURNED']);
    }
    const fetched = await place.run('fetch', ...as(BGB), '--wait', '30', '--out-dir', 'zurueck');
    const { nachrichten } = json<{ nachrichten: { uuid: string; typ: string }[] }>(fetched);
    expect(nachrichten).toMatchObject([{ uuid: rueckweisung, typ: 'administration.rueckweisung.0010' }]);
    const list = await place.run('queue', 'dead', '--json');
    expect([list.code, json(list)]).toMatchObject([
      0,
      { ok: true, unzustellbar: [], zurueckgegeben: [{ uuid, rueckweisung, gesagt: true }] },
    ]);
    expect((await place.run('queue', 'dead')).stdout).toContain('zurückgegeben');
  });
});

describe('doctor', () => {
  it('finds a healthy installation and names the gateway that runs', async () => {
    const result = await place.run('doctor', '--json');
    const document = json<Diagnoses>(result);
    expect(result.code, result.stdout).toBe(0);
    expect(document.ok).toBe(true);
    expect(diagnosis(document, 'Port')?.text).toContain(gateway.ready.url);
    expect(diagnosis(document, 'Protokoll')).toMatchObject({
      stand: 'ok',
      text: expect.stringMatching(/^bussgeld-blaupause\/gwy-\S+\+[0-9a-f]{8}\+\S+, \d+ Blätter$/),
    });
    expect((await place.run('doctor')).stdout).toContain('Die Installation ist betriebsbereit.');
  });

  it('says that a log key is missing, or that it is not the one of this store', async () => {
    const settings = JSON.parse(readFileSync(place.file('config.yaml'), 'utf8')) as object;
    writeFileSync(place.file('schluessel.yaml'), JSON.stringify({ ...settings, logKeyFile: 'anderer.pem' }));
    const doctor = async () => {
      const result = await blaupause(['--config', 'schluessel.yaml', 'doctor', '--json'], { cwd: place.dir });
      expect(result.code).toBe(3);
      return diagnosis(json<Diagnoses>(result), 'Protokoll');
    };
    expect(await doctor()).toMatchObject({ stand: 'fehler', text: expect.stringContaining('blaupause pki log-key') });
    expect((await place.run('pki', 'log-key', 'anderer.pem')).code).toBe(0);
    expect(await doctor()).toMatchObject({ stand: 'fehler', text: expect.stringMatching(/^LOG_BROKEN: /) });
  });

  it('says that keys are missing', async () => {
    const settings = JSON.parse(readFileSync(place.file('config.yaml'), 'utf8')) as object;
    writeFileSync(place.file('ohne.yaml'), JSON.stringify({ ...settings, pkiDir: 'nirgends' }));
    const result = await blaupause(['--config', 'ohne.yaml', 'doctor', '--json'], { cwd: place.dir });
    expect(result.code).toBe(3);
    const finding = diagnosis(json<Diagnoses>(result), 'Profil und PKI');
    expect(finding).toMatchObject({ stand: 'fehler', text: expect.stringContaining('blaupause pki init') });
  });
});

describe('start', () => {
  it('ends with one clear line when the port is in use, and leaves the database as it was', async () => {
    const { port } = new URL(gateway.ready.url);
    const before = await place.postgres();
    const result = await place.run('gateway', '--port', port);
    expect(result.code).toBe(3);
    expect(result.stdout).toBe('');
    expect(result.stderr).toMatch(new RegExp(`^PORT_IN_USE: .*127\\.0\\.0\\.1:${port}.*\\nThe port is in use\\.\\n$`));
    expect(await place.postgres()).toBe(before);
    const asJson = await place.run('gateway', '--port', port, '--json');
    expect(json<ErrorDocument>(asJson).fehler[0]?.code).toBe('PORT_IN_USE');
    expect(place.runFile()).toBe(true);
  });

  it.each([
    ['database', 'DATABASE', { databaseUrl: 'postgres://niemand:geheim@127.0.0.1:1/x' }],
    ['queue', 'QUEUE', { redisUrl: 'redis://:geheim@127.0.0.1:1' }],
  ])('ends within seconds when the %s is away, without naming its password', async (_name, code, settings) => {
    const before = JSON.parse(readFileSync(place.file('config.yaml'), 'utf8')) as object;
    writeFileSync(place.file('weg.yaml'), JSON.stringify({ ...before, ...settings }));
    const result = await blaupause(['--config', 'weg.yaml', 'worker', '--json'], { cwd: place.dir });
    expect(result.code, result.stdout + result.stderr).toBe(3);
    expect(json<ErrorDocument>(result).fehler[0]?.code).toBe(code);
    expect(result.stdout + result.stderr).not.toContain('geheim');
    expect(result.stderr).not.toMatch(STACK);
    expect(result.ms).toBeLessThan(20_000);
  });
});

describe('end', () => {
  it('closes worker and gateway on Ctrl-C and leaves neither database server nor run file', async () => {
    expect(await place.postgres()).toBeGreaterThan(0);
    const workerEnd = await worker.stop('SIGINT');
    expect(workerEnd.code, worker.stderr()).toBe(0);
    expect(workerEnd.ms).toBeLessThan(8000);
    expect(place.runFile()).toBe(true);
    const gatewayEnd = await gateway.stop('SIGINT');
    expect(gatewayEnd.code, gateway.stderr()).toBe(0);
    expect(gatewayEnd.ms).toBeLessThan(8000);
    expect(place.runFile()).toBe(false);
    expect(await place.postgres()).toBeUndefined();
    expect(`${worker.stderr()}${gateway.stderr()}`).not.toMatch(STACK);
  });

  it('closes on SIGTERM too', async () => {
    const service = await place.start(['gateway']);
    const { code, ms } = await service.stop('SIGTERM');
    expect(code, service.stderr()).toBe(0);
    expect(ms).toBeLessThan(8000);
    expect([place.runFile(), await place.postgres()]).toEqual([false, undefined]);
  });

  it('leaves nothing behind when Ctrl-C comes during the start', async () => {
    for (const ms of [300, 700, 1200]) {
      const child = spawn(process.execPath, [BIN, '--config', 'config.yaml', 'gateway'], {
        cwd: place.dir,
        env: cleanEnvironment(),
        stdio: 'ignore',
      });
      const closed = once(child, 'close');
      await new Promise((done) => setTimeout(done, ms));
      child.kill('SIGINT');
      const [code, signal] = (await closed) as [number | null, string | null];
      expect([0, 130, 'SIGINT']).toContain(code ?? signal);
      expect([ms, place.runFile(), await place.postgres()]).toEqual([ms, false, undefined]);
    }
  });

  it.skipIf(olderNode === undefined)('closes under an older Node too (needs one on PATH)', async () => {
    const program = [olderNode ?? '', BIN];
    const service = await place.start(['gateway'], program);
    expect((await service.stop('SIGINT')).code, service.stderr()).toBe(0);
    expect([place.runFile(), await place.postgres()]).toEqual([false, undefined]);
    const killed = await place.start(['gateway'], program);
    await killed.stop('SIGKILL');
    expect(await gone(async () => place.runFile() || (await place.postgres()))).toBe(true);
  });

  it.each([['the program', [olderNode ?? process.execPath, BIN]] as const, ['npx', ['npx', 'blaupause']] as const])(
    'closes on Ctrl-C in a terminal: %s',
    async (name, program) => {
      const line = `exec ${program.join(' ')} --config ${place.file('config.yaml')} gateway`;
      const child = spawn('script', ['-qec', line, '/dev/null'], {
        cwd: name === 'npx' ? packageRoot : place.dir,
        env: {
          ...cleanEnvironment({
            BLAUPAUSE_PROFILE: place.file('profil.yaml'),
            BLAUPAUSE_PKI_DIR: place.file('pki'),
            BLAUPAUSE_DATA_DIR: place.file('daten'),
            BLAUPAUSE_ENDPOINTS_FILE: place.file('adressen.yaml'),
          }),
          TERM: 'xterm',
        },
        stdio: ['pipe', 'pipe', 'pipe'],
      });
      const closed = once(child, 'close');
      let text = '';
      child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      expect(await gone(async () => !text.includes('Strg-C'), 30_000), text).toBe(true);
      child.stdin.write('\u0003');
      const [code] = (await closed) as [number | null];
      expect(code, text).toBe(name === 'npx' ? 130 : 0); // npm itself reports the Ctrl-C
      expect(text).toContain('Beende …');
      expect(await gone(async () => place.runFile() || (await place.postgres()))).toBe(true);
    },
  );

  it('starts over what a killed gateway left, and the doctor names it', async () => {
    const killed = await place.start(['gateway']);
    await killed.stop('SIGKILL');
    expect(place.runFile()).toBe(true);
    const found = await place.run('doctor', '--json');
    expect(found.code, found.stdout).toBe(0);
    expect(diagnosis(json<Diagnoses>(found), 'Port')).toMatchObject({
      stand: 'hinweis',
      text: expect.stringContaining('abgebrochen'),
    });
    const next = await place.start(['gateway']);
    expect((await next.stop()).code).toBe(0);
    expect([place.runFile(), await place.postgres()]).toEqual([false, undefined]);
  });

  it('the doctor names a port that another program uses', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const before = JSON.parse(readFileSync(place.file('config.yaml'), 'utf8')) as object;
    writeFileSync(place.file('port.yaml'), JSON.stringify({ ...before, port }));
    const result = await blaupause(['--config', 'port.yaml', 'doctor', '--json'], { cwd: place.dir });
    other.close();
    expect(result.code).toBe(3);
    expect(diagnosis(json<Diagnoses>(result), 'Port')).toMatchObject({
      stand: 'fehler',
      text: expect.stringContaining('PORT_IN_USE'),
    });
  });
});
