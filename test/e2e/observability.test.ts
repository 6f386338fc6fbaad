import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Konnektor, openEndpoint } from '../../src/konnektor/index.ts';
import { METRICS, type MetricEntry } from '../../src/platform/telemetry/index.ts';
import { type ErrorDocument, json } from '../cli/run.ts';
import { TestClient, tlsOf } from '../support/client.ts';
import { type Collector, type ReceivedSpan, startCollector } from '../support/collector.ts';
import { forge, freshMessage } from '../support/forge.ts';
import { BGB, GATEWAY, KBA, POLIZEI } from '../support/profile.ts';
import { type Installation, installation, type Service } from './cli-service.ts';

/** What the sample messages say of persons, and what would lead to them. */
const PERSONAL = /Musterfrau|Mustermann|Erika|1971-02-03|REG-XX|Musterstra|ZBS-2026|PD-C-2026/;

const until = async (what: string, met: () => Promise<boolean>): Promise<void> => {
  for (const end = Date.now() + 30_000; !(await met()); ) {
    if (Date.now() > end) throw new Error(`not in time: ${what}`);
    await new Promise((done) => setTimeout(done, 100));
  }
};

describe('a message seen by operators', () => {
  let place: Installation;
  let collector: Collector;
  let gateway: Service;
  let worker: Service;
  let workerUrl = '';
  let sender: TestClient;
  let police: Konnektor;
  let kba: Konnektor;
  let endpoint: { readonly url: string; close(): Promise<void> };
  /** UUIDs: pushed, laid in the mailbox and fetched, refused */
  const uuid = { pushed: '', fetched: '', refused: '' };

  beforeAll(async () => {
    collector = await startCollector();
    place = await installation({ tracesUrl: collector.url, workerPort: 0, logLevel: 'debug', mergeDelaySeconds: 5 });
    gateway = await place.start(['gateway']);
    const at = { gateway: gateway.ready.url, pkiDir: place.file('pki') };
    kba = new Konnektor({ ...at, schluessel: KBA });
    endpoint = await openEndpoint(kba, GATEWAY, () => {});
    writeFileSync(place.file('adressen.yaml'), `"${KBA}": ${endpoint.url}\n`);
    worker = await place.start(['worker']);
    const line = worker.stderr().match(/"url":"(http:[^"]+)"/);
    workerUrl = line?.[1] ?? '';
    sender = new TestClient(gateway.ready.url, tlsOf(place.file('pki'), BGB));
    police = new Konnektor({ ...at, schluessel: POLIZEI });

    const send = async (forgery: Parameters<typeof forge>[1], status: number): Promise<string> => {
      const { bytes, kopf } = forge(place.file('pki'), forgery);
      expect((await sender.send(bytes)).status).toBe(status);
      return kopf.nachrichtenUUID;
    };
    uuid.pushed = await send({ typ: 'fahrerermittlung.halterauskunft.1110' }, 202);
    await until('push', async () => kba.inbox.open().length > 0);
    uuid.fetched = await send({}, 202);
    uuid.refused = await send(
      { nachricht: freshMessage().replace('<xbg:gemessen>79', '<xbg:gemessen>Erika Musterfrau') },
      422,
    );
    const listed = await police.list(20);
    expect(listed).toContain(uuid.fetched);
    const { abholung } = await police.takeOver(await police.fetch(uuid.fetched));
    await police.acknowledge(uuid.fetched, abholung);
  });
  afterAll(async () => {
    sender?.close();
    await police?.close();
    await endpoint?.close();
    await kba?.close();
    await place?.close();
    await collector?.close();
  });

  const spansOf = (id: string): ReceivedSpan[] =>
    collector.spans.filter(({ traceId }) => traceId === id.replaceAll('-', ''));
  const named = (id: string, name: string, ausgang?: string): ReceivedSpan[] =>
    spansOf(id).filter(
      (span) => span.name === name && (ausgang === undefined || span.attributes['blaupause.ausgang'] === ausgang),
    );
  const metricsOf = async (who: 'gateway' | 'worker'): Promise<string> =>
    who === 'worker'
      ? (await fetch(`${workerUrl}/metrics`)).text()
      : (await sender.call('GET', '/metrics')).body.toString();

  it('is one trace across gateway, queue and worker, under its UUID', async () => {
    await collector.until(
      () =>
        named(uuid.pushed, 'delivery', 'zugestellt').length === 1 &&
        named(uuid.fetched, 'mailbox', 'abgeholt').length === 1 &&
        named(uuid.fetched, 'delivery').length === 1,
    );
    const [root] = named(uuid.pushed, 'intake', 'angenommen');
    expect(root).toMatchObject({ service: 'blaupause-gateway', parentSpanId: undefined, error: undefined });
    const [delivery] = named(uuid.pushed, 'delivery');
    expect(delivery).toMatchObject({
      service: 'blaupause-worker',
      parentSpanId: root?.spanId,
      attributes: { 'blaupause.empfaenger': KBA, 'blaupause.uuid': uuid.pushed },
    });
    const [push] = named(uuid.pushed, 'delivery.pushed');
    expect(push).toMatchObject({ parentSpanId: delivery?.spanId, kind: 3 });
    expect(named(uuid.pushed, 'queue', 'eingereiht')).toMatchObject([{ parentSpanId: root?.spanId }]);
    expect(named(uuid.fetched, 'delivery', 'bereitgestellt')).toHaveLength(1);
    expect(named(uuid.fetched, 'mailbox', 'abgeholt')[0]).toMatchObject({ service: 'blaupause-gateway', kind: 2 });
    // no span hangs in the air, and none lies outside of the one that it belongs to
    for (const id of [uuid.pushed, uuid.fetched]) {
      const spans = new Map(spansOf(id).map((span) => [span.spanId, span]));
      for (const span of spans.values()) {
        const above = span.parentSpanId === undefined ? undefined : spans.get(span.parentSpanId);
        if (span.parentSpanId === undefined) expect(span.name).toBe('intake');
        else expect(above, span.name).toBeDefined();
        if (span.name.includes('.')) {
          expect(span.begin).toBeGreaterThanOrEqual((above?.begin ?? 0) - 0.01);
          expect(span.end).toBeLessThanOrEqual((above?.end ?? 0) + 0.01);
        }
      }
    }
  });

  it('has a span for each step of the intake, in order', async () => {
    await collector.until(() => named(uuid.pushed, 'receipt.answered').length === 1);
    const steps = spansOf(uuid.pushed)
      .filter(({ name }) => /^(intake|receipt)\./.test(name))
      .sort((a, b) => a.begin - b.begin);
    expect(steps.map(({ name }) => name)).toEqual([
      'intake.recognised',
      'intake.shaped',
      'intake.verified',
      'intake.checked',
      'receipt.signed',
      'intake.recorded',
      'receipt.answered',
    ]);
  });

  it('is an error with its code where it was refused', async () => {
    await collector.until(() => named(uuid.refused, 'intake').length === 1);
    expect(named(uuid.refused, 'intake')[0]).toMatchObject({
      error: 'VALIDATE_SCHEMA',
      attributes: { 'blaupause.code': 'VALIDATE_SCHEMA', 'blaupause.ausgang': 'abgewiesen' },
    });
    expect(named(uuid.refused, 'delivery')).toEqual([]);
  });

  it('is counted: steps, attempts, refusals, recipients, states', async () => {
    const [ofGateway, ofWorker] = [await metricsOf('gateway'), await metricsOf('worker')];
    expect(ofGateway).toContain('blaupause_steps_total{step="intake.recorded"} 2');
    expect(ofGateway).toContain('blaupause_sendungen_refused_total{code="VALIDATE_SCHEMA"} 1');
    expect(ofGateway).toContain('blaupause_step_seconds_count{step="intake.verified"} 3');
    expect(ofGateway).toContain('blaupause_deliveries_total{way="postfach"} 1');
    expect(ofGateway).toContain('blaupause_log_merge_delay_seconds 5');
    expect(ofWorker).toContain(`blaupause_delivery_attempts_total{empfaenger="${KBA}",ausgang="zugestellt"} 1`);
    expect(ofWorker).toContain(`blaupause_delivery_attempts_total{empfaenger="${POLIZEI}",ausgang="bereitgestellt"} 1`);
    expect(ofWorker).toContain('blaupause_deliveries_total{way="push"} 1');
    expect(ofWorker).toMatch(/blaupause_queue_jobs\{zustand="delayed"\} \d/);
    expect(ofWorker).toContain('blaupause_outbox_oldest_seconds 0');
    for (const text of [ofGateway, ofWorker])
      expect(text).not.toMatch(/blaupause_readings_failed_total\{[^}]*\} [1-9]/);
  });

  it('is measured by what the reference names, by nothing else and nothing less', async () => {
    for (const role of ['gateway', 'worker'] as const) {
      const published = [...(await metricsOf(role)).matchAll(/^# TYPE (blaupause_\S+)/gm)].map(([, name]) => name);
      const expected = Object.entries<MetricEntry>(METRICS).flatMap(([name, { of }]) =>
        of.includes(role) ? [name] : [],
      );
      expect(published.toSorted()).toEqual(expected.toSorted());
    }
  });

  it('is found in the log lines of both processes by its UUID', () => {
    const lines = (who: Service) =>
      who
        .stderr()
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines(gateway)).toContainEqual(
      expect.objectContaining({ uuid: uuid.pushed, weg: 'intake', ausgang: 'angenommen', msg: 'way ended' }),
    );
    expect(lines(worker)).toContainEqual(
      expect.objectContaining({ uuid: uuid.pushed, weg: 'delivery', ausgang: 'zugestellt', empfaenger: KBA }),
    );
    expect(lines(gateway)).toContainEqual(expect.objectContaining({ uuid: uuid.refused, code: 'VALIDATE_SCHEMA' }));
    const steps = lines(worker).filter((line) => line['uuid'] === uuid.pushed && line['msg'] === 'step');
    expect(steps.map(({ schritt }) => schritt)).toContain('delivery.pushed');
  });

  it('leaves nothing of its content in traces, metrics and log lines', async () => {
    expect(collector.text()).toContain(uuid.pushed);
    for (const text of [collector.text(), gateway.stderr(), worker.stderr(), await metricsOf('gateway')])
      expect(text).not.toMatch(PERSONAL);
  });

  it('shows its whole way in the terminal', async () => {
    await until('checkpoint', async () => {
      const { blaetter } = json<{ blaetter: { checkpoint?: object }[] }>(await trace(uuid.fetched));
      return blaetter.length === 3 && blaetter.every(({ checkpoint }) => checkpoint !== undefined);
    });
    const told = json<Trace>(await trace(uuid.fetched));
    expect(told).toMatchObject({ ok: true, status: 'abgeholt', empfaenger: POLIZEI, inhaltVorhanden: true });
    const kinds = told.weg.map(({ art }) => art);
    expect(kinds.filter((art) => art !== 'nachweis')).toEqual([
      'eingegangen',
      'geprueft',
      'bereitgestellt',
      'abgeholt',
    ]);
    expect(kinds.filter((art) => art === 'nachweis')).toHaveLength(3);
    expect(told.pruefungen.map(({ schritt }) => schritt)).toContain('verify');

    const people = await place.run('audit', 'trace', uuid.fetched.toUpperCase());
    expect(people.code).toBe(0);
    expect(people.stdout).toMatch(/^Stand {9}abgeholt$/m);
    expect(people.stdout).toMatch(/^\d{4}-\S+Z {2}vom Empfänger abgeholt und quittiert$/m);
    expect(people.stdout).not.toMatch(PERSONAL);
  });

  it('shows what was only refused, and says that a UUID is unknown or none', async () => {
    const refused = await trace(uuid.refused);
    expect(refused.code).toBe(1);
    expect(json<Trace>(refused)).toMatchObject({ ok: false, angenommen: false, weg: [{ art: 'abgewiesen' }] });
    const unknown = await trace('3f0f2b8e-6f6c-4d0e-9f55-0d6f2a1c7b11');
    expect(unknown.code).toBe(1);
    expect(json<ErrorDocument>(unknown).fehler[0]?.code).toBe('NOT_FOUND');
    expect((await trace('nichts')).code).toBe(2);
  });

  it('tells of a recipient that cannot be reached: metric, log, trace, terminal', async () => {
    await endpoint.close();
    const { bytes, kopf } = forge(place.file('pki'), { typ: 'fahrerermittlung.halterauskunft.1110' });
    const id = kopf.nachrichtenUUID;
    expect((await sender.send(bytes)).status).toBe(202);
    await collector.until(() => named(id, 'delivery', 'gescheitert').length > 0);
    expect(named(id, 'delivery', 'gescheitert')[0]?.error).toMatch(/^[A-Z_]+$/);
    expect(await metricsOf('worker')).toMatch(
      new RegExp(`blaupause_delivery_failures_total\\{empfaenger="${KBA}",code="[A-Z_]+"\\} [1-9]`),
    );
    expect(worker.stderr()).toMatch(new RegExp(`"uuid":"${id}".*"msg":"attempt failed"`));
    const people = await place.run('audit', 'trace', id);
    expect(people.stdout).toMatch(/^Fehlversuche {2}\d+, zuletzt [A-Z_]+$/m);
  });

  it('is ready only while store and queue answer, and refuses what it does not know', async () => {
    const ready = await fetch(`${workerUrl}/health/ready`);
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ok', datenbank: 'ok', warteschlange: 'ok' }]);
    expect((await fetch(`${workerUrl}/health/live`)).status).toBe(200);
    expect((await fetch(`${workerUrl}/anderes`)).status).toBe(404);
    expect((await fetch(`${workerUrl}/metrics`, { method: 'POST', body: 'x' })).status).toBe(405);
  });

  it('goes its way while the collector is away, and the loss of its trace is counted', async () => {
    await collector.close();
    const { bytes } = forge(place.file('pki'));
    expect((await sender.send(bytes)).status).toBe(202);
    await until('loss counted', async () =>
      /blaupause_trace_exports_total\{ausgang="verloren"\} [1-9]/.test(await metricsOf('gateway')),
    );
    expect(gateway.stderr()).toContain('collector takes no traces, they are lost');
  });

  const trace = (id: string) => place.run('audit', 'trace', id, '--json');
});

interface Trace {
  readonly weg: readonly { readonly art: string }[];
  readonly pruefungen: readonly { readonly schritt: string }[];
}
