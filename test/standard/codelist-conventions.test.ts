import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ROLLEN } from '../../src/profile/schema.ts';
import type { Rolle } from '../../src/standard/catalogue/definition.ts';
import { catalogue } from '../../src/standard/catalogue.ts';
import { CodeLists, ownCodeList } from '../../src/standard/codelists.ts';
import { parseTrusted, type XmlDoc, type XmlElement } from '../../src/xml/index.ts';
import { structureFaults } from './genericode.ts';
import { lawFaults, lawsExist } from './reference-law.ts';
import { xsd } from './schema-sets.ts';

const folder = join(xsd, 'codelisten');
const files = readdirSync(folder).filter((file) => file.endsWith('.xml'));
const documents = new Map<string, XmlDoc>(
  files.map((file) => [file, parseTrusted(readFileSync(join(folder, file)))] as const),
);
afterAll(() => {
  for (const document of documents.values()) document[Symbol.dispose]();
});
const lists = CodeLists.load();

const rootOf = (file: string): XmlElement => {
  const document = documents.get(file);
  if (document === undefined) throw new Error(file);
  return document.root;
};
const isOwn = (file: string): boolean => file.startsWith('urn-bussgeld-blaupause-');
const at = (element: XmlElement | undefined, ...names: readonly string[]): XmlElement | undefined =>
  names.reduce<XmlElement | undefined>((found, name) => found?.child(name), element);
const columnsOf = (file: string): XmlElement[] => at(rootOf(file), 'ColumnSet')?.all('Column') ?? [];

/** What values of a column type look like. */
const VALUES: Readonly<Record<string, RegExp>> = {
  string: /\S/,
  token: /^\S+( \S+)*$/,
  integer: /^(0|[1-9]\d*)$/,
  date: /^\d{4}-\d\d-\d\d$/,
};

describe.each(files)('%s', (file) => {
  it('is genericode', () => {
    expect(structureFaults(rootOf(file))).toEqual([]);
  });

  it('tells name, agency, version and URIs as the Codelisten-Handbuch wants them', () => {
    const identification = at(rootOf(file), 'Identification');
    const text = (name: string): string => identification?.child(name)?.text ?? '';
    const described = (name: string): string => at(rootOf(file), 'Annotation', 'Description', name)?.text ?? '';
    expect(text('ShortName')).toMatch(/^[a-z]+$/);
    expect(described('shortName')).toBe(text('ShortName'));
    expect(text('LongName')).toMatch(/^\p{Lu}/u);
    expect(text('CanonicalVersionUri')).toBe(`${text('CanonicalUri')}_${text('Version')}`);
    expect(`${text('CanonicalVersionUri').replaceAll(':', '-')}.xml`).toBe(file);
    expect(described('agencyShortName')).not.toBe('');
    expect(described('codelistDescription')).toMatch(/\.$/);
    if (!isOwn(file)) return;
    expect(text('CanonicalUri')).toBe(ownCodeList(text('ShortName')));
    expect(text('Version')).toMatch(/^\d+\.\d+$/);
    expect(described('codelistDescription')).toMatch(/Entwurf\.$/);
    expect(described('agencyShortName')).toBe('Bußgeld-Blaupause');
    expect(described('versionHandbook')).toMatch(/^\d+\.\d+\.\d+$/);
    expect(at(identification, 'Agency', 'LongName')?.text).toBe('Bußgeld-Blaupause (nicht amtlich)');
  });

  it('names the language of every text', () => {
    const XML = 'http://www.w3.org/XML/1998/namespace';
    const longNames = [at(rootOf(file), 'Identification'), ...columnsOf(file)].map((element) =>
      at(element, 'LongName'),
    );
    for (const name of longNames) expect(name?.attribute('lang', XML), name?.text).toBe('de-DE');
    for (const column of columnsOf(file)) {
      const data = at(column, 'Data');
      const isText = data?.attribute('Type') === 'string';
      expect(data?.attribute('Lang'), column.attribute('Id')).toBe(isText ? 'de-DE' : undefined);
    }
    expect(at(rootOf(file), 'ColumnSet')?.all('Column')[1]?.child('Data')?.attribute('Type')).toBe('string');
  });

  it('has a recommended key of required columns, code first', () => {
    const columns = columnsOf(file);
    const required = columns.filter((column) => column.attribute('Use') === 'required').map((c) => c.attribute('Id'));
    const key = at(rootOf(file), 'ColumnSet', 'Key')?.all('ColumnRef') ?? [];
    expect(key[0]?.attribute('Ref')).toBe('code');
    for (const reference of key) expect(required).toContain(reference.attribute('Ref'));
    expect(columns.map((column) => column.attribute('Id')).slice(0, 2)).toEqual(['code', 'beschreibung']);
    for (const column of columns) {
      expect(column.child('ShortName')?.text).toBe(column.attribute('Id'));
      expect(column.attribute('Use')).toMatch(/^(required|optional)$/);
      expect(Object.keys(VALUES)).toContain(at(column, 'Data')?.attribute('Type'));
    }
  });

  it('fills required columns everywhere, optional ones somewhere, and each with its type', () => {
    const rows = (at(rootOf(file), 'SimpleCodeList')?.all('Row') ?? []).map(
      (row) => new Map(row.all('Value').map((value) => [value.attribute('ColumnRef') ?? '', value.text.trim()])),
    );
    const ids = columnsOf(file).map((column) => column.attribute('Id') ?? '');
    for (const row of rows) for (const id of row.keys()) expect(ids).toContain(id);
    for (const column of columnsOf(file)) {
      const id = column.attribute('Id') ?? '';
      const values = rows.flatMap((row) => row.get(id) ?? []);
      if (column.attribute('Use') === 'required') expect(values.length, id).toBe(rows.length);
      else expect(values.length, id).toBeGreaterThan(0);
      const pattern = VALUES[at(column, 'Data')?.attribute('Type') ?? ''] ?? /^$/;
      for (const value of values) expect(value, id).toMatch(pattern);
    }
    if (isOwn(file)) for (const row of rows) expect(row.get('code')).toMatch(/^[a-zA-Z0-9]+([-._][a-zA-Z0-9]+)*$/);
  });

  it.skipIf(!lawsExist)('cites provisions that exist', () => {
    const list = lists.all().find(({ uri, version }) => `${uri}_${version}`.replaceAll(':', '-') === file.slice(0, -4));
    const cited = [...(list?.rows.values() ?? [])].flatMap((row) => [
      row['paragraf'] ?? '',
      row['rechtsgrundlage'] ?? '',
      row['beschreibung'] ?? '',
    ]);
    expect([list?.beschreibung ?? '', ...cited].flatMap(lawFaults)).toEqual([]);
  });
});

