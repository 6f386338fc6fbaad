import type { CertificateInfo } from '../crypto/index.ts';
import { fault } from '../platform/errors.ts';
import type { MessageHeader } from '../standard/index.ts';
import type { Kopf } from './kopf.ts';

/**
 * Binds the content to its envelope, so that nobody can lift a signed content into an envelope of his own
 * (surreptitious forwarding, SECURITY-CASES 18): who signed inside is who signed outside, and both headers agree.
 *
 * @param header header of the XÖV message in the signed content
 * @param author certificate of the signature over the content
 * @param signer certificate of the signature over the envelope
 * @throws OPEN_AUTHOR, OPEN_READER (T080), OPEN_HEADER (T070)
 */
export function bindContent(kopf: Kopf, header: MessageHeader, author: CertificateInfo, signer: CertificateInfo): void {
  if (author.fingerprintSha256 !== signer.fingerprintSha256 || header.autor.kennung !== kopf.absender) {
    throw fault('OPEN_AUTHOR');
  }
  if (header.leser.kennung !== kopf.empfaenger) throw fault('OPEN_READER');
  const { vorgang } = header;
  const disagreeing = [
    header.uuid.toLowerCase() === kopf.nachrichtenUUID ? '' : 'nachrichtenUUID',
    header.typ === kopf.nachrichtentyp && header.wurzel === kopf.nachrichtentyp ? '' : 'nachrichtentyp',
    header.namespace === kopf.standard ? '' : 'standard',
    (header.test !== undefined) === kopf.test ? '' : 'test',
    vorgang === undefined || vorgang.vorgangsUUID.toLowerCase() === kopf.vorgangsUUID ? '' : 'vorgangsUUID',
  ].filter(Boolean);
  if (disagreeing.length > 0) throw fault('OPEN_HEADER', { detail: `Verschieden: ${disagreeing.join(', ')}.` });
}
