import type { ErrorCode } from '../../../src/platform/errors.ts';

export interface Encoding {
  readonly what: string;
  readonly code: ErrorCode;
  readonly change: (xml: string) => Buffer;
}

const DECLARED = (encoding: string): string => `<?xml version="1.0" encoding="${encoding}"?>`;
const swap = (bytes: Buffer): Buffer => Buffer.from(bytes).swap16();
const utf32 = (xml: string): Buffer =>
  Buffer.concat(
    [...xml].map((c) => {
      const unit = Buffer.alloc(4);
      unit.writeUInt32BE(c.codePointAt(0) ?? 0);
      return unit;
    }),
  );
/** Puts bytes into the first text that is long enough. */
const into = (xml: string, bytes: readonly number[]): Buffer => {
  const at = xml.indexOf('<absender>') === -1 ? xml.indexOf('<xbg:tatort>') + 12 : xml.indexOf('<absender>') + 10;
  return Buffer.concat([Buffer.from(xml.slice(0, at)), Buffer.from(bytes), Buffer.from(xml.slice(at))]);
};
const bad = (what: string, change: Encoding['change'], code: ErrorCode = 'READ_ENCODING'): Encoding => ({
  what,
  code,
  change,
});

export const encodings: readonly Encoding[] = [
  bad('UTF-16 little endian', (xml) => Buffer.from(xml, 'utf16le')),
  bad('UTF-16 little endian with BOM', (xml) => Buffer.from(`\ufeff${xml}`, 'utf16le')),
  bad('UTF-16 big endian with BOM and declaration', (xml) =>
    swap(Buffer.from(`\ufeff${DECLARED('UTF-16')}${xml}`, 'utf16le')),
  ),
  bad('UTF-32', utf32),
  bad('UTF-7', (xml) => Buffer.from(xml.replaceAll('<', '+ADw-').replaceAll('>', '+AD4-'))),
  bad('UTF-7 by declaration', (xml) => Buffer.from(DECLARED('UTF-7') + xml)),
  bad('a UTF-8 BOM', (xml) => Buffer.from(`\ufeff${xml}`)),
  bad('two UTF-8 BOMs', (xml) => Buffer.from(`\ufeff\ufeff${xml}`)),
  bad('a BOM behind the declaration', (xml) => Buffer.from(`${DECLARED('UTF-8')}\ufeff${xml}`), 'READ_NOT_WELL_FORMED'),
  bad('an overlong form of <', (xml) => into(xml, [0xc0, 0xbc])),
  bad('an overlong form of /', (xml) => into(xml, [0xe0, 0x80, 0xaf])),
  bad('an overlong NUL', (xml) => into(xml, [0xc0, 0x80])),
  bad('NUL', (xml) => into(xml, [0])),
  bad('a lone surrogate', (xml) => into(xml, [0xed, 0xa0, 0x80])),
  bad('a pair of surrogates (CESU-8)', (xml) => into(xml, [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80])),
  bad('beyond U+10FFFF', (xml) => into(xml, [0xf4, 0x90, 0x80, 0x80])),
  bad('a continuation byte alone', (xml) => into(xml, [0x80])),
  bad('a cut sequence', (xml) => into(xml, [0xe2, 0x82])),
  bad('Latin-1 without declaration', (xml) => into(xml, [0xfc])),
  bad('Latin-1 by declaration', (xml) => Buffer.from(DECLARED('ISO-8859-1') + xml, 'latin1')),
  bad('a declaration that lies: UTF-16 over UTF-8', (xml) => Buffer.from(DECLARED('UTF-16') + xml)),
  bad('a declaration that lies: EBCDIC', (xml) => Buffer.from(DECLARED('ebcdic-cp-us') + xml)),
  bad('U+FFFE', (xml) => into(xml, [0xef, 0xbf, 0xbe]), 'READ_NOT_WELL_FORMED'),
  bad('a control character', (xml) => into(xml, [0x08]), 'READ_NOT_WELL_FORMED'),
  bad('a reference to NUL', (xml) => into(xml, [...Buffer.from('&#0;')]), 'READ_NOT_WELL_FORMED'),
  bad('a reference to a surrogate', (xml) => into(xml, [...Buffer.from('&#xD800;')]), 'READ_NOT_WELL_FORMED'),
];
