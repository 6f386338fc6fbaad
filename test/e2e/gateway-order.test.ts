import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadKeyStore, TrustStore } from '../../src/crypto/index.ts';
import { openReceipt, openRefusal } from '../../src/envelope/index.ts';
import { newUuid } from '../../src/platform/ids.ts';
import { build, type MessageType, readHeader, sample } from '../../src/standard/index.ts';
import { TestClient, tlsOf } from '../support/client.ts';
import { edit, type Forgery, forge } from '../support/forge.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { BGB, POLIZEI } from '../support/profile.ts';

/** The samples as messages of one new case: every UUID of theirs becomes the same new one wherever it stands. */
class SampleCase {
  readonly #uuids = new Map<string, string>();
  readonly #pkiDir: string;

  constructor(pkiDir: string) {
    this.#pkiDir = pkiDir;
  }

  /** @param change of the message before it is sealed */
  make(typ: MessageType, change: (xml: string) => string = (xml) => xml, forgery: Forgery = {}) {
    const xml = Buffer.from(build(sample(typ))).toString('utf8');
    const own = xml.replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, (uuid) => {
      const fresh = this.#uuids.get(uuid) ?? newUuid();
      this.#uuids.set(uuid, fresh);
      return fresh;
    });
    const nachricht = change(own);
    const { autor } = readHeader(Buffer.from(nachricht));
    const author = loadKeyStore(this.#pkiDir, autor.kennung).signature;
    return { ...forge(this.#pkiDir, { nachricht, author, ...forgery }), von: autor.kennung };
  }
}

const at = (day: string) => (xml: string) =>
  edit(xml, /<erstellungszeitpunkt>[^<]*/, `<erstellungszeitpunkt>${day}T10:00:00.000+01:00`);

interface Lane {
  readonly gateway: TestGateway;
  readonly trust: TrustStore;
  send(made: { bytes: Buffer; von: string }): Promise<{ status: number; body: Buffer }>;
  close(): Promise<void>;
}

const lane = async (changeProfile?: (profile: string) => string): Promise<Lane> => {
  const gateway = await startTestGateway({}, changeProfile === undefined ? {} : { changeProfile });
  const clients = new Map<string, TestClient>();
  const clientOf = (von: string): TestClient => {
    const client = clients.get(von) ?? new TestClient(gateway.url, tlsOf(gateway.pkiDir, von));
    clients.set(von, client);
    return client;
  };
  return {
    gateway,
    trust: TrustStore.fromFolder(gateway.pkiDir),
    send: ({ bytes, von }) => clientOf(von).send(bytes),
    close: async () => {
      for (const client of clients.values()) client.close();
      await gateway.close();
    },
  };
};

const refusal = async ({ trust }: Lane, body: Buffer) => openRefusal(body, { trust, at: new Date() });

/** The same message with a UUID of its own. */
const newMessage = (xml: string): string => edit(xml, /<nachrichtenUUID>[^<]*/, `<nachrichtenUUID>${newUuid()}`);

/** A case whose fine is reported final and fully paid. */
const paid = async (at: Lane): Promise<{ made: number[]; sampleCase: SampleCase }> => {
  const sampleCase = new SampleCase(at.gateway.pkiDir);
  const final = await at.send(sampleCase.make('vollstreckung.rechtskraft.3010'));
  const payment = await at.send(sampleCase.make('vollstreckung.zahlung.3030'));
  return { made: [final.status, payment.status], sampleCase };
};

describe('the order of a case at the gateway', () => {
  let one: Lane;
  beforeAll(async () => {
    // the police may report a service here, so that only the order of the case can refuse it
    one = await lane((text) => edit(text, '"1121", "1122"]', '"1121", "1122", "2020"]'));
  });
  afterAll(() => one.close());

  it('of two contradicting messages at the same time exactly one passes, in every case', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const sampleCase = new SampleCase(one.gateway.pkiDir);
        expect((await one.send(sampleCase.make('zustellung.auftrag.2010'))).status).toBe(202);
        const [served, failed] = await Promise.all([
          one.send(sampleCase.make('zustellung.nachweis.2020')),
          one.send(sampleCase.make('zustellung.unzustellbar.2021', at('2026-12-14'))),
        ]);
        const refused = [served, failed].find(({ status }) => status === 422);
        const { code, einzelheit } = await refusal(one, refused?.body ?? Buffer.from(''));
        return [served.status, failed.status, code, einzelheit?.includes('§ 51 OWiG')];
      }),
    );
    for (const [served, failed, code, norm] of outcomes) {
      expect([served, failed].toSorted()).toEqual([202, 422]);
      expect([code, norm]).toEqual(['VALIDATE_ORDER', true]);
    }
  });

  it('several messages of one case at the same time that fit together all pass', async () => {
    const sampleCase = new SampleCase(one.gateway.pkiDir);
    const types = [
      'fahrerermittlung.halterauskunft.1110',
      'fahrerermittlung.anschriftenersuchen.1140',
      'fahrerermittlung.ersuchen.1120',
    ] as const;
    const answers = await Promise.all(types.map((typ) => one.send(sampleCase.make(typ))));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
    const many = Array.from({ length: 40 }, () =>
      sampleCase.make('fahrerermittlung.anschriftenersuchen.1140', newMessage),
    );
    const all = await Promise.all(many.map((made) => one.send(made)));
    expect(all.filter(({ status }) => status !== 202)).toEqual([]);
  });

  it('an enforcement of what is paid is refused with rule and provision', async () => {
    const { made, sampleCase } = await paid(one);
    expect(made).toEqual([202, 202]);
    const { status, body } = await one.send(sampleCase.make('vollstreckung.ersuchen.3020'));
    const { code, einzelheit, befunde } = await refusal(one, body);
    expect([status, code]).toEqual([422, 'VALIDATE_ORDER']);
    expect(einzelheit).toContain('§§ 34, 94, 101 OWiG');
    expect(befunde[0]).toMatchObject({ rule: 'ORDER-ERLEDIGT', severity: 'error' });
  });

  it('an answer of somebody who was not asked is refused', async () => {
    const sampleCase = new SampleCase(one.gateway.pkiDir);
    const order = sampleCase.make('zustellung.auftrag.2010');
    expect((await one.send(order)).status).toBe(202);
    const forged = (xml: string) => xml.replaceAll(order.kopf.empfaenger, POLIZEI);
    const { status, body } = await one.send(sampleCase.make('zustellung.nachweis.2020', forged));
    const { code, einzelheit } = await refusal(one, body);
    expect([status, code]).toEqual([422, 'VALIDATE_ORDER']);
    expect(einzelheit).toContain(`kommt von ${POLIZEI}`);
    expect((await one.send(sampleCase.make('zustellung.nachweis.2020', newMessage))).status).toBe(202);
  });
});

