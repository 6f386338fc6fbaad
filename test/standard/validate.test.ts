import { describe, expect, it } from 'vitest';
import { BlaupauseError, type ErrorCode } from '../../src/platform/errors.ts';
import { build, type MessageType, NAMESPACE, sample } from '../../src/standard/index.ts';
import { firstFault, type Validation, Validator, validateMessage } from '../../src/standard/validate.ts';
import { contentLimits, liveDocuments, parse } from '../../src/xml/index.ts';

const validator = new Validator();

/** A sample as XML with one text exchanged. */
const changed = (typ: MessageType, from: string | RegExp, to: string): Buffer => {
  const xml = Buffer.from(build(sample(typ), { readable: true })).toString();
  if (xml.search(from) < 0) throw new Error(`${typ} does not have ${from}`);
  return Buffer.from(xml.replace(from, to));
};

const ERSUCHEN = 'fahrerermittlung.ersuchen.1120';

describe('validation of a message', () => {
  it('gives the header and no findings for a valid message', () => {
    const { header, findings } = validator.validate(build(sample(ERSUCHEN)));
    expect(findings).toEqual([]);
    expect(header).toMatchObject({ typ: ERSUCHEN, leser: { kennung: 'pol:092761440001' } });
  });

  it('takes bytes and parsed documents, and leaves no document behind', () => {
    const before = liveDocuments();
    {
      using document = parse(build(sample(ERSUCHEN)), contentLimits);
      expect(validator.validate(document).findings).toEqual([]);
    }
    expect(validateMessage(build(sample(ERSUCHEN))).findings).toEqual([]);
    expect(() => validator.validate(Buffer.from('<a><b></a>'))).toThrow(BlaupauseError);
    expect(liveDocuments()).toBe(before);
  });

  const faults: [string, string | RegExp, string, ErrorCode, string][] = [
    ['an element that is not expected', '<xbg:fahrzeug>', '<xbg:unsinn/><xbg:fahrzeug>', 'VALIDATE_SCHEMA', 'XSD'],
    ['a code that its list does not have', '<code>eilt</code>', '<code>eilig</code>', 'VALIDATE_CODE', 'CODE'],
    [
      'a code of another version of the list',
      '<xbg:dringlichkeit>',
      '<xbg:dringlichkeit listVersionID="0.2">',
      'VALIDATE_SCHEMA',
      'XSD',
    ],
    [
      'an unknown version of an open list',
      'listVersionID="3"',
      'listVersionID="77"',
      'VALIDATE_CODE_LIST',
      'CODELISTE',
    ],
    ['a digit in the name of a person', '>Musterfrau<', '>Musterfrau2<', 'VALIDATE_CHARACTERS', 'DIN91379'],
    ['a decomposed letter', 'Musterstraße', 'Mu\u0308sterstraße', 'VALIDATE_CHARACTERS', 'DIN91379'],
    ['a hidden character', 'Musterstraße', 'Muster\u200bstraße', 'VALIDATE_CHARACTERS', 'DIN91379'],
    ['an attribute outside of the characters', 'produkt="', 'produkt="Ж', 'VALIDATE_CHARACTERS', 'DIN91379'],
    ['a broken rule', '<xbg:toleranz>3<', '<xbg:toleranz>4<', 'VALIDATE_RULE', 'R5.2'],
    ['another version of the standard', ':xbussgeld:1.0', ':xbussgeld:1.9', 'VALIDATE_VERSION', 'VERSION'],
    ['another version in the attribute', ' version="1.0">', ' version="1.9">', 'VALIDATE_VERSION', 'VERSION'],
    ['another standard', 'urn:bussgeld-blaupause:xbussgeld:1.0', 'urn:example', 'VALIDATE_TYPE', 'TYP'],
    [
      'an unknown type',
      /fahrerermittlung\.ersuchen\.1120( |>)/g,
      'fahrerermittlung.erfunden.1129$1',
      'VALIDATE_TYPE',
      'TYP',
    ],
  ];
  it.each(faults)('refuses %s', (_, from, to, errorCode, rule) => {
    const { findings } = validator.validate(changed(ERSUCHEN, from, to));
    expect(firstFault(findings), JSON.stringify(findings)).toMatchObject({ code: errorCode, findings });
    const finding = findings.find((candidate) => candidate.rule === rule);
    expect(finding?.line).toBeGreaterThan(0);
    expect(firstFault(findings)?.place).toEqual({ line: finding?.line, path: finding?.path });
  });

  it('refuses a list that a code of an open type names itself', () => {
    const { findings } = validator.validate(
      changed('anzeige.eingang.1011', '<kanal listVersionID="3">', '<kanal listURI="urn:example" listVersionID="3">'),
    );
    expect(firstFault(findings)?.code).toBe('VALIDATE_SCHEMA');
  });

  it('never quotes a value in its findings', () => {
    const secret = 'Geheimnis4711';
    const places = ['>Musterfrau<', '>REG-XX 2608<', '<code>eilt<', '>141713<', '>2026-11-14<', '>14511000<'];
    for (const place of places) {
      const to = place.replace(/>[^<]*</, `>${secret}<`);
      const { findings } = validator.validate(changed(ERSUCHEN, place, to));
      expect(findings.length, place).toBeGreaterThan(0);
      expect(JSON.stringify(findings), place).not.toContain(secret);
    }
  });

  it('shows values and unknown names to their author alone', () => {
    const own = new Validator({ quote: true });
    const cases: [string | RegExp, string, string, string, string][] = [
      [
        '>Musterfrau<',
        '>Musterfrau2<',
        'Musterfrau2 (11 Zeichen)',
        'Xxxxxxxxxx9 (11 Zeichen)',
        'Zeichen des Datentyps A der DIN 91379',
      ],
      [
        '<code>eilt<',
        '<code>eilig<',
        'eilig (5 Zeichen)',
        'xxxxx (5 Zeichen)',
        'Codeliste dringlichkeit, Version 1.0 (3 Codes: normal, eilt, sofort)',
      ],
      [
        'listVersionID="3"',
        'listVersionID="77"',
        '77 (2 Zeichen)',
        '99 (2 Zeichen)',
        'Codeliste verzeichnisdienst, Version 3',
      ],
      [' version="1.0">', ' version="1.9">', '1.9', '1.9', '1.0'],
      [' version="1.0">', ' version="1.x">', '1.x (3 Zeichen)', '9.x (3 Zeichen)', '1.0'],
      [
        /fahrerermittlung\.ersuchen\.1120( |>)/g,
        'Muster$1',
        'Muster',
        'Xxxxxx (6 Zeichen)',
        `eine Nachricht des Namensraums ${NAMESPACE}`,
      ],
      ['<xbg:fahrzeug>', '<xbg:Muster/><xbg:fahrzeug>', 'Muster', 'Xxxxxx (6 Zeichen)', 'fahrzeug'],
    ];
    for (const [from, to, quote, mask, allowed] of cases) {
      const bytes = changed(ERSUCHEN, from, to);
      const show = ({ findings }: Validation) => findings.map((finding) => [finding.found, finding.allowed]);
      expect(show(validator.validate(bytes))).toContainEqual([mask, allowed]);
      expect(show(own.validate(bytes))).toContainEqual([quote, allowed]);
      expect(show(validateMessage(bytes, { quote: true }))).toContainEqual([quote, allowed]);
    }
  });

  it('refuses for an error, however many warnings stand before it', () => {
    const many = Buffer.from(build(sample(ERSUCHEN)))
      .toString()
      .replace(/<xbg:tatvorwurf>.*?<\/xbg:tatvorwurf>/s, (charge) => charge.replace('141713', '999999').repeat(300))
      .replace(/<xbg:toleranz>3</, '<xbg:toleranz>4<');
    const { findings, total } = validator.validate(Buffer.from(many));
    expect(findings).toHaveLength(100);
    expect(total).toBeGreaterThan(300);
    expect(firstFault(findings, total)).toMatchObject({ code: 'VALIDATE_RULE', total });
    expect(firstFault(findings, total)?.detail).toContain(`Genannt: 100 von ${total} Befunden.`);
  });

  it('reports by line, and refuses for the most basic fault', () => {
    const xml = changed(ERSUCHEN, '<code>eilt</code>', '<code>eilig</code>')
      .toString()
      .replace('>Erika<', '>Erika3<')
      .replace('<xbg:massnahme>', '<xbg:unsinn/><xbg:massnahme>');
    const { findings } = validator.validate(Buffer.from(xml));
    expect(findings.map(({ rule }) => rule)).toEqual(['CODE', 'DIN91379', 'XSD']);
    expect(firstFault(findings)?.code).toBe('VALIDATE_SCHEMA');
  });

  it('stays quick, and says no more than a person reads, where a message repeats what it may repeat', () => {
    const repeat = (xml: string, name: string, count: number): string => {
      const [once = ''] = new RegExp(`<xbg:${name}>.*?</xbg:${name}>`, 's').exec(xml) ?? [];
      return xml.replace(once, once.repeat(count));
    };
    const many = ['tatvorwurf', 'vermuteterFahrer', 'zeugenfragebogen', 'belehrung'].reduce(
      (xml, name) => repeat(xml, name, 1000),
      Buffer.from(build(sample(ERSUCHEN)))
        .toString()
        .replace('>2001<', '>2015-01-01<')
        .replace('>141713<', '>999999<'),
    );
    const start = performance.now();
    const { findings, total } = validator.validate(Buffer.from(many));
    expect(performance.now() - start).toBeLessThan(3000);
    expect(findings).toHaveLength(100);
    expect(total).toBeGreaterThan(1000);
  });

  it('does not refuse for warnings alone', () => {
    const { findings } = validator.validate(changed(ERSUCHEN, '>141713<', '>999999<'));
    expect(findings.map(({ severity }) => severity)).toEqual(['warning']);
    expect(firstFault(findings)).toBeUndefined();
  });

  it('reports a broken header as a fault of the schema', () => {
    const { header, findings } = validator.validate(
      changed(ERSUCHEN, /<nachrichtenkopf.*<\/nachrichtenkopf.g2g>/s, ''),
    );
    expect(header).toBeUndefined();
    expect(firstFault(findings)?.code).toBe('VALIDATE_SCHEMA');
  });
});
