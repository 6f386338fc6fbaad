import { createHash, privateDecrypt, publicEncrypt, sign as signValue } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { canonicalize, decrypt, encrypt, policies, sign, URI, verify } from '../../src/crypto/index.ts';
import { allowedKeys, codeOf, faultOf, SENDUNG, TWO } from './support.ts';

/*
 * What a caller of the package entry `./crypto` may rely on for documents that are not Sendungen: signatures in every
 * place of a document, older algorithms where a policy says so, and the gateway's policy naming what it refuses.
 */

const keys = allowedKeys();
const open = policies.open;
const DS = 'http://www.w3.org/2000/09/xmldsig#';

interface Foreign {
  readonly c14n?: string;
  readonly method?: string;
  readonly digest?: string;
  readonly transforms?: readonly string[];
  /** `#id` or the empty URI */
  readonly uri: string;
  /** what the digest is computed over, as the other implementation sees it */
  readonly over: string;
  readonly hash?: 'sha1' | 'sha256' | 'sha384' | 'sha512';
  readonly object?: string;
}

/** A signature as another implementation would write it, made with RSA PKCS#1 v1.5. */
const foreign = ({ c14n = URI.c14n, method = URI.rsaSha256, hash = 'sha256', ...rest }: Foreign): string => {
  const transforms = rest.transforms?.map((uri) => `<Transform Algorithm="${uri}"></Transform>`).join('');
  const value = createHash(hash).update(rest.over).digest('base64');
  const digest = rest.digest ?? URI.sha256;
  const signedInfo = (namespace: string): string =>
    `<SignedInfo${namespace}><CanonicalizationMethod Algorithm="${c14n}"></CanonicalizationMethod>` +
    `<SignatureMethod Algorithm="${method}"></SignatureMethod><Reference URI="${rest.uri}">` +
    `${transforms ? `<Transforms>${transforms}</Transforms>` : ''}<DigestMethod Algorithm="${digest}"></DigestMethod>` +
    `<DigestValue>${value}</DigestValue></Reference></SignedInfo>`;
  const bytes = canonicalize(signedInfo(` xmlns="${DS}"`), { exclusive: true });
  const signature = signValue(hash, bytes, keys.rsa.privateKey).toString('base64');
  return (
    `<Signature xmlns="${DS}">${signedInfo('')}<SignatureValue>${signature}</SignatureValue>` +
    `${rest.object ?? ''}</Signature>`
  );
};

const body = '<b xml:lang="de">Erika &amp; Max</b>';
const cases: readonly (readonly [string, (options?: Partial<Foreign>) => string, string])[] = [
  [
    'enveloped, empty URI',
    (options) =>
      `<a>${body}${foreign({ uri: '', over: `<a>${body}</a>`, transforms: [URI.enveloped], ...options })}</a>`,
    '<a>',
  ],
  [
    'enveloped, by the Id of the root',
    (options) =>
      `<a Id="x">${body}${foreign({ uri: '#x', over: `<a Id="x">${body}</a>`, transforms: [URI.enveloped, URI.excC14n], ...options })}</a>`,
    '<a Id="x">',
  ],
  [
    'enveloped, by the Id of an element inside',
    (options) =>
      `<r><a Id="x">${body}${foreign({ uri: '#x', over: `<a Id="x">${body}</a>`, transforms: [URI.enveloped, URI.excC14n], ...options })}</a></r>`,
    '<a Id="x">',
  ],
  [
    'detached in the document',
    (options) =>
      `<r><a Id="x">${body}</a><s>${foreign({ uri: '#x', over: `<a Id="x">${body}</a>`, ...options })}</s></r>`,
    '<a Id="x">',
  ],
  [
    'enveloping',
    (options) =>
      foreign({
        uri: '#x',
        over: `<Object xmlns="${DS}" Id="x">${body}</Object>`,
        object: `<Object Id="x">${body}</Object>`,
        ...options,
      }),
    `<Object xmlns="${DS}" Id="x">`,
  ],
];

