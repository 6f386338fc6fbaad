import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { policies, TrustStore, verify } from '../../src/crypto/index.ts';
import { faultOf } from './support.ts';

const folder = join(import.meta.dirname, '../../../shared/vectors/xmlsec');
const present = existsSync(folder);
if (!present) process.stdout.write(`skipped: public signature vectors are not at ${folder}\n`);
const vectors = present ? readdirSync(join(folder, 'xmldsig')) : [];
const read = (name: string) => readFileSync(join(folder, 'xmldsig', name));

const inclusive = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';

describe.skipIf(!present)('signatures of another implementation', () => {
  it.each(vectors)('%s holds under the open policy and is refused by name by the gateway', (name) => {
    const verified = verify(read(name), { policy: policies.open });
    expect(verified.references.map(({ id }) => id)).toEqual(['object']);
    expect(verified.references[0]?.bytes.toString()).toContain('>some text</Object>');
    const fault = faultOf(() => verify(read(name), { policy: policies.gateway }));
    expect(fault.code).toBe('SHAPE_ALGORITHM');
    expect(fault.detail).toContain(inclusive);
  });

  it('the expired certificate: the mathematics holds, trust fails on its dates', async () => {
    const xml = read('enveloping-expired-cert.xml');
    const pem = (name: string) => readFileSync(join(folder, 'keys', name));
    const { certificate } = verify(xml, { policy: policies.open });
    expect(certificate?.notAfter.toISOString()).toBe('2026-03-22T22:15:37.000Z');
    const trust = new TrustStore({ anchors: [pem('cacert.pem')], intermediates: [pem('ca2cert.pem')], crls: [] });
    const asked = { policy: policies.open, trust };
    await expect(verify(xml, { ...asked, at: new Date('2026-11-22T12:00:00Z') })).rejects.toMatchObject({
      code: 'TRUST_EXPIRED',
    });
    await expect(verify(xml, asked)).rejects.toMatchObject({ code: 'TRUST_EXPIRED' });
    // within its dates other things fail: its authorities and its key are not those of this profile
    await expect(verify(xml, { ...asked, at: new Date('2026-03-10T12:00:00Z') })).rejects.not.toMatchObject({
      code: 'TRUST_EXPIRED',
    });
  });

  it.each(vectors)('%s is refused once its text is changed', (name) => {
    const changed = read(name).toString().replace('some text', 'same text');
    expect(faultOf(() => verify(changed, { policy: policies.open })).code).toBe('VERIFY_SIGNATURE');
  });

  it.each([
    ['enveloping-sha256-ecdsa-sha256.xml', 'ec-prime256v1-cert.pem'],
    ['enveloping-rsa-pss-sha256.xml', 'rsa-4096-cert.pem'],
    ['enveloping-sha256-rsa-sha256.xml', 'rsa-2048-cert.pem'],
  ])('%s holds with the key of %s', (name, certificate) => {
    const key = readFileSync(join(folder, 'keys', certificate));
    expect(verify(read(name), { key, policy: policies.open }).references).toHaveLength(1);
    const other = readFileSync(join(folder, 'keys/cacert.pem'), 'utf8');
    expect(faultOf(() => verify(read(name), { key: other, policy: policies.open })).code).toBe('VERIFY_SIGNATURE');
  });
});
