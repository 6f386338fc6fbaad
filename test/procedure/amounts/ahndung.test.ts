import { describe, expect, it } from 'vitest';
import { type Ahndungsfall, ahndung, euro } from '../../../src/procedure/index.ts';
import { CodeLists, findTatbestand } from '../../../src/standard/index.ts';

const lists = CodeLists.load();
const TAT = '2026-08-15';

const of = (tbnr: string, rest: Partial<Ahndungsfall> = {}) => ahndung(lists, { tbnr, tatzeit: TAT, ...rest });
/** Amount, points, months: what a clerk looks at. */
const core = (tbnr: string, rest: Partial<Ahndungsfall> = {}) => {
  const { geldbusse, verwarnungsgeld, punkte, fahrverbotMonate } = of(tbnr, rest);
  return [(geldbusse + verwarnungsgeld) / 100, punkte, fahrverbotMonate];
};
const norms = (tbnr: string, rest: Partial<Ahndungsfall>) => of(tbnr, rest).begruendung.map(({ norm }) => norm);

describe('speed of cars (Tabelle 1c, worked by hand)', () => {
  // inside: amount, points, ban; outside; TBNR of § 3 inside and outside, of Zeichen 274 inside and outside
  it.each([
    [[30, 0, 0], [20, 0, 0], '103202', '103208', '141236', '141239'],
    [[50, 0, 0], [40, 0, 0], '103203', '103209', '141237', '141240'],
    [[70, 0, 0], [60, 0, 0], '103761', '103773', '141711', '141720'],
    [[115, 1, 0], [100, 1, 0], '103762', '103774', '141712', '141721'],
    [[180, 1, 0], [150, 1, 0], '103763', '103775', '141713', '141722'],
    [[260, 2, 1], [200, 1, 0], '103764', '103776', '141714', '141723'],
    [[400, 2, 1], [320, 2, 1], '103765', '103777', '141715', '141724'],
    [[560, 2, 2], [480, 2, 1], '103766', '103778', '141716', '141725'],
    [[700, 2, 3], [600, 2, 2], '103767', '103779', '141717', '141726'],
    [[800, 2, 3], [700, 2, 3], '103768', '103780', '141718', '141727'],
  ])('%j inside, %j outside', (inside, outside, ...tbnr) => {
    const [in3, out3, in274, out274] = tbnr;
    expect(core(in3)).toEqual(inside);
    expect(core(in274)).toEqual(inside);
    expect(core(out3)).toEqual(outside);
    expect(core(out274)).toEqual(outside);
  });

  it('adds a month for persistence, from 26 km/h within a year of Rechtskraft', () => {
    for (const tbnr of ['103763', '103775', '103776'])
      expect(of(tbnr, { geschwindigkeitRechtskraft: '2025-08-16' })).toMatchObject({
        fahrverbotMonate: 1,
        fahrverbotsgrund: 'beharrlich',
        punkte: 1,
      });
    expect(of('103762', { geschwindigkeitRechtskraft: '2026-01-10' }).fahrverbotMonate).toBe(0);
    expect(of('103763', { geschwindigkeitRechtskraft: '2025-08-14' }).fahrverbotMonate).toBe(0);
    expect(of('103763', { geschwindigkeitRechtskraft: '2026-08-16' }).fahrverbotMonate).toBe(0);
    expect(of('103767', { geschwindigkeitRechtskraft: '2026-01-10' })).toMatchObject({
      fahrverbotMonate: 3,
      fahrverbotsgrund: 'grob',
    });
  });

  it('takes the end of that year in favour of the person and shows the other reading', () => {
    const sameDay = of('103763', { geschwindigkeitRechtskraft: '2025-08-15' });
    expect(sameDay.fahrverbotMonate).toBe(0);
    expect(sameDay.hinweise.join()).toContain('offen: § 4 Abs. 2 BKatV');
  });

  it('judges an older act by the catalogue of its day', () => {
    expect(core('141713', { tatzeit: '2021-11-08' })).toEqual([100, 1, 0]);
    expect(core('141713', { tatzeit: '2021-11-09' })).toEqual([180, 1, 0]);
    expect(core('103204', { tatzeit: '2021-11-08' })).toEqual([35, 0, 0]);
    expect(core('111600', { tatzeit: '2021-11-08' })).toEqual([200, 2, 0]);
    expect(core('111600', { tatzeit: '2021-11-09' })).toEqual([200, 2, 1]);
  });
});

