import { describe, expect, it } from 'vitest';
import { tempostufe } from '../../src/procedure/index.ts';
import { speedRules } from '../../src/procedure/law/speed.ts';
import { CodeLists } from '../../src/standard/codelists.ts';
import { appliesOn, findTatbestand, type Tatbestand } from '../../src/standard/tatbestand.ts';
import { finesExist, readAnlage13, readBussgeldkatalog, readTabellen } from './reference-fines.ts';

const lists = CodeLists.load();
const REFORM = '2021-11-09';
const TODAY = '2026-11-22';

const versionsOf = (tbnr: string): Tatbestand[] =>
  lists
    .own('tatbestand')
    .rowsOf(tbnr)
    .flatMap((row) => findTatbestand(lists, tbnr, row['gueltigAb']) ?? []);
const all = [...lists.own('tatbestand').rows.keys()].flatMap(versionsOf);
const current = all.filter((tatbestand) => appliesOn(tatbestand, TODAY));

describe('Tatbestände', () => {
  it('finds the version that applied on the day of the act', () => {
    expect(findTatbestand(lists, '141713', '2021-11-08')).toMatchObject({ betrag: 100, punkte: 1, fahrverbot: 0 });
    expect(findTatbestand(lists, '141713', '2021-11-09')).toMatchObject({ betrag: 180, punkte: 1, fahrverbot: 0 });
    expect(findTatbestand(lists, '103764', '2020-01-01')).toMatchObject({ betrag: 160, punkte: 2, fahrverbot: 1 });
    expect(findTatbestand(lists, '103204', '2021-11-08')).toMatchObject({ betrag: 35, art: 'verwarnung' });
    expect(findTatbestand(lists, '103204', '2021-11-09')).toBeUndefined();
    expect(findTatbestand(lists, '103761', '2021-11-08')).toBeUndefined();
    expect(findTatbestand(lists, '103761', TODAY)).toMatchObject({ betrag: 70, punkte: 0, art: 'bussgeld' });
    expect(findTatbestand(lists, '141713', '1999-01-01')).toBeUndefined();
    expect(findTatbestand(lists, '000000', TODAY)).toBeUndefined();
  });

  it('gives the newest version without a day', () => {
    expect(findTatbestand(lists, '141713')).toMatchObject({ gueltigAb: REFORM, gueltigBis: '' });
    expect(findTatbestand(lists, '103204')).toMatchObject({ gueltigBis: '2021-11-08' });
    expect(findTatbestand(lists, '000000')).toBeUndefined();
  });

  it('never has two versions for one day, and a number is six digits', () => {
    expect(current.length).toBeGreaterThan(400);
    for (const tbnr of lists.own('tatbestand').rows.keys()) {
      expect(tbnr).toMatch(/^[1-68]\d{5}$/);
      const versions = versionsOf(tbnr);
      for (const [index, { gueltigAb, gueltigBis }] of versions.entries()) {
        const next = versions[index + 1];
        if (next !== undefined) expect(gueltigBis < next.gueltigAb && gueltigBis >= gueltigAb, tbnr).toBe(true);
      }
    }
  });

  it('has points only for what Anlage 13 lists, from 60 € on or with a Fahrverbot (§ 28 Abs. 3 Nr. 3 StVG)', () => {
    for (const { tbnr, anlage13, betrag, fahrverbot, punkte } of all) {
      const counts = anlage13 !== '' && (betrag >= 60 || fahrverbot > 0);
      expect(punkte, tbnr).toBe(counts ? (anlage13.startsWith('2') ? 2 : 1) : 0);
    }
  });

  it('calls it a Verwarnung up to 55 € and never imposes a Fahrverbot with it (§ 56 OWiG, § 1 BKatV)', () => {
    for (const { tbnr, betrag, art, fahrverbot } of all) {
      expect(art, tbnr).toBe(betrag <= 55 ? 'verwarnung' : 'bussgeld');
      expect(fahrverbot === 0 || (art === 'bussgeld' && fahrverbot <= 3), tbnr).toBe(true);
      if (art === 'verwarnung') expect(betrag % 5, tbnr).toBe(0);
    }
  });

  it('knows what only the Halter may pay for (§ 25a StVG)', () => {
    for (const tbnr of ['112454', '113100', '141312', '142278', '118704'])
      expect(findTatbestand(lists, tbnr, TODAY)?.klasse).toBe('haltenParken');
    for (const tbnr of ['141713', '137600', '123624', '424600'])
      expect(findTatbestand(lists, tbnr, TODAY)?.klasse).not.toBe('haltenParken');
  });

  it('agrees with the steps of speed that the procedure reckons with', () => {
    const numbers = speedRules.flatMap(({ value }) => [
      ...value.innerorts.tbnr.map((tbnr) => [tbnr, value.ab, true] as const),
      ...value.ausserorts.tbnr.map((tbnr) => [tbnr, value.ab, false] as const),
    ]);
    expect(numbers.length).toBe(40);
    for (const [tbnr, ab, innerorts] of numbers) {
      const stufe = tempostufe(ab, innerorts);
      expect(findTatbestand(lists, tbnr, TODAY), tbnr).toMatchObject({
        bkat: stufe?.bkat,
        betrag: (stufe?.cent ?? 0) / 100,
        punkte: stufe?.punkte,
        fahrverbot: stufe?.fahrverbotMonate,
        von: ab,
        ortslage: innerorts ? 'innerorts' : 'ausserorts',
        fahrzeug: 'pkw',
      });
    }
  });
});

