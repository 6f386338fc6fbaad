/** Functions of XPath 1.0 on texts, section 4.2, where JavaScript counts or cuts in another way. */

/** Half of a character beyond the first plane, which XPath counts as one. */
const SURROGATE = /[\ud800-\udfff]/;

/** `string-length()` */
export const lengthOf = (value: string): number => (SURROGATE.test(value) ? [...value].length : value.length);

/** `substring()`: characters from the one at `start` (from 1), by the rounding of XPath 1.0. */
export function substring(value: string, start: number, length: number): string {
  const from = Math.round(start);
  const to = from + Math.round(length);
  // a comparison with NaN is false, so that nothing is cut out then
  if (!(to > from)) return '';
  const [first, last] = [Math.max(0, from - 1), Math.max(0, to - 1)];
  return SURROGATE.test(value) ? [...value].slice(first, last).join('') : value.slice(first, last);
}

/** `substring-before()` */
export const before = (value: string, mark: string): string => value.slice(0, Math.max(0, value.indexOf(mark)));

/** `substring-after()` */
export const after = (value: string, mark: string): string => {
  const index = value.indexOf(mark);
  return index < 0 ? '' : value.slice(index + mark.length);
};

/** `normalize-space()` */
export const normalizeSpace = (value: string): string => {
  const single = value.replace(/[ \t\n\r]{2,}|[\t\n\r]/g, ' ');
  return single.startsWith(' ') || single.endsWith(' ') ? single.replace(/^ | $/g, '') : single;
};

/** A text without a character, as where days become numbers. */
function without(value: string, character: string): string {
  let at = value.indexOf(character);
  if (at < 0) return value;
  let result = '';
  let kept = 0;
  for (; at >= 0; at = value.indexOf(character, kept)) {
    result += value.slice(kept, at);
    kept = at + 1;
  }
  return result + value.slice(kept);
}

/** Below this code a table is quicker than a map: the letters of German texts. */
const COMMON = 256;

/** `translate()` with its second and third parameter; of a character named twice the first counts. */
export function translation(from: string, to: string): (value: string) => string {
  if (from.length === 1 && to === '') return (value) => without(value, from);
  const target = [...to];
  const changes = new Map([...from].map((character, index) => [character, target[index] ?? ''] as const).reverse());
  if (SURROGATE.test(from)) return (value) => [...value].map((one) => changes.get(one) ?? one).join('');
  const common = Array.from({ length: COMMON }, (_, code) => changes.get(String.fromCharCode(code)));
  const others = [...changes.keys()].some((character) => character.charCodeAt(0) >= COMMON);
  return (value) => {
    let result = '';
    let kept = 0;
    for (let i = 0; i < value.length; i += 1) {
      const code = value.charCodeAt(i);
      const change = code < COMMON ? common[code] : others ? changes.get(value.charAt(i)) : undefined;
      if (change === undefined) continue;
      result += value.slice(kept, i) + change;
      kept = i + 1;
    }
    return kept === 0 ? value : result + value.slice(kept);
  };
}