describe('other Tatbestände', () => {
  it.each([
    ['Rotlicht', '137600', [90, 1, 0]],
    ['Rotlicht, danger', '137601', [200, 2, 1]],
    ['Rotlicht, damage', '137602', [240, 2, 1]],
    ['Rotlicht after a second', '137618', [200, 2, 1]],
    ['phone', '123624', [100, 1, 0]],
    ['phone, danger', '123625', [150, 2, 1]],
    ['phone, damage', '123626', [200, 2, 1]],
    ['phone on a bicycle', '123172', [55, 0, 0]],
    ['seat belt', '121172', [30, 0, 0]],
    ['Rettungsgasse', '111600', [200, 2, 1]],
    ['distance 12.5.1', '104600', [75, 1, 0]],
    ['distance 12.5.2', '104601', [100, 1, 0]],
    ['distance 12.5.3', '104602', [160, 1, 0]],
    ['distance 12.5.4', '104603', [240, 1, 0]],
    ['distance 12.5.5', '104604', [320, 1, 0]],
    ['distance 12.6.3', '104608', [160, 2, 1]],
    ['distance 12.6.4', '104609', [240, 2, 2]],
    ['distance 12.6.5', '104610', [320, 2, 3]],
    ['distance 12.7.1', '104612', [100, 1, 0]],
    ['distance 12.7.2', '104613', [180, 1, 0]],
    ['distance 12.7.3', '104614', [240, 2, 1]],
    ['distance 12.7.4', '104615', [320, 2, 2]],
    ['distance 12.7.5', '104616', [400, 2, 3]],
    ['level crossing', '119624', [240, 2, 1]],
    ['closed barrier', '119630', [700, 2, 3]],
    ['alcohol', '424600', [500, 2, 1]],
    ['alcohol, one entry', '424601', [1000, 2, 3]],
    ['alcohol, several entries', '424602', [1500, 2, 3]],
    ['alcohol, novice', '424654', [250, 1, 0]],
    ['parking on the pavement', '112454', [55, 0, 0]],
    ['parking on a cycle way, obstructing', '141775', [70, 1, 0]],
    ['second row', '112460', [55, 0, 0]],
    ['parking ticket', '113120', [20, 0, 0]],
    ['inspection 8 months late', '329610', [60, 1, 0]],
  ] as const)('%s (%s): amount, points, Fahrverbot', (_name, tbnr, expected) => {
    expect(core(tbnr)).toEqual(expected);
  });

  it('steps up alcohol by entries in the register (§ 3 Abs. 1)', () => {
    expect(core('424600', { umstaende: { voreintragungen: 1 } })).toEqual([1000, 2, 3]);
    expect(core('424600', { umstaende: { voreintragungen: 5 } })).toEqual([1500, 2, 3]);
    expect(core('141713', { umstaende: { voreintragungen: 5 } })).toEqual([180, 1, 0]);
    expect(of('424601', { umstaende: { voreintragungen: 1 } }).hinweise.join()).toContain('schon');
    expect(of('424600').fahrverbotsgrund).toBe('alkohol-drogen');
  });
});

describe('danger and damage (§ 3 Abs. 3)', () => {
  it('raises by Tabelle 4', () => {
    expect(core('103774', { umstaende: { gefaehrdung: true } })).toEqual([120, 1, 0]);
    expect(core('103774', { umstaende: { sachbeschaedigung: true } })).toEqual([145, 1, 0]);
    expect(core('103767', { umstaende: { sachbeschaedigung: true } })).toEqual([1000, 2, 3]);
    expect(core('103763', { umstaende: { gefaehrdung: true, sachbeschaedigung: true } })).toEqual([265, 1, 0]);
  });

  it('prefers a number of the catalogue itself, with its Fahrverbot and points', () => {
    expect(of('137600', { umstaende: { gefaehrdung: true } })).toMatchObject({
      massgeblich: { bkat: '132.1', tbnr: '137601' },
      geldbusse: 20_000,
      punkte: 2,
      fahrverbotMonate: 1,
    });
    expect(of('137648', { umstaende: { sachbeschaedigung: true } }).massgeblich.tbnr).toBe('137650');
    expect(core('112460', { umstaende: { gefaehrdung: true } })).toEqual([80, 1, 0]);
    expect(core('109136', { umstaende: { gefaehrdung: true } })).toEqual([140, 1, 1]);
    expect(core('120600', { umstaende: { gefaehrdung: true } })).toEqual([70, 1, 0]);
  });

  it('raises nothing twice', () => {
    for (const tbnr of ['137601', '103601', '109648']) {
      const plain = of(tbnr);
      const again = of(tbnr, { umstaende: { gefaehrdung: true } });
      expect(again.geldbusse, tbnr).toBe(plain.geldbusse);
      expect(again.hinweise.join(), tbnr).toContain('schon im Tatbestand');
    }
  });

  it('goes from danger to damage by the second part, or by the first where the table added the danger', () => {
    expect(core('109648', { umstaende: { sachbeschaedigung: true } })[0]).toBe(100);
    expect(core('109148', { umstaende: { sachbeschaedigung: true } })[0]).toBe(85);
    expect(core('103601', { umstaende: { sachbeschaedigung: true } })[0]).toBe(145);
    expect(core('123630', { umstaende: { sachbeschaedigung: true } })[0]).toBe(100);
  });

  it('leaves a Verwarnung and an amount without row as they are, and says so', () => {
    const small = of('103203', { umstaende: { gefaehrdung: true } });
    expect([small.art, small.verwarnungsgeld]).toEqual(['verwarnung', 5_000]);
    expect(small.hinweise.join()).toContain('mehr als 55 €');
    const gap = of('141712', { umstaende: { gefaehrdung: true } });
    expect(gap.geldbusse).toBe(11_500);
    expect(gap.hinweise.join()).toMatch(/offen: .*115,00 €/);
  });
});

