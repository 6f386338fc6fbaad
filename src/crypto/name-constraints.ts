import { OctetString } from 'asn1js';
import { AltName, type GeneralSubtree, NameConstraints, RelativeDistinguishedNames } from 'pkijs';
import type { ParsedCertificate } from './certificate.ts';

/** Kinds of names (RFC 5280 section 4.2.1.6) that are compared here. */
const KIND = { email: 1, dns: 2, directory: 4, uri: 6, ip: 7 } as const;
const EMAIL_ATTRIBUTE = '1.2.840.113549.1.9.1';

/**
 * Longest name that is compared, in UTF-16 units. RFC 5280 Appendix A ends names of persons and offices at 64, host names
 * end at 253; normalising costs more than proportionally to the length, and whoever wrote the certificate chose that.
 */
const LONGEST = 1024;
/** Most comparisons of names with constraints for one certificate. */
const MOST_COMPARISONS = 65_536;

interface Name {
  readonly type: number;
  readonly value: unknown;
}

/** A name made ready to be compared, once for all comparisons; `undefined` where it cannot be compared here. */
interface Comparable {
  readonly type: number;
  readonly text?: string | undefined;
  readonly parts?: readonly string[] | undefined;
  readonly octets?: Uint8Array;
}

/** As X.520 compares: case, width and runs of spaces do not matter. `undefined` where it is too long for that. */
const folded = (text: string): string | undefined =>
  text.length > LONGEST ? undefined : text.normalize('NFKC').toLowerCase().trim().replace(/\s+/g, ' ');

const parts = (name: RelativeDistinguishedNames): string[] | undefined => {
  const all = name.typesAndValues.map(({ type, value }) => {
    const text = folded(String(value.valueBlock.value ?? ''));
    return text === undefined ? undefined : `${type}=${text}`;
  });
  return all.every((part) => part !== undefined) ? all : undefined;
};

const comparable = ({ type, value }: Name): Comparable => {
  switch (type) {
    case KIND.directory:
      return { type, parts: value instanceof RelativeDistinguishedNames ? parts(value) : undefined };
    case KIND.ip:
      return { type, octets: value instanceof OctetString ? value.valueBlock.valueHexView : new Uint8Array() };
    case KIND.email:
    case KIND.dns:
    case KIND.uri:
      return { type, text: folded(String(value)) };
    default:
      return { type };
  }
};

/** `sub` is the domain or, with a dot before it, below it. */
const domainWithin = (host: string, domain: string): boolean =>
  domain === '' || host === domain || host.endsWith(domain.startsWith('.') ? domain : `.${domain}`);

const emailWithin = (address: string, base: string): boolean => {
  if (base.includes('@')) return address === base;
  const host = address.slice(address.lastIndexOf('@') + 1);
  return base.startsWith('.') ? host.endsWith(base) : host === base;
};

const uriWithin = (uri: string, base: string): boolean => {
  const host = URL.canParse(uri) ? new URL(uri).hostname : '';
  return base.startsWith('.') ? host.endsWith(base) : host === base;
};

/** Address and mask stand one behind the other (RFC 5280 section 4.2.1.10). */
const ipWithin = (address: Uint8Array, base: Uint8Array): boolean =>
  base.length === 2 * address.length &&
  address.length > 0 &&
  address.every((byte, index) => {
    const mask = base[address.length + index] ?? 0xff;
    return (byte & mask) === ((base[index] ?? 0) & mask);
  });

const textWithin: Readonly<Record<number, (own: string, base: string) => boolean>> = {
  [KIND.email]: emailWithin,
  [KIND.dns]: domainWithin,
  [KIND.uri]: uriWithin,
};

/** `undefined`: names that cannot be compared here. */
const within = (name: Comparable, base: Comparable): boolean | undefined => {
  if (name.octets && base.octets) return ipWithin(name.octets, base.octets);
  const { parts: own } = name;
  if (own && base.parts) return base.parts.every((part, index) => own[index] === part);
  return name.text === undefined || base.text === undefined ? undefined : textWithin[name.type]?.(name.text, base.text);
};

