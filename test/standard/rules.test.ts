import { describe, expect, it } from 'vitest';
import { build, catalogue, type MessageType, sample, typeByNumber } from '../../src/standard/index.ts';
import { Validator } from '../../src/standard/validate.ts';

const validator = new Validator();

/** A sample in XML with some texts exchanged; each must be there, so that no case tests nothing. */
const changed = (typ: MessageType, changes: readonly (readonly [string | RegExp, string])[]): Buffer => {
  let xml = Buffer.from(build(sample(typ))).toString();
  for (const [from, to] of changes) {
    if (xml.search(from) < 0) throw new Error(`${typ} does not have ${from}`);
    xml = xml.replace(from, to);
  }
  return Buffer.from(xml);
};

const element = (name: string, content: string): string => `<xbg:${name}>${content}</xbg:${name}>`;
const code = (name: string, value: string): string => element(name, `<code>${value}</code>`);
const value = (name: string): RegExp => new RegExp(`<xbg:${name}>[^<]*</xbg:${name}>`);
const set = (name: string, content: string): [RegExp, string] => [value(name), element(name, content)];
const setCode = (name: string, to: string): [RegExp, string] => [
  new RegExp(`<xbg:${name}><code>[^<]*</code></xbg:${name}>`),
  code(name, to),
];
const drop = (name: string): [RegExp, string] => [new RegExp(`<xbg:${name}>.*?</xbg:${name}>`, 's'), ''];
const after = (name: string, what: string): [RegExp, string] => [
  new RegExp(`(<xbg:${name}>.*?</xbg:${name}>)`, 's'),
  `$1${what}`,
];
const created = (instant: string): [RegExp, string] => [
  /<erstellungszeitpunkt>[^<]*/,
  `<erstellungszeitpunkt>${instant}`,
];
const born = (day: string): [RegExp, string] => [
  /<xbg:geburtsdatum>2001<\/xbg:geburtsdatum>/,
  element('geburtsdatum', day),
];
const unchecked = (point: string): [string, string] => [element(point, 'true'), element(point, 'false')];
const lawyer: [RegExp, string] = setCode('rolle', 'verteidiger');

