import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Ahndung, type Ahndungsfall, ahndung, type Umstaende } from '../../../src/procedure/index.ts';
import { eintragungRules, halterRules } from '../../../src/procedure/law/fines.ts';
import { CodeLists } from '../../../src/standard/index.ts';
import { Schematron } from '../../../src/standard/schematron.ts';
import { parseTrusted, type SnapshotNode, snapshot } from '../../../src/xml/index.ts';
import { xsd } from '../../standard/schema-sets.ts';

const lists = CodeLists.load();
const folder = join(xsd, 'schematron');
const rules = Schematron.load(folder);
const PLAUSIBLE: ReadonlySet<string> = new Set(['R5.12', 'R5.13', 'R5.14']);

/** What the rules ask of a message: Tatbestände, form and day of the act, Geldbuße and Fahrverbot. */
interface Entscheidung {
  readonly tbnr: readonly string[];
  readonly tatzeit: string;
  readonly form: 'vorsatz' | 'fahrlaessigkeit';
  readonly geldbusse: number;
  readonly fahrverbot?: number;
  readonly regelsatzNach28a?: number;
}

const element = (name: string, content: string): string => `<xbg:${name}>${content}</xbg:${name}>`;
const euros = (cent: number): string => (cent / 100).toFixed(2);

const toXml = ({ tbnr, tatzeit, form, geldbusse, fahrverbot = 0, regelsatzNach28a }: Entscheidung): string =>
  element(
    'fall',
    element(
      'tat',
      element('anfang', tatzeit) +
        tbnr.map((one) => element('tatvorwurf', element('tbnr', one))).join('') +
        element('begehungsform', `<code>${form}</code>`),
    ) +
      element(
        'rechtsfolge',
        element('geldbusse', euros(geldbusse)) +
          (fahrverbot === 0 ? '' : element('fahrverbotMonate', String(fahrverbot))) +
          (regelsatzNach28a === undefined ? '' : element('regelsatzNach28a', euros(regelsatzNach28a))),
      ),
  );

/** For each decision the rules of plausibility that fire; all in one document, because there are many. */
const warned = (decisions: readonly Entscheidung[]): readonly (readonly string[])[] => {
  const xml = `<xbg:alle xmlns:xbg="urn:bussgeld-blaupause:xbussgeld:1.0">${decisions.map(toXml).join('')}</xbg:alle>`;
  using source = parseTrusted(xml);
  const { document, root } = snapshot(source);
  const run = rules.open(document, lists);
  return root.children.map((fall) => {
    const ids: string[] = [];
    const sanction = fall.children.find((child: SnapshotNode) => child.name === 'rechtsfolge');
    if (sanction === undefined) throw new Error('no rechtsfolge');
    rules.check(sanction, run, ({ id }) => {
      if (PLAUSIBLE.has(id)) ids.push(id);
    });
    return ids;
  });
};

const versions = [...lists.own('tatbestand').rows.keys()].flatMap((tbnr) =>
  lists
    .own('tatbestand')
    .rowsOf(tbnr)
    .map((row) => ({ tbnr, tatzeit: row['gueltigAb'] ?? '' })),
);

/** Every combination of some circumstances. */
const combinations = (...names: readonly (keyof Umstaende)[]): readonly Umstaende[] =>
  Array.from({ length: 2 ** names.length }, (_, bits) =>
    Object.fromEntries(names.flatMap((name, index) => ((bits >> index) & 1 ? [[name, true]] : []))),
  );

const ACT = ['gefaehrdung', 'sachbeschaedigung', 'vorsatz'] as const;
const circumstances: readonly Umstaende[] = [
  ...combinations(...ACT, 'gefahrgut', 'halter'),
  ...combinations(...ACT).map((one) => ({ ...one, nichtMotorisiert: true })),
  ...[1, 2].flatMap((voreintragungen) =>
    combinations('sachbeschaedigung', 'vorsatz').map((one) => ({ ...one, voreintragungen })),
  ),
];

/** A Bescheid names the Tatbestand whose Regelsatz applies, or the given one where that has no number. */
const named = ({ massgeblich, tbnr }: Ahndung): string => massgeblich.tbnr || tbnr;

const decided = (fall: Ahndungsfall, tbnr: (result: Ahndung) => readonly string[]): Entscheidung => {
  const result = ahndung(lists, { verwarnungAbgelehnt: true, letztesFahrverbot: 'keines', ...fall });
  return {
    tbnr: tbnr(result),
    tatzeit: fall.tatzeit,
    form: fall.umstaende?.vorsatz ? 'vorsatz' : 'fahrlaessigkeit',
    geldbusse: result.geldbusse,
    fahrverbot: result.fahrverbotMonate,
    ...(result.regelsatzNach28a === undefined ? {} : { regelsatzNach28a: result.regelsatzNach28a }),
  };
};

const expectSilence = (decisions: readonly Entscheidung[]): void => {
  const distinct = [...new Map(decisions.map((one) => [JSON.stringify(one), one])).values()];
  const found = warned(distinct).flatMap((ids, index) => (ids.length === 0 ? [] : [[ids, distinct[index]]]));
  expect(found).toEqual([]);
};

it('never doubts what the engine makes of any Tatbestand under any circumstances', () => {
  const decisions = versions.flatMap((act) =>
    circumstances.map((umstaende) => decided({ ...act, umstaende }, (result) => [named(result)])),
  );
  expect(decisions.length).toBe(versions.length * 48);
  expectSilence(decisions);
});

