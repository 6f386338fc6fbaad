import { generateKeyPairSync } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { EXT_KEY_USAGE } from '../../../src/crypto/index.ts';
import { signerWith } from '../../support/certificates.ts';
import { TestClient, tlsOf } from '../../support/client.ts';
import { forge } from '../../support/forge.ts';
import { expectRefused, useTarget } from '../support.ts';

describe('row 21: transport, clients that are nobody', () => {
  const target = useTarget();
  const nobodies: TestClient[] = [];
  const as = (tls: { ca: string[]; key?: string; cert?: string }): TestClient => {
    const client = new TestClient(target.gateway.url, tls);
    nobodies.push(client);
    return client;
  };
  afterAll(() => {
    for (const client of nobodies) client.close();
  });
  const own = (request: Parameters<typeof signerWith>[2], chain?: readonly string[]) => {
    const { ca } = tlsOf(target.gateway.pkiDir);
    const signer = signerWith(target.gateway.pkiDir, undefined, request, chain);
    return {
      ca,
      key: signer.key.export({ type: 'pkcs8', format: 'pem' }) as string,
      cert: [signer.certificate.pem, ...signer.chain].join(''),
    };
  };

  it('is refused without client certificate, also for look-ups', async () => {
    const client = as(tlsOf(target.gateway.pkiDir));
    const { bytes, kopf } = forge(target.gateway.pkiDir);
    const answer = await client.send(bytes);
    await expectRefused(target, answer, {
      code: 'IDENT_NO_CERTIFICATE',
      status: 401,
      bytes,
      uuid: kopf.nachrichtenUUID,
    });
    for (const path of [
      '/v1/postfach',
      '/v1/verzeichnis',
      `/v1/sendungen/${kopf.nachrichtenUUID}/laufzettel`,
      '/metrics',
    ])
      expect((await client.call('GET', path)).status).toBe(401);
  });

  it('is refused with a trusted certificate that the directory does not know', async () => {
    const { bytes } = forge(target.gateway.pkiDir);
    const client = as(own({ extKeyUsage: [EXT_KEY_USAGE.clientAuth] }));
    await expectRefused(target, await client.send(bytes), { code: 'IDENT_UNKNOWN', status: 403, bytes });
  });

  it('is refused with a certificate for signatures', async () => {
    const { bytes } = forge(target.gateway.pkiDir);
    await expectRefused(target, await as(own({})).send(bytes), { code: 'IDENT_CERTIFICATE', status: 401, bytes });
  });

  it('is refused with a self-signed certificate', async () => {
    const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const signer = signerWith(target.gateway.pkiDir, keys, { issuer: { selfKey: keys.privateKey } }, []);
    const client = as({
      ca: tlsOf(target.gateway.pkiDir).ca,
      key: signer.key.export({ type: 'pkcs8', format: 'pem' }) as string,
      cert: signer.certificate.pem,
    });
    const { bytes } = forge(target.gateway.pkiDir);
    await expectRefused(target, await client.send(bytes), { code: 'IDENT_CERTIFICATE', status: 401, bytes });
  });
});
