import { createHmac, generateKeyPairSync, sign as signValue } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { canonicalize, policies, sign, URI, verify } from '../../src/crypto/index.ts';
import { allowedKeys, codeOf, faultOf, SENDUNG, selfSigned, TWO } from './support.ts';

const keys = allowedKeys();
const key = keys.p256.publicKey;
const policy = policies.gateway;
const options = { key, policy, expectedReferences: TWO };
const certificate = selfSigned(keys.p256.privateKey);
const signed = sign(SENDUNG, { key: keys.p256.privateKey, certificate, references: TWO }).toString();
const bare = sign(SENDUNG, { key: keys.p256.privateKey, references: TWO }).toString();
const signature = /<ds:Signature .*<\/ds:Signature>/.exec(signed)?.[0] ?? '';
const inhalt = /<t:inhalt .*<\/t:inhalt>/.exec(signed)?.[0] ?? '';
const kopf = /<t:kopf .*<\/t:kopf>/.exec(signed)?.[0] ?? '';
const evil = inhalt.replace('Musterinhalt', 'Angreifer');
const edit = (from: string | RegExp, to: string): string => {
  const result = signed.replace(from, to);
  if (result === signed) throw new Error(`nothing replaced: ${from}`);
  return result;
};

describe('signature wrapping', () => {
  it.each([
    [
      'the signed content moved below the forged one',
      edit(inhalt, evil.replace('</t:inhalt>', `${inhalt}</t:inhalt>`)),
      'SHAPE_DUPLICATE_ID',
    ],
    ['a forged content beside, same Id', edit(inhalt, `${evil}${inhalt}`), 'SHAPE_DUPLICATE_ID'],
    ['a forged content beside, Id as ID', edit(inhalt, `${evil.replace('Id=', 'ID=')}${inhalt}`), 'SHAPE_DUPLICATE_ID'],
    ['a forged content beside, Id as id', edit(inhalt, `${evil.replace('Id=', 'id=')}${inhalt}`), 'SHAPE_DUPLICATE_ID'],
    [
      'a forged content beside, Id as xml:id',
      edit(inhalt, `${evil.replace('Id=', 'xml:id=')}${inhalt}`),
      'SHAPE_DUPLICATE_ID',
    ],
    [
      'the signed content hidden in a wrapper',
      edit(inhalt, `${evil.replace('Id="inhalt"', 'Id="anders"')}<t:x>${inhalt}</t:x>`),
      'SHAPE_PROFILE',
    ],
    [
      'the signed content hidden in an Object of the signature',
      edit(inhalt, evil.replace('Id="inhalt"', '')).replace(
        '</ds:Signature>',
        `<ds:Object>${inhalt}</ds:Object></ds:Signature>`,
      ),
      'SHAPE_PROFILE',
    ],
    [
      'the signed header hidden in KeyInfo',
      edit(kopf, kopf.replace('Id="kopf"', '')).replace('</ds:KeyInfo>', `${kopf}</ds:KeyInfo>`),
      'SHAPE_PROFILE',
    ],
    ['a second signature', edit(signature, signature + signature), 'SHAPE_PROFILE'],
    [
      'a signature inside the signed content',
      edit(inhalt, inhalt.replace('</t:inhalt>', `${signature}</t:inhalt>`)),
      'SHAPE_PROFILE',
    ],
    ['the signature not below the root', edit(signature, `<t:x>${signature}</t:x>`), 'SHAPE_PROFILE'],
    ['the whole Sendung below another root', `<t:aussen xmlns:t="urn:x">${signed}</t:aussen>`, 'SHAPE_PROFILE'],
    ['no signature', edit(signature, ''), 'SHAPE_PROFILE'],
  ])('is refused: %s', (_, xml, code) => {
    expect(codeOf(() => verify(xml, options))).toBe(code);
    expect(codeOf(() => verify(xml, { key, policy }))).not.toBe('none');
  });

  it('fewer, more, or other references than expected are refused', () => {
    const only = sign(SENDUNG, { key: keys.p256.privateKey, references: [{ id: 'kopf' }] });
    expect(codeOf(() => verify(only, options))).toBe('SHAPE_PROFILE');
    expect(codeOf(() => verify(signed, { ...options, expectedReferences: [{ id: 'kopf' }] }))).toBe('SHAPE_PROFILE');
    expect(codeOf(() => verify(signed, { ...options, expectedReferences: [...TWO].reverse() }))).toBe('SHAPE_PROFILE');
    expect(codeOf(() => verify(signed, { ...options, expectedReferences: { enveloped: 'kopf' } }))).toBe(
      'SHAPE_PROFILE',
    );
  });

  it('two references to one element are refused even if both hold', () => {
    const doubled = resign(bare, (info) => info.replace(/<ds:Reference URI="#kopf">.*?<\/ds:Reference>/, '$&$&'));
    expect(codeOf(() => verify(doubled, { key, policy }))).toBe('SHAPE_PROFILE');
  });

  it('only the bytes that were hashed come back', () => {
    const verified = verify(edit('<t:sendung', '<t:sendung angreifer="x"'), options);
    expect(verified.references.map(({ bytes }) => bytes.toString()).join()).not.toContain('angreifer');
  });
});

