import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { build, CodeLists, catalogue, type MessageType, sample, typeByNumber } from '../../src/standard/index.ts';
import { Schematron } from '../../src/standard/schematron.ts';
import { FUNCTIONS, functions } from '../../src/standard/schematron-functions.ts';
import { type LetSource, readSchematron, type SchematronSource } from '../../src/standard/schematron-read.ts';
import { compileXPath } from '../../src/standard/xpath.ts';
import { textOf } from '../../src/standard/xpath-values.ts';
import { escapeAttribute, parseTrusted, type SnapshotNode, snapshot } from '../../src/xml/index.ts';
import { breaks } from '../standard/breaks/index.ts';
import { changed } from '../standard/breaks/tools.ts';
import { xsd } from '../standard/schema-sets.ts';
import { available, fileExists, run, runs, Workshop } from './support.ts';

const SAXON = '/usr/share/java/Saxon-HE.jar';
const usable =
  available(runs('java', '-version'), 'java (Debian: openjdk-17-jdk-headless)') &&
  available(fileExists(SAXON), 'Saxon (Debian: libsaxonhe-java)');

const folder = join(xsd, 'schematron');
const files = readdirSync(folder).filter((file) => file.endsWith('.sch'));

const read = (file: string): SchematronSource => {
  using document = parseTrusted(readFileSync(join(folder, file)));
  return readSchematron(document.root);
};

const variables = (lets: readonly LetSource[]): string =>
  lets.map(({ name, value }) => `<xsl:variable name="${name}" select="${escapeAttribute(value)}"/>`).join('\n');

/** Place of an element by the positions of it and the elements around it. */
const PLACE = `<xsl:value-of select="for $e in ancestor-or-self::* return count($e/preceding-sibling::*)" separator="/"/>`;

/** What a Schematron processor makes of a file, in short: a line `id place` for each finding. */
function stylesheet(file: string): string {
  const { namespaces, lets, patterns } = read(file);
  const prefixes = Object.entries(namespaces).map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`);
  const modes = patterns.map(({ rules }, mode) => {
    const templates = rules.map(({ context, lets: own, assertions }, index) => {
      const checks = assertions.map(({ kind, id, test }) => {
        const broken = kind === 'report' ? test : `not(${test})`;
        return `<xsl:if test="${escapeAttribute(broken)}">${id} ${PLACE}<xsl:text>&#10;</xsl:text></xsl:if>`;
      });
      return `<xsl:template match="${escapeAttribute(context)}" mode="p${mode}" priority="${1000 - index}">
        ${variables(own)}${checks.join('\n')}<xsl:apply-templates select="*" mode="p${mode}"/></xsl:template>`;
    });
    return `${templates.join('\n')}<xsl:template match="*" mode="p${mode}" priority="0">
      <xsl:apply-templates select="*" mode="p${mode}"/></xsl:template>`;
  });
  const calls = patterns.map((_, mode) => `<xsl:apply-templates select="*" mode="p${mode}"/>`);
  return `<xsl:stylesheet version="2.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" ${prefixes.join(' ')}>
    <xsl:include href="${pathToFileURL(join(folder, 'funktionen.xsl'))}"/>
    <xsl:output method="text"/>
    ${variables([...lets, ...patterns.flatMap((pattern) => pattern.lets)])}
    <xsl:template match="/">${calls.join('')}</xsl:template>
    ${modes.join('\n')}</xsl:stylesheet>`;
}

const messages = new Map<string, Uint8Array>([
  ...catalogue.map(({ name }) => [`${name}.xml`, build(sample(name), { readable: true })] as const),
  ...Object.entries(breaks).map(
    ([id, [number, ...changes]]) => [`${id}.xml`, changed(typeByNumber(number) as MessageType, changes)] as const,
  ),
]);

const rules = Schematron.load(folder);
const lists = CodeLists.load();

/** The same lines by our own evaluation. */
function ours(name: string, bytes: Uint8Array): string[] {
  using source = parseTrusted(bytes);
  const { document, root } = snapshot(source);
  const running = rules.open(document, lists);
  const lines: string[] = [];
  const walk = (element: SnapshotNode, place: string): void => {
    rules.check(element, running, ({ id }) => lines.push(`${name} ${id} ${place}`));
    for (const [index, child] of element.children.entries()) walk(child, `${place}/${index}`);
  };
  walk(root, '0');
  return lines;
}

describe.skipIf(!usable)('Saxon and the rules of the standard', () => {
  const workshop = new Workshop();
  afterAll(() => workshop[Symbol.dispose]());

  it('find the same in every sample and in every message that breaks a rule', () => {
    const [sheets, documents] = [workshop.path('regeln'), workshop.path('nachrichten')];
    for (const created of [sheets, documents]) mkdirSync(created);
    for (const file of files) writeFileSync(join(sheets, `${file}.xsl`), stylesheet(file));
    for (const [name, bytes] of messages) writeFileSync(join(documents, name), bytes);
    const program = join(import.meta.dirname, 'RunRules.java');
    const found = run('java', '-cp', SAXON, program, sheets, documents, join(xsd, 'codelisten')).toString('utf8');
    const theirs = found.split('\n').filter((line) => line !== '');
    const own = [...messages].flatMap(([name, bytes]) => ours(name, bytes));
    expect(own.length).toBeGreaterThanOrEqual(Object.keys(breaks).length);
    expect(theirs.toSorted()).toEqual(own.toSorted());
  });
});

