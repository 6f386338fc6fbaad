import { describe, expect, it } from 'vitest';
import { BlaupauseError } from '../../src/platform/errors.ts';
import { otherWords } from '../../src/procedure/deadlines/input/aliases.ts';
import { computeDeadlines } from '../../src/procedure/index.ts';
import { ANHOERUNG, BESCHEID, type Event, fall, frist, rechne, zugestellt } from './fixtures.ts';

const faults = (input: unknown): readonly (readonly [string | undefined, string])[] => {
  try {
    computeDeadlines(input);
  } catch (error) {
    if (error instanceof BlaupauseError) return error.findings.map(({ path, text }) => [path, text]);
    throw error;
  }
  return [];
};
const end = (tat: Record<string, unknown>) =>
  frist(rechne([], { tat: { begangenAm: '2026-08-15', ...tat } }), 'verfolgungsverjaehrung').ende;
const hints = (tat: Record<string, unknown>) =>
  rechne([], { tat: { begangenAm: '2026-08-15', ...tat } }).hinweise.join(' ');

describe('a misspelling is answered with what was meant', () => {
  it.each([
    ['anhoerung-angeordet', 'anhoerung-angeordnet'],
    ['Anhörung angeordnet', 'anhoerung-angeordnet'],
    ['bescheid_zugestellt', 'bescheid-zugestellt'],
    ['einspruch-eingelget', 'einspruch-eingelegt'],
    ['rechtskräft', 'rechtskraft'],
  ])('%s: %s', (typ, meant) => {
    const [[path, text] = ['', '']] = faults(fall([{ typ, am: '2026-10-20' }]));
    expect(path).toBe('ereignisse[0].typ');
    expect(text).toContain(`Gemeint ist vielleicht „${meant}“`);
    expect(text).toContain('Erlaubt ist: anzeige-eingegangen');
  });

  it('nothing is suggested for what resembles nothing, and the text given is not repeated', () => {
    const [[, text] = ['', '']] = faults(fall([{ typ: 'Kuchen mit Frau Beispiel', am: '2026-10-20' }]));
    expect(text).not.toContain('Gemeint');
    expect(text).not.toContain('Beispiel');
  });

  it('a field that is not known is left out with the one that may be meant', () => {
    const { hinweise } = rechne([{ ...BESCHEID, gelbusse: 180, geldbusse: undefined }]);
    expect(hinweise.join(' ')).toContain('Gemeint ist vielleicht „geldbusse“');
  });

  it('a limitation group too', () => {
    const [[path, text] = ['', '']] = faults(fall([], { tat: { begangenAm: '2026-08-15', norm: 'stvg-24-a' } }));
    expect(path).toBe('tat.norm');
    expect(text).toContain('Gemeint ist vielleicht „stvg-24');
  });

  it('other words for an event are read as the event', () => {
    for (const [word, typ] of Object.entries(otherWords)) {
      const events = (name: string): Event[] => [{ typ: name, am: '2027-02-01' }];
      expect(rechne(events(word)).fristen, word).toEqual(rechne(events(typ)).fristen);
    }
  });
});

