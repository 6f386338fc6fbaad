import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { BlaupauseError, catalogue } from '../../src/platform/errors.ts';
import { catalogue as messages } from '../../src/standard/catalogue.ts';
import { CodeLists, ownCodeList } from '../../src/standard/codelists.ts';
import { appliesOn, findTatbestand } from '../../src/standard/tatbestand.ts';
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
  it('says in each list of its own that it is a draft', () => {
    const own = lists.all().filter((list) => list.uri.startsWith(ownCodeList('')));
    expect(own.length).toBeGreaterThan(20);
    for (const list of own) {
      expect(list.beschreibung, list.name).toMatch(/Entwurf\.$/);
      expect(list.uri).toBe(ownCodeList(list.name));
      expect(list.version).toBe('1.0');
    }
  });

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

  it('has every Rückweisungsgrund that the catalogue uses', () => {
    for (const { grund } of Object.values(catalogue))
      expect(lists.check('urn:xoev-de:xgewerbeordnung:codeliste:rueckweisungsgruende', '1', grund)).toBe('ok');
  });

  it('maps the Erledigungsart one to one to the codes 001 to 023 of XJustiz', () => {
    const mapped = [...lists.own('erledigungsart').rows.values()].flatMap((row) => row['xjustiz'] ?? []);
    expect(mapped.sort()).toEqual(Array.from({ length: 23 }, (_, index) => String(index + 1).padStart(3, '0')));
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

describe('Tatbestände', () => {
  it('has the speed table for cars with amount, points and Fahrverbot', () => {
    expect(findTatbestand(lists, '141713')).toMatchObject({ bkat: '11.3.5', betrag: 180, punkte: 1, fahrverbot: 0 });
    expect(findTatbestand(lists, '103780')).toMatchObject({ bkat: '11.3.10', betrag: 700, punkte: 2, fahrverbot: 3 });
    expect(findTatbestand(lists, '103204')).toMatchObject({ betrag: 35, gueltigBis: '2021-11-08' });
    expect(findTatbestand(lists, '103761')).toMatchObject({ betrag: 70, punkte: 0, gueltigBis: '' });
    expect(findTatbestand(lists, '000000')).toBeUndefined();
  });

  it('applies to acts from the day of the amendment on', () => {
    const tatbestand = findTatbestand(lists, '141713');
    if (tatbestand === undefined) throw new Error('missing');
    expect(appliesOn(tatbestand, '2021-11-08')).toBe(false);
    expect(appliesOn(tatbestand, '2021-11-09')).toBe(true);
    expect(appliesOn({ ...tatbestand, gueltigBis: '2026-12-31' }, '2027-01-01')).toBe(false);
  });

  const kba = new URL('../../../shared/reference/fines/Tatbestandstabelleneintrag.csv', import.meta.url);
  it.skipIf(!existsSync(kba))('has the numbers of the tables of the Kraftfahrt-Bundesamt', () => {
    const differing: string[] = [];
    let compared = 0;
    for (const line of readFileSync(kba, 'utf8').split('\n')) {
      const [, row, , , , tbnr = '', validFrom = '', , table = ''] = line
        .split(',')
        .map((cell) => cell.replaceAll("'", ''));
      if (!['703010', '703011', '741007', '741008'].includes(table) || !validFrom.startsWith('2021-11-09')) continue;
      const found = findTatbestand(lists, tbnr);
      if (found?.bkat !== `11.3.${row}` || found.gueltigAb !== '2021-11-09') differing.push(tbnr);
      compared += 1;
    }
    expect(differing).toEqual([]);
    expect(compared).toBe(40);
  });
  if (!existsSync(kba)) process.stdout.write('skipped: the fine tables of the KBA are not beside the project\n');
});
