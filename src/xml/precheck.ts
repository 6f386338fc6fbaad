import { isUtf8 } from 'node:buffer';
import { SaxesParser } from 'saxes';
import type { ErrorCode } from '../platform/errors.ts';
import { fault } from '../platform/errors.ts';
import type { XmlLimits } from './limits.ts';
import { lineAt, type Range, scan } from './scan.ts';

const DECLARATION =
  /^<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(?:"1\.0"|'1\.0')(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(?:"([^"<>]*)"|'([^'<>]*)'))?(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\r\n]*\?>/;
/** The same in what else may follow an XML declaration: finds an encoding that lies or a version that is not ours. */
const NAMED_ENCODING = /[ \t\r\n]encoding[ \t\r\n]*=[ \t\r\n]*["']([^"']*)["']/;

/**
 * First sight of hostile bytes: encoding, size, then every limit on the markup in one walk over the bytes, then
 * well-formedness and namespaces by saxes. No tree is built, nothing outside the bytes is ever touched.
 *
 * @param bytes as received; the sender controls all of them
 * @throws LIMIT_SIZE, READ_ENCODING, READ_DOCTYPE, READ_PROCESSING_INSTRUCTION, READ_COMMENT, READ_ENTITY,
 *   READ_REFERENCE, READ_DEPTH, READ_COUNT, READ_ATTRIBUTES, READ_NAME, READ_TEXT or READ_NOT_WELL_FORMED, with line
 */
export const precheck = (bytes: Uint8Array, limits: XmlLimits): void => {
  if (bytes.length > limits.maxBytes) throw fault('LIMIT_SIZE');
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  checkEncoding(buffer);
  const start = checkDeclaration(buffer);
  const ranges = scan(buffer, start, limits);
  checkWellFormed(buffer, ranges);
};

/** UTF-8 in its strict form (no overlong forms, no surrogates), no BOM, no NUL; anything else is not read at all. */
const checkEncoding = (bytes: Buffer): void => {
  if (bytes.length === 0) throw fault('READ_NOT_WELL_FORMED', { line: 1, detail: 'Das Dokument ist leer.' });
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) {
    throw fault('READ_ENCODING', { line: 1, detail: 'Das Dokument beginnt mit einem BOM.' });
  }
  // `+` starts UTF-7; NUL occurs in every UTF-16 and UTF-32 document
  if (first === 0x2b || bytes.includes(0)) throw fault('READ_ENCODING', { line: 1 });
  if (isUtf8(bytes)) return;
  const detail = 'In dieser Zeile stehen Bytes, die kein UTF-8 sind.';
  throw fault('READ_ENCODING', { line: firstOtherLine(bytes), detail });
};

/** Number of the first line that is not UTF-8; no character of UTF-8 has a line break among its bytes. */
const firstOtherLine = (bytes: Buffer): number => {
  let line = 1;
  for (let start = 0, end = 0; end !== bytes.length; start = end, line += 1) {
    const next = bytes.indexOf(0x0a, start);
    end = next === -1 ? bytes.length : next + 1;
    if (!isUtf8(bytes.subarray(start, end))) return line;
  }
  return line;
};

/** Position behind the XML declaration, 0 without one. */
const checkDeclaration = (bytes: Buffer): number => {
  if (!/^<\?xml[ \t\r\n]/.test(bytes.toString('latin1', 0, 6))) return 0;
  const end = bytes.subarray(0, 512).indexOf('?>');
  const text = bytes.toString('latin1', 0, end === -1 ? 512 : end + 2);
  const encoding = NAMED_ENCODING.exec(text)?.[1];
  if (encoding !== undefined && encoding.toLowerCase() !== 'utf-8') {
    throw fault('READ_ENCODING', { line: 1, detail: 'Die XML-Deklaration nennt eine andere Kodierung.' });
  }
  const declaration = DECLARATION.exec(text);
  if (declaration === null) {
    throw fault('READ_NOT_WELL_FORMED', { line: 1, detail: 'Die XML-Deklaration ist nicht die von XML 1.0.' });
  }
  return declaration[0].length;
};

/** What saxes says, as catalogue code and German text; its own messages quote the input and stay in the cause. */
const meaning = (message: string): { code: ErrorCode; detail?: string } => {
  if (/entity/.test(message) && !/malformed character entity/.test(message)) return { code: 'READ_ENTITY' };
  if (/unbound namespace prefix/.test(message)) {
    return { code: 'READ_NOT_WELL_FORMED', detail: 'Ein Namensraumpräfix ist nicht gebunden.' };
  }
  if (/duplicate attribute/.test(message)) {
    return { code: 'READ_NOT_WELL_FORMED', detail: 'Ein Attribut kommt doppelt vor.' };
  }
  if (/disallowed character|malformed character/.test(message)) {
    return { code: 'READ_NOT_WELL_FORMED', detail: 'Ein Zeichen ist an dieser Stelle nicht erlaubt.' };
  }
  if (/unexpected close tag|unmatched|unclosed/.test(message)) {
    return { code: 'READ_NOT_WELL_FORMED', detail: 'Start- und Endmarken passen nicht zueinander.' };
  }
  return { code: 'READ_NOT_WELL_FORMED' };
};

const checkWellFormed = (bytes: Buffer, ranges: readonly Range[]): void => {
  const parser = new SaxesParser({ xmlns: true });
  let at = 0;
  try {
    for (; at < ranges.length; at += 1) {
      const range = ranges[at];
      if (range !== undefined) parser.write(bytes.toString('utf8', range.start, range.end));
    }
    parser.close();
  } catch (error) {
    const { code, detail } = meaning(error instanceof Error ? error.message : '');
    const line = parser.line + skippedLines(bytes, ranges.slice(0, at + 1));
    throw fault(code, { line, cause: error, ...(detail === undefined ? {} : { detail }) });
  }
};

/** Number of lines between the ranges, which the parser did not see. */
const skippedLines = (bytes: Buffer, ranges: readonly Range[]): number => {
  let lines = 0;
  ranges.forEach((range, index) => {
    const gap = bytes.subarray(ranges[index - 1]?.end ?? 0, range.start);
    lines += lineAt(gap, gap.length) - 1;
  });
  return lines;
};
