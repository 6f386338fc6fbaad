import { describe, expect, test } from 'vitest';
import { contentLimits, envelopeLimits, openLimits, parse, precheck, type XmlLimits } from '../../src/xml/index.ts';
import { faultOf, millisecondsOf } from './support.ts';

const MIB = 1024 * 1024;

const check = (xml: string | Uint8Array, limits: XmlLimits = contentLimits): void =>
  precheck(typeof xml === 'string' ? Buffer.from(xml) : xml, limits);

const refused = (xml: string | Uint8Array, limits?: XmlLimits): string => faultOf(() => check(xml, limits)).code;

describe('encodings', () => {
  const utf16le = Buffer.from('<a>\u{fc}</a>', 'utf16le');
  test.each<[string, Uint8Array | string]>([
    ['UTF-16LE without BOM', utf16le],
    ['UTF-16LE with BOM', Buffer.concat([Buffer.of(0xff, 0xfe), utf16le])],
    ['UTF-16BE with BOM', Buffer.concat([Buffer.of(0xfe, 0xff), Buffer.from(utf16le).swap16()])],
    ['UTF-32BE', Buffer.of(0, 0, 0, 0x3c, 0, 0, 0, 0x61, 0, 0, 0, 0x2f, 0, 0, 0, 0x3e)],
    ['UTF-7', '+ADw-a+AD4-+ADw-/a+AD4-'],
    ['UTF-7 with BOM', '+/v8-<a/>'],
    ['UTF-8 with BOM', '\u{feff}<a/>'],
    ['EBCDIC', Buffer.of(0x4c, 0x6f, 0xa7, 0x94, 0x93, 0x40)],
    ['ISO-8859-1 umlaut', Buffer.from('<a>\u{fc}</a>', 'latin1')],
    ['overlong slash', Buffer.from([...Buffer.from('<a>'), 0xc0, 0xaf, ...Buffer.from('</a>')])],
    ['overlong less-than', Buffer.from([...Buffer.from('<a>'), 0xe0, 0x80, 0xbc, ...Buffer.from('</a>')])],
    ['lone surrogate', Buffer.from([...Buffer.from('<a>'), 0xed, 0xa0, 0x80, ...Buffer.from('</a>')])],
    ['code point beyond Unicode', Buffer.from([...Buffer.from('<a>'), 0xf4, 0x90, 0x80, 0x80, ...Buffer.from('</a>')])],
    ['NUL', '<a>\0</a>'],
    ['declaration of UTF-16', '<?xml version="1.0" encoding="UTF-16"?><a/>'],
    ['declaration of UTF-7', "<?xml version='1.0' encoding='UTF-7'?><a/>"],
    ['declaration of ISO-8859-1', '<?xml version="1.0" encoding="ISO-8859-1"?><a/>'],
    ['declaration of EBCDIC after standalone', '<?xml version="1.0" standalone="yes" encoding="ebcdic-cp-us"?><a/>'],
  ])('%s is refused as encoding', (_name, xml) => {
    expect(refused(xml)).toBe('READ_ENCODING');
  });

  test.each([
    '<?xml version="1.0"?><a/>',
    '<?xml version="1.0" encoding="UTF-8"?><a/>',
    "<?xml version='1.0' encoding='utf-8' standalone='no' ?>\n<a/>",
    '<a>Müller 😀</a>',
  ])('%s is accepted', (xml) => {
    expect(() => check(xml)).not.toThrow();
  });

  test('bytes of another encoding are found at their line', () => {
    const bytes = Buffer.from('<?xml version="1.0" encoding="UTF-8"?>\n<a>\nM\u00fcller\n</a>\n', 'latin1');
    expect(faultOf(() => check(bytes)).place.line).toBe(3);
    expect(faultOf(() => check(Buffer.from('<a>\n\n\u00fc', 'latin1'))).place.line).toBe(3);
  });

  test.each(['\n', ' ', '\r\n'])('an XML declaration after %j is named as that', (space) => {
    const { code, detail } = faultOf(() => check(`${space}<?xml version="1.0"?><a/>`));
    expect({ code, detail }).toEqual({
      code: 'READ_NOT_WELL_FORMED',
      detail: 'Vor der XML-Deklaration darf nichts stehen, auch keine leere Zeile.',
    });
  });

  test.each([
    '<?xml version="1.1"?><a/>',
    '<?xml encoding="UTF-8"?><a/>',
    '<?xml version="1.0" foo="1"?><a/>',
    '<?xml ',
  ])('declaration %s is not one of XML 1.0', (xml) => {
    expect(refused(xml)).toBe('READ_NOT_WELL_FORMED');
  });
});

