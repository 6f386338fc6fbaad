import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  allRules,
  euro,
  forderung,
  gebuehr,
  halterkosten,
  isDatum,
  punkte,
  tempostufe,
  tempoverstoss,
  verrechnung,
} from '../../src/procedure/index.ts';
import { moves } from '../../src/procedure/law/order.ts';

const DAY = '2026-12-01';
const LAW = new URL('../../../shared/reference/law/', import.meta.url);

describe('rules as dated data', () => {
  const rules = Object.entries(allRules).flatMap(([subject, list]) => list.map((rule) => ({ subject, rule })));

  it.each(rules.map(({ subject, rule }) => [subject, rule.id, rule] as const))(
    '%s/%s names provision, source and validity',
    (_subject, _id, rule) => {
      expect(rule.norm).not.toBe('');
      expect(rule.source).not.toBe('');
      expect(isDatum(rule.validFrom)).toBe(true);
      expect(rule.validTo === undefined || (isDatum(rule.validTo) && rule.validTo >= rule.validFrom)).toBe(true);
    },
  );

  it('has one version of a rule for a day (holidays differ by Land)', () => {
    const clashes = rules.filter(({ subject, rule }) =>
      rules.some(
        (other) =>
          subject !== 'feiertage' &&
          other.subject === subject &&
          other.rule !== rule &&
          other.rule.id === rule.id &&
          other.rule.validFrom <= (rule.validTo ?? '9999') &&
          rule.validFrom <= (other.rule.validTo ?? '9999'),
      ),
    );
    expect(clashes).toEqual([]);
  });

  it('has one line of the state machine per message type', () => {
    const types = moves.map(({ nummer }) => nummer);
    expect(new Set(types).size).toBe(types.length);
  });

  it('keeps to the words of the law', () => {
    if (!existsSync(LAW)) {
      process.stdout.write('skipped: reference texts of the law are not here\n');
      return;
    }
    const owig = readFileSync(new URL('OWiG.md', LAW), 'utf8');
    const stvg = readFileSync(new URL('StVG.md', LAW), 'utf8');
    for (const words of [
      'fünf vom Hundert des Betrages der festgesetzten Geldbuße erhoben, jedoch mindestens 25 Euro und höchstens 7 500 Euro',
      'pauschal 3,50 Euro',
      'fünf Jahre bei einer Geldbuße von mehr als eintausend Euro, 2. drei Jahre',
      'innerhalb von zwei Wochen nach Zustellung schriftlich',
      'sofern er binnen zwei Wochen zugestellt wird',
      'das Doppelte der gesetzlichen Verjährungsfrist, mindestens jedoch zwei Jahre',
      'vor Ablauf von zwei Wochen nach Eintritt der Fälligkeit',
    ]) {
      expect(owig).toContain(words);
    }
    expect(stvg).toContain('drei Monate, solange wegen der Handlung weder ein Bußgeldbescheid ergangen ist');
    expect(stvg).toContain('mit Ablauf von vier Monaten seit Eintritt der Rechtskraft');
  });
});

describe('costs (§ 107 OWiG)', () => {
  it.each([
    [18_000, 20_850],
    [50_000, 52_850],
    [80_000, 84_350],
  ])('a Geldbuße of %i cents comes to %i', (fine, total) => {
    expect(forderung(fine, 1, DAY).gesamt).toBe(total);
  });

  it('keeps the fee between 25 and 7,500 €', () => {
    expect(gebuehr(1_000, DAY)).toBe(2_500);
    expect(gebuehr(50_000, DAY)).toBe(2_500);
    expect(gebuehr(50_020, DAY)).toBe(2_501);
    expect(gebuehr(50_000_000, DAY)).toBe(750_000);
  });

  it('asks 23.50 € of a Halter', () => {
    expect(halterkosten(1, DAY).gesamt).toBe(2_350);
  });

  it('settles Geldbuße, then Nebenfolgen, then costs', () => {
    const open = { geldbusse: 18_000, nebenfolgen: 1_000, kosten: 2_850 };
    expect(verrechnung(10_000, open)).toEqual({ geldbusse: 10_000, nebenfolgen: 0, kosten: 0, rest: 0 });
    expect(verrechnung(20_000, open)).toEqual({ geldbusse: 18_000, nebenfolgen: 1_000, kosten: 1_000, rest: 0 });
    expect(verrechnung(22_000, open)).toEqual({ geldbusse: 18_000, nebenfolgen: 1_000, kosten: 2_850, rest: 150 });
  });

  it('writes amounts as people do', () => {
    expect(euro(20_850)).toBe('208,50 €');
    expect(euro(123_456_705)).toBe('1.234.567,05 €');
  });
});

describe('speeding (Tabelle 1c BKatV)', () => {
  it('gives 180 € and one point for 26 km/h inside town', () => {
    expect(tempostufe(26, true)).toMatchObject({ bkat: '11.3.5', cent: 18_000, punkte: 1, fahrverbotMonate: 0 });
    expect(tempoverstoss('141713')).toMatchObject({ bkat: '11.3.5', cent: 18_000 });
    expect(punkte('141713', 18_000, 0)).toBe(1);
  });

  it('gives no point for 70 € at 16 to 20 km/h, and none below 60 €', () => {
    expect(punkte('141711', 7_000, 0)).toBe(0);
    expect(punkte('141712', 5_500, 0)).toBe(0);
    expect(punkte('100000', 7_000, 0)).toBeUndefined();
  });

  it('covers every excess without gap', () => {
    for (let over = 1; over < 200; over += 1) expect(tempostufe(over, false)).toBeDefined();
    expect(tempostufe(0, true)).toBeUndefined();
    expect(tempostufe(71, false)).toMatchObject({ cent: 70_000, fahrverbotMonate: 3, punkte: 2 });
  });
});