describe('verify, for signatures of others', () => {
  it.each(cases)('%s: holds under the open policy, fails once changed', (_, make, start) => {
    const xml = make();
    const verified = verify(xml, { key: keys.rsa.publicKey, policy: open });
    expect(verified.references[0]?.bytes.toString().startsWith(start)).toBe(true);
    expect(verified.references[0]?.bytes.toString()).toContain(body);
    expect(codeOf(() => verify(xml.replace('Erika', 'Erica'), { key: keys.rsa.publicKey, policy: open }))).toBe(
      'VERIFY_SIGNATURE',
    );
  });

  it.each(cases)('%s: policies.gateway refuses it by the name of its algorithms', (_, make) => {
    const fault = faultOf(() => verify(make(), { key: keys.rsa.publicKey, policy: policies.gateway }));
    expect(fault.code).toBe('SHAPE_ALGORITHM');
    expect(fault.detail).toContain(URI.c14n);
    const strict = { c14n: URI.excC14n, transforms: [URI.excC14n] };
    expect(faultOf(() => verify(make(strict), { key: keys.rsa.publicKey, policy: policies.gateway })).detail).toContain(
      URI.rsaSha256,
    );
  });

  it('SHA-1 holds where the policy says so, and is named where not', () => {
    const old = { method: URI.rsaSha1, digest: URI.sha1, hash: 'sha1' } as const;
    for (const [, make] of cases) {
      const xml = make(old);
      expect(verify(xml, { key: keys.rsa.publicKey, policy: open }).algorithm).toBe(URI.rsaSha1);
      for (const policy of [policies.recommended, policies.gateway]) {
        expect(codeOf(() => verify(xml, { key: keys.rsa.publicKey, policy }))).toBe('SHAPE_ALGORITHM');
      }
    }
  });

  it.each([
    ['Canonical XML 1.0', URI.c14n],
    ['Canonical XML 1.1', URI.c14n11],
    ['Canonical XML 1.0 with comments', URI.c14nComments],
    ['Canonical XML 1.1 with comments', URI.c14n11Comments],
    ['exclusive with comments', URI.excC14nComments],
  ])('%s: what an Id names has no comments (XML Signature 1.1, 4.4.3.3)', (_, form) => {
    const over = `<a Id="x">${body}</a>`;
    const inside = `<a Id="x"><!-- a note -->${body}</a>`;
    const xml = `<r>${inside}${foreign({ uri: '#x', over, transforms: [form] })}</r>`;
    const [signed] = verify(xml, { key: keys.rsa.publicKey, policy: open }).references;
    expect(signed?.bytes.toString()).toBe(over);
  });

  it('an instruction put under a signature changes what is signed', () => {
    const [, make] = cases[3] ?? [];
    const xml = make?.() ?? '';
    const changed = xml.replace('Erika', '<?x Erika?>');
    expect(codeOf(() => verify(changed, { key: keys.rsa.publicKey, policy: open }))).toBe('VERIFY_SIGNATURE');
    expect(codeOf(() => verify(changed, { key: keys.rsa.publicKey, policy: policies.gateway }))).toBe(
      'READ_PROCESSING_INSTRUCTION',
    );
  });

  it('says what is covered, so that a caller can demand it', () => {
    const xml = `<r><a Id="x">${body}</a><a Id="y">fake</a>${foreign({ uri: '#x', over: `<a Id="x">${body}</a>` })}</r>`;
    const asked = { key: keys.rsa.publicKey, policy: open };
    expect(verify(xml, { ...asked, expectedReferences: [{ id: 'x' }] }).references.map(({ id }) => id)).toEqual(['x']);
    for (const expectedReferences of [[{ id: 'y' }], [{ id: 'x' }, { id: 'y' }], { enveloped: 'x' }] as const) {
      expect(codeOf(() => verify(xml, { ...asked, expectedReferences }))).toBe('SHAPE_PROFILE');
    }
  });

  it('is judged for the day that the caller names', () => {
    const signed = sign(SENDUNG, { key: keys.p256.privateKey, references: TWO });
    const asked = { key: keys.p256.publicKey, policy: policies.gateway };
    const on = (day: string) => codeOf(() => verify(signed, { ...asked, at: new Date(`${day}T12:00:00Z`) }));
    expect(['2023-12-31', '2024-01-01', '2035-12-31', '2036-01-01'].map(on)).toEqual([
      'SHAPE_ALGORITHM',
      'none',
      'none',
      'SHAPE_ALGORITHM',
    ]);
  });
});

describe('sign, with other algorithms of the profile', () => {
  const pss = [URI.pssSha256, URI.pssSha384, URI.pssSha512];
  const ecdsa = [URI.ecdsaSha256, URI.ecdsaSha384, URI.ecdsaSha512];
  const digests = [URI.sha256, URI.sha384, URI.sha512];
  it.each(
    (['rsa', 'p256', 'p384', 'brainpool', 'brainpool384'] as const).flatMap((name) =>
      (name === 'rsa' ? pss : ecdsa).map((algorithm, at) => [name, algorithm, digests[at] ?? ''] as const),
    ),
  )('%s with %s over %s', (name, algorithm, digest) => {
    const xml = sign(SENDUNG, { key: keys[name].privateKey, references: TWO, algorithm, digest });
    const verified = verify(xml, { key: keys[name].publicKey, policy: policies.gateway, expectedReferences: TWO });
    expect(verified.algorithm).toBe(algorithm);
    expect(xml.toString()).toContain(`<ds:DigestMethod Algorithm="${digest}">`);
  });

  it('a digest that the policy does not take is not written', () => {
    const options = { key: keys.p256.privateKey, references: TWO };
    expect(codeOf(() => sign(SENDUNG, { ...options, digest: URI.sha1 }))).toBe('SHAPE_ALGORITHM');
    const weak = sign(SENDUNG, { ...options, digest: URI.sha1, policy: open });
    expect(codeOf(() => verify(weak, { key: keys.p256.publicKey, policy: policies.gateway }))).toBe('SHAPE_ALGORITHM');
    expect(verify(weak, { key: keys.p256.publicKey, policy: open }).references).toHaveLength(2);
  });
});

