const LF = 0x0a;
const EXCLAMATION = 0x21;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const SLASH = 0x2f;
const LESS = 0x3c;
const GREATER = 0x3e;
const QUESTION = 0x3f;

/**
 * The line on which each start tag ends, in document order: what libxml2 knows of elements on the first 65,534 lines,
 * for every line. Ends are the same as there: the tag of an element without content counts like any other.
 *
 * @param bytes a document without DOCTYPE that libxml2 has read
 */
export const startTagLines = (bytes: Uint8Array): number[] => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const lines: number[] = [];
  let line = 1;
  // kept over the tags, so that every byte is looked at once even where no further line ends
  let lineEnd = buffer.indexOf(LF);
  const lineOf = (position: number): number => {
    for (; lineEnd !== -1 && lineEnd < position; lineEnd = buffer.indexOf(LF, lineEnd + 1)) line += 1;
    return line;
  };
  for (let tag = buffer.indexOf(LESS); tag !== -1; ) {
    let end: number;
    switch (buffer[tag + 1]) {
      case SLASH:
        end = buffer.indexOf(GREATER, tag);
        break;
      case EXCLAMATION:
        end = buffer[tag + 2] === 0x2d ? endOf(buffer, '-->', tag + 4) : endOf(buffer, ']]>', tag + 9);
        break;
      case QUESTION:
        end = endOf(buffer, '?>', tag + 2);
        break;
      default:
        end = endOfTag(buffer, tag);
        lines.push(lineOf(end));
    }
    tag = buffer.indexOf(LESS, end);
  }
  return lines;
};

const endOf = (buffer: Buffer, mark: string, from: number): number => {
  const found = buffer.indexOf(mark, from, 'latin1');
  return found === -1 ? buffer.length : found + mark.length - 1;
};

/** Position of the `>` that ends a start tag; in a quoted value it stands for itself. */
const endOfTag = (buffer: Buffer, tag: number): number => {
  let quote = 0;
  for (let at = tag + 1; at < buffer.length; at += 1) {
    const byte = buffer[at];
    if (quote !== 0) {
      if (byte === quote) quote = 0;
    } else if (byte === QUOTE || byte === APOSTROPHE) quote = byte;
    else if (byte === GREATER) return at;
  }
  return buffer.length;
};