describe('Halter, dangerous goods, intent, half (§ 3 Abs. 2, 4, 4a, 6)', () => {
  it('takes the Regelsatz for ordering where the Halter did it himself', () => {
    expect(core('130600', { umstaende: { halter: true } })[0]).toBe(570);
    expect(core('342600', { umstaende: { halter: true } })[0]).toBe(140);
    expect(core('342605', { umstaende: { halter: true } })[0]).toBe(425);
    expect(core('330618', { umstaende: { halter: true } })[0]).toBe(270);
    expect(core('330606', { umstaende: { halter: true } })[0]).toBe(135);
    expect(core('357600', { umstaende: { halter: true } })).toEqual([150, 1, 0]);
    expect(core('342100', { umstaende: { halter: true } })[0]).toBe(30);
    expect(core('141713', { umstaende: { halter: true } })[0]).toBe(180);
  });

  it('adds half for dangerous goods and buses, after danger, without rounding', () => {
    expect(core('104600', { umstaende: { gefahrgut: true } })[0]).toBe(112.5);
    expect(core('105606', { umstaende: { gefaehrdung: true, kraftomnibus: true } })[0]).toBe(180);
    expect(core('331784', { umstaende: { gefahrgut: true } })[0]).toBe(210);
    expect(core('342600', { umstaende: { halter: true, gefahrgut: true } })[0]).toBe(210);
    const speed = of('141713', { umstaende: { gefahrgut: true } });
    expect(speed.geldbusse).toBe(18_000);
    expect(speed.hinweise.join()).toContain('Tabelle 1 Buchstabe b');
  });

  it('doubles for intent, after everything else, never a Verwarnung and never Abschnitt II', () => {
    expect(core('141713', { umstaende: { vorsatz: true } })).toEqual([360, 1, 0]);
    expect(core('104600', { umstaende: { vorsatz: true, gefahrgut: true } })[0]).toBe(225);
    expect(core('103202', { umstaende: { vorsatz: true } })[0]).toBe(30);
    expect(core('119630', { umstaende: { vorsatz: true } })[0]).toBe(700);
    expect(core('123624', { umstaende: { vorsatz: true } })[0]).toBe(100);
    expect(core('141711', { umstaende: { vorsatz: true } })).toEqual([140, 0, 0]);
    expect(core('424602', { umstaende: { vorsatz: true } })[0]).toBe(3000);
    expect(core('103767', { umstaende: { vorsatz: true, sachbeschaedigung: true } })[0]).toBe(2000);
    expect(of('141713', { umstaende: { vorsatz: true } }).rundung.join()).toContain('volle Euro');
  });

  it('halves for those without a motor; below 60 € a Verwarnung comes first', () => {
    expect(of('105600', { umstaende: { nichtMotorisiert: true } })).toMatchObject({
      art: 'verwarnung',
      verwarnungsgeld: 5_000,
      gebuehr: 0,
      punkte: 0,
    });
    const refused = { umstaende: { nichtMotorisiert: true }, verwarnungAbgelehnt: true };
    expect(of('105600', refused)).toMatchObject({ art: 'bussgeld', geldbusse: 5_000, gesamt: 7_850, punkte: 0 });
    expect(of('118624', { umstaende: { nichtMotorisiert: true } }).verwarnungsgeld).toBe(3_500);
    expect(of('118624', refused).geldbusse).toBe(3_750);
    expect(of('118690', { umstaende: { nichtMotorisiert: true } })).toMatchObject({
      geldbusse: 10_000,
      fahrverbotMonate: 0,
    });
  });

  it('takes the Tatbestand made for them instead of half', () => {
    expect(core('137600', { umstaende: { nichtMotorisiert: true } })).toEqual([60, 1, 0]);
    expect(core('137619', { umstaende: { nichtMotorisiert: true } })).toEqual([160, 1, 0]);
    expect(core('119630', { umstaende: { nichtMotorisiert: true } })).toEqual([350, 1, 0]);
    expect(core('123625', { umstaende: { nichtMotorisiert: true } })).toEqual([75, 0, 0]);
    expect(core('137612', { umstaende: { nichtMotorisiert: true } })).toEqual([60, 1, 0]);
    const car = of('141713', { umstaende: { nichtMotorisiert: true } });
    expect(car.geldbusse).toBe(18_000);
    expect(car.hinweise.join()).toContain('setzt ein Kraftfahrzeug voraus');
  });

  it('tells what small fines and negligence leave to the clerk', () => {
    expect(of('105112', { umstaende: { nichtMotorisiert: true } }).hinweise.join()).toContain('§ 2 Abs. 4 BKatV');
    expect(of('102142', { umstaende: { nichtMotorisiert: true } }).hinweise.join()).not.toContain('§ 2 Abs. 4 BKatV');
    expect(of('119630', { umstaende: { vorsatz: false } }).hinweise.join()).toContain('Abschnitt II');
  });

  it('applies them in the order of the law', () => {
    const all = { umstaende: { halter: true, sachbeschaedigung: true, gefahrgut: true, vorsatz: true } };
    expect(norms('357600', all).slice(0, 5)).toEqual([
      '§ 1 Abs. 1 BKatV',
      '§ 3 Abs. 2 BKatV',
      '§ 3 Abs. 3 BKatV, Tabelle 4',
      '§ 3 Abs. 4 BKatV',
      '§ 3 Abs. 4a, § 1 Abs. 2 Satz 2 BKatV',
    ]);
    // 100 → Halter 150 → damage 220 → half more 330 → doubled 660
    expect(of('357600', all).geldbusse).toBe(66_000);
  });
});

