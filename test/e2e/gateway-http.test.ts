import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TrustStore } from '../../src/crypto/index.ts';
import { openReceipt, openRefusal } from '../../src/envelope/index.ts';
import { sha256Hex } from '../../src/platform/ids.ts';
import { signerWith } from '../support/certificates.ts';
import { type TestAnswer, TestClient, tlsOf } from '../support/client.ts';
import { edit, forge, freshMessage } from '../support/forge.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { BGB, GATEWAY, KBA, POLIZEI } from '../support/profile.ts';

const XML = 'application/xml; charset=utf-8';

describe('HTTP contract of the gateway', () => {
  let gateway: TestGateway;
  let sender: TestClient;
  let trust: TrustStore;
  const clients: TestClient[] = [];
  const as = (schluessel?: string): TestClient => {
    const client = new TestClient(gateway.url, tlsOf(gateway.pkiDir, schluessel));
    clients.push(client);
    return client;
  };
  beforeAll(async () => {
    gateway = await startTestGateway({ maxBytes: 200_000 });
    trust = TrustStore.fromFolder(gateway.pkiDir);
    sender = as(BGB);
  });
  afterAll(async () => {
    for (const client of clients) client.close();
    await gateway.close();
  });
  const refused = async (answer: TestAnswer) => {
    expect(answer.headers['content-type']).toBe(XML);
    expect(answer.headers['cache-control']).toBe('no-store');
    return openRefusal(answer.body, { trust, at: new Date() });
  };

  it('202 with a signed receipt that covers the Sendung, then 200 with the same bytes', async () => {
    const { bytes, kopf } = forge(gateway.pkiDir);
    const first = await sender.send(bytes);
    expect(first.status).toBe(202);
    expect(first.headers['content-type']).toBe(XML);
    const receipt = await openReceipt(first.body, { trust, at: new Date() });
    expect(receipt).toMatchObject({
      nachrichtenUUID: kopf.nachrichtenUUID,
      absender: BGB,
      empfaenger: POLIZEI,
      sha256: sha256Hex(bytes),
      groesse: bytes.length,
      gateway: { schluessel: GATEWAY },
      log: { origin: 'bussgeld-blaupause/gwy-146120000001', fristSekunden: 10 },
      profil: 'demo 2026-11',
    });
    expect(receipt.pruefungen.map(({ schritt }) => schritt)).toEqual([
      'limit',
      'read',
      'shape',
      'identify',
      'trust',
      'verify',
      'bind',
      'deduplicate',
      'open',
      'validate',
    ]);
    const again = await sender.send(bytes);
    expect(again.status).toBe(200);
    expect(again.body.equals(first.body)).toBe(true);
  });

  it('a Content-Type with charset is the same media type', async () => {
    const { bytes } = forge(gateway.pkiDir);
    expect((await sender.send(bytes, { 'content-type': 'application/xml; charset=UTF-8' })).status).toBe(202);
  });

  it('400 with line and place for what is not well-formed or not the profile', async () => {
    const xml = forge(gateway.pkiDir).xml;
    const broken = await sender.send(edit(xml, '</kopf>', '</kopff>'));
    expect(broken.status).toBe(400);
    expect((await refused(broken)).befunde[0]?.line).toBe(1);
    const misshapen = await sender.send(edit(xml, '<absender>', '<x></x><absender>'));
    expect(misshapen.status).toBe(400);
    expect(await refused(misshapen)).toMatchObject({ code: 'SHAPE_SCHEMA', grund: 'X001' });
  });

  it('401, 403, 404, 413, 415 with their codes', async () => {
    const { bytes } = forge(gateway.pkiDir);
    const cases: readonly (readonly [Promise<TestAnswer>, number, string])[] = [
      [as().send(bytes), 401, 'IDENT_NO_CERTIFICATE'],
      [as(KBA).send(bytes), 403, 'IDENT_SENDER'],
      [sender.call('GET', '/v1/gibt-es-nicht'), 404, 'NOT_FOUND'],
      [sender.send(randomBytes(200_001)), 413, 'LIMIT_SIZE'],
      [sender.send(bytes, { 'content-type': 'text/plain' }), 415, 'LIMIT_CONTENT_TYPE'],
      [sender.send(bytes, { 'content-encoding': 'gzip' }), 415, 'LIMIT_CONTENT_ENCODING'],
    ];
    for (const [call, status, code] of cases) {
      const answer = await call;
      expect([answer.status, (await refused(answer)).code]).toEqual([status, code]);
    }
  });

  it('409 for the same UUID with other content', async () => {
    const nachricht = freshMessage();
    expect((await sender.send(forge(gateway.pkiDir, { nachricht }).bytes)).status).toBe(202);
    const answer = await sender.send(forge(gateway.pkiDir, { nachricht }).bytes);
    expect(answer.status).toBe(409);
    expect(await refused(answer)).toMatchObject({ code: 'DUPLICATE_UUID', grund: 'S100' });
  });

  it('422 for schema, code list and rule, with findings, as the XÖV message 0010 to the sender', async () => {
    const wrong: readonly (readonly [string, string, string, string])[] = [
      ['<xbg:gemessen>79', '<xbg:gemessen>schnell', 'VALIDATE_SCHEMA', 'X001'],
      ['<code>fahrlaessigkeit', '<code>mutwille', 'VALIDATE_CODE', 'S011'],
      ['<xbg:familienname>Musterfrau', '<xbg:familienname>Muster\u200bfrau', 'VALIDATE_CHARACTERS', 'X001'],
    ];
    for (const [from, to, code, grund] of wrong) {
      const nachricht = edit(freshMessage(), from, to);
      const { bytes, kopf } = forge(gateway.pkiDir, { nachricht });
      const answer = await sender.send(bytes);
      expect(answer.status).toBe(422);
      const refusal = await refused(answer);
      expect(refusal).toMatchObject({ code, grund, nachrichtenUUID: kopf.nachrichtenUUID, sha256: sha256Hex(bytes) });
      expect(refusal.befunde.length).toBeGreaterThan(0);
      expect(answer.body.toString()).toContain('administration.rueckweisung.0010');
    }
  });

  it('the directory holds every participant with trusted certificates, and single entries', async () => {
    const { body } = await sender.call('GET', '/v1/verzeichnis');
    const directory = JSON.parse(body.toString()) as {
      gateway: { schluessel: string };
      behoerden: { schluessel: string; zertifikate: { encryption: { pem: string }[] } }[];
    };
    expect(directory.gateway.schluessel).toBe(GATEWAY);
    expect(directory.behoerden).toHaveLength(9);
    for (const { zertifikate } of directory.behoerden)
      await trust.check(zertifikate.encryption[0]?.pem ?? '', [], { purpose: 'encryption', at: new Date() });
    const one = await sender.call('GET', `/v1/verzeichnis/${encodeURIComponent(KBA)}`);
    expect(JSON.parse(one.body.toString())).toEqual(directory.behoerden.find(({ schluessel }) => schluessel === KBA));
    expect((await sender.call('GET', '/v1/verzeichnis/kba:999999990001')).status).toBe(404);
    expect(body.toString()).not.toContain('PRIVATE KEY');
  });

  it('health says that the process runs and that Sendungen can be accepted, to everybody', async () => {
    const nobody = as();
    expect((await nobody.call('GET', '/health/live')).status).toBe(200);
    const ready = await nobody.call('GET', '/health/ready');
    expect(ready.status).toBe(200);
    expect(JSON.parse(ready.body.toString())).toMatchObject({ status: 'ok', datenbank: 'ok', sperrlisten: 'ok' });
  });

  it('metrics count what happened, by code and type', async () => {
    const { body } = await sender.call('GET', '/metrics');
    const text = body.toString();
    expect(text).toMatch(/blaupause_sendungen_accepted_total\{typ="fahrerermittlung\.ersuchen\.1120"\} [1-9]/);
    expect(text).toMatch(/blaupause_sendungen_refused_total\{code="DUPLICATE_UUID"\} [1-9]/);
    expect(text).toMatch(/blaupause_sendungen_repeated_total [1-9]/);
  });

  it('answers carry the headers that keep browsers from mischief', async () => {
    const { headers } = await sender.call('GET', '/health/live');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['strict-transport-security']).toBeDefined();
    expect(headers['x-powered-by']).toBeUndefined();
  });

  it('openapi.json is complete: every route, every parameter, every security scheme', async () => {
    const { body } = await as().call('GET', '/openapi.json');
    const document = JSON.parse(body.toString()) as {
      openapi: string;
      info: { title: string; version: string };
      components: { securitySchemes: Record<string, { type: string }> };
      paths: Record<
        string,
        Record<
          string,
          { summary?: string; responses: object; security?: object[]; parameters?: { name: string; in: string }[] }
        >
      >;
    };
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(document.info.version).toMatch(/^\d+\.\d+\.\d+/);
    expect(Object.keys(document.paths).sort()).toEqual(
      expect.arrayContaining([
        '/health/live',
        '/health/ready',
        '/metrics',
        '/v1/log/checkpoint',
        '/v1/postfach',
        '/v1/postfach/{uuid}',
        '/v1/postfach/{uuid}/abholung',
        '/v1/sendungen',
        '/v1/sendungen/{uuid}/laufzettel',
        '/v1/verzeichnis',
        '/v1/verzeichnis/{schluessel}',
      ]),
    );
    for (const [path, operations] of Object.entries(document.paths)) {
      const wanted = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const [method, operation] of Object.entries(operations)) {
        if (method === 'head') continue;
        expect(operation.summary, `${method} ${path}`).toBeTruthy();
        expect(Object.keys(operation.responses).length, `${method} ${path}`).toBeGreaterThan(0);
        const named = (operation.parameters ?? []).filter((one) => one.in === 'path').map(({ name }) => name);
        expect(named, `${method} ${path}`).toEqual(expect.arrayContaining(wanted));
        for (const scheme of (operation.security ?? []).flatMap(Object.keys))
          expect(document.components.securitySchemes[scheme]).toEqual({ type: 'mutualTLS' });
      }
    }
    expect(Object.keys(document.paths['/v1/sendungen']?.['post']?.responses ?? {})).toEqual(
      expect.arrayContaining(['200', '202', '400', '401', '403', '409', '413', '415', '422', '429', '503']),
    );
  });

  it('a certificate that is not in the directory sees nothing', async () => {
    const signer = signerWith(gateway.pkiDir, undefined, { extKeyUsage: ['1.3.6.1.5.5.7.3.2'] });
    const { ca } = tlsOf(gateway.pkiDir);
    const stranger = new TestClient(gateway.url, {
      ca,
      key: signer.key.export({ type: 'pkcs8', format: 'pem' }) as string,
      cert: [signer.certificate.pem, ...signer.chain].join(''),
    });
    clients.push(stranger);
    for (const path of ['/v1/postfach', '/v1/verzeichnis', '/metrics'])
      expect((await stranger.call('GET', path)).status).toBe(403);
  });
});
