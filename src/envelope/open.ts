import {
  type CertificateInfo,
  decryptAsync,
  fromBase64,
  type KeyPair,
  type PendingSignature,
  type Policy,
  policies,
  readSignature,
  type TrustDecision,
} from '../crypto/index.ts';
import { fault } from '../platform/errors.ts';
import { isUuid, sha256Hex } from '../platform/ids.ts';
import {
  canonicalize,
  contentLimits,
  envelopeLimits,
  parse,
  readCanonical,
  type XmlDoc,
  type XmlElement,
  type XmlLimits,
} from '../xml/index.ts';
import { type Kopf, readKopf } from './kopf.ts';
import { TRANSPORT_NS } from './namespaces.ts';
import { refuseSchemaHints } from './outside.ts';
import { checkTransportSchema } from './schema.ts';
import type { Anlage } from './seal.ts';
import { openSigned, type Trust, type Verification } from './signed.ts';

/*
 * The steps that gateway and Konnektor share, in the order in which both take them. Each gives a richer value or one
 * catalogue error; what the gateway accepts, the reader accepts.
 */

/** Step 2, read: bytes to tree. The caller disposes. @throws READ_*, LIMIT_SIZE */
export function readSendung(bytes: Uint8Array, limits: XmlLimits = envelopeLimits): XmlDoc {
  const document = parse(bytes, limits);
  try {
    refuseSchemaHints(document, bytes);
    return document;
  } catch (error) {
    document[Symbol.dispose]();
    throw error;
  }
}

/** A Sendung whose shape is accepted. Its header is not yet believed. */
export interface ShapedSendung {
  readonly document: XmlDoc;
  readonly signature: PendingSignature;
  /** as it stands in the document; controlled by whoever sent it, for refusals and look-ups only */
  readonly claimed: Kopf;
}

/** Step 3, shape: envelope schema and profile. @throws SHAPE_* */
export function shapeSendung(document: XmlDoc, at: Date, policy: Policy = policies.gateway): ShapedSendung {
  const { root } = document;
  if (!root.is('sendung', TRANSPORT_NS)) {
    throw fault('SHAPE_PROFILE', {
      detail: 'Erwartet wird das Wurzelelement sendung.',
      line: root.line,
      path: root.path,
    });
  }
  checkTransportSchema(document);
  const signature = readSignature(document, { policy, at, expectedReferences: [{ id: 'kopf' }, { id: 'inhalt' }] });
  const kopf = root.child('kopf', TRANSPORT_NS);
  if (kopf === undefined) throw fault('SHAPE_PROFILE', { detail: 'Der Kopf fehlt.' });
  return { document, signature, claimed: readKopf(kopf) };
}

/** Step 5, trust: the signer's certificate at this instant. @throws TRUST_* */
export async function trustSigner(shaped: ShapedSendung, trust: Trust, at: Date): Promise<TrustDecision> {
  const { certificate, chain } = shaped.signature;
  if (certificate === undefined) throw fault('TRUST_MISSING');
  return trust.check(certificate, chain, { purpose: 'signature', at });
}

/** A Sendung whose signature holds; everything in it was read from the bytes that were hashed. */
export interface VerifiedSendung {
  readonly kopf: Kopf;
  /** canonical bytes of the xenc:EncryptedData element; of a large one a view of the Sendung's own bytes */
  readonly inhalt: Buffer;
  readonly signer: CertificateInfo;
}

/** Step 6, verify: the envelope signature. @throws VERIFY_SIGNATURE, TRUST_KEY */
export function verifySendung(shaped: ShapedSendung, decision: TrustDecision): VerifiedSendung {
  const { references } = shaped.signature.verify(decision.certificate.publicKey);
  const [kopf, inhalt] = references;
  if (kopf === undefined || inhalt === undefined) throw fault('VERIFY_SIGNATURE');
  return { kopf: readKopf(readCanonical(kopf.bytes)), inhalt: inhalt.bytes, signer: decision.certificate };
}

/** The decrypted content, verified as the author's own. */
export interface OpenedContent {
  /** the XÖV message as a canonical document of its own */
  readonly nachricht: Buffer;
  readonly anlagen: readonly (Anlage & { readonly id: string; readonly sha256: string })[];
  readonly author: CertificateInfo;
  readonly trust: TrustDecision;
}

/** Whose key opens the content. */
export interface Opener {
  /** Organisationsschlüssel of the reader */
  readonly schluessel: string;
  readonly encryption: Pick<KeyPair, 'key'>;
  /** keys of replaced encryption certificates, tried after the current one */
  readonly former?: readonly Pick<KeyPair, 'key'>[];
}

/**
 * Step 9, open: decrypt and verify the author's signature.
 *
 * @throws OPEN_NOT_READER, OPEN_DECRYPT (one answer for every cause), OPEN_AUTHOR_SIGNATURE, OPEN_ATTACHMENT, READ_*,
 *   SHAPE_*, TRUST_*
 */
export async function openContent(
  verified: VerifiedSendung,
  opener: Opener,
  verification: Verification,
): Promise<OpenedContent> {
  const plain = await decryptWithAny(verified.inhalt, opener, verification.policy ?? policies.gateway, verification.at);
  const read = (root: XmlElement) => {
    const [message] = root.child('nachricht', TRANSPORT_NS)?.children() ?? [];
    if (message === undefined) throw fault('SHAPE_PROFILE', { detail: 'Die Nachricht fehlt.' });
    return {
      nachricht: canonicalize(message, { exclusive: true }),
      anlagen: root.all('anlage', TRANSPORT_NS).map((element) => {
        const bytes = fromBase64(element.textView ?? element.text);
        const anlage = {
          id: element.attribute('id') ?? '',
          name: element.attribute('name') ?? '',
          mediaType: element.attribute('mediaType') ?? '',
          sha256: element.attribute('sha256') ?? '',
          bytes: bytes ?? Buffer.alloc(0),
        };
        if (!isUuid(anlage.id) || bytes === undefined || sha256Hex(bytes) !== anlage.sha256) {
          throw fault('OPEN_ATTACHMENT', { line: element.line, path: element.path });
        }
        return anlage;
      }),
    };
  };
  const opened = openSigned(plain, 'inhaltsdaten', verification, read, contentLimits);
  const { value, certificate, trust } = await opened.catch((error: unknown) => {
    throw authorFault(error);
  });
  return { ...value, author: certificate, trust };
}

/** @param inhalt canonical bytes under the envelope's signature, of a document that was read with its own limits */
async function decryptWithAny(inhalt: Buffer, opener: Opener, policy: Policy, at: Date): Promise<Buffer> {
  const encrypted = readCanonical(inhalt);
  const keys = [opener.encryption, ...(opener.former ?? [])];
  for (const [index, { key }] of keys.entries()) {
    try {
      return await decryptAsync(encrypted, { key, recipient: opener.schluessel, policy, at });
    } catch (error) {
      if (index === keys.length - 1) throw error;
    }
  }
  throw fault('OPEN_DECRYPT');
}

/** A broken signature inside the encryption is the author's, not the envelope's. */
function authorFault(error: unknown): unknown {
  const code = (error as { code?: string }).code;
  return code === 'VERIFY_SIGNATURE' ? fault('OPEN_AUTHOR_SIGNATURE', { cause: error }) : error;
}