describe('structure of the signature', () => {
  it.each([
    ['two SignedInfo', edit(/<ds:SignedInfo>.*<\/ds:SignedInfo>/, '$&$&'), 'SHAPE_PROFILE'],
    ['an Object', edit('</ds:Signature>', '<ds:Object></ds:Object></ds:Signature>'), 'SHAPE_PROFILE'],
    [
      'a Manifest as Type',
      edit('<ds:Reference ', '<ds:Reference Type="http://www.w3.org/2000/09/xmldsig#Manifest" '),
      'SHAPE_PROFILE',
    ],
    ['a KeyValue', edit('<ds:X509Data>', '<ds:KeyValue></ds:KeyValue><ds:X509Data>'), 'SHAPE_PROFILE'],
    [
      'a RetrievalMethod',
      edit('<ds:X509Data>', '<ds:RetrievalMethod URI="http://x/"></ds:RetrievalMethod><ds:X509Data>'),
      'SHAPE_PROFILE',
    ],
    ['a KeyName', edit('<ds:X509Data>', '<ds:KeyName>x</ds:KeyName><ds:X509Data>'), 'SHAPE_PROFILE'],
    [
      'an X509SubjectName',
      edit('<ds:X509Data>', '<ds:X509Data><ds:X509SubjectName>x</ds:X509SubjectName>'),
      'SHAPE_PROFILE',
    ],
    ['two X509Data', edit(/<ds:X509Data>.*<\/ds:X509Data>/, '$&$&'), 'SHAPE_PROFILE'],
    [
      'a certificate that is none',
      edit(
        /<ds:X509Certificate>.*</,
        '<ds:X509Certificate>QUJD</ds:X509Certificate></ds:X509Data></ds:KeyInfo></ds:Signature><',
      ),
      'TRUST_MISSING',
    ],
    ['an external URI', edit('URI="#kopf"', 'URI="http://example.org/kopf"'), 'SHAPE_PROFILE'],
    ['a file URI', edit('URI="#kopf"', 'URI="file:///etc/passwd"'), 'SHAPE_PROFILE'],
    ['an XPointer', edit('URI="#kopf"', 'URI="#xpointer(id(\'kopf\'))"'), 'SHAPE_PROFILE'],
    ['the whole document', edit('URI="#kopf"', 'URI=""'), 'SHAPE_PROFILE'],
    ['no URI', edit(' URI="#kopf"', ''), 'SHAPE_PROFILE'],
    ['an Id that nobody carries', edit('URI="#kopf"', 'URI="#fehlt"'), 'SHAPE_PROFILE'],
    [
      'many references',
      edit('</ds:SignedInfo>', `${/<ds:Reference .*?<\/ds:Reference>/.exec(signed)?.[0].repeat(500)}</ds:SignedInfo>`),
      'SHAPE_PROFILE',
    ],
    [
      'many transforms',
      edit(
        '</ds:Transforms>',
        `${`<ds:Transform Algorithm="${URI.excC14n}"></ds:Transform>`.repeat(500)}</ds:Transforms>`,
      ),
      'SHAPE_PROFILE',
    ],
    ['an element inside DigestValue', edit('<ds:DigestValue>', '<ds:DigestValue><x></x>'), 'SHAPE_PROFILE'],
    ['text around base64', edit('<ds:DigestValue>', '<ds:DigestValue>!'), 'SHAPE_PROFILE'],
    [
      'an empty SignatureValue',
      edit(/<ds:SignatureValue>.*<\/ds:SignatureValue>/, '<ds:SignatureValue></ds:SignatureValue>'),
      'SHAPE_PROFILE',
    ],
    ['a comment in DigestValue', edit('<ds:DigestValue>', '<ds:DigestValue><!-- x -->'), 'READ_COMMENT'],
    [
      'an instruction in SignatureValue',
      edit('<ds:SignatureValue>', '<ds:SignatureValue><?x y?>'),
      'READ_PROCESSING_INSTRUCTION',
    ],
    ['an instruction in signed text', edit('Musterinhalt', '<?x Muster?>inhalt'), 'READ_PROCESSING_INSTRUCTION'],
    ['a DOCTYPE', `<!DOCTYPE t:sendung>${signed}`, 'READ_DOCTYPE'],
    ['a relative namespace', edit('<t:kopf ', '<t:kopf xmlns:r="relativ" '), 'READ_REFERENCE'],
  ])('is refused: %s', (_, xml, code) => {
    expect(codeOf(() => verify(xml, options))).toBe(code);
  });
});