describe.skipIf(!finesExist)('Tatbestände beside the law', () => {
  it('have the amounts and Fahrverbote of the Anlage BKatV', () => {
    const { saetze, tempo, tabelle4 } = readBussgeldkatalog();
    for (const { tbnr, bkat, betrag, fahrverbot, ortslage } of current) {
      if (bkat === '') continue;
      const satz = bkat.startsWith('11.')
        ? tempo.get(bkat)?.[ortslage === 'innerorts' ? 'innerorts' : 'ausserorts']
        : saetze.get(bkat);
      expect(satz, `${tbnr} ${bkat}`).toBeDefined();
      if (satz === undefined) continue;
      const amounts = [satz.betrag, ...(tabelle4.get(satz.betrag) ?? []), ...(bkat === '246.4' ? [75, 100] : [])];
      expect(amounts, `${tbnr} ${bkat}`).toContain(betrag);
      expect(fahrverbot, `${tbnr} ${bkat}`).toBe(satz.fahrverbot);
    }
  });

  it('name the number of Anlage 13 that lists them', () => {
    const listed = readAnlage13();
    expect(listed.size).toBeGreaterThan(100);
    for (const { tbnr, bkat, anlage13 } of current) {
      const number = listed.get(bkat);
      if (number !== undefined) expect(anlage13, `${tbnr} ${bkat}`).toBe(number);
    }
  });

  it('have the numbers of the tables of the Kraftfahrt-Bundesamt', () => {
    const tables = ['703010', '703011', '741007', '741008'];
    const entries = readTabellen().filter(({ tabelle, ab }) => tables.includes(tabelle) && ab === REFORM);
    expect(entries.length).toBe(40);
    for (const { tbnr, zeile } of entries)
      expect(findTatbestand(lists, tbnr, REFORM), tbnr).toMatchObject({ bkat: `11.3.${zeile}`, gueltigAb: REFORM });
    const numbers = new Set(readTabellen().map(({ tbnr }) => tbnr));
    for (const tbnr of lists.own('tatbestand').rows.keys())
      for (const row of lists.own('tatbestand').rowsOf(tbnr))
        if (row['beleg'] === 'tabelle') expect(numbers.has(tbnr), tbnr).toBe(true);
  });

  it('are described in own words', () => {
    const { texte } = readBussgeldkatalog();
    for (const { tbnr, beschreibung } of all) expect(texte.has(beschreibung), tbnr).toBe(false);
  });
});