describe('several Tatbestände of one act', () => {
  it('takes the highest amount, points and Fahrverbot once', () => {
    const both = of('123624', { weitere: [{ tbnr: '141714' }, { tbnr: '121172' }] });
    expect(both).toMatchObject({ geldbusse: 26_000, punkte: 2, fahrverbotMonate: 1, gesamt: 28_850 });
    expect(both.hinweise.join()).toContain('angemessen erhöht');
  });

  it('keeps a Verwarnung where all are', () => {
    const both = of('121172', { weitere: [{ tbnr: '103203' }] });
    expect(both).toMatchObject({ art: 'verwarnung', verwarnungsgeld: 5_000, gesamt: 5_000 });
    expect(both.hinweise.join()).toContain('§ 2 Abs. 8');
  });

  it('lets a Tatbestand have circumstances of its own', () => {
    const weitere = [{ tbnr: '141713', umstaende: {} }];
    expect(of('123624', { weitere, umstaende: { vorsatz: true } }).geldbusse).toBe(18_000);
    expect(of('123624', { weitere: [{ tbnr: '141713' }], umstaende: { vorsatz: true } }).geldbusse).toBe(36_000);
  });
});

describe('costs and sums', () => {
  it.each([
    ['141713', 20_850],
    ['424600', 52_850],
    ['141718', 84_350],
    ['424602', 157_850],
  ])('%s comes to %i cents with one Zustellung', (tbnr, total) => {
    expect(of(tbnr).gesamt).toBe(total);
  });

  it('asks nothing for a Verwarnung, and fee and Zustellung once it was refused', () => {
    expect(of('113100')).toMatchObject({ art: 'verwarnung', gebuehr: 0, auslagen: 0, gesamt: 2_000 });
    expect(of('113100', { verwarnungAbgelehnt: true })).toMatchObject({ art: 'bussgeld', gesamt: 4_850, punkte: 0 });
  });

  it('makes the Halter pay 23.50 €, only for stopping and parking', () => {
    expect(of('112454', { halterbescheid: true })).toMatchObject({
      art: 'halterbescheid',
      geldbusse: 0,
      gesamt: 2_350,
    });
    expect(() => of('141713', { halterbescheid: true })).toThrow(/Halt- oder Parkverstoß/);
  });

  it('counts Zustellungen and Auslagen, and keeps file sending apart', () => {
    const result = of('141713', { zustellungen: 2, weitereAuslagen: 12_345, aktenversendungen: 1 });
    expect(result).toMatchObject({ auslagen: 13_045, gesamt: 18_000 + 2_500 + 13_045, aktenversand: 1_200 });
    expect(of('141713', { ohneKosten: true })).toMatchObject({ gebuehr: 0, auslagen: 0, gesamt: 18_000 });
  });

  it('drops fractions of a cent from the fee', () => {
    // 425 € Halter, damage 615 €, dangerous goods 922.50 €: 5 % are 46.125 €
    const result = of('331788', { umstaende: { sachbeschaedigung: true, gefahrgut: true } });
    expect([result.geldbusse, result.gebuehr]).toEqual([92_250, 4_612]);
    expect(result.rundung.join()).toContain('Bruchteile eines Cents');
  });
});