describe('markup that no message needs', () => {
  test.each<[string, string, string]>([
    ['READ_DOCTYPE', 'DOCTYPE', '<!DOCTYPE a><a/>'],
    ['READ_DOCTYPE', 'internal subset', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'],
    ['READ_DOCTYPE', 'external entity', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'],
    ['READ_DOCTYPE', 'parameter entity', '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1/x"> %p;]><a/>'],
    ['READ_DOCTYPE', 'default attribute', '<!DOCTYPE a [<!ATTLIST a b CDATA "c">]><a/>'],
    ['READ_DOCTYPE', 'DOCTYPE after white space', '\n\n<!DOCTYPE a><a/>'],
    ['READ_DOCTYPE', 'DOCTYPE inside the root', '<a><!DOCTYPE a></a>'],
    ['READ_PROCESSING_INSTRUCTION', 'instruction in a text', '<betrag><?p 10?>00</betrag>'],
    ['READ_PROCESSING_INSTRUCTION', 'instruction before the root', '<?xml-stylesheet href="x"?><a/>'],
    ['READ_PROCESSING_INSTRUCTION', 'instruction after the root', '<a/><?p?>'],
    ['READ_PROCESSING_INSTRUCTION', 'second XML declaration', '<a><?xml version="1.0"?></a>'],
    ['READ_COMMENT', 'comment that splits a text', '<a>1<!-- -->2</a>'],
    ['READ_COMMENT', 'comment before the root', '<!-- --><a/>'],
    ['READ_ENTITY', 'undeclared entity', '<a>&euro;</a>'],
    ['READ_ENTITY', 'undeclared entity in an attribute', '<a b="&x;"/>'],
    ['READ_REFERENCE', 'xml:base', '<a xml:base="http://127.0.0.1/"/>'],
    ['READ_REFERENCE', 'XInclude', '<a xmlns:x="http://www.w3.org/2001/XInclude"><x:include href="/etc/passwd"/></a>'],
    ['READ_REFERENCE', 'relative namespace', '<a xmlns="../x"/>'],
    ['READ_REFERENCE', 'relative namespace of a prefix', '<a><b xmlns:c="c"/></a>'],
    ['READ_REFERENCE', 'namespace with a reference in it', '<a xmlns:c="urn:&#x20;x"/>'],
  ])('%s: %s', (code, _name, xml) => {
    expect(refused(xml)).toBe(code);
  });

  test('comments and instructions are read only where the limits say so, a DOCTYPE never', () => {
    expect(() => check('<!-- a --><?b c?><a><!--<d>--><?e >?>1</a>', openLimits)).not.toThrow();
    expect(refused('<!-- <a --><!DOCTYPE a><a/>', openLimits)).toBe('READ_DOCTYPE');
    expect(refused('<a><!-- -- --></a>', openLimits)).toBe('READ_NOT_WELL_FORMED');
  });

  test('what looks like markup inside CDATA is text', () => {
    expect(() => check('<a><![CDATA[<!DOCTYPE a><?b?><!-- &c; <d]]></a>')).not.toThrow();
  });
});

describe('what is not well-formed', () => {
  test.each([
    '',
    ' ',
    'text',
    '<',
    '<a',
    '<a>',
    '<a></b>',
    '</a>',
    '<a/><b/>',
    '<a/>text',
    '<a b/>',
    '<a b=c/>',
    '<a b="<"/>',
    '<a b="1" b="2"/>',
    '<a xmlns:p="urn:x" xmlns:q="urn:x" p:b="1" q:b="2"/>',
    '<p:a/>',
    '<a p:b="1"/>',
    '<a>&#0;</a>',
    '<a>&#x110000;</a>',
    '<a>]]></a>',
    '<a>\u{1}</a>',
    '<a>\u{ffff}</a>',
    '<a>& b</a>',
    '<a><![CDATA[x</a>',
    '<a><!ELEMENT b></a>',
    '<1a/>',
    '<a:b:c xmlns:a="urn:a"/>',
    '<a xmlns:xml="urn:x"/>',
    '<a / >',
  ])('%j is refused', (xml) => {
    expect(faultOf(() => check(xml)).code).toMatch(/^READ_(NOT_WELL_FORMED|ENTITY)$/);
  });

  test('faults name the line, also behind a long text that saxes does not see', () => {
    const attachment = `<b>${'QUJD\n'.repeat(2_000)}</b>`;
    expect(faultOf(() => check('<a>\n<b>\n</a>')).place.line).toBe(3);
    expect(faultOf(() => check(`<a>\n${attachment}\n<c>&d;</c></a>`)).place.line).toBe(2_003);
    expect(faultOf(() => check(`<a>\n${attachment}\n<!-- --></a>`)).place.line).toBe(2_003);
  });

  test('details never quote the document', () => {
    for (const xml of ['<a>&Geheim;</a>', '<a Geheim="1" Geheim="2"/>', '<Geheim:a/>', '<a></Geheim>']) {
      expect(faultOf(() => check(xml)).toGerman()).not.toContain('Geheim');
    }
  });
});

describe('documents made to cost time or memory are refused quickly', () => {
  const many = (count: number, make: (index: number) => string): string =>
    Array.from({ length: count }, (_, i) => make(i)).join('');
  const bombs: [string, string, () => string][] = [
    ['READ_DEPTH', 'depth 100,000', () => '<a>'.repeat(100_000) + '</a>'.repeat(100_000)],
    ['READ_DEPTH', 'depth 100,000, unclosed', () => '<a>'.repeat(100_000)],
    ['READ_ATTRIBUTES', '100,000 attributes', () => `<a ${many(100_000, (i) => ` b${i}="1"`)}/>`],
    ['READ_ATTRIBUTES', '100,000 namespaces', () => `<a ${many(100_000, (i) => ` xmlns:b${i}="urn:x"`)}/>`],
    ['READ_ATTRIBUTES', 'attribute of 10 MB', () => `<a b="${'x'.repeat(10 * MIB)}"/>`],
    ['READ_ATTRIBUTES', 'namespace of 1 MB', () => `<a xmlns="urn:${'x'.repeat(MIB)}"/>`],
    ['READ_NAME', 'element name of 10 MB', () => `<${'a'.repeat(10 * MIB)}/>`],
    ['READ_NAME', 'attribute name of 10 MB', () => `<a ${'b'.repeat(10 * MIB)}="1"/>`],
    ['READ_NAME', 'end tag name of 10 MB', () => `<a></${'a'.repeat(10 * MIB)}>`],
    ['READ_COUNT', '1 M elements', () => `<a>${'<b/>'.repeat(1_000_000)}</a>`],
    ['READ_TEXT', 'text over the limit', () => `<a>${'x'.repeat(1_001)}</a>`],
    [
      'READ_TEXT',
      'text over the limit in CDATA sections',
      () => `<a>${`<![CDATA[${'x'.repeat(101)}]]>`.repeat(10)}</a>`,
    ],
    ['READ_TEXT', 'many CDATA sections', () => `<a>${'<![CDATA[]]>'.repeat(500_000)}</a>`],
    ['READ_TEXT', 'one CDATA section more than allowed', () => `<a>${'<![CDATA[]]>x'.repeat(17)}</a>`],
    ['LIMIT_SIZE', 'document over the limit', () => `<a>${' '.repeat(contentLimits.maxBytes)}</a>`],
    [
      'READ_DOCTYPE',
      'billion laughs',
      () => `<!DOCTYPE a [<!ENTITY b "x">${many(30, (i) => `<!ENTITY c${i} "${'&b;'.repeat(10)}">`)}]><a>&c9;</a>`,
    ],
    [
      'READ_DOCTYPE',
      'quadratic blow-up',
      () => `<!DOCTYPE a [<!ENTITY b "${'x'.repeat(65_000)}">]><a>${'&b;'.repeat(20_000)}</a>`,
    ],
  ];
  test.each(bombs)('%s: %s', (code, name, make) => {
    const limits = name.startsWith('text') ? { ...contentLimits, maxTextLength: 1_000 } : contentLimits;
    const bytes = Buffer.from(make());
    let found = '';
    const time = millisecondsOf(() => {
      found = refused(bytes, limits);
    });
    expect(found).toBe(code);
    expect(time).toBeLessThan(250);
  });

  test('a whole document of the most that is allowed is still read in bounded time', () => {
    const wide = Buffer.from(`<a>${'<b c="1">x</b>'.repeat(contentLimits.maxElements - 1)}</a>`);
    const deep = Buffer.from('<a>'.repeat(contentLimits.maxDepth) + '</a>'.repeat(contentLimits.maxDepth));
    expect(() => check(deep)).not.toThrow();
    expect(millisecondsOf(() => check(wide))).toBeLessThan(2_000);
  });

  test('the limits of an envelope are narrower', () => {
    expect(refused(`<a>${'<b/>'.repeat(envelopeLimits.maxElements)}</a>`, envelopeLimits)).toBe('READ_COUNT');
  });
});

test('an attachment of 15 MB is read whole', () => {
  const bytes = Buffer.from(`<a><anlage>${'QUJD'.repeat((15 * MIB) / 4)}</anlage></a>`);
  using document = parse(bytes, contentLimits);
  expect(document.root.child('anlage')?.text.length).toBe(15 * MIB);
});
