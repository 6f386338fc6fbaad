import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/platform/errors.ts';
import { catalogue, NAMESPACE } from '../../src/standard/index.ts';
import { firstFault, Validator } from '../../src/standard/validate.ts';
import { contentLimits, parse, type XmlDoc } from '../../src/xml/index.ts';
import { XPath } from '../support/xpath.ts';
import { Faults, type Faulty, SECRET } from './faulty.ts';

const validator = new Validator();
const faults = new Faults();
const NAMESPACES = { xbg: NAMESPACE, xsi: 'http://www.w3.org/2001/XMLSchema-instance' };
/** Rules that are not business rules; the text of those says itself what is allowed. */
const TECHNICAL = new Set(['XSD', 'CODE', 'CODELISTE', 'DIN91379']);
const SENTENCE =
  /^(Element [a-zA-Z0-9.]+|Ein unbekanntes Element|(Attribut [a-zA-Z]+|Ein unbekanntes Attribut) von [a-zA-Z0-9.]+|Das Zeichen U\+[0-9A-F]+|Der Text|Der Code|Die Codeliste) .*\.$/;
const ENGLISH = /\b(the|this|is|not|value|expected|allowed|missing|facet)\b/i;
/** Kinds of faults of which the schema must object to every one; a wrong value may be right for some types. */
const ALWAYS = /^(missing|repeated|swapped|unknown|element|text|attribute at|wrong|unbound|nil)/;
const WITHOUT_FOUND = /fehlt|braucht das Attribut|xsi:nil/;

/** Names and paths of what a finding points to. */
const placesOf = (document: XmlDoc, { path = '' }: Finding) => {
  const xpath = new XPath(path, NAMESPACES);
  return path.includes('/@') ? xpath.values(document.root).length : xpath.elements(document.root);
};

const check = ({ kind, xml, at, attribute }: Faulty): number => {
  using document = parse(xml, contentLimits);
  const { findings, total } = validator.validate(document);
  const of = `${kind} at ${attribute ?? at[0]}: ${JSON.stringify(findings)}`;
  const technical = findings.filter(({ rule }) => TECHNICAL.has(rule));
  if (technical.length === 0) {
    expect(kind, of).not.toMatch(ALWAYS);
    return 0;
  }
  expect(total, of).toBe(findings.length);
  expect(JSON.stringify([findings, firstFault(findings)?.detail]), of).not.toContain(SECRET);
  expect(JSON.stringify(findings), of).not.toMatch(/2026-02-30|25:61|88888888/.exec(xml.toString())?.[0] ?? SECRET);
  const found: string[] = [];
  for (const finding of findings) {
    expect(finding.line, of).toBeGreaterThan(0);
    const places = placesOf(document, finding);
    if (typeof places === 'number') expect(places, of).toBe(1);
    else {
      expect(places.length, of).toBe(1);
      expect(places[0]?.line, of).toBe(finding.line);
      found.push(places[0]?.name ?? '');
    }
    if (!TECHNICAL.has(finding.rule)) continue;
    expect(finding.text, of).toMatch(SENTENCE);
    expect(finding.text.replace(/\([a-zA-Z]+\)\.$/, ''), of).not.toMatch(ENGLISH);
    expect(finding.text, of).not.toContain('entspricht nicht dem Schema');
    if (!WITHOUT_FOUND.test(finding.text)) expect(finding.found, of).toMatch(/./);
    if (!finding.text.includes('xsi:nil')) expect(finding.allowed, of).toMatch(/./);
    expect(finding.allowed ?? '', of).not.toMatch(ENGLISH);
  }
  const attributes = findings.filter(({ path }) => path?.endsWith(`/@${attribute}`)).length;
  expect(attribute === undefined ? at.some((name) => found.includes(name)) : attributes > 0, of).toBe(true);
  return 1;
};

describe('a faulty message gets an answer that says where, what and what instead', () => {
  const seen = new Map<string, number>();
  it.each(catalogue.map(({ name }) => name))('%s', (name) => {
    for (const fault of faults.of(name)) seen.set(fault.kind, (seen.get(fault.kind) ?? 0) + check(fault));
  });

  it('in every kind of fault, many times', () => {
    for (const [kind, count] of seen) expect(count, kind).toBeGreaterThan(0);
    expect([...seen.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(1_000);
    expect(seen.size).toBeGreaterThan(25);
  });
});
