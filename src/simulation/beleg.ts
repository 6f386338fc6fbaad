import { newUuid, sha256Hex } from '../platform/index.ts';
import type { Datum } from '../procedure/index.ts';
import type { DokumentReferenz } from '../standard/index.ts';

/** A document that travels with a message: the reference in the message and the file itself. */
export interface Beleg {
  readonly referenz: DokumentReferenz;
  readonly anlage: { readonly id: string; readonly name: string; readonly mediaType: string; readonly bytes: Buffer };
}

const PDF = 'application/pdf';

/**
 * Makes an invented document: a real one-page PDF with a few lines of text, its hash and its size as the message
 * names them.
 *
 * @param klasse code of the list `dokumentklasse`
 * @param zeilen text in ISO 8859-1, without personal data beyond what the message itself says
 */
export function beleg(klasse: string, dateiname: string, datum: Datum, zeilen: readonly string[]): Beleg {
  const bytes = pdf(['VORFÜHRUNG - ERFUNDENES DOKUMENT', '', ...zeilen]);
  const uuid = newUuid();
  return {
    referenz: {
      uuid,
      dokumentklasse: { code: klasse },
      dateiname,
      mimetype: PDF,
      sha256: sha256Hex(bytes),
      groesse: bytes.length,
      signaturart: { code: 'keine' },
      datum,
    },
    anlage: { id: uuid, name: dateiname, mediaType: PDF, bytes },
  };
}

/** A PDF 1.4 file of one page (ISO 32000-1, 7.5): header, objects, cross-reference table, trailer. */
function pdf(zeilen: readonly string[]): Buffer {
  const text = zeilen.map((zeile) => `(${zeile.replace(/[\\()]/g, '\\$&')}) Tj T*`).join('\n');
  const stream = `BT /F1 12 Tf 16 TL 72 770 Td\n${text}\nET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ];
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const end = `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
  return Buffer.from(body + end, 'latin1');
}