describe('the check of the structure', () => {
  const source = readFileSync(join(folder, 'urn-bussgeld-blaupause-codeliste-zustellart_1.0.xml'), 'utf8');
  it.each([
    ['a missing part', /<ColumnSet>[\s\S]*<\/ColumnSet>/, '', /CodeList contains/],
    [
      'parts in another order',
      /(<Version>1.0<\/Version>)\s*(<CanonicalUri>.*<\/CanonicalUri>)/,
      '$2$1',
      /Identification/,
    ],
    ['a key without columns', /<ColumnRef Ref="code"\/>/, '', /Key contains/],
    ['an unknown attribute', '<Row>', '<Row Id="1">', /Row has @Id/],
    ['a column without use', ' Use="required"', '', /Column lacks @Use/],
    ['loose text', '<Row>', '<Row>pzu', /Row has text/],
  ] as const)('finds %s', (_, from, to, fault) => {
    using document = parseTrusted(Buffer.from(source.replace(from, to)));
    expect(structureFaults(document.root).join('\n')).toMatch(fault);
  });

  it.skipIf(!lawsExist)('finds provisions that do not exist', () => {
    expect(lawFaults('Fristen (§§ 31 bis 33 OWiG, § 26 Abs. 3 StVG)')).toEqual([]);
    for (const text of [
      '§ 999 OWiG',
      '§ 33 Abs. 1 Nr. 16 OWiG',
      '§ 147 Abs. 9 StPO',
      '§ 33 Abs. 5 OWiG',
      '§§ 49, 499b OWiG',
      '§ 25 Abs. 9 StVG',
    ])
      expect(lawFaults(text)).toHaveLength(1);
  });
});

describe('roles', () => {
  /** Every role of the catalogue; the compiler wants all of them. */
  const roles: Readonly<Record<Exclude<Rolle, 'alle'>, true>> = {
    messstelle: true,
    polizei: true,
    bussgeldbehoerde: true,
    ordnungsbehoerde: true,
    aufsichtsbehoerde: true,
    kba: true,
    zulassungsbehoerde: true,
    fahrerlaubnisbehoerde: true,
    meldebehoerde: true,
    ausweisbehoerde: true,
    auslaenderbehoerde: true,
    zustelldienst: true,
    bekanntmachungsstelle: true,
    kasse: true,
    vollstreckungsbehoerde: true,
    staatsanwaltschaft: true,
    gericht: true,
    'bundesamt-fuer-justiz': true,
    portal: true,
    gateway: true,
  };
  const listed = [...lists.own('behoerdenrolle').rows.keys()];

  it('are those of the messages and the technical service provider', () => {
    expect(listed.toSorted()).toEqual([...Object.keys(roles), 'dienstleister'].sort());
    for (const { from, to } of catalogue)
      for (const role of [...from, ...to]) if (role !== 'alle') expect(listed).toContain(role);
  });

  it('cover those that a profile may give an authority', () => {
    for (const role of ROLLEN) expect(listed).toContain(role);
  });
});
