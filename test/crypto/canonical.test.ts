import { describe, expect, it } from 'vitest';
import { canonicalize } from '../../src/crypto/index.ts';
import { codeOf } from './support.ts';

const text = (xml: string | Uint8Array, options: Parameters<typeof canonicalize>[1]) =>
  canonicalize(xml, options).toString();

describe('canonicalize', () => {
  it('takes text and bytes alike', () => {
    expect(text('<a b="2" a="1"/>', { exclusive: true })).toBe('<a a="1" b="2"></a>');
    expect(text(Buffer.from('<ä/>'), { exclusive: true })).toBe('<ä></ä>');
  });

  it('exclusive form leaves out namespaces that are not used, inclusive form keeps them', () => {
    const xml = '<a xmlns="urn:a" xmlns:u="urn:u" xmlns:v="urn:v"><u:b/></a>';
    expect(text(xml, { exclusive: true })).toBe('<a xmlns="urn:a"><u:b xmlns:u="urn:u"></u:b></a>');
    expect(text(xml, { exclusive: false })).toBe('<a xmlns="urn:a" xmlns:u="urn:u" xmlns:v="urn:v"><u:b></u:b></a>');
    expect(text(xml, { exclusive: true, inclusivePrefixes: ['v'] })).toBe(
      '<a xmlns="urn:a" xmlns:v="urn:v"><u:b xmlns:u="urn:u"></u:b></a>',
    );
  });

  it('keeps instructions, and comments only when asked', () => {
    const xml = '<?a b?><!-- x --><r><!-- y --><?c d?>1</r><!-- z -->';
    expect(text(xml, { exclusive: true })).toBe('<?a b?>\n<r><?c d?>1</r>');
    expect(text(xml, { exclusive: true, withComments: true })).toBe(
      '<?a b?>\n<!-- x -->\n<r><!-- y --><?c d?>1</r>\n<!-- z -->',
    );
  });

  it('writes characters as Canonical XML 1.0, section 3.4 does', () => {
    const xml =
      '<doc><text>First line&#x0d;&#10;Second line</text><value>&#x32;</value><compute><![CDATA[value>"0" && value<"10" ?"valid":"error"]]></compute>' +
      `<compute expr='value>"0" &amp;&amp; value&lt;"10" ?"valid":"error"'>valid</compute></doc>`;
    expect(text(xml, { exclusive: false })).toBe(
      '<doc><text>First line&#xD;\nSecond line</text><value>2</value>' +
        '<compute>value&gt;"0" &amp;&amp; value&lt;"10" ?"valid":"error"</compute>' +
        '<compute expr="value>&quot;0&quot; &amp;&amp; value&lt;&quot;10&quot; ?&quot;valid&quot;:&quot;error&quot;">valid</compute></doc>',
    );
  });

  it('refuses a DOCTYPE, whose defaults and entities would change the text', () => {
    expect(codeOf(() => canonicalize('<!DOCTYPE r [<!ATTLIST r a CDATA "1">]><r/>', { exclusive: true }))).toBe(
      'READ_DOCTYPE',
    );
  });
});