describe('days and times', () => {
  it('a time orders the events of a day and moves no period', () => {
    expect(rechne([{ ...ANHOERUNG, um: '23:59' }]).fristen).toEqual(rechne([ANHOERUNG]).fristen);
    const [[path, text] = ['', '']] = faults(
      fall([
        { ...BESCHEID, um: '10:00' },
        { ...zugestellt('2026-12-01'), um: '09:30' },
      ]),
    );
    expect(path).toBe('ereignisse[1].am');
    expect(text).toContain(
      'um 09:30 Uhr liegt vor: Bußgeldbescheid erlassen am 01.12.2026 um 10:00 Uhr (ereignisse[0])',
    );
    expect(faults(fall([{ ...BESCHEID, um: '10:00' }, zugestellt('2026-12-01')]))).toEqual([]);
  });

  it('an event on the day of the act but before its hour is impossible', () => {
    const tat = { begangenAm: '2026-08-15T16:05:00+02:00' };
    expect(faults(fall([{ ...ANHOERUNG, am: '2026-08-15', um: '16:00' }], { tat }))).toHaveLength(1);
    expect(faults(fall([{ ...ANHOERUNG, am: '2026-08-15', um: '16:30' }], { tat }))).toEqual([]);
  });

  it('an instant and a time that say different things are refused', () => {
    const [[path, text] = ['', '']] = faults(fall([{ ...ANHOERUNG, am: '2026-10-20T10:00:00Z', um: '10:00' }]));
    expect([path, text.includes('12:00 Uhr')]).toEqual(['ereignisse[0].um', true]);
    expect(faults(fall([{ ...ANHOERUNG, am: '2026-10-20T10:00:00Z', um: '12:00' }]))).toEqual([]);
  });

  it.each(['24:00', '9:00', '10:60', '10', 10, true])('%s is no time', (um) => {
    expect(faults(fall([{ ...ANHOERUNG, um }])).map(([path]) => path)).toEqual(['ereignisse[0].um']);
  });

  it.each([
    [{ begangenAm: '2014-12-31' }, 'tat.begangenAm'],
    [{ begangenAm: '2040-01-01' }, 'tat.begangenAm'],
    [{ begangenAm: '2026-08-15', beendetAm: '2026-08-14' }, 'tat.beendetAm'],
    [{ begangenAm: '2026-08-15', erfolgAm: '2026-08-14' }, 'tat.erfolgAm'],
    [{ begangenAm: '2026-08-15', schuldform: 'grob' }, 'tat.schuldform'],
    [{ begangenAm: '2026-08-15', tbnr: 141713 }, 'tat.tbnr'],
    [{ begangenAm: '2024-08-21', norm: 'stvg-24a-2a-vorsatz' }, 'tat.norm'],
  ])('the act %j is refused at %s', (tat, place) => {
    expect(faults(fall([], { tat })).map(([path]) => path)).toEqual([place]);
  });
});

describe('impossible orders name both events', () => {
  const court: Event = { typ: 'akten-eingang-amtsgericht', am: '2027-02-03' };
  const objection: Event = { typ: 'einspruch-eingelegt', am: '2026-12-20' };
  it.each<[string, Event[], string]>([
    ['served before issued', [BESCHEID, zugestellt('2026-11-30')], 'Bußgeldbescheid erlassen am 01.12.2026'],
    ['taken back before issued', [BESCHEID, { typ: 'bescheid-zurueckgenommen', am: '2026-11-30' }], 'erlassen'],
    ['Einspruch before issue', [BESCHEID, { ...objection, am: '2026-11-30' }], 'erlassen'],
    ['final before issue', [BESCHEID, { typ: 'rechtskraft', am: '2026-11-30' }], 'erlassen'],
    [
      'final before service',
      [BESCHEID, zugestellt('2026-12-11'), { typ: 'rechtskraft', am: '2026-12-05' }],
      'zugestellt',
    ],
    ['court before Einspruch', [BESCHEID, objection, { ...court, am: '2026-12-19' }], 'Einspruch eingegangen'],
    [
      'judgment before the files',
      [BESCHEID, objection, court, { typ: 'urteil-erster-instanz', am: '2027-02-01' }],
      'Akten beim Amtsgericht',
    ],
    [
      'end of a rest before it began',
      [
        { typ: 'ruhen-beginn', am: '2026-09-02' },
        { typ: 'ruhen-ende', am: '2026-09-01' },
      ],
      'gehindert',
    ],
    [
      'instalments ended before granted',
      [
        { typ: 'zahlungserleichterung-bewilligt', am: '2027-02-01' },
        { typ: 'zahlungserleichterung-beendet', am: '2027-01-01' },
      ],
      'bewilligt',
    ],
  ])('%s', (_name, events, other) => {
    const found = faults(fall(events));
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]?.[0]).toBe(`ereignisse[${events.length - 1}].am`);
    expect(found[0]?.[1]).toContain(other);
    expect(found[0]?.[1]).toMatch(/\(ereignisse\[\d+\]\).*§/);
  });

  it('a Fahrverbot or an entry of another case may be older than the act', () => {
    expect(
      faults(
        fall([
          { typ: 'anderes-fahrverbot', am: '2025-03-01' },
          { typ: 'punktestand-mitgeteilt', am: '2026-08-01' },
        ]),
      ),
    ).toEqual([]);
  });

  it('what is unusual but possible is remarked on', () => {
    const says = (...events: Event[]) => rechne(events).hinweise.join(' ');
    expect(says(BESCHEID, { ...objection, am: '2026-12-05' })).toContain('vor jeder Zustellung');
    expect(says(BESCHEID, zugestellt('2026-12-11'), court)).toContain('ohne Einspruch');
    expect(says({ typ: 'rechtskraft', am: '2026-12-29' }, { typ: 'rechtskraft', am: '2027-01-05' })).toContain(
      'widerspricht',
    );
    expect(says(ANHOERUNG, { typ: 'verfahren-eingestellt', am: '2026-11-01' }, BESCHEID)).toContain('eingestellt');
    expect(says(ANHOERUNG, ANHOERUNG)).toContain('doppelt');
  });
});

