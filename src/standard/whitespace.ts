import type { SnapshotNode } from '../xml/index.ts';
import type { SimpleType } from './descriptor.ts';
import type { ComplexPlan } from './plan.ts';

/** White space of XML is these four characters; JavaScript counts more, such as the no-break space. */
const isSpace = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;

/** A text without the white space of XML around it. */
export function trimSpace(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text.charCodeAt(start))) start += 1;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end -= 1;
  return start === 0 && end === text.length ? text : text.slice(start, end);
}

/** Applies the whiteSpace facet of a type (XML Schema 1.0 Part 2, section 4.3.6). */
export function normaliseSpace({ whitespace }: SimpleType, value: string): string {
  if (whitespace === 'preserve' || !/[ \t\n\r]/.test(value)) return value;
  const replaced = value.replace(/[\t\n\r]/g, ' ');
  return whitespace === 'replace' ? replaced : replaced.replace(/ +/g, ' ').replace(/^ | $/g, '');
}

const edgeIsSpace = (text: string): boolean =>
  text !== '' && (isSpace(text.charCodeAt(0)) || isSpace(text.charCodeAt(text.length - 1)));

/**
 * Gives every element below one the text that its type makes of it, so that white space which the schema does not
 * count (around a code, a day, a number) counts for no other check either.
 *
 * @param plan of the element; children that it does not know stay as they are
 */
export function settleSpace(element: SnapshotNode, plan: ComplexPlan): void {
  for (const child of element.children) {
    if (child.children.length > 0) {
      const inner = plan.byLocalName.get(child.name)?.complex;
      if (inner !== undefined) settleSpace(child, inner);
      continue;
    }
    if (!edgeIsSpace(child.text)) continue;
    const type = plan.byLocalName.get(child.name)?.simple;
    if (type !== undefined && type.whitespace !== 'preserve') child.settle(normaliseSpace(type, child.text));
  }
}
