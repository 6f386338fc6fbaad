import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NS, URI } from '../../src/crypto/index.ts';
import { type CanonicalOptions, canonicalize, openLimits, parse, type XmlElement } from '../../src/xml/index.ts';
import { allowedKeys } from '../crypto/support.ts';
import { documents, type Generated, large, PART, PART_NS } from './documents.ts';
import { counted, hasSantuario, hasXmllint, hasXmlsec1, JavaPeer, run, Workshop } from './support.ts';

/** 2,000 documents, half of them with comments and processing instructions, and two large ones. */
const all: readonly Generated[] = [
  ...documents(1_000, false),
  ...documents(1_000, true),
  large(1_000_000),
  large(5_000_000),
];

/** PrefixLists in turn; `zz` is bound nowhere. */
const PREFIX_LISTS = ['p', 'p q r', '#default', '#default p', 'q zz', 'r #default xml'];
const prefixesOf = (index: number): string => PREFIX_LISTS[index % PREFIX_LISTS.length] ?? '';

const XML = 'http://www.w3.org/XML/1998/namespace';

type Target = 'whole' | 'part';
type Form = readonly [uri: string, target: Target, plain: 'plain' | 'prefixes'];

const OPTIONS: Readonly<Record<string, CanonicalOptions>> = {
  [URI.excC14n]: { exclusive: true },
  [URI.excC14nComments]: { exclusive: true, withComments: true },
  [URI.c14n]: { exclusive: false },
  [URI.c14nComments]: { exclusive: false, withComments: true },
  [URI.c14n11]: { exclusive: false, version: '1.1' },
  [URI.c14n11Comments]: { exclusive: false, version: '1.1', withComments: true },
};

const partOf = (root: XmlElement): XmlElement => {
  for (const element of root.descendants()) if (element.is(PART, PART_NS)) return element;
  throw new Error('a generated document lacks its part');
};

/** Our canonical forms of one document. */
const ours = (xml: string, index: number, forms: readonly Form[]): Buffer[] => {
  using document = parse(Buffer.from(xml), openLimits);
  return forms.map(([uri, target, plain]) =>
    canonicalize(target === 'whole' ? document : partOf(document.root), {
      ...(OPTIONS[uri] ?? { exclusive: true }),
      ...(plain === 'prefixes' ? { inclusivePrefixes: prefixesOf(index).split(' ') } : {}),
    }),
  );
};

const sha256 = (bytes: Uint8Array, encoding: 'hex' | 'base64'): string =>
  createHash('sha256').update(bytes).digest(encoding);

/** Forms that differ, with their documents; the first ones, instead of thousands. */
const differences = (
  theirs: readonly (readonly string[])[],
  own: readonly (readonly string[])[],
  forms: readonly Form[],
  known: (index: number, form: Form) => boolean = () => false,
) =>
  own
    .flatMap((digests, index) =>
      forms.flatMap((form, at) =>
        digests[at] === theirs[index]?.[at] || known(index, form)
          ? []
          : [{ form: form.join(' '), prefixes: prefixesOf(index), document: all[index]?.xml }],
      ),
    )
    .slice(0, 3);

/** Whether two elements around the part carry the same attribute of the namespace `xml`. */
const repeatsXmlAttribute = (xml: string): boolean => {
  using document = parse(Buffer.from(xml), openLimits);
  const seen: string[] = [];
  for (let at = partOf(document.root).parent; at; at = at.parent) {
    seen.push(...at.attributes().flatMap(({ namespace, name }) => (namespace === XML ? name : [])));
  }
  return new Set(seen).size < seen.length;
};

const workshop = new Workshop();
let files: readonly string[] = [];
beforeAll(() => {
  files = all.map(({ xml }, index) => workshop.write(`${index}.xml`, xml));
});
afterAll(() => workshop[Symbol.dispose]());