describe('a profile decides what an order fault means', () => {
  it('a rule that only warns stands in receipt and Laufzettel, one that refuses refuses', async () => {
    const ordnung = 'ordnung: { regeln: { ORDER-ERLEDIGT: warnen, ORDER-3020: verweigern } }';
    const mild = await lane((text) => edit(text, 'gateway:\n', `gateway:\n  ${ordnung}\n`));
    try {
      const { sampleCase } = await paid(mild);
      const request = sampleCase.make('vollstreckung.ersuchen.3020');
      const { status, body } = await mild.send(request);
      expect(status).toBe(202);
      const { pruefungen } = await openReceipt(body, { trust: mild.trust, at: new Date() });
      expect(pruefungen).toContainEqual(expect.objectContaining({ schritt: 'validate', ergebnis: 'hinweis' }));
      const uuid = request.kopf.nachrichtenUUID;
      const stored = await mild.gateway.database.ledger.findByUuid(uuid);
      expect(JSON.stringify(stored?.pruefungen)).toContain('ORDER-ERLEDIGT');
      const client = new TestClient(mild.gateway.url, tlsOf(mild.gateway.pkiDir, BGB));
      const slip = await client.call('GET', `/v1/sendungen/${uuid}/laufzettel`);
      client.close();
      expect(slip.body.toString('utf8')).toContain('hinweis');

      const refused = await mild.send(new SampleCase(mild.gateway.pkiDir).make('vollstreckung.ersuchen.3020'));
      expect(refused.status).toBe(422);
      expect((await refusal(mild, refused.body)).einzelheit).toContain('3010');
    } finally {
      await mild.close();
    }
  });

  it('a message whose content the gateway may not read is taken by its header and never refused for its order', async () => {
    const blind = await lane((text) => edit(text, /inhaltspruefung: \w+/, 'inhaltspruefung: moeglich'));
    try {
      const sampleCase = new SampleCase(blind.gateway.pkiDir);
      expect((await blind.send(sampleCase.make('zustellung.auftrag.2010'))).status).toBe(202);
      expect((await blind.send(sampleCase.make('zustellung.nachweis.2020'))).status).toBe(202);
      const sealed = sampleCase.make('zustellung.unzustellbar.2021', at('2026-12-14'), { readers: [BGB] });
      expect((await blind.send(sealed)).status).toBe(202);
      const seen = await blind.gateway.database.ledger.vorgang(sealed.kopf.vorgangsUUID);
      expect(seen.map(({ nummer, daten }) => [nummer, Object.keys(daten).length > 0])).toContainEqual(['2021', false]);
    } finally {
      await blind.close();
    }
  });
});
