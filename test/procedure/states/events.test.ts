import { describe, expect, it } from 'vitest';
import { readLegalDates } from '../../../src/gateway/legal-dates.ts';
import { commonFields } from '../../../src/procedure/deadlines/input/events.ts';
import { computeDeadlines, ereignisseAus, eventTypes, legalDay, type Schritt } from '../../../src/procedure/index.ts';
import { build, catalogue, readHeader, sample } from '../../../src/standard/index.ts';
import { contentLimits, parse } from '../../../src/xml/index.ts';
import { chain, legitimate } from './chains.ts';

/** The sample of a message as the gateway keeps it. */
const kept = (name: Parameters<typeof sample>[0]): Schritt => {
  using document = parse(build(sample(name)), contentLimits);
  const header = readHeader(document);
  return {
    nummer: header.typ,
    am: legalDay(new Date(header.erstellungszeitpunkt)),
    uuid: header.uuid,
    von: header.autor.kennung,
    an: header.leser.kennung,
    daten: readLegalDates(document),
    ...(header.referenzUUID === undefined ? {} : { bezug: header.referenzUUID }),
  };
};

const deadlines = (history: readonly Schritt[], stichtag: string) => {
  const { tat, ereignisse } = ereignisseAus(history);
  return computeDeadlines({ tat, land: 'SN', ags: '14511000', ereignisse, stichtag });
};
const ende = (history: readonly Schritt[], stichtag: string, name: string) =>
  deadlines(history, stichtag).fristen.find((frist) => frist.name === name)?.ende;

describe('events that messages prove', () => {
  it.each(catalogue.map(({ name }) => name))(
    '%s: only events and fields that the input of the engine knows',
    (name) => {
      for (const event of ereignisseAus([kept(name)]).ereignisse) {
        const art = eventTypes[event.typ] as { felder?: Readonly<Record<string, unknown>> };
        const known = ['typ', 'am', ...Object.keys(commonFields), ...Object.keys(art.felder ?? {})];
        expect(Object.keys(event).filter((field) => !known.includes(field))).toEqual([]);
        expect(event.am).toMatch(/^\d{4}-\d\d-\d\d$/);
        expect(event.dokument).toContain(name.slice(-4));
      }
    },
  );

  it('every sample leaves nothing about a person in the ledger', () => {
    const persons = /Musterfrau|Beispiel|Erika|Lena|Musterweg|Viechtach|REG-XX|1971-02-03|2001-04-12/;
    for (const { name } of catalogue) expect(JSON.stringify(kept(name).daten)).not.toMatch(persons);
  });

  it('the demonstration case leads to the dates of its file', () => {
    const steps = chain(...(legitimate['demonstration with enforcement'] ?? []));
    const until = (nummer: string) => steps.slice(0, steps.findIndex((step) => step.nummer === nummer) + 1);
    expect(ende(until('1121'), '2026-10-05', 'verfolgungsverjaehrung')).toBe('2026-11-14');
    expect(ende(until('1310'), '2026-10-20', 'verfolgungsverjaehrung')).toBe('2027-01-19');
    expect(ende(until('2020'), '2026-12-14', 'verfolgungsverjaehrung')).toBe('2027-05-31');
    expect(ende(until('2020'), '2026-12-14', 'einspruchsfrist')).toBe('2026-12-28');
    expect(ende(until('3010'), '2026-12-29', 'rechtskraft')).toBe('2026-12-29');
    expect(ende(until('3010'), '2026-12-29', 'vollstreckungsverjaehrung')).toBe('2029-12-28');
    expect(deadlines(steps, '2027-02-11').zustand.stand).toBe('erledigt');
  });

  it.each(Object.entries(legitimate))('%s: the engine takes what the messages prove', (_name, lines) => {
    const steps = chain(...lines);
    const { tat } = ereignisseAus(steps);
    if (tat === undefined) return;
    expect(deadlines(steps, steps.at(-1)?.am ?? '2027-12-01').fristen.length).toBeGreaterThan(0);
  });

  it('an order to hear somebody else interrupts nothing', () => {
    const order = { daten: { angeordnetAm: '2026-10-20' } };
    const heard = (ergebnis: string) =>
      chain(
        ['1010', '2026-08-15', { daten: { tatAm: '2026-08-15', tbnr: '141713' } }],
        ['1310', '2026-10-20', order],
        ['1311', '2026-11-03', { daten: { ergebnis, vernommenAm: '2026-11-03' } }],
      );
    expect(ende(heard('schweigt'), '2026-11-04', 'verfolgungsverjaehrung')).toBe('2027-01-19');
    expect(ende(heard('nicht-der-betroffene'), '2026-11-04', 'verfolgungsverjaehrung')).toBe('2026-11-14');
  });

  it('the holder’s own word stands beside: the last one, with what it rests on', () => {
    const told = (am: string) => ({
      verjaehrungFristende: am,
      verjaehrungAbsolutesEnde: '2028-08-14',
      letzteUnterbrechungNr: '01',
      letzteUnterbrechungAm: '2026-10-20',
    });
    const steps = chain(
      ['1010', '2026-08-15', { daten: { tatAm: '2026-08-15T10:42:07+02:00', verjaehrungFristende: '2026-11-14' } }],
      ['1120', '2026-11-01', { daten: told('2027-01-19') }],
    );
    const { behauptet, ereignisse } = ereignisseAus(steps);
    expect(behauptet).toMatchObject({ fristende: '2027-01-19', nummer: '1120', quelle: steps.at(-1)?.uuid });
    expect(behauptet?.letzteUnterbrechung).toEqual({ nr: '01', am: '2026-10-20' });
    expect(ereignisse).toContainEqual(expect.objectContaining({ typ: 'anhoerung-angeordnet', am: '2026-10-20' }));
  });

  it('a message that was taken back proves nothing, and one fact told twice counts once', () => {
    const steps = chain(['1010', '2026-08-15', { daten: { tatAm: '2026-08-15' } }], ['0050', '2026-08-16']);
    const confirmed = { ergebnis: 'ausgefuehrt', betrifftUUID: steps[0]?.uuid };
    const gone: Schritt = {
      nummer: '0051',
      am: '2026-08-17',
      uuid: 'c',
      bezug: steps[1]?.uuid ?? '',
      daten: confirmed,
    };
    expect(ereignisseAus(steps).ereignisse).toHaveLength(1);
    expect(ereignisseAus([...steps, gone])).toEqual({ ereignisse: [] });
    const twice = chain(
      ['2010', '2026-12-01', { daten: { erlassdatum: '2026-12-01' } }],
      ['2010', '2026-12-11', { daten: { erlassdatum: '2026-12-01' } }],
    );
    expect(ereignisseAus(twice).ereignisse).toHaveLength(1);
  });

  it('a message that the gateway could not read proves nothing', () => {
    expect(ereignisseAus([{ nummer: '2020', am: '2026-12-14', uuid: 'u' }]).ereignisse).toEqual([]);
  });
});
