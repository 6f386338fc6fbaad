import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { fault } from '../platform/errors.ts';
import { ORGANISATIONSSCHLUESSEL_PATTERN } from '../platform/ids.ts';

/** Where the status of certificates of one issuer is asked; only what an operator wrote down is ever asked. */
export interface OcspSource {
  /** SHA-256 of the issuer's certificate */
  readonly issuer: string;
  readonly url: string;
  /** time for the whole exchange, milliseconds */
  readonly timeoutMs: number;
  /** whether a nonce is sent; where one is sent, it must come back */
  readonly nonce: boolean;
  /** hash of the CertID; it names the issuer and protects nothing */
  readonly hash: 'sha256' | 'sha1';
}

/** An operator's dated decision to do without a revocation list for one authority's certificates. */
export interface RevocationOverride {
  /** Organisationsschlüssel in the certificate (2.5.4.97) */
  readonly authority: string;
  readonly reason: string;
  readonly from: Date;
  readonly until: Date;
}

/** Longest override: whoever needs more must decide, and write down, again. */
export const OVERRIDE_MAXIMUM_MS = 7 * 86_400_000;

/** Name of the file in the folder of the trust anchors. */
export const REVOCATION_FILE = 'sperrpruefung.yaml';

const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

const schema = z.strictObject({
  ocsp: z
    .array(
      z.strictObject({
        aussteller: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*\.(pem|crt)$/),
        responder: z.url({ protocol: /^https?$/ }),
        fristMs: z.int().min(100).max(30_000).default(3000),
        nonce: z.boolean().default(true),
        hash: z.enum(['sha256', 'sha1']).default('sha256'),
      }),
    )
    .default([]),
  ausnahmen: z
    .array(
      z
        .strictObject({
          behoerde: z.string().regex(ORGANISATIONSSCHLUESSEL_PATTERN),
          grund: z.string().trim().min(10).max(500),
          ab: instant,
          bis: instant,
        })
        .refine(({ ab, bis }) => bis > ab && bis.getTime() - ab.getTime() <= OVERRIDE_MAXIMUM_MS),
    )
    .default([]),
});

/** What `sperrpruefung.yaml` says, issuers still as names of files. */
export interface RevocationConfig {
  readonly ocsp: readonly (Omit<OcspSource, 'issuer'> & { readonly file: string })[];
  readonly overrides: readonly RevocationOverride[];
}

/**
 * Reads `sperrpruefung.yaml`.
 *
 * @throws PKI with the key that is wrong; an override of more than seven days is wrong
 */
export const readRevocationConfig = (file: string): RevocationConfig => {
  let value: unknown;
  try {
    value = parse(readFileSync(file, 'utf8'), { maxAliasCount: 0 }) ?? {};
  } catch (cause) {
    throw fault('PKI', { detail: `${file} ist nicht lesbar.`, cause });
  }
  const result = schema.safeParse(value);
  if (!result.success) {
    const key = result.error.issues[0]?.path.join('.') ?? '';
    throw fault('PKI', {
      detail: `${file}: ${key} ist nicht zulässig; eine Ausnahme braucht behoerde, grund, ab und bis und dauert höchstens sieben Tage.`,
    });
  }
  const { ocsp, ausnahmen } = result.data;
  return {
    ocsp: ocsp.map(({ aussteller, responder, fristMs, nonce, hash }) => ({
      file: aussteller,
      url: responder,
      timeoutMs: fristMs,
      nonce,
      hash,
    })),
    overrides: ausnahmen.map(({ behoerde, grund, ab, bis }) => ({
      authority: behoerde,
      reason: grund,
      from: ab,
      until: bis,
    })),
  };
};
