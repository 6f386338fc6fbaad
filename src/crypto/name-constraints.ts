import { OctetString } from 'asn1js';
import { AltName, type GeneralName, type GeneralSubtree, NameConstraints, RelativeDistinguishedNames } from 'pkijs';
import type { ParsedCertificate } from './certificate.ts';

/** Kinds of names (RFC 5280 section 4.2.1.6) that are compared here. */
const KIND = { email: 1, dns: 2, directory: 4, uri: 6, ip: 7 } as const;
const EMAIL_ATTRIBUTE = '1.2.840.113549.1.9.1';

interface Name {
  readonly type: number;
  readonly value: unknown;
}

/** As X.520 compares: case, width and runs of spaces do not matter. */
const folded = (text: string): string => text.normalize('NFKC').toLowerCase().trim().replace(/\s+/g, ' ');

const parts = (name: RelativeDistinguishedNames): string[] =>
  name.typesAndValues.map(({ type, value }) => `${type}=${folded(String(value.valueBlock.value ?? ''))}`);

const octets = (value: unknown): Uint8Array =>
  value instanceof OctetString ? value.valueBlock.valueHexView : new Uint8Array();

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

const directoryWithin = (name: RelativeDistinguishedNames, base: RelativeDistinguishedNames): boolean => {
  const own = parts(name);
  return parts(base).every((part, index) => own[index] === part);
};

/** `undefined`: a kind of name that cannot be compared here. */
const within = (name: Name, base: GeneralName): boolean | undefined => {
  const [own, other] = [folded(String(name.value)), folded(String(base.value))];
  switch (name.type) {
    case KIND.email:
      return emailWithin(own, other);
    case KIND.dns:
      return domainWithin(own, other);
    case KIND.uri:
      return uriWithin(own, other);
    case KIND.ip:
      return ipWithin(octets(name.value), octets(base.value));
    case KIND.directory:
      return name.value instanceof RelativeDistinguishedNames && base.value instanceof RelativeDistinguishedNames
        ? directoryWithin(name.value, base.value)
        : undefined;
    default:
      return undefined;
  }
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

const nameFault = (
  name: Name,
  { permittedSubtrees = [], excludedSubtrees = [] }: NameConstraints,
): string | undefined => {
  const ofKind = (trees: readonly GeneralSubtree[]) => trees.filter(({ base }) => base.type === name.type);
  const [permitted, excluded] = [ofKind(permittedSubtrees), ofKind(excludedSubtrees)];
  const answers = [...permitted, ...excluded].map((tree) => (isPlain(tree) ? within(name, tree.base) : undefined));
  if (answers.includes(undefined)) return 'Namensgrenze, die hier nicht geprüft werden kann';
  if (answers.slice(permitted.length).includes(true)) return 'ausgeschlossener Name';
  return permitted.length > 0 && !answers.slice(0, permitted.length).includes(true)
    ? 'Name außerhalb der erlaubten'
    : undefined;
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
    for (const [index, certificate] of path.slice(0, above).entries()) {
      // a renewed authority that issued its own certificate is not bound by itself, but the last one always is
      if (index > 0 && certificate.subject === certificate.issuer) continue;
      if (!(constraints instanceof NameConstraints)) return { certificate, issuer, why: 'Namensgrenze nicht lesbar' };
      for (const name of namesOf(certificate)) {
        const why = nameFault(name, constraints);
        if (why !== undefined) return { certificate, issuer, why };
      }
    }
  }
  return undefined;
};