describe('Fahrverbot', () => {
  it('is delayed only where none was imposed in two years before the act or since', () => {
    const delay = (letztesFahrverbot: string) => of('141714', { letztesFahrverbot }).absatz2a;
    expect(delay('keines')).toBe(true);
    expect(delay('2024-08-14')).toBe(true);
    expect(delay('2024-08-15')).toBe(false);
    expect(delay('2026-09-01')).toBe(false);
    expect(of('141714').absatz2a).toBeUndefined();
    expect(of('141713').absatz2a).toBeUndefined();
  });

  it('may be left out for a higher Geldbuße (§ 4 Abs. 4)', () => {
    const without = of('141714', { fahrverbotAbgesehen: true });
    expect(without.fahrverbotMonate).toBe(0);
    expect(without.hinweise.join()).toContain('offen:');
    const raised = of('141714', {
      fahrverbotAbgesehen: true,
      festgesetzt: { cent: 52_000, grund: 'fahrverbot-abgesehen' },
    });
    expect(raised).toMatchObject({ geldbusse: 52_000, fahrverbotMonate: 0, punkte: 2, regelsatz: 26_000 });
  });
});

describe('deviating from the Regelsatz', () => {
  it('keeps the register by the Regelsatz where only means of the person count (§ 28a StVG)', () => {
    const poor = of('329610', { festgesetzt: { cent: 4_000, grund: 'wirtschaftliche-verhaeltnisse' } });
    expect(poor).toMatchObject({ geldbusse: 4_000, regelsatzNach28a: 6_000, punkte: 1, faerPflichtig: true });
    const mild = of('329610', { festgesetzt: { cent: 4_000, grund: 'umstaende' } });
    expect(mild).toMatchObject({ punkte: 0, faerPflichtig: false });
    expect(mild.regelsatzNach28a).toBeUndefined();
  });

  it('reduces a Verwarnungsgeld down to 20 € (§ 2 Abs. 5)', () => {
    const grund = 'wirtschaftliche-verhaeltnisse';
    expect(of('103203', { festgesetzt: { cent: 2_000, grund } }).verwarnungsgeld).toBe(2_000);
    expect(() => of('103203', { festgesetzt: { cent: 1_500, grund } })).toThrow(/20,00 € bis 55,00 €/);
    expect(() => of('103203', { festgesetzt: { cent: 2_200, grund } })).toThrow(/Schritten/);
  });

  it('keeps within the law: half the maximum for negligence', () => {
    const grund = 'umstaende';
    expect(() => of('141713', { festgesetzt: { cent: 100_001, grund } })).toThrow(/1\.000,00 €/);
    expect(of('141713', { festgesetzt: { cent: 200_000, grund }, umstaende: { vorsatz: true } }).geldbusse).toBe(
      200_000,
    );
    expect(() => of('141713', { festgesetzt: { cent: 499, grund } })).toThrow(/5,00 €/);
  });
});

