import type { CertificateInfo } from '../crypto/index.ts';
import type { Behoerde, GatewayProfile, Profile, Rolle, SuiteName } from '../profile/index.ts';

/** A service provider's right to act for an authority. */
export interface Mandate {
  /** Organisationsschlüssel of the authority that is acted for */
  readonly fuer: string;
  /** four-digit message numbers, `*` for all */
  readonly typen: readonly string[];
}

/** Certificates of a participant, the one in use first, replaced ones after it. */
export interface Certificates {
  readonly tls: readonly CertificateInfo[];
  readonly signature: readonly CertificateInfo[];
  readonly encryption: readonly CertificateInfo[];
}

/** A participant as the directory knows it: an authority, or the gateway itself. */
export interface Authority {
  readonly schluessel: string;
  readonly name: string;
  readonly kurz: string;
  readonly land: string;
  readonly ags: string;
  readonly ort: string;
  readonly rolle: Rolle | 'gateway';
  readonly suite: SuiteName;
  /** how the gateway hands messages over; the gateway itself has a mailbox that stays empty */
  readonly zustellung: 'push' | 'postfach';
  readonly sendet: readonly string[];
  readonly nimmt: readonly string[];
  readonly mandate: readonly Mandate[];
  readonly standards: readonly { readonly namensraum: string; readonly versionen: readonly string[] }[];
  readonly certificates: Certificates;
  /** PEM of the certificate to encrypt for */
  readonly encryptionCertificate: string;
}

/** An authority of a profile with its certificates. */
export const fromBehoerde = (behoerde: Behoerde, profile: Profile, certificates: Certificates): Authority => {
  const { schluessel, name, kurz, land, ags, ort, rolle, suite, zustellung, sendet, nimmt, mandate } = behoerde;
  return {
    ...{ schluessel, name, kurz, land, ags, ort, rolle, suite, zustellung, sendet, nimmt, mandate },
    standards: behoerde.standards ?? profile.standards,
    certificates,
    encryptionCertificate: certificates.encryption[0]?.pem ?? '',
  };
};

/** The gateway: it refuses, warns and reminds in its own name, and takes nothing. */
export const fromGateway = (gateway: GatewayProfile, profile: Profile, certificates: Certificates): Authority => ({
  schluessel: gateway.schluessel,
  name: gateway.name,
  kurz: gateway.kurz,
  land: gateway.land,
  ags: gateway.ags ?? gateway.schluessel.slice(4, 12),
  ort: gateway.ort,
  rolle: 'gateway',
  suite: gateway.suite,
  zustellung: 'postfach',
  sendet: gateway.sendet,
  nimmt: [],
  mandate: [],
  standards: profile.standards,
  certificates,
  encryptionCertificate: certificates.encryption[0]?.pem ?? '',
});

/** A certificate in the answers of `GET /v1/verzeichnis`. */
export interface CertificateJson {
  /** SHA-256, lower-case hex */
  readonly fingerprint: string;
  /** ISO 8601, UTC */
  readonly gueltigBis: string;
  readonly pem: string;
}

/** Form of one participant in the answers of `GET /v1/verzeichnis`. */
export interface AuthorityJson extends Omit<Authority, 'certificates' | 'encryptionCertificate'> {
  /** per purpose, the one in use first */
  readonly zertifikate: Readonly<Record<keyof Certificates, readonly CertificateJson[]>>;
}

/** The gateway's entry says too whether it must be a reader of the content. */
export interface GatewayJson extends AuthorityJson {
  readonly inhaltspruefung: GatewayProfile['inhaltspruefung'];
}

const certificateJson = ({ fingerprintSha256, notAfter, pem }: CertificateInfo): CertificateJson => ({
  fingerprint: fingerprintSha256,
  gueltigBis: notAfter.toISOString(),
  pem,
});

/** The public form of a participant. Push addresses are not part of it: only the dispatcher needs them. */
export const authorityJson = (authority: Authority): AuthorityJson => {
  const { certificates, encryptionCertificate: _, ...rest } = authority;
  return {
    ...rest,
    zertifikate: {
      tls: certificates.tls.map(certificateJson),
      signature: certificates.signature.map(certificateJson),
      encryption: certificates.encryption.map(certificateJson),
    },
  };
};
