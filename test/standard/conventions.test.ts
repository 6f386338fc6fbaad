import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CodeLists } from '../../src/standard/codelists.ts';
import { catalogue } from '../../src/standard/index.ts';
import { Validator } from '../../src/standard/validate.ts';
import { parseTrusted, type XmlElement } from '../../src/xml/index.ts';
import { lawFaults, lawsExist } from './reference-law.ts';
import { xsd } from './schema-sets.ts';

const XS = 'http://www.w3.org/2001/XMLSchema';
const folder = join(xsd, 'xbussgeld');
const files = readdirSync(folder).filter((file) => file.endsWith('.xsd'));
const documents = files.map((file) => parseTrusted(readFileSync(join(folder, file))));
afterAll(() => {
  for (const document of documents) document[Symbol.dispose]();
});
const schemas = new Map(files.map((file, index) => [file.slice(0, -4), documents[index]?.root as XmlElement]));

/** Themes whose messages stand together in the file of one of them. */
const TOGETHER: Readonly<Record<string, string>> = {
  verwarnung: 'anhoerung',
  bescheid: 'zustellung',
  kosten: 'register',
};
/** Files without messages: what all themes share. */
const SHARED = ['xbussgeld', 'basisdatentypen', 'basisnachricht', 'baukasten', 'codes'];

const within = (element: XmlElement): XmlElement[] => [element, ...element.children().flatMap(within)];
const named = (element: XmlElement): string => element.attribute('name') ?? '';
const documentation = (element: XmlElement): string =>
  element.child('annotation', XS)?.child('documentation', XS)?.text ?? '';
const themeOf = (file: string): string => file.replace('xbussgeld-', '');
/** Elements, types and attributes that the standard declares itself, with their file; not the parts of a code type. */
const declared = [...schemas].flatMap(([file, root]) =>
  within(root)
    .filter((node) => ['element', 'complexType', 'simpleType', 'attribute'].includes(node.name) && named(node) !== '')
    .filter((node) => node.attribute('form') !== 'unqualified' && !named(node).startsWith('list'))
    .map((node) => ({ file, node, name: named(node) })),
);
const types = declared.filter(({ node }) => node.name === 'complexType' || node.name === 'simpleType');
const codeTypes = types.filter(({ name }) => name.startsWith('Code.'));
const isMessage = ({ node }: { readonly node: XmlElement }): boolean => node.parent?.name === 'schema';
const messages = declared.filter((item) => item.node.name === 'element' && isMessage(item));
const inner = declared.filter((item) => item.node.name === 'element' && !isMessage(item));
const lists = CodeLists.load();

/** German written without umlauts; words that have these letters by themselves are left out. */
const WITHOUT_UMLAUTS =
  /\b(fuer|ueber\w*|koenn\w*|muess\w*|wuerd\w*|zustaendig\w*|behoerd\w*|pruef\w*|gebuehr\w*|oeffentlich\w*|naechst\w*|spaet\w*|gemaess|dass?elbe\s+fuer|strasse\w*|massnahm\w*|verjaehr\w*|anhoer\w*|rueck\w*)\b/i;

describe.each([...schemas])('%s', (file, root) => {
  it('is a schema of this version of the standard', () => {
    expect(root.attribute('targetNamespace')).toBe('urn:bussgeld-blaupause:xbussgeld:1.0');
    expect(root.attribute('version')).toBe('1.0');
    expect(root.attribute('attributeFormDefault')).toBe('unqualified');
    // the file that takes the Basisnachricht over is unqualified as it is
    const form = file === 'xbussgeld-basisnachricht' ? 'unqualified' : 'qualified';
    expect(root.attribute('elementFormDefault')).toBe(form);
    const standard = root.child('annotation', XS)?.child('appinfo', XS);
    expect(standard?.child('standard')?.child('nameTechnisch')?.text).toBe('xbussgeld');
    expect(standard?.child('versionStandard')?.child('version')?.text).toBe('1.0');
  });

  it('keeps to the parts of XML Schema that the standard uses', () => {
    const parts = new Set(
      within(root)
        .filter(({ namespace }) => namespace === XS)
        .map((node) => node.name),
    );
    for (const part of ['any', 'anyAttribute', 'all', 'group', 'attributeGroup', 'redefine', 'key'])
      expect(parts).not.toContain(part);
    for (const node of within(root)) {
      for (const attribute of ['mixed', 'substitutionGroup', 'abstract', 'nillable', 'ref'])
        expect(node.attribute(attribute), named(node)).toBeUndefined();
      if (node.name === 'choice') expect(node.attribute('maxOccurs')).toBeUndefined();
    }
  });
});