/** Every name of a certificate: its subject, alternative names, and an e-mail address in the subject. */
const namesOf = ({ asn }: ParsedCertificate): Name[] => {
  const alternative = asn.extensions?.find(({ extnID }) => extnID === '2.5.29.17')?.parsedValue;
  const names: Name[] = alternative instanceof AltName ? [...alternative.altNames] : [];
  const emails = asn.subject.typesAndValues.filter(({ type }) => type === EMAIL_ATTRIBUTE);
  if (asn.subject.typesAndValues.length > 0) names.push({ type: KIND.directory, value: asn.subject });
  names.push(...emails.map(({ value }) => ({ type: KIND.email, value: value.valueBlock.value })));
  return names;
};

/** minimum and maximum are never used (RFC 5280 section 4.2.1.10); who uses them means something unknown. */
const isPlain = ({ minimum, maximum }: GeneralSubtree): boolean => minimum === 0 && maximum === undefined;

interface Tree {
  /** `undefined` where it means something that is not known here */
  readonly base: Comparable | undefined;
  readonly type: number;
}

const treesOf = (subtrees: readonly GeneralSubtree[] = []): Tree[] =>
  subtrees.map((tree) => ({ base: isPlain(tree) ? comparable(tree.base) : undefined, type: tree.base.type }));

interface Trees {
  readonly permitted: readonly Tree[];
  readonly excluded: readonly Tree[];
}

const treesIn = ({ permittedSubtrees, excludedSubtrees }: NameConstraints): Trees => ({
  permitted: treesOf(permittedSubtrees),
  excluded: treesOf(excludedSubtrees),
});

const UNCHECKABLE = 'Namensgrenze, die hier nicht geprüft werden kann';

const nameFault = (name: Comparable, trees: Trees): string | undefined => {
  const answers = (ofKind: readonly Tree[]) =>
    ofKind.filter(({ type }) => type === name.type).map(({ base }) => base && within(name, base));
  const [permitted, excluded] = [answers(trees.permitted), answers(trees.excluded)];
  if (permitted.includes(undefined) || excluded.includes(undefined)) return UNCHECKABLE;
  if (excluded.includes(true)) return 'ausgeschlossener Name';
  return permitted.length > 0 && !permitted.includes(true) ? 'Name außerhalb der erlaubten' : undefined;
};

const namesFault = (certificate: ParsedCertificate, trees: Trees): string | undefined => {
  const names = namesOf(certificate);
  if (names.length * (trees.permitted.length + trees.excluded.length) > MOST_COMPARISONS) return UNCHECKABLE;
  for (const name of names) {
    const why = nameFault(comparable(name), trees);
    if (why !== undefined) return why;
  }
  return undefined;
};

/**
 * Holds every name in a path against the name constraints of the authorities above it (RFC 5280 section 4.2.1.10).
 * Constraints of the anchor count too.
 *
 * @param path from the certificate itself up to the anchor
 * @returns German: who breaks whose constraint and how, or `undefined`
 */
export const nameConstraintFault = (
  path: readonly ParsedCertificate[],
):
  | { readonly certificate: ParsedCertificate; readonly issuer: ParsedCertificate; readonly why: string }
  | undefined => {
  for (const [above, issuer] of path.entries()) {
    const extension = issuer.asn.extensions?.find(({ extnID }) => extnID === '2.5.29.30');
    if (extension === undefined || above === 0) continue;
    const constraints = extension.parsedValue;
    const trees = constraints instanceof NameConstraints ? treesIn(constraints) : undefined;
    for (const [index, certificate] of path.slice(0, above).entries()) {
      // a renewed authority that issued its own certificate is not bound by itself, but the last one always is
      if (index > 0 && certificate.subject === certificate.issuer) continue;
      const why = trees === undefined ? 'Namensgrenze nicht lesbar' : namesFault(certificate, trees);
      if (why !== undefined) return { certificate, issuer, why };
    }
  }
  return undefined;
};
