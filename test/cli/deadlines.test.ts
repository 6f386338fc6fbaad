import { writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { blaupause, type ErrorDocument, json, scratch } from './run.ts';

const { dir, file, remove } = scratch();
afterAll(remove);

const events = {
  tat: { begangenAm: '2026-08-15', tbnr: '141713' },
  land: 'SN',
  ags: '14511000',
  ereignisse: [{ typ: 'anhoerung-angeordnet', am: '2026-10-20' }],
};
writeFileSync(file('ereignisse.json'), JSON.stringify(events));

describe('deadlines', () => {
  it('prints each deadline with rule and dates, for people and as JSON', async () => {
    const people = await blaupause(['deadlines', 'ereignisse.json'], { cwd: dir });
    expect(people.code, people.stderr).toBe(0);
    expect(people.stdout).toContain('§ 26 Abs. 3 Satz 1 StVG');
    expect(people.stdout).toContain('2027');
    const machine = await blaupause(['deadlines', '-', '--json'], { input: JSON.stringify(events) });
    expect(machine.code).toBe(0);
    expect(machine.stdout).toContain('2027-01-19');
  });

  it('takes the same key in several objects, whatever stands in texts, and a byte order mark', async () => {
    const note = { bemerkung: '","typ":"x","{[\\"', dokument: '}' };
    const input = { ...events, ereignisse: events.ereignisse.map((event) => ({ ...event, ...note })) };
    const result = await blaupause(['deadlines', '-', '--json'], { input: `\uFEFF${JSON.stringify(input)}` });
    expect(result.code, result.stdout).toBe(0);
  });

  it('takes Land and municipality from the options before the file', async () => {
    const { land: _land, ags: _ags, ...rest } = events;
    const asked = ['deadlines', '-', '--json'];
    const given = await blaupause([...asked, '--land', 'SN', '--ags', '14511000'], { input: JSON.stringify(rest) });
    const stated = await blaupause(asked, { input: JSON.stringify(events) });
    expect(given.stdout).toBe(stated.stdout);
    const elsewhere = await blaupause([...asked, '--land', 'XX'], { input: JSON.stringify(rest) });
    expect(elsewhere.code).toBe(2);
    expect(json<ErrorDocument>(elsewhere).fehler[0]?.code).toBe('USAGE');
  });

  it.each([
    ['no object', '[]'],
    ['nothing', 'null'],
    ['an unknown event', JSON.stringify({ ...events, ereignisse: [{ typ: 'fest', am: '2026-10-20' }] })],
    ['a day that does not exist', JSON.stringify({ ...events, tat: { begangenAm: '2026-02-30', tbnr: '141713' } })],
    ['no offence', JSON.stringify({ ereignisse: [] })],
    ['a field twice', '{"tat":{"begangenAm":"2026-08-15","begangenAm":"2026-08-16"},"land":"SN"}'],
    ['a field twice, once escaped', '{"tat":{"begangenAm":"2026-08-15"},"land":"SN","l\\u0061nd":"BY"}'],
    ['letters that are not UTF-8', Buffer.from(JSON.stringify({ ...events, person: 'Müller' }), 'latin1')],
  ])('says what is wrong with the events: %s', async (_name, input) => {
    const result = await blaupause(['deadlines', '-', '--json'], { input });
    expect(result.code).toBe(2);
    const [fault] = json<ErrorDocument>(result).fehler;
    expect(fault?.code).toBe('USAGE');
    expect(fault?.einzelheit).toMatch(/\S/);
  });
});