it('one file includes all others', () => {
  const included = schemas
    .get('xbussgeld')
    ?.all('include', XS)
    .map((node) => node.attribute('schemaLocation'));
  expect(included?.toSorted()).toEqual(files.filter((file) => file !== 'xbussgeld.xsd').sort());
});

describe('names', () => {
  it('of types are UpperCamel, qualified by dots, and end with Type', () => {
    for (const { name } of types) expect(name).toMatch(/^([A-Z][A-Za-z0-9]*\.)*[A-Z][A-Za-z0-9]*Type$/);
    expect(new Set(types.map(({ name }) => name)).size).toBe(types.length);
  });

  it('of elements and attributes are lowerCamel without umlauts', () => {
    for (const { name, file } of declared.filter(({ node }) => node.name === 'attribute').concat(inner))
      expect(name).toMatch(
        file === 'xbussgeld-basisnachricht' ? /^[a-z][A-Za-z0-9]*(\.[a-z0-9]+)?$/ : /^[a-z][A-Za-z0-9]*$/,
      );
  });

  it('with the same ending of a day, a key or an authority have the same type everywhere', () => {
    const typesOf = new Map<string, Set<string>>();
    for (const { name, node } of inner)
      if (/(Am|Bis|Seit|UUID|Stelle|Behoerde|[dD]atum|[zZ]eitpunkt|Anschrift)$/.test(name))
        typesOf.set(name, (typesOf.get(name) ?? new Set()).add(node.attribute('type') ?? ''));
    for (const [name, found] of typesOf) expect([name, ...found]).toHaveLength(2);
  });
});

describe('messages', () => {
  it('are called thema.aktion.NNNN and stand in the file of their theme', () => {
    for (const { name, file } of messages) {
      expect(name).toMatch(/^[a-z]+\.[a-z]+\.\d{4}$/);
      const theme = name.slice(0, name.indexOf('.'));
      expect(themeOf(file), name).toBe(TOGETHER[theme] ?? theme);
    }
    const themes = new Set(messages.map(({ file }) => themeOf(file)));
    expect([...themes, ...SHARED].sort()).toEqual([...schemas.keys()].map(themeOf).sort());
  });

  it('have titles and legal bases, and titles of their own', () => {
    const titles = catalogue.map(({ titel }) => titel);
    expect(new Set(titles).size).toBe(titles.length);
    for (const { name, titel, rechtsgrundlage } of catalogue) {
      expect(titel, name).toMatch(/^\p{Lu}.*[^.]$/u);
      expect(rechtsgrundlage, name).toMatch(/§|Art\.|XÖV/);
    }
  });

  it('that ask have a full number of ten, those that answer one of the nine behind it', () => {
    // 3095 asks the Federal Office, and 3096 answers, within the ten of recalls; 2020 and 2021 answer the order 2010 in the ten after it
    const others = ['3095', '3096', '2020', '2021'];
    for (const { number, antworten } of catalogue) {
      if (antworten.length > 0 && !others.includes(number)) expect(number).toMatch(/0$/);
      if (!/0$/.test(number))
        expect(
          catalogue.some((m) => m.number === `${number.slice(0, 3)}0`),
          number,
        ).toBe(true);
    }
    for (const answer of new Set(catalogue.flatMap(({ antworten }) => antworten)))
      if (!others.includes(answer))
        expect(
          catalogue.some((m) => m.antworten.includes(answer) && m.number === `${answer.slice(0, 3)}0`),
          answer,
        ).toBe(true);
  });

  it('begin with the case, except those that administer or forward others', () => {
    for (const { name, node, file } of messages) {
      const first = within(node).find((child) => child !== node && child.name === 'element');
      const expected = ['administration', 'weiterleitung'].includes(themeOf(file)) ? undefined : 'xbg:VorgangType';
      if (expected !== undefined)
        expect([named(first ?? node), first?.attribute('type')], name).toEqual(['vorgang', expected]);
    }
  });
});