/** Calls whose results the two implementations of the functions must share. */
const days = [
  '2026-08-15',
  '2024-02-29',
  '2026-01-31',
  '1999-12-31',
  '9999-12-31',
  '0001-01-01',
  '2026-02-30',
  '2001',
  '',
];
const instants = [
  '2026-03-29T00:59:59.999Z',
  '2026-03-29T01:00:00Z',
  '2026-03-28T22:59:59+00:00',
  '2026-03-29T22:00:00Z',
  '2026-10-24T22:00:00Z',
  '2026-10-25T00:59:59Z',
  '2026-10-25T22:59:59Z',
  '2026-10-25T23:00:00Z',
  '2026-12-31T23:30:00.5Z',
  '2026-01-01T24:00:00+01:00',
  '2026-07-01T00:30:00+14:00',
  '2026-07-01T00:30:00-14:00',
  '2026-07-01T00:30:00+14:01',
  '2026-07-01T00:30:00',
  '2026-02-30T00:30:00Z',
];
const counts = ['0', '1', '-1', '14', '-400', '0.5', '20000000', "number('x')"];
const keys = ['bgb:145110000001', 'BGB:145110000001', 'bgb:1451100000012', ' pol:092761440001 ', ''];
const ibans = ['DE79000000001234567890', 'DE78000000001234567890', 'GB82WEST12345698765432', 'de79', 'DE7900', ''];
const quoted = (values: readonly string[]): string[] => values.map((value) => `'${value}'`);
const times = quoted([...days, ...instants]);
const CALLS: readonly string[] = [
  ...times.flatMap((time) => [`f:tag(${time})`, `f:ist-tag(${time})`]),
  ...['tag-plus', 'monat-plus', 'jahr-plus'].flatMap((name) =>
    times.flatMap((time) => counts.map((count) => `f:${name}(${time}, ${count})`)),
  ),
  ...times.flatMap((one) => times.map((other) => `f:vor(${one}, ${other})`)),
  ...quoted(keys).flatMap((key) => [`f:organisationsschluessel-gueltig(${key})`, `f:land(${key})`]),
  ...quoted(ibans).map((iban) => `f:iban-gueltig(${iban})`),
  ...quoted(['pzu', 'fehlt']).flatMap((code) => [
    `f:in-liste('zustellart', ${code})`,
    `f:liste('zustellart', ${code}, 'beschreibung')`,
  ]),
  ...times.flatMap((time) =>
    ['code', 'betrag', 'fehlt'].map((column) => `f:tatbestand('141713', '${column}', ${time})`),
  ),
];

describe.skipIf(!usable)('Saxon and the functions of the rules', () => {
  it('give the same for days, instants, keys and codes', () => {
    using workshop = new Workshop();
    const [sheets, documents] = [workshop.path('aufrufe'), workshop.path('dokumente')];
    for (const created of [sheets, documents]) mkdirSync(created);
    const lines = CALLS.map((call) => `<xsl:value-of select="${escapeAttribute(call)}"/>;<xsl:text>&#10;</xsl:text>`);
    const sheet = `<xsl:stylesheet version="2.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="${FUNCTIONS}">
      <xsl:include href="${pathToFileURL(join(folder, 'funktionen.xsl'))}"/><xsl:output method="text"/>
      <xsl:template match="/">${lines.join('')}</xsl:template></xsl:stylesheet>`;
    writeFileSync(join(sheets, 'aufrufe.xsl'), sheet);
    writeFileSync(join(documents, 'd'), '<a/>');
    const program = join(import.meta.dirname, 'RunRules.java');
    const theirs = run('java', '-cp', SAXON, program, sheets, documents, join(xsd, 'codelisten')).toString('utf8');

    using source = parseTrusted('<a/>');
    const { document } = snapshot(source);
    const frame = { document, lists, shared: [], locals: [], element: document, position: 1, size: 1 };
    const scope = { namespaces: { f: FUNCTIONS }, functions, variables: new Map(), shared: { count: 0 } };
    const own = CALLS.map((call) => `d ${textOf(compileXPath(call, scope))(document, frame)};`);
    expect(theirs.trimEnd().split('\n')).toEqual(own);
  });
});

describe('files of rules', () => {
  it.each(files)('%s includes the functions, for processors that make a stylesheet of it', (file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    expect(text).toMatch(/^<schema [^>]*queryBinding="xslt2">$/m);
    expect(text).toContain('<xsl:include href="funktionen.xsl"/>');
  });
});
