import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { BlaupauseError, catalogue } from '../../src/platform/errors.ts';
import { packageRoot } from '../../src/platform/paths.ts';
import { interruptionRules } from '../../src/procedure/law/interruptions.ts';
import { catalogue as messages } from '../../src/standard/catalogue.ts';
import { CodeLists, ownCodeList } from '../../src/standard/codelists.ts';
import { build, firstFault, rueckweisung0010, sample, Validator } from '../../src/standard/index.ts';
import { liveDocuments } from '../../src/xml/index.ts';

const lists = CodeLists.load();
const folders: string[] = [];
const folderWith = (name: string, content: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'codelisten-'));
  folders.push(folder);
  writeFileSync(join(folder, name), content);
  return folder;
};
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

describe('code lists', () => {
  it('describes every code in German', () => {
    for (const list of lists.all())
      for (const [code, row] of list.rows) expect(row['beschreibung'], `${list.name} ${code}`).toMatch(/\p{L}/u);
  });

  it('tells an unknown list or version from an unknown code', () => {
    const uri = ownCodeList('zustellart');
    expect(lists.check(uri, '1.0', 'pzu')).toBe('ok');
    expect(lists.check(uri, '1.0', 'brieftaube')).toBe('unknown-code');
    expect(lists.check(uri, '1.0', '__proto__')).toBe('unknown-code');
    expect(lists.check(uri, '9.9', 'pzu')).toBe('unknown-list');
    expect(lists.check(ownCodeList('gibtesnicht'), '1.0', 'pzu')).toBe('unknown-list');
  });

  it('has the error codes of the catalogue; if not, run scripts/generate-codelists.ts', () => {
    expect([...lists.own('fehlercode').rows.keys()].sort()).toEqual(Object.keys(catalogue).sort());
  });

  it('has the messages of the standard; if not, run scripts/generate-codelists.ts', () => {
    const rows = lists.own('nachrichtentyp').rows;
    expect([...rows].map(([name, row]) => [name, row['beschreibung'], row['rechtsgrundlage']])).toEqual(
      messages.map(({ name, titel, rechtsgrundlage }) => [name, titel, rechtsgrundlage]),
    );
  });

  it('has every Rückweisungsgrund of the XÖV pattern, and those that the catalogue of errors uses', () => {
    expect([
      ...(lists.find('urn:xoev-de:xgewerbeordnung:codeliste:rueckweisungsgruende', '1')?.rows.keys() ?? []),
    ]).toEqual(
      'S001 S010 S011 S020 S100 S999 T000 T001 T002 T003 T010 T011 T020 T070 T080 T099 V000 X000 X001 X002'.split(' '),
    );
    for (const { grund } of Object.values(catalogue))
      expect(lists.check('urn:xoev-de:xgewerbeordnung:codeliste:rueckweisungsgruende', '1', grund)).toBe('ok');
  });

  it('maps the Erledigungsart one to one to the codes 001 to 023 of XJustiz', () => {
    const mapped = [...lists.own('erledigungsart').rows.values()].flatMap((row) => row['xjustiz'] ?? []);
    expect(mapped.sort()).toEqual(Array.from({ length: 23 }, (_, index) => String(index + 1).padStart(3, '0')));
  });

  it('has all fifteen interruptions of § 33 OWiG, of which the first counts once', () => {
    const rows = [...lists.own('unterbrechungstatbestand').rows];
    expect(rows.map(([code]) => Number(code))).toEqual(Array.from({ length: 15 }, (_, index) => index + 1));
    expect(rows.filter(([, row]) => row['einmalig'] === 'ja').map(([code]) => code)).toEqual(['01']);
    expect(rows.filter(([, row]) => row['straftat'] === 'nein').map(([code]) => code)).toEqual([
      '08',
      '09',
      '10',
      '12',
    ]);
    for (const { value } of interruptionRules) {
      const row = lists.own('unterbrechungstatbestand').rows.get(String(value.nr).padStart(2, '0'));
      expect(row?.['einmalig'], `Nr. ${value.nr}`).toBe(value.einmalig === true ? 'ja' : 'nein');
    }
  });

  it('keeps rows of a code apart by the whole key', () => {
    const list = lists.own('tatbestand');
    expect(list.key).toEqual(['code', 'gueltigAb']);
    expect(list.rowsOf('141713').map((row) => row['gueltigAb'])).toEqual(['2014-05-01', '2021-11-09']);
    expect(list.rows.get('141713')).toBe(list.rowsOf('141713')[1]);
    expect(list.rowsOf('000000')).toEqual([]);
    expect(lists.own('zustellart').key).toEqual(['code']);
    expect(lists.own('zustellart').rowsOf('pzu')).toEqual([lists.own('zustellart').rows.get('pzu')]);
  });

  it('refuses a row whose whole key is there twice', () => {
    const name = 'urn-bussgeld-blaupause-codeliste-tatbestand_1.0.xml';
    const source = readFileSync(new URL(`../../xsd/codelisten/${name}`, import.meta.url), 'utf8');
    const row = /<Row>(?:(?!<\/Row>)[\s\S])*>141713<[\s\S]*?<\/Row>/.exec(source)?.[0] ?? '';
    expect(row).not.toBe('');
    const doubled = source.replace('<SimpleCodeList>', `<SimpleCodeList>${row}`);
    expect(() => CodeLists.load(folderWith(name, doubled))).toThrow(/there twice/);
  });

  it('has two versions of a list side by side, each with its own codes', () => {
    const source = readFileSync(
      new URL('../../xsd/codelisten/urn-bussgeld-blaupause-codeliste-zustellart_1.0.xml', import.meta.url),
      'utf8',
    );
    const next = source
      .replace('<Version>1.0<', '<Version>1.1<')
      .replace('zustellart_1.0<', 'zustellart_1.1<')
      .replace(
        '  </SimpleCodeList>',
        `<Row><Value ColumnRef="code"><SimpleValue>drohne</SimpleValue></Value>
         <Value ColumnRef="beschreibung"><SimpleValue>Mit der Drohne</SimpleValue></Value></Row></SimpleCodeList>`,
      );
    const folder = folderWith('urn-bussgeld-blaupause-codeliste-zustellart_1.1.xml', next);
    const both = CodeLists.load(join(packageRoot, 'xsd', 'codelisten'), folder);
    const uri = ownCodeList('zustellart');
    expect([both.check(uri, '1.0', 'pzu'), both.check(uri, '1.1', 'pzu')]).toEqual(['ok', 'ok']);
    expect([both.check(uri, '1.0', 'drohne'), both.check(uri, '1.1', 'drohne')]).toEqual(['unknown-code', 'ok']);
    expect(both.own('zustellart', '1.1').rows.size).toBe(both.own('zustellart').rows.size + 1);

    const validator = new Validator({ lists: both });
    const message = (code: string, version = ''): string =>
      Buffer.from(build(sample('zustellung.auftrag.2010')))
        .toString()
        .replace('<xbg:zustellart>', `<xbg:zustellart${version}>`)
        .replace('<code>pzu</code>', `<code>${code}</code>`);
    const rulesBroken = (xml: string): string[] =>
      validator
        .validate(Buffer.from(xml))
        .findings.filter(({ severity }) => severity === 'error')
        .map(({ rule }) => rule);
    expect(message('pzu')).toContain('<xbg:zustellart><code>pzu<');
    expect(rulesBroken(message('pzu'))).toEqual([]);
    expect(rulesBroken(message('drohne'))).toContain('CODE');
    expect(rulesBroken(message('drohne', ' listVersionID="1.1"'))).toContain('XSD');
  });

  it.each([
    ['a list in a version that is not stored', 'listVersionID="3"', 'listVersionID="77"', 'VALIDATE_CODE_LIST', 'S010'],
    ['a code that its list does not have', '<code>pzu</code>', '<code>brieftaube</code>', 'VALIDATE_CODE', 'S011'],
  ] as const)('leads to a refusal for %s', (_, from, to, code, grund) => {
    const { findings } = new Validator().validate(
      Buffer.from(
        Buffer.from(build(sample('zustellung.auftrag.2010')))
          .toString()
          .replace(from, to),
      ),
    );
    const fehler = firstFault(findings);
    expect(fehler).toMatchObject({ code, entry: { grund } });
    if (fehler === undefined) return;
    const behoerde = { kennung: 'xxx:140000000000', name: 'Behörde' };
    const refusal = rueckweisung0010({
      uuid: '00000000-0000-4000-8000-000000000000',
      zeit: new Date('2026-11-22T12:00:00Z'),
      autor: behoerde,
      leser: behoerde,
      fehler,
    });
    expect(Buffer.from(refusal).toString()).toContain(`<code>${grund}</code>`);
    expect(Buffer.from(refusal).toString()).toContain(`<code>${code}</code>`);
  });

  it('refuses a file that is not named after its version URI, and one with a code twice', () => {
    const name = 'urn-bussgeld-blaupause-codeliste-geschlecht_1.0.xml';
    const source = readFileSync(new URL(`../../xsd/codelisten/${name}`, import.meta.url), 'utf8');
    expect(() => CodeLists.load(folderWith('geschlecht.xml', source))).toThrow(BlaupauseError);
    const doubled = source.replace('<SimpleValue>w</SimpleValue>', '<SimpleValue>m</SimpleValue>');
    expect(() => CodeLists.load(folderWith(name, doubled))).toThrow(/there twice/);
    expect(() => CodeLists.load(folderWith(name, '<CodeList/>'))).toThrow(/genericode/);
    expect(liveDocuments()).toBe(0);
  });
});