describe('texts', () => {
  const texts = [
    ...declared.map(({ file, name, node }) => [`${file} ${name}`, documentation(node)] as const),
    ...catalogue.map(({ name, titel }) => [name, `${titel}.`] as const),
    ...new Validator().rules.map(({ id, text }) => [id, text] as const),
    ...lists.all().map(({ uri, beschreibung }) => [uri, beschreibung] as const),
  ];

  it('are German sentences', () => {
    for (const [where, text] of texts) {
      const prose = text.trim().replace(/[a-z]+\.[a-z]+\.\d{4}/g, '');
      expect(text.trim(), where).toMatch(/^[\p{Lu}„].*\.$/su);
      expect(prose, where).not.toMatch(WITHOUT_UMLAUTS);
      expect(prose, where).not.toMatch(/\b(TODO|message|request|code list)\b/);
    }
  });

  it.skipIf(!lawsExist)('cite provisions that exist', () => {
    const bases = catalogue.map(({ rechtsgrundlage }) => rechtsgrundlage);
    expect([...texts.map(([, text]) => text), ...bases].flatMap(lawFaults)).toEqual([]);
  });
});

describe('code types', () => {
  /** Lists that no code type of the standard carries, and why. */
  const WITHOUT_TYPE = ['tatbestand', 'besonderekategorie', 'erreichbarkeit', 'verzeichnisdienst'];
  const technical = ({ node }: { readonly node: XmlElement }): XmlElement | undefined =>
    node.child('annotation', XS)?.child('appinfo', XS)?.child('codeliste');

  it.each(codeTypes.map((type) => [type.name, type] as const))(
    '%s is called as its list and fixes it',
    (name, type) => {
      const list = technical(type);
      const fixed = new Map(
        within(type.node)
          .filter((n) => n.name === 'attribute')
          .map((n) => [named(n), n.attribute('fixed')] as const),
      );
      const uri = list?.child('kennung')?.text ?? '';
      expect(fixed.get('listURI')).toBe(uri);
      const found = lists.all().find((known) => known.uri === uri && known.version === fixed.get('listVersionID'));
      expect(found).toBeDefined();
      const short = list?.child('nameTechnisch')?.text ?? '';
      expect(uri.slice(uri.lastIndexOf(':') + 1)).toBe(short);
      // the list of reasons to refuse is one that several standards share; its name is in the plural
      expect(
        name
          .replace(/^Code\./, '')
          .replace(/Type$/, '')
          .toLowerCase(),
      ).toBe(short.replace('gruende', 'grund'));
    },
  );

  it('exist for every list, and once', () => {
    const typed = codeTypes.map((type) => technical(type)?.child('nameTechnisch')?.text ?? '');
    const all = lists.all().map(({ uri }) => uri.slice(uri.lastIndexOf(':') + 1));
    expect([...typed, ...WITHOUT_TYPE].sort()).toEqual(all.sort());
  });
});

describe('building blocks', () => {
  /** Files that name a type of the standard. */
  const users = (name: string): string[] =>
    [...schemas]
      .filter(([, root]) =>
        within(root).some((node) => ['type', 'base'].some((attribute) => node.attribute(attribute) === `xbg:${name}`)),
      )
      .map(([file]) => themeOf(file));

  it('are all used, and by the file of their theme alone unless they are shared', () => {
    for (const { name, file } of types) {
      const found = users(name);
      expect(found, name).not.toEqual([]);
      if (!SHARED.includes(themeOf(file))) expect(found, name).toEqual([themeOf(file)]);
    }
  });

  it('that are references to documents are all judged by the rules for documents', () => {
    const names = inner
      .filter(({ node }) => node.attribute('type') === 'xbg:DokumentReferenzType')
      .map(({ name }) => name);
    const rule = new Validator().rules.find(({ id }) => id === 'D1');
    expect(rule?.elements.toSorted()).toEqual([...new Set(names)].sort());
  });
});
