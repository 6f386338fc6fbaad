import { describe, expect, it } from 'vitest';
import { type Ahndung, type Ahndungsfall, ahndung } from '../../../src/procedure/index.ts';
import { build, CodeLists, type MessageType, sample, typeByNumber, Validator } from '../../../src/standard/index.ts';

const lists = CodeLists.load();
const validator = new Validator();
const TAT = '2026-08-15';
const euros = (cent: number): string => (cent / 100).toFixed(2);

/** A sample message with other amounts; the rules are to say nothing of what the engine reckoned. */
const amountRules = (number: string, change: (xml: string) => string): string[] => {
  const xml = change(Buffer.from(build(sample(typeByNumber(number) as MessageType))).toString('utf8'));
  const { findings } = validator.validate(Buffer.from(xml));
  expect(findings.filter(({ rule }) => rule === 'XSD')).toEqual([]);
  return findings
    .filter(({ rule }) => /^(?:R5\.(?:[67]|1[234])|R6|R8|R9|R10|G19|G20)/.test(rule))
    .map(({ rule }) => rule);
};

const element = (name: string, value: string): string => `<xbg:${name}>${value}</xbg:${name}>`;

const rechtsfolge = ({
  geldbusse,
  fahrverbotMonate,
  absatz2a,
  punkte,
  faerPflichtig,
  regelsatzNach28a,
}: Ahndung): string =>
  element(
    'rechtsfolge',
    [
      element('geldbusse', euros(geldbusse)),
      fahrverbotMonate === 0 ? '' : element('fahrverbotMonate', String(fahrverbotMonate)),
      absatz2a === undefined ? '' : element('abs2a', String(absatz2a)),
      punkte === 0 ? '' : element('punkte', String(punkte)),
      element('faerPflichtig', String(faerPflichtig)),
      regelsatzNach28a === undefined ? '' : element('regelsatzNach28a', euros(regelsatzNach28a)),
    ].join(''),
  );

const withRechtsfolge = (xml: string, result: Ahndung): string =>
  xml.replace(/<xbg:rechtsfolge>.*?<\/xbg:rechtsfolge>/, rechtsfolge(result));

const cases: readonly (readonly [string, Partial<Ahndungsfall>])[] = [
  ['141713', {}],
  ['141713', { geschwindigkeitRechtskraft: '2026-01-10' }],
  ['141711', { umstaende: { vorsatz: true } }],
  ['141718', { umstaende: { sachbeschaedigung: true, vorsatz: true } }],
  ['137600', { umstaende: { gefaehrdung: true } }],
  ['104600', { umstaende: { gefahrgut: true } }],
  ['331788', { umstaende: { sachbeschaedigung: true, gefahrgut: true } }],
  ['118624', { umstaende: { nichtMotorisiert: true }, verwarnungAbgelehnt: true }],
  ['118690', { umstaende: { nichtMotorisiert: true } }],
  ['424600', { umstaende: { voreintragungen: 2, vorsatz: true } }],
  ['424654', {}],
  ['113100', { verwarnungAbgelehnt: true }],
  ['329610', { festgesetzt: { cent: 4_000, grund: 'wirtschaftliche-verhaeltnisse' } }],
  ['141714', { fahrverbotAbgesehen: true, festgesetzt: { cent: 52_000, grund: 'fahrverbot-abgesehen' } }],
];

describe('the rules of the standard and the engine agree', () => {
  it.each(cases)('on the Bescheid of %s %j', (tbnr, rest) => {
    const result = ahndung(lists, { tbnr, tatzeit: TAT, letztesFahrverbot: 'keines', ...rest });
    const fee = element('gebuehr', euros(result.gebuehr));
    const found = amountRules('2010', (xml) =>
      withRechtsfolge(xml, result).replace(/<xbg:gebuehr>.*?<\/xbg:gebuehr>/, fee),
    );
    expect(found).toEqual([]);
  });

  it.each(cases)('on what the register is told of %s %j', (tbnr, rest) => {
    const result = ahndung(lists, { tbnr, tatzeit: TAT, letztesFahrverbot: 'keines', ...rest });
    const form = rest.umstaende?.vorsatz ? 'vorsatz' : 'fahrlaessigkeit';
    const found = amountRules('3210', (xml) =>
      withRechtsfolge(xml, result)
        .replace(/<xbg:begehungsform><code>[^<]*/, `<xbg:begehungsform><code>${form}`)
        .replace(/<xbg:tatvorwurf>.*?<\/xbg:tbnr>/, `<xbg:tatvorwurf>${element('tbnr', result.massgeblich.tbnr)}`)
        .replace(/<xbg:bkatNummer>.*?<\/xbg:bkatNummer>/, element('bkatNummer', result.massgeblich.bkat))
        .replace(/<xbg:anlage13>.*?<\/xbg:anlage13>/, result.punkte === 0 ? '' : element('anlage13', result.anlage13)),
    );
    // a decision that is not entered is not told: then, and only then, the rules say so
    if (result.faerPflichtig) expect(found).toEqual([]);
    else expect(found).toContain('R10.6');
  });

  it('on every Verwarnung of the list', () => {
    const seen = new Set<number>();
    for (const tbnr of lists.own('tatbestand').rows.keys()) {
      const row = lists
        .own('tatbestand')
        .rowsOf(tbnr)
        .find(({ gueltigBis = '9999' }) => gueltigBis >= TAT);
      if (row?.['art'] !== 'verwarnung' || seen.has(Number(row['betrag']))) continue;
      seen.add(Number(row['betrag']));
      const { verwarnungsgeld } = ahndung(lists, { tbnr, tatzeit: TAT });
      const found = amountRules('1330', (xml) =>
        xml
          .replace(/<xbg:tbnr>.*?<\/xbg:tbnr>/, element('tbnr', tbnr))
          .replace(
            /<xbg:verwarnungsgeld>.*?<\/xbg:verwarnungsgeld>/,
            element('verwarnungsgeld', euros(verwarnungsgeld)),
          ),
      );
      expect(found, tbnr).toEqual([]);
    }
    expect(seen.size).toBe(10); // no Regelsatz is 45 €
  });

  it('on the costs of the Halter', () => {
    const { gebuehr, gesamt } = ahndung(lists, { tbnr: '112454', tatzeit: '2026-08-14', halterbescheid: true });
    const found = amountRules('3310', (xml) =>
      xml
        .replace(/<xbg:gebuehr>.*?<\/xbg:gebuehr>/, element('gebuehr', euros(gebuehr)))
        .replace('<xbg:betrag>23.50</xbg:betrag>', element('betrag', euros(gesamt))),
    );
    expect(found).toEqual([]);
  });
});
