import { describe, expect, it } from 'vitest';
import { build, catalogue, type MessageType, sample, typeByNumber } from '../../src/standard/index.ts';
import { Validator } from '../../src/standard/validate.ts';
import { breaks } from './breaks/index.ts';
import { changed, created, set } from './breaks/tools.ts';

const validator = new Validator();

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
    ['a fraction of a cent dropped', '922.50', '46.12', true],
    ['or rounded up', '922.50', '46.13', true],
    ['not a whole cent less', '922.50', '46.11', false],
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
