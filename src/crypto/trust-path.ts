import type { ParsedCertificate } from './certificate.ts';

/** Certificates a path may be made of. Only `offered` comes from outside and is controlled by the other side. */
export interface PathMaterial {
  readonly anchors: readonly ParsedCertificate[];
  readonly intermediates: readonly ParsedCertificate[];
  readonly offered: readonly ParsedCertificate[];
}

/** Bounds on the work that an offered chain can cause. */
const LIMITS = { depth: 6, signatures: 32, paths: 4 };

/** Whether names and key identifiers say that `issuer` may have issued `certificate`; the signature decides. */
const namesIssuer = (certificate: ParsedCertificate, issuer: ParsedCertificate): boolean =>
  certificate.asn.issuer.isEqual(issuer.asn.subject) &&
  (certificate.authorityKeyId === undefined ||
    issuer.subjectKeyId === undefined ||
    certificate.authorityKeyId === issuer.subjectKeyId);

/**
 * Finds paths from a certificate to an anchor over real signatures, own certificates before offered ones.
 * It only builds: validity, usage and revocation are checked on what it finds.
 *
 * @returns paths from the certificate itself up to the anchor, at most four, none where no chain of signatures
 *   reaches an anchor
 */
export const findPaths = (certificate: ParsedCertificate, material: PathMaterial): ParsedCertificate[][] => {
  const anchors = new Set(material.anchors.map((anchor) => anchor.fingerprintSha256));
  const candidates = [...material.anchors, ...material.intermediates, ...material.offered];
  const found: ParsedCertificate[][] = [];
  let signatures = 0;

  const signedBy = (child: ParsedCertificate, issuer: ParsedCertificate): boolean => {
    signatures += 1;
    if (signatures > LIMITS.signatures) return false;
    try {
      return child.x509.verify(issuer.publicKey);
    } catch {
      return false;
    }
  };

  const extend = (path: readonly ParsedCertificate[]): void => {
    const last = path.at(-1);
    if (last === undefined || path.length > LIMITS.depth) return;
    const tried = new Set(path.map((member) => member.fingerprintSha256));
    for (const issuer of candidates) {
      if (found.length >= LIMITS.paths) return;
      if (tried.has(issuer.fingerprintSha256) || !namesIssuer(last, issuer)) continue;
      tried.add(issuer.fingerprintSha256);
      if (!signedBy(last, issuer)) continue;
      if (anchors.has(issuer.fingerprintSha256)) found.push([...path, issuer]);
      else extend([...path, issuer]);
    }
  };

  extend([certificate]);
  return found;
};
