import { expect, test } from 'vitest';
import { raw } from '../../src/xml/engine.ts';
import { Field } from '../../src/xml/heap.ts';
import { parseTrusted } from '../../src/xml/index.ts';
import { checkLayout, PROBE } from '../../src/xml/layout.ts';
import { faultOf } from './support.ts';

const names = Object.keys(Field) as (keyof typeof Field)[];
const moved = names.flatMap((name) => [-1, 1].map((by) => [name, by] as const));

test('the layout of the engine is the one that is read', () => {
  using document = parseTrusted(PROBE);
  expect(() => checkLayout(raw.xmlDocGetRootElement(document.pointer))).not.toThrow();
});

test.each(moved)('a field that has moved is noticed: %s by %i words', (name, by) => {
  using document = parseTrusted(PROBE);
  const fields = { ...Field, [name]: Field[name] + by };
  expect(faultOf(() => checkLayout(raw.xmlDocGetRootElement(document.pointer), fields)).code).toBe('INTERNAL');
});
