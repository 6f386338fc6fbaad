import { describe, expect, it } from 'vitest';
import { build, parse, rueckweisung0010, sample } from '../../src/standard/index.ts';
import { firstFault, Validator } from '../../src/standard/validate.ts';

const validator = new Validator();

/** The texts of the refusal of a message, which must be a valid message itself. */
const refusalOf = (message: string): string[] => {
  const { findings, total } = validator.validate(Buffer.from(message));
  const fehler = firstFault(findings, total);
  if (fehler === undefined) throw new Error('the message is right');
  const bytes = rueckweisung0010({
    uuid: 'a4a1b2c3-0000-4000-8000-000000000010',
    zeit: new Date('2026-11-22T12:00:00Z'),
    autor: { kennung: 'gwy:146120000001', name: 'Gateway Sachsen' },
    leser: { kennung: 'bgb:145110000001', name: 'Bußgeldstelle' },
    fehler,
  });
  expect(validator.validate(bytes).findings).toEqual([]);
  const refusal = parse(bytes);
  if (refusal.typ !== 'administration.rueckweisung.0010') throw new Error(refusal.typ);
  return refusal.rueckweisung.rueckweisungsgrund.flatMap(({ grundSpezifisch = [] }) =>
    grundSpezifisch.map(({ fehlerbeschreibung = '' }) => fehlerbeschreibung),
  );
};

describe('the refusal 0010 of a faulty message', () => {
  const message = Buffer.from(build(sample('fahrerermittlung.ersuchen.1120'))).toString();

  it('says what was found by its form, and what is allowed', () => {
    const [whole, ...texts] = refusalOf(
      message.replace('>Musterfrau<', '>Musterfrau2<').replace('<code>eilt<', '<code>eilig<'),
    );
    expect(whole).not.toContain('Genannt');
    expect(texts).toEqual([
      'CODE: Der Code steht nicht in der Codeliste dringlichkeit, Version 1.0. Gefunden: xxxxx (5 Zeichen). ' +
        'Erlaubt: Codeliste dringlichkeit, Version 1.0 (3 Codes: normal, eilt, sofort).',
      'DIN91379: Das Zeichen U+0032 an der 11. Stelle gehört nicht zum Datentyp A der DIN 91379. ' +
        'Gefunden: Xxxxxxxxxx9 (11 Zeichen). Erlaubt: Zeichen des Datentyps A der DIN 91379.',
    ]);
  });

  it('names a hundred findings and says how many there are', () => {
    const [whole = '', ...texts] = refusalOf(
      message.replace(/<xbg:tatvorwurf>.*?<\/xbg:tatvorwurf>/s, (charge) =>
        charge.replace('141713', 'Geheim').repeat(1234),
      ),
    );
    expect(texts).toHaveLength(100);
    expect(whole).toMatch(/ Genannt: 100 von 1234 Befunden\.$/);
    expect(texts[99]).toBe(
      'XSD: Element tbnr hat nicht die vorgeschriebene Form (pattern). Gefunden: Xxxxxx (6 Zeichen). Erlaubt: Muster [0-9]{6}.',
    );
  });
});
