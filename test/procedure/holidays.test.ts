import { describe, expect, it } from 'vitest';
import {
  easterSunday,
  holidayOn,
  holidays,
  isHoliday,
  LAENDER,
  type Land,
  nextWorkday,
} from '../../src/procedure/index.ts';
import { holidayActs } from '../../src/procedure/law/holiday-acts.ts';
import { holidayNorm, holidayRules } from '../../src/procedure/law/holidays.ts';
import { gemeindelisten } from '../../src/procedure/law/municipalities.ts';

/** Länder where a day is a holiday without regard to the municipality. */
const where = (date: string): Land[] => LAENDER.filter((land) => isHoliday(date, { land }));
const ALL = [...LAENDER];

describe('holidays of the Länder', () => {
  it.each([
    [2025, '04-18', '04-21', '05-29', '06-09', '06-19', '11-19'],
    [2026, '04-03', '04-06', '05-14', '05-25', '06-04', '11-18'],
    [2027, '03-26', '03-29', '05-06', '05-17', '05-27', '11-17'],
    [2028, '04-14', '04-17', '05-25', '06-05', '06-15', '11-22'],
    [2029, '03-30', '04-02', '05-10', '05-21', '05-31', '11-21'],
    [2030, '04-19', '04-22', '05-30', '06-10', '06-20', '11-20'],
  ])('finds the movable days of %i', (year, good, monday, ascension, whit, corpus, penance) => {
    for (const date of [good, monday, ascension, whit]) expect(where(`${year}-${date}`)).toEqual(ALL);
    expect(where(`${year}-${corpus}`)).toEqual(['BW', 'BY', 'HE', 'NW', 'RP', 'SL']);
    expect(where(`${year}-${penance}`)).toEqual(['SN']);
  });

  it.each([
    ['01-01', ALL],
    ['05-01', ALL],
    ['10-03', ALL],
    ['12-25', ALL],
    ['12-26', ALL],
    ['12-24', []],
    ['12-31', []],
    ['01-06', ['BW', 'BY', 'ST']],
    ['03-08', ['BE', 'MV']],
    ['08-15', ['SL']],
    ['09-20', ['TH']],
    ['10-31', ['BB', 'HB', 'HH', 'MV', 'NI', 'SH', 'SN', 'ST', 'TH']],
    ['11-01', ['BW', 'BY', 'NW', 'RP', 'SL']],
  ] as [string, Land[]][])('keeps %s in the right Länder', (date, laender) => {
    expect(where(`2026-${date}`)).toEqual(laender);
  });

  it('starts the younger holidays in their year', () => {
    expect(where('2018-03-08')).toEqual([]);
    expect(where('2019-03-08')).toEqual(['BE']);
    expect(where('2022-03-08')).toEqual(['BE']);
    expect(where('2023-03-08')).toEqual(['BE', 'MV']);
    expect(where('2018-09-20')).toEqual([]);
    expect(where('2016-10-31')).toEqual(['BB', 'MV', 'SN', 'ST', 'TH']);
  });

  it('knows the single occasions', () => {
    expect(where('2017-10-31')).toEqual(ALL);
    expect(where('2020-05-08')).toEqual(['BE']);
    expect(where('2025-05-08')).toEqual(['BE']);
    expect(where('2026-05-08')).toEqual([]);
    expect(where('2028-06-17')).toEqual(['BE']);
  });

  it('counts Easter and Whit Sunday as holidays in Brandenburg', () => {
    expect(easterSunday(2026)).toBe('2026-04-05');
    expect(where('2026-04-05')).toEqual(['BB']);
    expect(where('2026-05-24')).toEqual(['BB']);
  });

  it('lists eleven days for Saxony and ten for Hamburg', () => {
    expect(holidays(2026, { land: 'SN' })).toHaveLength(11);
    expect(holidays(2026, { land: 'HH' })).toHaveLength(10);
  });
});

describe('rules of holidays', () => {
  it('name the provision of every Land and the years', () => {
    for (const rule of holidayRules) {
      expect(rule.norm).not.toBe('');
      for (const land of rule.value.laender) expect(holidayNorm(rule.value, land)).toMatch(/§|Art\. |31\.10\.2017/);
      expect(rule.validFrom >= '2015-01-01').toBe(true);
      if ('einmalig' in rule.value.tag)
        expect([rule.validFrom, rule.validTo]).toEqual([rule.value.tag.einmalig, rule.value.tag.einmalig]);
    }
  });

  it('have a holiday act for each Land', () => {
    expect(holidayActs.map((act) => act.value)).toEqual([...LAENDER]);
    expect(holidayOn('2026-11-18', { land: 'SN' })?.norm).toBe('§ 1 Abs. 1 SächsSFG');
    expect(holidayOn('2026-10-03', { land: 'SN' })?.norm).toBe('Art. 2 Abs. 2 Einigungsvertrag');
  });

  it('never stand twice for one Land and day', () => {
    for (let year = 2015; year <= 2040; year += 1)
      for (const land of LAENDER) {
        const days = holidays(year, { land }).map((day) => day.datum);
        expect(new Set(days).size).toBe(days.length);
      }
  });
});