/** For each rule the message that breaks it: number of the sample and what is changed in it. */
const breaks: Record<string, readonly [string, ...(readonly [string | RegExp, string])[]]> = {
  K1: ['1120', [/<code>fahrerermittlung.ersuchen.1120/, '<code>fahrerermittlung.ergebnis.1121']],
  K2: [
    '1121',
    [/<nachrichtenUUID>[^<]*/, '<nachrichtenUUID>11111111-0000-4000-8000-000000001111'],
    [/<referenzUUID>[^<]*/, '<referenzUUID>11111111-0000-4000-8000-000000001111'],
  ],
  K3: ['0020', [/<referenzUUID>.*?<\/referenzUUID>/, '']],
  K4: ['1121', [/<referenzUUID>.*?<\/referenzUUID>/, '']],
  K5: ['1120', [/(<leser>.*?<kennung>)[^<]*/, '$1psw:01003110']],
  K6: ['1120', [/(<autor>.*?<kennung>)[^<]*/, '$1Landesdirektion']],
  R3: ['1120', [/ test="[^"]*"/, '']],
  V1: ['1120', set('absolutesEnde', '2026-11-13')],
  V2: ['2010', [/(<xbg:letzteUnterbrechung>.*?<xbg:datum>)[^<]*/, '$12027-01-20']],
  V3: ['1120', set('erbetenBis', '2026-11-05')],
  V4: ['1120', set('erbetenBis', '2026-09-20')],
  D1: ['1120', set('groesse', '0')],
  D2: ['2010', set('mimetype', 'image/jpeg')],
  D3: ['1120', [/(<code>beweisfoto<.*?<xbg:mimetype>)[^<]*/, '$1video/mp4']],

  'R5.1': ['1010', set('tbnr', '041713')],
  'R5.2': ['1010', set('toleranz', '5')],
  'R5.3': ['1010', set('ueberschreitung', '25')],
  'R5.4': ['1010', set('zulaessig', '76'), set('ueberschreitung', '0')],
  'R5.5': ['1010', set('eichscheinBis', '2026-08-14')],
  'R5.6': ['1010', set('tbnr', '999999')],
  'R5.7': ['1010', set('bkatNummer', '11.3.4')],
  'R5.8': ['1010', set('tbnr', '141714'), set('bkatNummer', '11.3.6')],
  'R5.9': ['1010', set('innerorts', 'false')],
  'R5.10': ['1010', after('anfang', element('ende', '2026-08-15T10:42:06+02:00'))],
  'R5.11': ['1010', created('2026-08-15T10:42:06.000+02:00')],
  'R6.1': [
    '1010',
    [value('angeboten'), element('angeboten', 'true') + element('betrag', '57.00') + element('am', '2026-08-15')],
  ],
  'R6.2': ['1010', set('angeboten', 'true')],
  'R17.1': ['1120', born('2012-08-16')],
  'R17.2': ['1120', born('2008-08-16')],

  'R7.1': ['2010', unchecked('personalien')],
  'R7.2': ['2010', lawyer],
  'R7.3': ['2010', unchecked('tat')],
  'R7.4': ['2010', unchecked('beweismittel')],
  'R7.5': ['2010', unchecked('rechtsfolge')],
  'R7.6': ['2010', unchecked('hinweisRechtskraft')],
  'R7.7': ['2010', unchecked('hinweisNachteil')],
  'R7.8': ['2010', unchecked('zahlungsaufforderung')],
  'R7.9': ['2010', unchecked('belehrungErzwingungshaft')],
  'R7.10': ['2010', drop('geldbusse')],
  'R8.1': ['2010', set('gebuehr', '9.00')],
  'R8.2': ['2010', drop('auslage')],
  'R9.1': ['2010', after('geldbusse', element('fahrverbotMonate', '4'))],
  'R9.2': ['2010', after('geldbusse', element('abs2a', 'true'))],
  'R9.3': ['2010', after('geldbusse', element('fahrverbotMonate', '1'))],
  'R10.1': ['2010', set('geldbusse', '59.00')],
  'R10.2': ['2010', set('faerPflichtig', 'false')],
  'R10.3': ['2010', set('punkte', '3')],
  'R10.4': ['2010', set('geldbusse', '4.00')],
  'R10.5': ['2010', [/<xbg:geldbusse>/, `${element('verwarnungsgeld', '55.00')}<xbg:geldbusse>`]],

  Z1: ['2010', set('auftragsdatum', '2026-11-30')],
  Z2: ['2010', set('spaetestensZuzustellenBis', '2026-11-30')],
  Z3: ['2010', lawyer],
  Z4: ['2010', lawyer],
  Z5: ['2010', setCode('rolle', 'gesetzlicher-vertreter')],
  Z6: ['2020', setCode('ersatzzustellungsgrund', '181-niederlegung')],
  Z7: ['2020', setCode('ersatzzustellungsgrund', '179-annahmeverweigerung')],
  Z8: ['2020', setCode('ersatzzustellungsgrund', '178-wohnung')],
  Z9: ['2020', after('adressat', element('empfangsperson', 'Max Mustermann'))],
  Z10: ['2020', set('tagAufUmschlagVermerkt', 'false')],
  Z11: ['2020', setCode('art', 'einschreiben-rueckschein')],
  Z12: ['2020', setCode('dokumentklasse', 'sonstiges')],
  Z13: ['2021', setCode('grund', 'verzogen')],
  'R11.1': ['2020', set('zustelldatum', '2026-11-30')],
  'R11.2': ['3010', set('zustelldatum', '2026-11-30')],
  'R11.3': ['2010', set('spaetestensZuzustellenBis', '2026-12-16')],
  'R11.4': ['2020', set('zustelldatum', '2026-12-16')],
  'R11.5': ['3010', set('zustelldatum', '2026-12-16')],
  'R11.6': ['2020', set('zustelldatum', '2027-12-11')],

  E1: ['1111', setCode('ergebnis', 'kein-treffer')],
  E2: ['1120', drop('foto'), drop('beweisfoto')],
  E3: ['1120', drop('erbetenBis')],
  E4: ['1120', set('versandtAm', '2026-08-14')],
  E5: ['1121', drop('fahrer')],
  E6: ['1121', after('fahrer', element('belehrtAm', '2026-10-03') + element('vernommenAm', '2026-10-02'))],
  E7: ['1121', after('fahrer', element('vernommenAm', '2026-10-02'))],
  E8: ['1121', setCode('ergebnis', 'aussageverweigerung-55'), after('fahrer', element('einlassung', 'Beispiel'))],
  E9: ['1141', drop('person')],
  E10: ['1141', setCode('ergebnis', 'verstorben')],
  E11: ['1141', setCode('ergebnis', 'auskunftssperre')],
  'R18.1': ['1140', drop('vornamen'), drop('geburtsdatum'), drop('letzteAnschrift')],
  'R18.2': ['1141', setCode('ergebnis', 'mehrere-treffer')],

  F1: ['3020', set('offen', '208.49')],
  F2: ['3010', set('hauptforderung', '150.00'), set('offen', '178.50')],
  F3: ['3020', set('ausgestelltAm', '2026-12-28')],
  F4: [
    '3020',
    set('offen', '0.00'),
    after('zahlungsverbindung', element('teilzahlung', element('betrag', '208.50') + element('valuta', '2027-01-10'))),
  ],
  F5: ['3020', drop('zustelldatum')],
  F6: ['3020', set('belehrungNach96', 'false')],
  F7: ['3030', set('betrag', '200.00')],
  F8: ['3050', setCode('grund', 'gezahlt')],
  F9: ['3050', drop('vollstreckungsmassnahme')],
  F10: ['3070', set('offen', '0.01')],
  F11: ['3070', setCode('erledigungsart', 'erzwingungshaft-vollzogen'), set('gezahlt', '0.00')],
  F12: ['3010', set('iban', 'DE78000000001234567890')],
  'R12.1': ['3020', set('rechtskraftAm', '2026-12-10')],
  'R12.2': ['3010', set('zahlungsfrist', '2026-12-28')],
  'R12.3': ['3020', created('2027-01-12T23:59:59.000+01:00')],
  'R12.4': ['3020', set('faelligkeit', '2029-01-01')],
  'R12.5': ['3020', set('vollstreckungsverjaehrungEnde', '2027-01-01')],
  'R12.6': ['3020', set('vollstreckungsverjaehrungEnde', '2031-12-28')],
  'R12.7': ['3020', set('rechtskraftAm', '2026-12-24')],
};

describe('business rules', () => {
  it('is silent about every sample', () => {
    for (const { name } of catalogue) expect(validator.validate(build(sample(name))).findings, name).toEqual([]);
  });

  it('has a message that breaks it for every rule', () => {
    expect(Object.keys(breaks).sort()).toEqual(validator.rules.map(({ id }) => id).sort());
  });

  it('names a source and says in German what is wrong, once per id', () => {
    for (const { id, text, source } of validator.rules) {
      expect(source, id).not.toBe('');
      expect(text, id).toMatch(/^[A-ZÄÖÜ].*\.$/);
    }
    expect(new Set(validator.rules.map(({ id }) => id)).size).toBe(validator.rules.length);
  });

  const rules = new Map(validator.rules.map((rule) => [rule.id, rule]));
  it.each(Object.entries(breaks))('finds what %s forbids, at the place where it is', (id, [number, ...changes]) => {
    const { findings } = validator.validate(changed(typeByNumber(number) as MessageType, changes));
    const found = findings.filter(({ rule }) => rule === id);
    expect(found.length, JSON.stringify(findings)).toBeGreaterThan(0);
    expect(findings.filter(({ rule }) => rule === 'XSD')).toEqual([]);
    const [first] = found;
    expect(first).toMatchObject({ severity: rules.get(id)?.severity, text: rules.get(id)?.text });
    expect(first?.path).toMatch(/^\/xbg:/);
    expect(first?.line).toBeGreaterThan(0);
  });

  it.each([
    ['25 Euro at 500 Euro and less', '500.00', '25.00', true],
    ['five per cent above', '500.20', '25.01', true],
    ['not 25 Euro above 500 Euro', '800.00', '25.00', false],
    ['40 Euro at 800 Euro', '800.00', '40.00', true],
    ['7500 Euro at 150000 Euro', '150000.00', '7500.00', true],
    ['not more than 7500 Euro', '200000.00', '10000.00', false],
    ['7500 Euro at most', '200000.00', '7500.00', true],
  ])('asks for a fee of %s', (_, fine, fee, right) => {
    const typ = typeByNumber('2010') as MessageType;
    const { findings } = validator.validate(changed(typ, [set('geldbusse', fine), set('gebuehr', fee)]));
    expect(findings.some(({ rule }) => rule === 'R8.1')).toBe(!right);
  });

  it('lets enforcement be asked for on the fifteenth day after finality, by the calendar of Germany', () => {
    const typ = typeByNumber('3020') as MessageType;
    const at = (instant: string) =>
      validator.validate(changed(typ, [created(instant), set('ausgestelltAm', '2027-01-12')])).findings;
    expect(at('2027-01-12T22:59:59.000Z').map(({ rule }) => rule)).toContain('R12.3');
    expect(at('2027-01-12T23:00:00.000Z').map(({ rule }) => rule)).not.toContain('R12.3');
  });
});
