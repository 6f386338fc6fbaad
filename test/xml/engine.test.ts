import { expect, test } from 'vitest';
import { canonicalize, contentLimits, liveDocuments, parse, parseTrusted, snapshot } from '../../src/xml/index.ts';
import { XPath } from '../support/xpath.ts';

const bytes = (xml: string): Buffer => Buffer.from(xml);

test('every document is disposed, also when it is refused', () => {
  const before = liveDocuments();
  {
    using document = parseTrusted('<a/>');
    expect(document.root.name).toBe('a');
    expect(liveDocuments()).toBe(before + 1);
  }
  for (const bad of ['<a>', '<!DOCTYPE a><a/>', '']) expect(() => parseTrusted(bad)).toThrow();
  expect(liveDocuments()).toBe(before);
});

test('an element of a disposed document throws instead of reading freed memory', () => {
  const document = parse(bytes('<a b="1"><c>x</c></a>'), contentLimits);
  const { root } = document;
  document[Symbol.dispose]();
  document[Symbol.dispose]();
  expect(() => root.text).toThrow(/disposal/);
  expect(() => root.children()).toThrow(/disposal/);
  expect(() => canonicalize(root, { exclusive: true })).toThrow(/disposal/);
  expect(() => new XPath('c').elements(root)).toThrow(/disposal/);
});

test('20,000 documents leave memory flat', () => {
  const message = bytes(`<a>${'<b c="1">Wert</b>'.repeat(200)}</a>`);
  const run = (count: number): void => {
    for (let i = 0; i < count; i += 1) {
      using document = parse(message, contentLimits);
      canonicalize(document.root.children()[7] ?? document.root, { exclusive: true });
    }
  };
  run(2_000);
  const before = process.memoryUsage().rss;
  run(18_000);
  expect(liveDocuments()).toBe(0);
  expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
}, 60_000);

test('snapshots leave no document and no memory behind', () => {
  const bytes = Buffer.from(`<a>${'<b c="1">Wert</b>'.repeat(200)}</a>`);
  const before = liveDocuments();
  const run = (count: number): void => {
    for (let i = 0; i < count; i += 1) {
      using document = parse(bytes, contentLimits);
      snapshot(document);
    }
  };
  run(1_000);
  const rss = process.memoryUsage().rss;
  run(5_000);
  expect(liveDocuments()).toBe(before);
  expect(process.memoryUsage().rss - rss).toBeLessThan(64 * 1024 * 1024);
}, 30_000);