describe('every Tatbestand of the list', () => {
  const numbers = [...lists.own('tatbestand').rows.keys()];
  const variants: readonly Partial<Ahndungsfall>[] = [
    {},
    { umstaende: { gefaehrdung: true, sachbeschaedigung: true, vorsatz: true, gefahrgut: true, halter: true } },
    { umstaende: { nichtMotorisiert: true, gefaehrdung: true }, verwarnungAbgelehnt: true },
  ];

  it('is reckoned on the first and last day of each version, as the list says', () => {
    let seen = 0;
    for (const tbnr of numbers) {
      for (const row of lists.own('tatbestand').rowsOf(tbnr)) {
        const days = [row['gueltigAb'] ?? '', row['gueltigBis'] ?? '2026-11-22'];
        for (const tatzeit of days) {
          const plain = ahndung(lists, { tbnr, tatzeit });
          const listed = findTatbestand(lists, tbnr, tatzeit);
          const label = `${tbnr} ${tatzeit} ${euro(plain.gesamt)}`;
          expect([plain.art, plain.geldbusse + plain.verwarnungsgeld], label).toEqual([
            listed?.art,
            100 * (listed?.betrag ?? 0),
          ]);
          expect([plain.punkte, plain.fahrverbotMonate], label).toEqual([listed?.punkte, listed?.fahrverbot]);
          for (const variant of variants)
            expect(ahndung(lists, { tbnr, tatzeit, ...variant }).gesamt).toBeGreaterThan(0);
          seen += 1;
        }
      }
    }
    expect(seen).toBeGreaterThan(1_700);
  });

  it('never costs less with danger, damage or intent, nor more without a motor', () => {
    for (const tbnr of numbers) {
      for (const { gueltigAb: tatzeit = '' } of lists.own('tatbestand').rowsOf(tbnr)) {
        const amount = (umstaende: Ahndungsfall['umstaende'] = {}) =>
          ahndung(lists, { tbnr, tatzeit, umstaende }).regelsatz;
        const [plain, danger] = [amount(), amount({ gefaehrdung: true })];
        expect(danger, `${tbnr} ${tatzeit}`).toBeGreaterThanOrEqual(plain);
        expect(amount({ sachbeschaedigung: true }), `${tbnr} ${tatzeit}`).toBeGreaterThanOrEqual(danger);
        expect(amount({ vorsatz: true }), `${tbnr} ${tatzeit}`).toBeGreaterThanOrEqual(plain);
        expect(amount({ nichtMotorisiert: true }), `${tbnr} ${tatzeit}`).toBeLessThanOrEqual(plain);
      }
    }
  });
});

describe('wrong input', () => {
  it.each([
    ['tbnr', { tbnr: '14171', tatzeit: TAT }, 'sechs Ziffern'],
    ['tbnr', { tbnr: '999999', tatzeit: TAT }, 'Codeliste tatbestand'],
    ['tbnr', { tbnr: '103204', tatzeit: TAT }, '103761'],
    ['tatzeit', { tbnr: '141713', tatzeit: '2026-02-30' }, 'JJJJ-MM-TT'],
    ['tatzeit', { tbnr: '141713' }, 'JJJJ-MM-TT'],
    ['entscheidung', { tbnr: '141713', tatzeit: TAT, entscheidung: '2026-08-14' }, 'nicht vor der Tat'],
    ['zustellungen', { tbnr: '141713', tatzeit: TAT, zustellungen: -1 }, 'ganze Zahl'],
    ['umstaende.vorsatz', { tbnr: '141713', tatzeit: TAT, umstaende: { vorsatz: 'ja' } }, 'true oder false'],
    ['umstaende.absicht', { tbnr: '141713', tatzeit: TAT, umstaende: { absicht: true } }, 'vorsatz'],
    ['weitere[0].tbnr', { tbnr: '141713', tatzeit: TAT, weitere: [{ tbnr: '000000' }] }, 'Codeliste'],
    ['festgesetzt.grund', { tbnr: '141713', tatzeit: TAT, festgesetzt: { cent: 500, grund: 'x' } }, 'tateinheit'],
    ['letztesFahrverbot', { tbnr: '141713', tatzeit: TAT, letztesFahrverbot: 'nie' }, 'keines'],
    [
      'festgesetzt',
      { tbnr: '112454', tatzeit: TAT, halterbescheid: true, festgesetzt: { cent: 500, grund: 'umstaende' } },
      'Halterbescheid',
    ],
    ['', null, 'tbnr und tatzeit'],
  ])('names %s and what is allowed', (path, input, allowed) => {
    try {
      ahndung(lists, input as unknown as Ahndungsfall);
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ code: 'USAGE', ...(path === '' ? {} : { place: { path } }) });
      expect(String((error as { detail?: string }).detail)).toContain(allowed);
    }
  });
});