describe('algorithm substitution', () => {
  const method = (uri: string) => (info: string) => info.replace(/(<ds:SignatureMethod Algorithm=")[^"]*/, `$1${uri}`);
  const replaced = (from: string, to: string) => (info: string) => info.replaceAll(from, to);
  it.each([
    ['SHA-1 digests', replaced(URI.sha256, URI.sha1), URI.sha1],
    ['an MD5 digest', replaced(URI.sha256, 'http://www.w3.org/2001/04/xmldsig-more#md5'), 'xmldsig-more#md5'],
    ['inclusive canonicalization', replaced(URI.excC14n, URI.c14n), URI.c14n],
    ['canonicalization with comments', replaced(URI.excC14n, URI.excC14nComments), '#WithComments'],
    ['an unknown canonicalization', replaced(URI.excC14n, 'urn:x:none'), 'urn:x:none'],
    ['ECDSA with SHA-1', method(URI.ecdsaSha1), URI.ecdsaSha1],
    ['RSA PKCS#1 v1.5', method(URI.rsaSha256), URI.rsaSha256],
    ['HMAC', method('http://www.w3.org/2001/04/xmldsig-more#hmac-sha256'), 'hmac-sha256'],
    [
      'an XSLT transform',
      replaced(
        `Transform Algorithm="${URI.excC14n}"`,
        'Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"',
      ),
      'xslt',
    ],
    [
      'an XPath transform',
      replaced(
        `Transform Algorithm="${URI.excC14n}"`,
        'Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"',
      ),
      'xpath',
    ],
    [
      'no transforms, which means inclusive canonicalization',
      (info: string) => info.replace(/<ds:Transforms>.*?<\/ds:Transforms>/, ''),
      URI.c14n,
    ],
    [
      'HMACOutputLength',
      (info: string) => info.replace(/(<ds:SignatureMethod [^>]*>)/, '$1<ds:HMACOutputLength>8</ds:HMACOutputLength>'),
      'HMACOutputLength',
    ],
    [
      'a PrefixList',
      (info: string) =>
        info.replace(
          /(<ds:CanonicalizationMethod [^>]*>)/,
          `$1<ec:InclusiveNamespaces xmlns:ec="${URI.excC14n}" PrefixList="t"></ec:InclusiveNamespaces>`,
        ),
      'PrefixList',
    ],
  ])('is refused by name, although the signer made it so: %s', (_, change, named) => {
    const fault = faultOf(() => verify(resign(bare, change), options));
    expect(fault.code).toBe('SHAPE_ALGORITHM');
    expect(fault.detail).toContain(named);
  });

  it('an HMAC made with the public key as secret never verifies', () => {
    const secret = key.export({ format: 'pem', type: 'spki' });
    const forged = resign(bare, method('http://www.w3.org/2001/04/xmldsig-more#hmac-sha256'), (info) =>
      createHmac('sha256', secret).update(info).digest(),
    );
    for (const which of [policies.gateway, policies.open]) {
      expect(codeOf(() => verify(forged, { key, policy: which }))).toBe('SHAPE_ALGORITHM');
    }
  });

  it('ECDSA values are of fixed length, not DER, and never zero', () => {
    const der = resign(
      bare,
      (info) => info,
      (info) => signValue('sha256', info, keys.p256.privateKey),
    );
    expect(codeOf(() => verify(der, options))).toBe('VERIFY_SIGNATURE');
    for (const bytes of [Buffer.alloc(64), Buffer.alloc(64, 0xff), Buffer.alloc(63, 1), Buffer.alloc(65, 1)]) {
      const forged = resign(
        bare,
        (info) => info,
        () => bytes,
      );
      expect(codeOf(() => verify(forged, options))).toBe('VERIFY_SIGNATURE');
    }
  });

  it('PSS with another length of salt is refused', () => {
    const pss = sign(SENDUNG, { key: keys.rsa.privateKey, references: TWO }).toString();
    const forged = resign(
      pss,
      (info) => info,
      (info) => signValue('sha256', info, { key: keys.rsa.privateKey, padding: 6, saltLength: 0 }),
    );
    expect(codeOf(() => verify(forged, { ...options, key: keys.rsa.publicKey }))).toBe('VERIFY_SIGNATURE');
    expect(codeOf(() => verify(pss, { ...options, key: keys.rsa.publicKey }))).toBe('none');
  });

  it('weak keys are refused before anything is computed', () => {
    const weak = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const weakly = sign(SENDUNG, { key: weak.privateKey, references: TWO, policy: policies.open });
    expect(codeOf(() => verify(weakly, { ...options, key: weak.publicKey }))).toBe('TRUST_KEY');
    const curve = generateKeyPairSync('ec', { namedCurve: 'P-521' });
    const other = sign(SENDUNG, { key: curve.privateKey, references: TWO, policy: policies.open });
    expect(codeOf(() => verify(other, { ...options, key: curve.publicKey }))).toBe('TRUST_KEY');
  });
});

/** Signs a changed SignedInfo anew, as a signer with other habits or an attacker with a key of its own would. */
function resign(xml: string, change: (info: string) => string, value?: (info: Buffer) => Buffer): string {
  const info = change(/<ds:SignedInfo>.*<\/ds:SignedInfo>/.exec(xml)?.[0] ?? '');
  const alone = info.replace('<ds:SignedInfo>', '<ds:SignedInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">');
  const canonical = canonicalize(alone, { exclusive: true });
  const made = value
    ? value(canonical)
    : signValue('sha256', canonical, { key: keys.p256.privateKey, dsaEncoding: 'ieee-p1363' });
  return xml
    .replace(/<ds:SignedInfo>.*<\/ds:SignedInfo>/, info)
    .replace(/<ds:SignatureValue>[^<]*/, `<ds:SignatureValue>${made.toString('base64')}`);
}
