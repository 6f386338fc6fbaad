import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openLimits, parse } from '../../src/xml/index.ts';
import { startTagLines } from '../../src/xml/lines.ts';
import { XPath } from '../support/xpath.ts';
import { millisecondsOf } from './support.ts';

const bytes = (xml: string) => Buffer.from(xml);

describe('lines of elements', () => {
  const piece = fc.constantFrom(
    '\n',
    '\r\n',
    ' text > ',
    '<b/>',
    '<b\n/>',
    '<b a=">\n"/>',
    "<b a='\"/>'\n></b>",
    '<b>\n</b>',
    '<![CDATA[<b>\n]]>',
    '<!-- <b>\n -->',
    '<?b <c>\n ?>',
    '<c><b>\n\n</b>\n</c>',
  );

  test('are those of libxml2, as long as libxml2 can number them', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const xml = bytes(`<?xml version="1.0"?>\n<a>${pieces.join('')}</a>`);
        using document = parse(xml, openLimits);
        expect(startTagLines(xml)).toEqual([...document.root.descendants()].map(({ line }) => line));
      }),
    );
  });

  test('are right beyond the 65,535th line, whatever stands there', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const content = pieces.join('');
        using near = parse(bytes(`<a>\n${content}</a>`), openLimits);
        using far = parse(bytes(`<a>${'\n'.repeat(80_000)}${content}</a>`), openLimits);
        const lines = (root: typeof near.root) => [...root.descendants()].slice(1).map(({ line }) => line);
        expect(lines(far.root)).toEqual(lines(near.root).map((line) => line + 79_999));
      }),
      { numRuns: 30 },
    );
  });

  test('cost one look at the document, wherever its lines end', () => {
    const least = bytes(`<a>${'\n'.repeat(70_000)}${'<b/>'.repeat(20_000)}${'x'.repeat(1_000_000)}</a>`);
    const most = bytes(`<a>${'\n'.repeat(70_000)}${'<b/>'.repeat(80_000)}${'x'.repeat(4_000_000)}</a>`);
    startTagLines(least);
    const one = Math.min(...[1, 2, 3].map(() => millisecondsOf(() => startTagLines(least))));
    const four = Math.min(...[1, 2, 3].map(() => millisecondsOf(() => startTagLines(most))));
    expect(four).toBeLessThan(12 * one + 20);
  });
});

describe('paths of elements', () => {
  test('find their element again', () => {
    const name = fc.constantFrom('b', 'c', 'x:b', 'y:b');
    const { tree } = fc.letrec<{ tree: string }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        name.map((tag) => `<${tag}/>`),
        fc
          .tuple(name, fc.array(tie('tree'), { maxLength: 4 }))
          .map(([tag, content]) => `<${tag}>${content.join('')}</${tag}>`),
      ),
    }));
    fc.assert(
      fc.property(fc.array(tree, { maxLength: 5 }), (content) => {
        using document = parse(bytes(`<a xmlns:x="urn:x" xmlns:y="urn:y">${content.join('')}</a>`), openLimits);
        for (const element of document.root.descendants()) {
          const anonymous = document.places.path(element.pointer, (local) => local !== 'b');
          for (const path of [element.path, anonymous]) {
            const found = new XPath(path, { x: 'urn:x', y: 'urn:y' }).elements(document.root);
            expect(found.map((one) => one.pointer)).toEqual([element.pointer]);
          }
          expect(anonymous).not.toContain('b');
        }
      }),
      { numRuns: 50 },
    );
  });

  test('of many siblings cost hardly more than that of one', () => {
    const siblings = 50_000;
    const open = () => parse(bytes(`<a>${'<b/>'.repeat(siblings)}</a>`), openLimits);
    using first = open();
    using second = open();
    const [last] = first.root.children().slice(-1);
    const many = second.root.children().slice(-200);
    void last?.name;
    const one = millisecondsOf(() => last?.path);
    const all = millisecondsOf(() => many.map((element) => element.path));
    expect(last?.path).toBe(`/a/b[${siblings}]`);
    expect(all).toBeLessThan(10 * one + 50);
  });
});