describe('the canonical form of 2,000 generated documents', () => {
  it.skipIf(!hasXmllint()).each([
    ['--exc-c14n', URI.excC14nComments],
    ['--c14n', URI.c14nComments],
    ['--c14n11', URI.c14n11Comments],
  ] as const)('is that of xmllint %s, byte for byte', (option, uri) => {
    const own = all.map(({ xml }, index) => ours(xml, index, [[uri, 'whole', 'plain']])[0] ?? Buffer.alloc(0));
    const theirs = run('xmllint', '--nonet', option, ...files);
    let at = 0;
    own.forEach((bytes, index) => {
      if (!theirs.subarray(at, at + bytes.length).equals(bytes)) {
        expect(bytes.toString(), `document ${index}`).toBe(theirs.toString('utf8', at, at + bytes.length));
      }
      at += bytes.length;
    });
    expect(theirs.length).toBe(at);
    counted(`${own.length} documents, ${at} bytes, as xmllint ${option}`);
  });

  const forms: readonly Form[] = [
    [URI.excC14n, 'whole', 'plain'],
    [URI.excC14n, 'part', 'plain'],
    [URI.excC14n, 'part', 'prefixes'],
    [URI.excC14n, 'whole', 'prefixes'],
    [URI.excC14nComments, 'whole', 'plain'],
    [URI.excC14nComments, 'part', 'prefixes'],
    [URI.c14n, 'whole', 'plain'],
    [URI.c14n, 'part', 'plain'],
    [URI.c14nComments, 'whole', 'plain'],
    [URI.c14n11, 'whole', 'plain'],
    [URI.c14n11, 'part', 'plain'],
  ];

  it.skipIf(!hasSantuario())('is that of Apache Santuario, whole and in part, with a PrefixList and without', () => {
    const peer = new JavaPeer(workshop, true);
    const asked = forms.map((form) => form.join(','));
    const answers = peer.run(
      files.map((file, index) => ['SantuarioCanonical', file, prefixesOf(index), PART_NS, PART, ...asked]),
    );
    const theirs = answers.map((answer) => answer.split(' '));
    const own = all.map(({ xml }, index) => ours(xml, index, forms).map((bytes) => sha256(bytes, 'hex')));
    // Santuario 2.1.7 takes xml:lang and xml:space of the outermost ancestor; C14N 1.0, section 2.4, of the nearest one
    const repeated = all.map(({ xml }) => repeatsXmlAttribute(xml));
    const known = (index: number, [uri, target]: Form) =>
      repeated[index] === true && target === 'part' && OPTIONS[uri]?.exclusive === false;
    expect(differences(theirs, own, forms, known)).toEqual([]);
    const left = repeated.filter(Boolean).length;
    expect(left).toBeLessThan(all.length / 20);
    counted(`${own.length} documents in ${forms.length} forms each as Santuario, ${left} not in inclusive form`);
  });

  const signedForms: readonly Form[] = forms.filter(([uri]) => !uri.endsWith('WithComments'));

  it.skipIf(!hasXmlsec1())('is that which xmlsec1 digests, whole without the signature and in part', () => {
    const pair = workshop.keyPair('p256', allowedKeys().p256.privateKey);
    const drafts = all.map(({ xml, end }, index) => {
      const signature = template(signedForms, prefixesOf(index));
      return workshop.write(`draft-${index}.xml`, `${xml.slice(0, end)}${signature}${xml.slice(end)}`);
    });
    const id = ['--id-attr:Id', `${PART_NS}:${PART}`];
    const signed = run('xmlsec1', '--sign', '--privkey-pem', pair.key, ...id, ...drafts).toString('utf8');
    const values = [...signed.matchAll(/<DigestValue>([^<]+)<\/DigestValue>/g)].map(([, value]) => value ?? '');
    expect(values.length).toBe(all.length * signedForms.length);
    const theirs = all.map((_, index) => values.slice(index * signedForms.length, (index + 1) * signedForms.length));
    const own = all.map(({ xml }, index) => ours(xml, index, signedForms).map((bytes) => sha256(bytes, 'base64')));
    expect(differences(theirs, own, signedForms)).toEqual([]);
    counted(`${own.length} documents in ${signedForms.length} forms each as xmlsec1`);
  });
});

/** A signature whose digests xmlsec1 fills in. */
const template = (forms: readonly Form[], prefixes: string): string => {
  const references = forms.map(([uri, target, plain]) => {
    const list = `<InclusiveNamespaces xmlns="${NS.exc}" PrefixList="${prefixes}"/>`;
    const enveloped = target === 'whole' ? `<Transform Algorithm="${URI.enveloped}"/>` : '';
    const form = `<Transform Algorithm="${uri}">${plain === 'prefixes' ? list : ''}</Transform>`;
    return (
      `<Reference URI="${target === 'whole' ? '' : `#${PART}`}"><Transforms>${enveloped}${form}</Transforms>` +
      `<DigestMethod Algorithm="${URI.sha256}"/><DigestValue></DigestValue></Reference>`
    );
  });
  return (
    `<Signature xmlns="${NS.ds}"><SignedInfo><CanonicalizationMethod Algorithm="${URI.excC14n}"/>` +
    `<SignatureMethod Algorithm="${URI.ecdsaSha256}"/>${references.join('')}</SignedInfo><SignatureValue/></Signature>`
  );
};
