import { fault } from '../platform/errors.ts';

/** End of the JSON string that begins at a quotation mark. */
const endOfString = (text: string, start: number): number => {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
};

/** A key that stands twice in one object of a valid JSON text; undefined where none does. */
const doubleKey = (text: string): string | undefined => {
  const open: (Set<string> | undefined)[] = [];
  let keyNext = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '{') open.push(new Set());
    else if (sign === '[') open.push(undefined);
    else if (sign === '}' || sign === ']') open.pop();
    if (sign === '{' || sign === ',') keyNext = open.at(-1) !== undefined;
    if (sign !== '"') continue;
    const end = endOfString(text, at);
    if (keyNext) {
      const key = String(JSON.parse(text.slice(at, end)));
      if (open.at(-1)?.has(key) === true) return key;
      open.at(-1)?.add(key);
      keyNext = false;
    }
    at = end - 1;
  }
  return undefined;
};

/**
 * JSON as a person's dates are to be read: UTF-8 alone, with or without byte order mark, and no key twice in an object,
 * as which of two days counts must not depend on the reader.
 *
 * @param name of the input, as an error names it
 * @throws USAGE
 */
export function parseStrictJson(bytes: Uint8Array, name: string): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw fault('USAGE', { detail: `${name} ist kein Text in UTF-8.`, cause });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw fault('USAGE', { detail: `${name} ist kein gültiges JSON.`, cause });
  }
  const twice = doubleKey(text);
  if (twice === undefined) return value;
  const named = /^[A-Za-z][\w-]{0,39}$/.test(twice) ? `Das Feld „${twice}“` : 'Ein Feld';
  throw fault('USAGE', { detail: `${name}: ${named} steht in einem Objekt mehrmals; erlaubt ist es einmal.` });
}
