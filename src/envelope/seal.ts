import { type CertificateInput, encrypt, signAsync } from '../crypto/index.ts';
import { newUuid, sha256Hex } from '../platform/ids.ts';
import { el, markup, text } from '../xml/index.ts';
import { type Kopf, writeKopf } from './kopf.ts';
import { writeNachricht } from './nachricht.ts';
import { TRANSPORT_NS } from './namespaces.ts';
import { type Signer, signDocument } from './signed.ts';

/** A file that travels with a message. */
export interface Anlage {
  /** UUID; made if left out */
  readonly id?: string;
  /** file name without folders */
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** A reader of the content: an authority, and the gateway where its profile asks for content checks. */
export interface Reader {
  /** Organisationsschlüssel */
  readonly schluessel: string;
  readonly certificate: CertificateInput;
}

/** What to seal. */
export interface SealRequest {
  readonly kopf: Kopf;
  /** the XÖV message as a document of its own, canonical or not */
  readonly nachricht: Uint8Array;
  readonly anlagen?: readonly Anlage[];
  readonly author: Signer;
  readonly readers: readonly Reader[];
}

/**
 * Seals a message into a Sendung: the author signs content and attachments, the content is encrypted for each reader,
 * and the author signs header and encrypted content together (ARCHITECTURE 4.1).
 *
 * @returns UTF-8 XML, root `sendung`; every call gives other bytes, so store them before sending
 * @throws SHAPE_ALGORITHM, TRUST_KEY if a key is not allowed; USAGE for doubled readers
 */
export async function seal(request: SealRequest): Promise<Buffer> {
  const inhaltsdaten = await signDocument(
    'inhaltsdaten',
    [
      writeNachricht(request.nachricht),
      ...(request.anlagen ?? []).map((anlage) =>
        el(
          'anlage',
          {
            id: anlage.id ?? newUuid(),
            mediaType: anlage.mediaType,
            name: anlage.name,
            sha256: sha256Hex(anlage.bytes),
          },
          text(Buffer.from(anlage.bytes).toString('base64')),
        ),
      ),
    ],
    request.author,
  );
  return sealSigned(request, inhaltsdaten);
}

/**
 * Encrypts signed content for its readers and signs header and encrypted content: the outer half of {@link seal}.
 *
 * @param inhaltsdaten the element `inhaltsdaten` with its author's signature
 */
export async function sealSigned(
  request: Pick<SealRequest, 'kopf' | 'author' | 'readers'>,
  inhaltsdaten: Uint8Array,
): Promise<Buffer> {
  const inhalt = encrypt(inhaltsdaten, {
    id: 'inhalt',
    recipients: request.readers.map(({ schluessel, certificate }) => ({ name: schluessel, certificate })),
  });
  return signAsync(el('sendung', { xmlns: TRANSPORT_NS }, writeKopf(request.kopf), markup(inhalt)), {
    key: request.author.key,
    certificate: request.author.certificate,
    chain: request.author.chain,
    references: [{ id: 'kopf' }, { id: 'inhalt' }],
  });
}
