import { textEl } from '../xml/index.ts';
import { TRANSPORT_NS } from './namespaces.ts';
import { openSigned, type Signer, signDocument, type Verification } from './signed.ts';

/** The reader's signed word that it has taken over exactly these bytes. */
export interface Acknowledgement {
  readonly nachrichtenUUID: string;
  /** SHA-256 of the Sendung, lower-case hex */
  readonly sha256: string;
  /** Organisationsschlüssel of the reader */
  readonly leser: string;
  readonly zeitpunkt: Date;
}

/** Writes and signs an acknowledgement. @returns UTF-8 XML, root `abholung` */
export function makeAcknowledgement(acknowledgement: Acknowledgement, signer: Signer): Promise<Buffer> {
  return signDocument(
    'abholung',
    [
      textEl('nachrichtenUUID', acknowledgement.nachrichtenUUID),
      textEl('sha256', acknowledgement.sha256),
      textEl('leser', acknowledgement.leser),
      textEl('zeitpunkt', acknowledgement.zeitpunkt.toISOString()),
    ],
    signer,
  );
}

/**
 * Verifies an acknowledgement's signature and reads it.
 *
 * @returns what it says and the fingerprint of the certificate that signed it
 * @throws TRUST_*, VERIFY_SIGNATURE, SHAPE_* or READ_*
 */
export async function openAcknowledgement(
  bytes: Uint8Array,
  verification: Verification,
): Promise<{ acknowledgement: Acknowledgement; fingerprint: string }> {
  const { value, certificate } = await openSigned(bytes, 'abholung', verification, (root) => ({
    nachrichtenUUID: (root.child('nachrichtenUUID', TRANSPORT_NS)?.text ?? '').toLowerCase(),
    sha256: root.child('sha256', TRANSPORT_NS)?.text ?? '',
    leser: root.child('leser', TRANSPORT_NS)?.text ?? '',
    zeitpunkt: new Date(root.child('zeitpunkt', TRANSPORT_NS)?.text ?? ''),
  }));
  return { acknowledgement: value, fingerprint: certificate.fingerprintSha256 };
}
