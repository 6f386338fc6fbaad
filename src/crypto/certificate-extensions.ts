import type { ParsedCertificate } from './certificate.ts';

/** Extensions that this code or pkijs evaluates. Any other critical one must refuse (RFC 5280 section 4.2). */
const EVALUATED = new Set([
  '2.5.29.15',
  '2.5.29.17',
  '2.5.29.19',
  '2.5.29.30',
  '2.5.29.32',
  '2.5.29.33',
  '2.5.29.36',
  '2.5.29.37',
  '2.5.29.54',
]);

/** OID of a critical extension that nobody here evaluates, if there is one. */
export const unknownCritical = ({ asn }: ParsedCertificate): string | undefined =>
  asn.extensions?.find((item) => item.critical && !EVALUATED.has(item.extnID))?.extnID;