describe('limitation group', () => {
  it.each([
    ['141713', '2026-11-14'],
    ['424600', '2027-08-14'],
    ['424648', '2027-08-14'],
    ['424654', '2027-02-14'],
    ['223100', '2026-11-14'],
  ])('TBNR %s ends %s', (tbnr, ende) => {
    expect(end({ tbnr })).toBe(ende);
  });

  it('a number changes its group with the catalogue: 424654 is § 24c before and after August 2024', () => {
    for (const begangenAm of ['2024-08-21', '2024-08-22']) {
      const result = rechne([], { tat: { begangenAm, tbnr: '424654' } });
      expect(frist(result, 'verfolgungsverjaehrung').norm).toContain('§ 31 Abs. 2 Nr. 4 OWiG');
    }
  });

  it('says what was assumed, and nothing where the number is certain', () => {
    expect(hints({ tbnr: '141713' })).toBe('');
    expect(hints({ tbnr: '999999' })).toMatch(/999999 steht nicht .*kürzeste Verjährung/);
    expect(hints({ tbnr: '499999' })).toContain('nicht sicher');
    expect(hints({ tbnr: '803600' })).toContain('gilt nach dem hinterlegten Auszug nicht für Taten am 15.08.2026');
    expect(hints({ tbnr: '330612' })).toContain('zwei Jahren');
    expect(hints({ tbnr: '330612', norm: 'stvg-24-1' })).toBe('');
    expect(hints({ tbnr: '424600', norm: 'stvg-24a-vorsatz' })).toBe('');
    expect(hints({ tbnr: '424600', norm: 'stvg-24-1' })).toContain('verschiedenen Verjährungsfristen');
  });

  it.each([
    ['§ 24 StVG', '2026-11-14'],
    ['§ 24 Abs. 1 StVG', '2026-11-14'],
    ['§ 24 (1) StVG', '2026-11-14'],
    ['§24a(1) StVG', '2027-08-14'],
    ['§ 3 Abs. 3 StVO', '2026-11-14'],
    ['§ 24a Abs. 1 StVG', '2027-08-14'],
    ['§ 24a Absatz 2a StVG', '2027-08-14'],
    ['§ 24c StVG', '2027-02-14'],
    ['§ 31 Abs. 2 Nr. 1 OWiG', '2029-08-14'],
  ])('%s is read', (norm, ende) => {
    expect(end({ norm })).toBe(ende);
  });

  it('intent doubles what § 24a StVG gives', () => {
    expect(end({ norm: '§ 24a Abs. 1 StVG', schuldform: 'vorsatz' })).toBe('2028-08-14');
    for (const norm of ['§ 999 BGB', '§ 24 Abs. 2 StVG', '§ 24b StVG', '§ 31 Abs. 2 Nr. 5 OWiG']) {
      expect(
        faults(fall([], { tat: { begangenAm: '2026-08-15', norm } })).map(([path]) => path),
        norm,
      ).toEqual(['tat.norm']);
    }
  });
});
