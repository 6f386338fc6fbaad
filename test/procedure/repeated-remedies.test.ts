import { expect, test } from 'vitest';
import { computeDeadlines, formatDeadlines } from '../../src/procedure/index.ts';

const issued = { typ: 'bescheid-erlassen', am: '2026-10-01', geldbusse: 180, kosten: 28.5 };
const served = { typ: 'bescheid-zugestellt', am: '2026-10-06', art: 'pzu-briefkasten' };
const at = (typ: string, am: string, more: object = {}) => ({ typ, am, ...more });
const lage = (ereignisse: readonly object[], more: object = {}) =>
  computeDeadlines({ tat: { begangenAm: '2026-08-15', norm: 'stvg-24-1' }, land: 'NW', ereignisse, ...more });
const reasons = (result: ReturnType<typeof lage>, name: string): string =>
  result.fristen.find((one) => one.name === name)?.begruendung.join(' ') ?? '';

test('a new Einspruch after a withdrawal in time hinders Rechtskraft, and the other reading is shown', () => {
  const result = lage([
    issued,
    served,
    at('einspruch-eingelegt', '2026-10-08'),
    at('einspruch-zurueckgenommen', '2026-10-10'),
    at('einspruch-eingelegt', '2026-10-15'),
  ]);
  const rechtskraft = result.fristen.find((one) => one.name === 'rechtskraft');
  expect(rechtskraft).toMatchObject({ ende: null, status: 'gehemmt' });
  expect(rechtskraft?.lesarten?.map(({ ende }) => ende)).toEqual([null, '2026-10-10']);
});

test('of two Wiedereinsetzungen each lets limitation rest for its own time of Rechtskraft', () => {
  const result = lage([
    issued,
    served,
    at('einspruch-eingelegt', '2026-10-30'),
    at('wiedereinsetzung-gewaehrt', '2026-11-02'),
    at('einspruch-zurueckgenommen', '2026-11-10'),
    at('wiedereinsetzung-gewaehrt', '2026-12-01'),
  ]);
  // 31 March, 12 days from 21 October to 2 November, 21 days from 10 November to 1 December
  expect(result.fristen[0]?.ende).toBe('2027-05-03');
  expect(reasons(result, 'zahlungsfrist')).toContain('Die Rechtskraft vom 10.11.2026 ist beseitigt');
});

test('Wiedereinsetzung before Rechtskraft changes nothing and is remarked', () => {
  const result = lage([issued, served, at('wiedereinsetzung-gewaehrt', '2026-10-10')]);
  expect(reasons(result, 'rechtskraft')).not.toContain('beseitigt');
  expect(result.hinweise.join(' ')).toContain('noch nicht rechtskräftig');
});

test('the condition of what follows a judgment is the Rechtsbeschwerde, not the Einspruch', () => {
  const result = lage([
    issued,
    served,
    at('einspruch-eingelegt', '2026-10-10'),
    at('akten-eingang-amtsgericht', '2026-12-01'),
    at('urteil-erster-instanz', '2027-02-02', { geldbusse: 300 }),
  ]);
  expect(reasons(result, 'zahlungsfrist')).toContain('keine rechtzeitige Rechtsbeschwerde');
  expect(formatDeadlines(result)).not.toContain('kein rechtzeitiger Einspruch');
});

test('a decision that became final after limitation is said to be final', () => {
  const late = lage(
    [
      { ...issued, am: '2026-11-20' },
      { ...served, am: '2026-11-23' },
    ],
    { stichtag: '2027-01-10' },
  );
  expect(late.hinweise.join(' ')).toContain('gleichwohl rechtskräftig');
  expect(late.hinweise.join(' ')).not.toContain('die Einstellung ist zu prüfen');
});

test('neither number nor provision: the assumption is remarked', () => {
  const bare = computeDeadlines({ tat: { begangenAm: '2026-08-15' }, land: 'NW' });
  expect(bare.hinweise.join(' ')).toContain('Weder Tatbestandsnummer noch Vorschrift ist angegeben');
});

test('the note speaks German where the input has codes, and in whole sentences', () => {
  const note = formatDeadlines(
    lage([
      at('anhoerung-angeordnet', '2026-09-01', { personBezeichnet: false }),
      at('anhoerung-angeordnet', '2026-09-02'),
      at('anhoerung-bekanntgegeben', '2026-09-03'),
      issued,
      { ...served, am: '2026-10-20' },
      at('einspruch-eingelegt', '2026-11-02', { beschraenktAuf: 'fahrverbot' }),
    ]),
  );
  expect(note).toContain('zugestellt (Einlegen in den Briefkasten)');
  expect(note).toContain('Einspruch eingegangen (beschränkt auf das Fahrverbot)');
  expect(note).not.toMatch(/\. \(§|unterbricht nicht der Erlass|OWiG\) \(§/);
});

test('death before Rechtskraft ends the proceedings, death after it the enforcement', () => {
  const died = at('person-verstorben', '2026-10-15');
  const before = lage([issued, served, died], { stichtag: '2026-11-15' });
  expect(before.fristen.find(({ name }) => name === 'rechtskraft')).toMatchObject({ ende: null, status: 'erledigt' });
  expect(before.fristen.some(({ name }) => name === 'zahlungsfrist')).toBe(false);
  const after = lage([issued, served, { ...died, am: '2026-12-01' }]);
  expect(reasons(after, 'vollstreckungsverjaehrung')).toContain('§ 101 OWiG');
});

test('Wiedereinsetzung against a judgment in absence takes back what rested on it, by its own provision', () => {
  const result = lage([
    issued,
    served,
    at('einspruch-eingelegt', '2026-10-10'),
    at('akten-eingang-amtsgericht', '2026-12-01'),
    at('urteil-erster-instanz', '2027-02-02', { entscheidung: 'verwerfung', zugestelltAm: '2027-02-15' }),
    at('wiedereinsetzung-gewaehrt', '2027-03-10'),
  ]);
  const of = (name: string) => result.fristen.find((one) => one.name === name);
  expect(of('rechtskraft')?.status).toBe('aufgehoben');
  expect(of('zahlungsfrist')?.begruendung.join(' ')).toContain('§ 74 Abs. 4 OWiG');
  expect(of('wiedereinsetzung-gericht')?.status).toBe('gewahrt');
  expect(of('wiedereinsetzungsantrag')).toBeUndefined();
});

test('a Bescheid taken back after Rechtskraft, and an Einspruch without a Bescheid, are remarked', () => {
  const late = lage([issued, served, at('bescheid-zurueckgenommen', '2026-11-20')]);
  expect(late.hinweise.join(' ')).toContain('seit dem 21.10.2026 rechtskräftig');
  const inTime = lage([issued, served, at('bescheid-zurueckgenommen', '2026-10-15')]);
  expect(inTime.hinweise.join(' ')).not.toContain('rechtskräftig');
  expect(lage([at('einspruch-eingelegt', '2026-10-01')]).hinweise.join(' ')).toContain('ohne Bußgeldbescheid');
});

test('whether a second return by the court interrupts is a question with two readings', () => {
  const result = lage([
    issued,
    served,
    at('einspruch-eingelegt', '2026-10-10'),
    at('akten-eingang-amtsgericht', '2026-12-01'),
    at('zurueckverweisung', '2027-01-15'),
    at('akten-eingang-amtsgericht', '2027-03-01'),
    at('zurueckverweisung', '2027-04-15'),
  ]);
  expect(result.fristen[0]?.lesarten?.map(({ ende, gewaehlt }) => [ende, gewaehlt])).toEqual([
    ['2027-08-31', true],
    ['2027-10-14', false],
  ]);
});
