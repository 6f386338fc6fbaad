import { describe, expect, it } from 'vitest';
import { satzOf } from '../../../src/procedure/amounts/catalogue.ts';
import { zerlege } from '../../../src/procedure/amounts/merkmale.ts';
import { ahndung } from '../../../src/procedure/index.ts';
import { dangerRules } from '../../../src/procedure/law/danger.ts';
import { gefahrgutRules, halterRules, katalogRules } from '../../../src/procedure/law/fines.ts';
import { raiseRules, raiseWithDangerRules } from '../../../src/procedure/law/raise-table.ts';
import { CodeLists, type CodeRow } from '../../../src/standard/index.ts';
import { finesExist, readAnlage13, readBussgeldkatalog } from '../../standard/reference-fines.ts';

const lists = CodeLists.load();
const TODAY = '2026-11-22';
const rowsOfList = (): [string, CodeRow][] =>
  [...lists.own('tatbestand').rows.keys()].flatMap((tbnr) =>
    lists
      .own('tatbestand')
      .rowsOf(tbnr)
      .map((row): [string, CodeRow] => [tbnr, row]),
  );

describe('what a Tatbestandsnummer contains', () => {
  it('agrees with the description of every one of them', () => {
    const wrong = rowsOfList().filter(([tbnr, row]) => {
      const day = row['gueltigAb'] ?? '';
      const satz = satzOf(lists, tbnr, day);
      if (satz === undefined) return true;
      const { enthalten } = zerlege(lists, satz, day);
      const words = row['beschreibung'] ?? '';
      const damage = /Sachbeschädigung|beschädigt|geschädigt/.test(words);
      const danger = /Gefährdung|gefährdet/.test(words);
      return damage !== enthalten.has('sachbeschaedigung') || (!damage && danger !== enthalten.has('gefaehrdung'));
    });
    expect(wrong.map(([tbnr]) => tbnr)).toEqual([]);
  });

  it('raises every plain Tatbestand to what the catalogue lists for danger and damage', () => {
    let compared = 0;
    for (const [tbnr, row] of rowsOfList()) {
      const day = row['gueltigAb'] ?? '';
      const satz = satzOf(lists, tbnr, day);
      if (satz === undefined) continue;
      const { enthalten, grundsatz } = zerlege(lists, satz, day);
      if (satz.cent === grundsatz || enthalten.size === 0) continue;
      const plain = rowsOfList().find(
        ([, other]) =>
          other['bkat'] === row['bkat'] && other['gueltigAb'] === day && Number(other['betrag']) * 100 === grundsatz,
      );
      expect(plain, tbnr).toBeDefined();
      if (plain === undefined) continue;
      const umstaende = Object.fromEntries([...enthalten].map((merkmal) => [merkmal, true]));
      const { geldbusse } = ahndung(lists, { tbnr: plain[0], tatzeit: day, umstaende });
      expect(geldbusse, `${plain[0]} → ${tbnr}`).toBe(satz.cent);
      compared += 1;
    }
    expect(compared).toBeGreaterThan(30);
  });
});

describe.skipIf(!finesExist)('data of the law beside its text', () => {
  it('has every row of Tabelle 4, both parts', () => {
    const { tabelle4 } = readBussgeldkatalog();
    expect(tabelle4.size).toBe(43);
    const ours = new Map<number, number[]>();
    for (const { value } of [...raiseRules, ...raiseWithDangerRules]) {
      const amounts = [value.gefaehrdung, value.sachbeschaedigung].filter((cent) => cent !== undefined);
      ours.set(value.regelsatz / 100, [
        ...(ours.get(value.regelsatz / 100) ?? []),
        ...amounts.map((cent) => cent / 100),
      ]);
    }
    expect([...ours]).toEqual([...tabelle4]);
  });

  it('knows every number of the catalogue with danger or damage, and no other', () => {
    const { merkmale } = readBussgeldkatalog();
    const ours = new Map(dangerRules.map(({ value }) => [value.bkat, value]));
    for (const [bkat, { gefaehrdung, sachbeschaedigung }] of merkmale) {
      const known = ours.get(bkat)?.enthalten ?? [];
      expect([known.includes('gefaehrdung'), known.includes('sachbeschaedigung')], bkat).toEqual([
        gefaehrdung,
        sachbeschaedigung,
      ]);
    }
    for (const [bkat, { enthalten, mitGefaehrdung, mitSachbeschaedigung }] of ours) {
      // the words of 151 hold for both numbers below it
      if (enthalten.length > 0) expect(merkmale.has(bkat.replace(/^151\..*/, '151')), bkat).toBe(true);
      if (mitGefaehrdung !== undefined) expect(merkmale.get(mitGefaehrdung)?.gefaehrdung, bkat).toBe(true);
      if (mitSachbeschaedigung !== undefined)
        expect(merkmale.get(mitSachbeschaedigung)?.sachbeschaedigung, bkat).toBe(true);
    }
  });

  it('has the amounts and entries of the numbers that the list does not hold', () => {
    const { saetze } = readBussgeldkatalog();
    const listed = readAnlage13();
    for (const { value } of katalogRules) {
      expect(saetze.get(value.bkat), value.bkat).toEqual({
        betrag: value.cent / 100,
        fahrverbot: value.fahrverbotMonate,
      });
      expect(listed.get(value.bkat), value.bkat).toBe(value.anlage13);
    }
  });

  it('leads the Halter to numbers that exist and cost more', () => {
    const { saetze } = readBussgeldkatalog();
    for (const { value } of halterRules)
      for (const [from, to] of Object.entries(value))
        expect(saetze.get(to)?.betrag ?? 0, `${from} → ${to}`).toBeGreaterThan(saetze.get(from)?.betrag ?? 0);
  });

  it('names the numbers of § 3 Abs. 4 as the norm does', () => {
    const { absatz4 } = readBussgeldkatalog();
    for (const { value } of gefahrgutRules) {
      const plain = (numbers: readonly string[]) => numbers.map((number) => number.replace('.*', ''));
      expect(new Set(plain(value.fuehrer))).toEqual(new Set(absatz4.fuehrer));
      expect(new Set(plain(value.halter))).toEqual(new Set(absatz4.halter));
    }
  });

  it('has the Regelfahrverbot only where § 4 Abs. 1 and 3 names the number', () => {
    const { regelfahrverbot } = readBussgeldkatalog();
    expect(regelfahrverbot.size).toBeGreaterThan(40);
    for (const [tbnr] of lists.own('tatbestand').rows) {
      const satz = satzOf(lists, tbnr, TODAY);
      if (satz === undefined || satz.fahrverbotMonate === 0 || satz.bkat.startsWith('11.')) continue;
      expect(regelfahrverbot.has(satz.bkat), `${tbnr} ${satz.bkat}`).toBe(true);
    }
  });
});
