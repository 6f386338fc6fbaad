import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXT_KEY_USAGE, parseCertificate, parseCertificates } from '../../src/crypto/index.ts';
import { BlaupauseError } from '../../src/platform/errors.ts';
import { authority, days, ec, leaf } from './pki-builder.ts';
import { codeOf } from './support.ts';

const root = authority();

describe('reading a certificate', () => {
  it('gives the parts of an authority’s name with umlauts, several OUs and the Organisationsschlüssel', () => {
    const der = leaf(root, {
      subject: [
        ['2.5.4.6', 'DE'],
        ['2.5.4.8', 'Sachsen'],
        ['2.5.4.10', 'Landesdirektion Sachsen'],
        ['2.5.4.11', 'Zentrale Bußgeldstelle'],
        ['2.5.4.11', 'Referat 1+1'],
        ['2.5.4.97', 'bgb:145110000001'],
        ['2.5.4.3', 'Überwachung, Größe „M“'],
      ],
    });
    expect(parseCertificate(der)).toMatchObject({
      subject:
        'CN=Überwachung\\, Größe „M“,organizationIdentifier=bgb:145110000001,OU=Referat 1\\+1,OU=Zentrale Bußgeldstelle,O=Landesdirektion Sachsen,ST=Sachsen,C=DE',
      commonName: 'Überwachung, Größe „M“',
      organization: 'Landesdirektion Sachsen',
      organizationalUnits: ['Zentrale Bußgeldstelle', 'Referat 1+1'],
      organizationIdentifier: 'bgb:145110000001',
      isCa: false,
      notBefore: days(-1),
      notAfter: days(700),
    });
  });

  it('gives usages, path length and key', () => {
    const key = ec('brainpoolP256r1');
    const info = parseCertificate(leaf(root, { publicKey: key.publicKey }));
    expect(info.keyUsage).toEqual(new Set(['digitalSignature', 'nonRepudiation']));
    expect(info.extKeyUsage).toEqual(new Set([EXT_KEY_USAGE.documentSigning]));
    expect(info.publicKey.equals(key.publicKey)).toBe(true);
    expect(info.fingerprintSha256).toMatch(/^[0-9a-f]{64}$/);
    const ca = parseCertificate(authority({ pathLength: 2 }).pem);
    expect(ca).toMatchObject({ isCa: true, pathLength: 2 });
    expect(ca.keyUsage).toEqual(new Set(['keyCertSign', 'cRLSign']));
    expect(ca.extKeyUsage).toBeUndefined();
  });

  it('is the same from PEM and DER, and takes the first of a chain', () => {
    const pem = parseCertificate(leaf(root)).pem;
    expect(parseCertificate(pem + root.pem).fingerprintSha256).toBe(parseCertificate(pem).fingerprintSha256);
    expect(parseCertificates(pem + root.pem)).toHaveLength(2);
  });

  it('keeps control characters of a name out of its text', () => {
    const { subject } = parseCertificate(
      leaf(root, { subject: [['2.5.4.3', 'A\r\n\u001b[31mB\u202eC\u0000,O=Landesdirektion']] }),
    );
    expect(subject).not.toMatch(/\p{C}/u);
    expect(subject).toContain('\\0d\\0a\\1b');
    expect(subject).toContain('\\,O\\=Landesdirektion');
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['random bytes', randomBytes(200)],
    ['text', 'no certificate'],
    ['PEM around nonsense', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'],
    ['a megabyte', Buffer.alloc(1_000_000, 0x30)],
    ['bytes after the certificate', Buffer.concat([leaf(root), Buffer.from('00', 'hex')])],
    ['a truncated certificate', leaf(root).subarray(0, 200)],
  ])('refuses %s as TRUST_MISSING', (_, input) => {
    expect(codeOf(() => parseCertificate(input))).toBe('TRUST_MISSING');
  });

  it('refuses a public key whose point lies on no curve as TRUST_KEY', () => {
    const der = leaf(root);
    const point = parseCertificate(der).publicKey.export({ type: 'spki', format: 'der' }).subarray(-64);
    const at = der.indexOf(point);
    der[at + 40] = (der[at + 40] ?? 0) ^ 1;
    expect(codeOf(() => parseCertificate(der))).toBe('TRUST_KEY');
  });

  it('never throws anything but catalogue errors, whatever byte is changed', () => {
    const der = leaf(root);
    fc.assert(
      fc.property(fc.nat(der.length - 1), fc.nat(255), (at, value) => {
        const changed = Buffer.from(der);
        changed[at] = value;
        try {
          parseCertificate(changed);
        } catch (error) {
          expect(error).toBeInstanceOf(BlaupauseError);
        }
      }),
      { numRuns: 400 },
    );
  });
});