describe('holidays of municipalities', () => {
  const at = (date: string, land: Land, ags: string) => isHoliday(date, { land, ags });

  it('keeps Mariä Himmelfahrt in Munich and Viechtach, not in Nuremberg', () => {
    expect(at('2026-08-15', 'BY', '09162000')).toBe(true);
    expect(at('2026-08-15', 'BY', '09276144')).toBe(true);
    expect(at('2026-08-15', 'BY', '09564000')).toBe(false);
  });

  it('keeps the Friedensfest in the city of Augsburg alone', () => {
    expect(at('2026-08-08', 'BY', '09761000')).toBe(true);
    expect(at('2026-08-08', 'BY', '09162000')).toBe(false);
    expect(isHoliday('2026-08-08', { land: 'BY' })).toBe(false);
  });

  it('keeps Fronleichnam in Sorbian municipalities and in the Eichsfeld', () => {
    expect(at('2027-05-27', 'SN', '14625080')).toBe(true);
    expect(at('2027-05-27', 'SN', '14511000')).toBe(false);
    expect(at('2027-05-27', 'TH', '16061045')).toBe(true);
    expect(at('2027-05-27', 'TH', '16051000')).toBe(false);
  });

  it('says so where the data do not tell', () => {
    expect(holidayOn('2026-08-15', { land: 'BY' })?.gewissheit).toBe('ungewiss');
    expect(holidayOn('2026-08-08', { land: 'BY' })?.gewissheit).toBe('ungewiss');
    expect(holidayOn('2027-05-27', { land: 'SN' })?.gewissheit).toBe('ungewiss');
    expect(holidayOn('2027-05-27', { land: 'TH' })?.gewissheit).toBe('ungewiss');
    expect(holidayOn('2027-05-27', { land: 'SN', ags: '14625020' })?.gewissheit).toBe('ungewiss');
  });

  it.each([
    ['BY', '09999999', '2026-08-15', 'ungewiss'], // no such Kreis
    ['BY', '09162999', '2026-08-15', 'ja'], // no such municipality, but its Kreis keeps the day everywhere
    ['SN', '14625999', '2027-05-27', 'ungewiss'],
    ['SN', '14511999', '2027-05-27', undefined],
    ['TH', '16063094', '2027-05-27', 'ungewiss'], // dissolved
    ['TH', '16061999', '2027-05-27', 'ja'],
    ['TH', '16056000', '2027-05-27', undefined], // Eisenach until 2021
    ['TH', '16063105', '2027-05-27', undefined], // and since
  ] as const)('answers %s %s, which no municipality has, like its Kreis', (land, ags, day, answer) => {
    expect(holidayOn(day, { land, ags })?.gewissheit).toBe(answer);
  });

  it('follows the census: eight Bavarian municipalities changed in 2025', () => {
    const lists = ['2024-08-15', '2025-08-15'].map(
      (day) => (ags: string) => holidayOn(day, { land: 'BY', ags })?.gewissheit ?? 'nein',
    );
    for (const ags of ['09473165', '09477139']) expect(lists.map((at) => at(ags))).toEqual(['ja', 'nein']);
    for (const ags of ['09476183', '09572115', '09572164', '09678176', '09778171', '09779197'])
      expect(lists.map((at) => at(ags))).toEqual(['nein', 'ja']);
  });

  it('holds as many Bavarian municipalities as the Landesamt für Statistik counts', () => {
    const without = (liste: Readonly<Record<string, string>>) =>
      Object.entries(liste).filter(([ags, answer]) => ags.length === 8 && answer === 'nein');
    expect(without(gemeindelisten['mariae-himmelfahrt-by-zensus-2011'])).toHaveLength(2056 - 1704);
    expect(without(gemeindelisten['mariae-himmelfahrt-by-zensus-2022'])).toHaveLength(2056 - 1708);
    const regions = Object.groupBy(without(gemeindelisten['mariae-himmelfahrt-by-zensus-2011']), ([ags]) =>
      ags.slice(0, 3),
    );
    expect(Object.fromEntries(Object.entries(regions).map(([key, list]) => [key, list?.length]))).toEqual({
      '093': 9,
      '094': 115,
      '095': 172,
      '096': 40,
      '097': 16,
    });
  });

  it('knows the seats of large Bavarian authorities', () => {
    const keeps = (ags: string) => isHoliday('2028-08-15', { land: 'BY', ags });
    for (const ags of ['09162000', '09161000', '09362000', '09663000', '09761000', '09263000', '09276144', '09461000'])
      expect([ags, keeps(ags)]).toEqual([ags, true]);
    for (const ags of ['09564000', '09563000', '09562000', '09561000', '09565000', '09462000', '09463000', '09464000'])
      expect([ags, keeps(ags)]).toEqual([ags, false]);
  });

  it('refuses an AGS of another Land or of other length', () => {
    expect(() => isHoliday('2026-01-01', { land: 'SN', ags: '09162000' })).toThrow(/beginnt er mit 14/);
    expect(() => isHoliday('2026-01-01', { land: 'SN', ags: '14511' })).toThrow(/acht Ziffern/);
  });

  it('refuses years without data', () => {
    expect(() => isHoliday('2014-12-25', { land: 'SN' })).toThrow(/2015 bis 2040/);
    expect(() => isHoliday('2041-01-01', { land: 'SN' })).toThrow(/2015 bis 2040/);
  });

  it('finds the next Werktag over a long weekend', () => {
    expect(nextWorkday('2026-12-25', { land: 'SN' })).toBe('2026-12-28');
    expect(nextWorkday('2026-11-18', { land: 'SN' })).toBe('2026-11-19');
    expect(nextWorkday('2026-11-18', { land: 'BY' })).toBe('2026-11-18');
  });
});