describe('decrypt, for documents of others', () => {
  it('AES-128 and comments are read where the policy says so', () => {
    const xml = encrypt(Buffer.from('Erika'), {
      recipients: [{ name: 'x', key: keys.p256.publicKey }],
      content: URI.aes128Gcm,
      wrap: URI.kwAes128,
      policy: policies.recommended,
    });
    const document = `<r><!-- note -->${xml}</r>`;
    expect(decrypt(document, { key: keys.p256.privateKey, policy: open }).toString()).toBe('Erika');
    expect(codeOf(() => decrypt(document, { key: keys.p256.privateKey, policy: policies.gateway }))).toBe(
      'READ_COMMENT',
    );
    expect(faultOf(() => decrypt(xml, { key: keys.p256.privateKey, policy: policies.gateway })).detail).toContain(
      URI.aes128Gcm,
    );
  });
});

describe('RSA-OAEP of others', () => {
  const { publicKey, privateKey } = keys.rsa;
  const xml = encrypt(Buffer.from('Erika'), { recipients: [{ name: 'x', key: publicKey }] });
  /** The same document with its content key encrypted anew under another hash. */
  const rewrapped = (oaepHash: string, from: RegExp, to: string): string => {
    const value = /<xenc:CipherValue>([^<]*)/.exec(xml)?.[1] ?? '';
    const contentKey = privateDecrypt({ key: privateKey, oaepHash: 'sha256' }, Buffer.from(value, 'base64'));
    const other = publicEncrypt({ key: publicKey, oaepHash }, contentKey).toString('base64');
    return xml.replace(value, other).replace(from, to);
  };
  const METHOD = /<xenc:EncryptionMethod Algorithm="[^"]*rsa-oaep">.*?<\/xenc:EncryptionMethod>/;
  const named = (digest: string, mgf: string): string =>
    `<xenc:EncryptionMethod Algorithm="${URI.rsaOaep}"><ds:DigestMethod Algorithm="${digest}"></ds:DigestMethod>` +
    `<xenc11:MGF xmlns:xenc11="http://www.w3.org/2009/xmlenc11#" Algorithm="${mgf}"></xenc11:MGF></xenc:EncryptionMethod>`;

  it.each([
    ['SHA-384', 'sha384', named(URI.sha384, URI.mgf1Sha384), ['open', 'recommended']],
    ['SHA-512', 'sha512', named(URI.sha512, URI.mgf1Sha512), ['open', 'recommended']],
    [
      'SHA-1 by its defaults',
      'sha1',
      `<xenc:EncryptionMethod Algorithm="${URI.rsaOaepMgf1p}"></xenc:EncryptionMethod>`,
      ['open'],
    ],
  ] as const)('%s: opened where the policy says so', (_, hash, method, takers) => {
    const changed = rewrapped(hash, METHOD, method);
    for (const name of ['open', 'recommended', 'gateway', 'experimental'] as const) {
      const expected = (takers as readonly string[]).includes(name) ? 'none' : 'SHAPE_ALGORITHM';
      expect(codeOf(() => decrypt(changed, { key: privateKey, policy: policies[name] }))).toBe(expected);
    }
  });
});

describe('canonicalize, in every form', () => {
  const xml = '<!-- 0 --><a xmlns="urn:a" xmlns:u="urn:u" xml:id="i"><!-- 1 --><u:b z="2" a="1"/></a>';
  it.each([
    ['exclusive', { exclusive: true }, '<a xmlns="urn:a" xml:id="i"><u:b xmlns:u="urn:u" a="1" z="2"></u:b></a>'],
    [
      'exclusive with a prefix',
      { exclusive: true, inclusivePrefixes: ['u'] },
      '<a xmlns="urn:a" xmlns:u="urn:u" xml:id="i"><u:b a="1" z="2"></u:b></a>',
    ],
    ['1.0', { exclusive: false }, '<a xmlns="urn:a" xmlns:u="urn:u" xml:id="i"><u:b a="1" z="2"></u:b></a>'],
    [
      '1.0 with comments',
      { exclusive: false, withComments: true },
      '<!-- 0 -->\n<a xmlns="urn:a" xmlns:u="urn:u" xml:id="i"><!-- 1 --><u:b a="1" z="2"></u:b></a>',
    ],
    [
      '1.1',
      { exclusive: false, version: '1.1' },
      '<a xmlns="urn:a" xmlns:u="urn:u" xml:id="i"><u:b a="1" z="2"></u:b></a>',
    ],
    [
      '1.1 with comments',
      { exclusive: false, version: '1.1', withComments: true },
      '<!-- 0 -->\n<a xmlns="urn:a" xmlns:u="urn:u" xml:id="i"><!-- 1 --><u:b a="1" z="2"></u:b></a>',
    ],
  ] as const)('%s', (_, options, expected) => {
    expect(canonicalize(xml, options).toString()).toBe(expected);
  });
});
