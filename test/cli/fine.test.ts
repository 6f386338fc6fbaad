import { describe, expect, it } from 'vitest';
import type { Ahndung } from '../../src/procedure/index.ts';
import { blaupause, type ErrorDocument, json } from './run.ts';

const TAT = ['--am', '2026-08-15'];

describe('fine', () => {
  it('prints the sum and each step with its provision, for people and as JSON', async () => {
    const people = await blaupause(['fine', '141713', ...TAT]);
    expect(people.code, people.stderr).toBe(0);
    expect(people.stdout).toMatch(/Gesamtbetrag +208,50 €/);
    expect(people.stdout).toContain('§ 107 Abs. 1 OWiG');
    const machine = await blaupause(['fine', '141713', ...TAT, '--json']);
    expect(json<Ahndung>(machine)).toMatchObject({ einheit: 'cent', gesamt: 20_850, punkte: 1, fahrverbotMonate: 0 });
  });

  it('takes circumstances, further Tatbestände, costs and a deviating amount', async () => {
    const options = [
      ...['--vorsatz', '--letztes-fahrverbot', 'keines', '--weitere', '121172', '--weitere', '123624'],
      ...['--zustellungen', '2', '--weitere-auslagen', '12,50', '--entscheidung', '2026-10-01'],
      ...['--festgesetzt', '600', '--grund', 'tateinheit', '--json'],
    ];
    const result = json<Ahndung>(await blaupause(['fine', '141714', ...TAT, ...options]));
    expect(result).toMatchObject({ regelsatz: 52_000, geldbusse: 60_000, gebuehr: 3_000, auslagen: 1_950 });
    expect(result).toMatchObject({ gesamt: 64_950, absatz2a: true, fahrverbotMonate: 1 });
  });

  it('reckons for the Halter and for who refused a Verwarnung', async () => {
    const halter = await blaupause(['fine', '112454', ...TAT, '--halterbescheid']);
    expect(halter.stdout).toMatch(/Gesamtbetrag +23,50 €/);
    expect(halter.stdout).not.toContain('Punkte');
    const refused = await blaupause(['fine', '113100', ...TAT, '--verwarnung-abgelehnt']);
    expect(refused.stdout).toMatch(/Gesamtbetrag +48,50 €/);
  });

  it.each([
    [['103204', ...TAT], '103761'],
    [['14171', ...TAT], 'sechs Ziffern'],
    [['141713'], '--am'],
    [['141713', '--am', '15.08.2026'], 'JJJJ-MM-TT'],
    [['141713', ...TAT, '--voreintragungen', 'viele'], '0 bis 99'],
    [['141713', ...TAT, '--festgesetzt', '1e3', '--grund', 'umstaende'], 'in Euro'],
    [['141713', ...TAT, '--festgesetzt', '100'], 'wirtschaftliche-verhaeltnisse'],
    [['141713', ...TAT, '--halterbescheid'], 'Halt- oder Parkverstoß'],
  ])('refuses %j and says what is allowed', async (args, allowed) => {
    const result = await blaupause(['fine', ...args, '--json']);
    expect(result.code).toBe(2);
    const [fault] = json<ErrorDocument>(result).fehler;
    expect(fault?.code).toBe('USAGE');
    expect(fault?.einzelheit).toContain(allowed);
  });
});
