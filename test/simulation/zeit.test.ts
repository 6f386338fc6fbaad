import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Agenda } from '../../src/simulation/agenda.ts';
import { inBerlin, tagVon, uhrzeit, zeitpunkt } from '../../src/simulation/zeit.ts';

describe('legal time', () => {
  test.each([
    ['2026-08-15', '18:05', '2026-08-15T18:05:00.000+02:00'],
    ['2026-12-14', '09:00', '2026-12-14T09:00:00.000+01:00'],
    ['2026-10-25', '12:00', '2026-10-25T12:00:00.000+01:00'],
    ['2027-03-28', '04:00:30', '2027-03-28T04:00:30.000+02:00'],
  ])('%s %s is written with the offset of its day', (tag, um, text) => {
    expect(inBerlin(zeitpunkt(tag, um))).toBe(text);
  });

  test('an instant comes back from what is written, on its German day', () => {
    const instants = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(instants, (instant) => {
        const text = inBerlin(instant);
        expect(new Date(text)).toEqual(instant);
        expect(tagVon(instant)).toBe(text.slice(0, 10));
        expect(uhrzeit(instant)).toBe(text.slice(11, 16));
      }),
    );
  });
});

describe('the agenda', () => {
  test('gives entries by time, those of one instant in the order in which they were made', () => {
    const agenda = new Agenda();
    const add = (am: string, was: string) =>
      agenda.plane({ am: new Date(am), wer: 'zbs', was, tu: () => Promise.resolve() });
    add('2026-09-01', 'c');
    add('2026-08-01', 'a');
    add('2026-08-01', 'b');
    expect(agenda.offen).toBe(3);
    expect([agenda.naechster()?.was, agenda.naechster()?.was, agenda.naechster()?.was]).toEqual(['a', 'b', 'c']);
    expect(agenda.naechster()).toBeUndefined();
  });
});