it('never doubts it under the number of the act alone where § 3 (1) and (2) BKatV lead elsewhere', () => {
  const led: readonly Umstaende[] = [
    { halter: true },
    { voreintragungen: 1 },
    { voreintragungen: 2, vorsatz: true },
    { halter: true, vorsatz: true, gefahrgut: true },
  ];
  expectSilence(versions.flatMap((act) => led.map((umstaende) => decided({ ...act, umstaende }, () => [act.tbnr]))));
});

it('leaves to themselves just the numbers that § 3 (1) and (2) BKatV lead away from', () => {
  const source = readFileSync(join(folder, 'xbussgeld-tat.sch'), 'utf8');
  const [upper = [], ban = []] = [...source.matchAll(/contains\('\|([^']*)\|'/g)].map(([, list = '']) =>
    list.split('|'),
  );
  const led = eintragungRules.flatMap(({ value }) => Object.keys(value));
  const halter = halterRules.flatMap(({ value }) => Object.keys(value));
  expect(upper).toEqual([...new Set([...led, ...halter])].sort());
  // a repeated 152 changes the amount alone
  expect(ban).toEqual([...new Set(led)].filter((bkat) => bkat !== '152').sort());
});

it('takes the highest of several Tatbestände, and the repeated speeder', () => {
  const day = '2026-08-15';
  const today = [...new Set(versions.map(({ tbnr }) => tbnr))].filter(
    (tbnr) => lists.own('tatbestand').rowsOf(tbnr).at(-1)?.['gueltigBis'] === undefined,
  );
  const pairs = today.map((tbnr, index) => [tbnr, today[(index * 37 + 11) % today.length] ?? tbnr] as const);
  const decisions = pairs.flatMap(([tbnr, other]) =>
    [{}, { vorsatz: true }].map((umstaende) => {
      const fall = { tbnr, tatzeit: day, umstaende, geschwindigkeitRechtskraft: '2026-01-10' };
      const second = ahndung(lists, { ...fall, tbnr: other });
      const first = ahndung(lists, fall);
      return decided({ ...fall, weitere: [{ tbnr: other }] }, () => [named(first), named(second)]);
    }),
  );
  expect(decisions.some(({ fahrverbot }) => fahrverbot === 1)).toBe(true);
  expectSilence(decisions);
});

/** 141713: 26 to 30 km/h inside towns, 180 €; 141714: 31 to 40 km/h, 260 € and one month; 141716: 51 to 60 km/h, 560 € and two; 105606: 100 €. */
it.each<[string, Partial<Entscheidung>, readonly string[]]>([
  ['half the Regelsatz', { geldbusse: 9_000 }, []],
  ['less than half', { geldbusse: 8_999 }, ['R5.12']],
  ['half of it more, for damage', { geldbusse: 27_000 }, []],
  ['more than damage makes of it', { geldbusse: 27_001 }, ['R5.13']],
  ['damage and intent', { geldbusse: 54_000, form: 'vorsatz' }, []],
  ['more than damage and intent', { geldbusse: 54_001, form: 'vorsatz' }, ['R5.13']],
  ['a decimal point too far right', { geldbusse: 180_000, form: 'vorsatz' }, ['R5.13']],
  ['dangerous goods, which speed does not know', { geldbusse: 40_500 }, ['R5.13']],
  ['dangerous goods and damage', { tbnr: ['105606'], geldbusse: 22_500 }, []],
  ['more than dangerous goods and damage', { tbnr: ['105606'], geldbusse: 22_501 }, ['R5.13']],
  ['the higher of two', { tbnr: ['141713', '105606'], geldbusse: 27_000 }, []],
  ['not half of the higher of two', { tbnr: ['105606', '141713'], geldbusse: 8_000 }, ['R5.12']],
  ['above both', { tbnr: ['105606', '141713'], geldbusse: 27_001 }, ['R5.13']],
  ['a number that is not in the excerpt', { tbnr: ['999999'], geldbusse: 500_000, fahrverbot: 3 }, []],
  ['one that is not, beside one that is', { tbnr: ['141713', '999999'], geldbusse: 500_000, fahrverbot: 3 }, []],
  ['a day on which the number was not in force', { tatzeit: '2000-01-01', geldbusse: 500_000 }, []],
  ['little for the poor, by § 28a StVG', { geldbusse: 4_000, regelsatzNach28a: 18_000 }, []],
  ['a Regelsatz by § 28a StVG that is none', { geldbusse: 4_000, regelsatzNach28a: 8_000 }, ['R5.12']],
  ['one month for repeated speeding', { geldbusse: 18_000, fahrverbot: 1 }, []],
  ['two months without a reason', { geldbusse: 18_000, fahrverbot: 2 }, ['R5.14']],
  ['the month of the catalogue', { tbnr: ['141714'], geldbusse: 26_000, fahrverbot: 1 }, []],
  ['more than the month of the catalogue', { tbnr: ['141714'], geldbusse: 26_000, fahrverbot: 2 }, ['R5.14']],
  ['less than the catalogue', { tbnr: ['141716'], geldbusse: 56_000, fahrverbot: 1 }, ['R5.14']],
  ['no Fahrverbot and twice the fine instead', { tbnr: ['141714'], geldbusse: 52_000 }, []],
  ['the Fahrverbot and twice the fine', { tbnr: ['141714'], geldbusse: 52_000, fahrverbot: 1 }, ['R5.13']],
])('judges %s', (_, change, expected) => {
  const [found] = warned([
    { tbnr: ['141713'], tatzeit: '2026-08-15', form: 'fahrlaessigkeit', geldbusse: 18_000, ...change },
  ]);
  expect(found).toEqual(expected);
});
