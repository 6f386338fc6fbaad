import { describe, expect, test } from 'vitest';
import { computeDeadlines } from '../../src/procedure/index.ts';
import { loadProfile } from '../../src/profile/index.ts';
import { type Ergebnis, fristverlauf, type Momentaufnahme } from '../../src/simulation/ergebnis.ts';
import { pruefeErwartung } from '../../src/simulation/erwartung.ts';
import { bericht, kuerze, ladeSzenario, uebersicht } from '../../src/simulation/index.ts';

const same = (text: string) => text;
const farben = { green: same, red: same, yellow: same, dim: same, bold: same };
const darstellung = { farben, breite: 80, profil: loadProfile('profiles/demo.yaml') };

const szenario = ladeSzenario('fahrer-nicht-ermittelbar');
const aufnahmen = (['anzeige-eingegangen', 'zeugenfragebogen-versandt', 'verfahren-eingestellt'] as const).map(
  (nach, index, alle): Momentaufnahme => {
    const am = `2026-${['08-15', '08-24', '10-12'][index]}`;
    const ereignisse = alle
      .slice(0, index + 1)
      .map((typ, at) => ({ typ, am: `2026-${['08-15', '08-24', '10-12'][at]}` }));
    const lage = computeDeadlines({
      tat: { begangenAm: '2026-08-15', tbnr: '141713' },
      land: 'SN',
      ags: '14511000',
      ereignisse,
      stichtag: am,
    });
    return { nach, am, fristen: lage.fristen, stand: lage.zustand.stand };
  },
);
const nachrichten: Ergebnis['nachrichten'] = szenario.erwartet.nachrichten.map((nummer, index) => ({
  uuid: `00000000-0000-4000-8000-00000000000${index}`,
  typ: `koeln.x.${nummer}`,
  absender: 'vst:053150000001',
  empfaenger: 'bgb:145110000001',
  erstellt: `2026-10-0${Math.min(index + 1, 5)}T12:00:00.000+02:00`,
  status: 'verarbeitet',
  quittung: `.blaupause/laeufe/x/0${index + 1}-${nummer}-zbs-chemnitz-00000000.quittung.xml`,
}));
const schluss = aufnahmen.at(-1);

describe('expectations', () => {
  test('a run that came as expected has no deviation', () => {
    expect(pruefeErwartung(szenario, nachrichten, aufnahmen, schluss)).toEqual([]);
  });

  test('a missing message, a refused message and another end are each said with expected and found', () => {
    const [first, ...rest] = nachrichten;
    if (first === undefined) throw new Error('no messages');
    const refused = [{ ...first, status: 'abgewiesen' as const, code: 'BIND_SERVICE' }, ...rest];
    const said = pruefeErwartung(szenario, refused, aufnahmen, aufnahmen[0]);
    expect(said).toEqual([
      'Nachrichten: erwartet 1010 1011 1110 1111 1120 1122 1121, gefunden 1011 1110 1111 1120 1122 1121.',
      `Nachricht 1010 (${first.uuid}): erwartet verarbeitet, gefunden abgewiesen mit BIND_SERVICE.`,
      'Stand am Ende: erwartet eingestellt, gefunden ermittlung.',
    ]);
  });

  test('an event that never came is said', () => {
    const [said] = pruefeErwartung(szenario, nachrichten, aufnahmen.slice(0, 1), schluss);
    expect(said).toBe('Frist verfolgungsverjaehrung nach „Verfahren eingestellt“: Das Ereignis ist nicht eingetreten.');
  });

  test('the course names each day of a period once, where it first appears', () => {
    expect(fristverlauf(aufnahmen).map(({ name, ende, nach }) => [name, ende, nach])).toEqual([
      ['verfolgungsverjaehrung', '2026-11-14', 'anzeige-eingegangen'],
      ['verfolgungsverjaehrung-absolut', '2028-08-14', 'anzeige-eingegangen'],
      ['halterbefragung', '2026-08-29', 'zeugenfragebogen-versandt'],
      ['aufbewahrung-loeschung', '2026-11-15', 'verfahren-eingestellt'],
    ]);
  });
});

describe('the report', () => {
  const ergebnis: Ergebnis = {
    scenario: szenario.name,
    titel: szenario.titel,
    ok: false,
    nachrichten,
    fristen: fristverlauf(aufnahmen),
    stoerungen: [],
    stand: 'eingestellt',
    fehler: ['Frist fehlt.'],
    dauerMs: 1234,
    belege: 'laeufe/x',
  };

  test.each([60, 80, 110])('keeps to %d columns', (breite) => {
    const lines = bericht({ ...darstellung, breite }, ergebnis).filter((line) => !line.startsWith('Sendungen'));
    expect(lines.filter((line) => [...line].length > breite)).toEqual([]);
    expect(uebersicht({ ...darstellung, breite }, [ergebnis]).filter((line) => [...line].length > breite)).toEqual([]);
  });

  test('names deviations, provisions and the number of the receipt', () => {
    const text = bericht(darstellung, ergebnis).join('\n');
    expect(text).toContain('14.11.2026  Verfolgungsverjährung (§ 26 Abs. 3 Satz 1 StVG, §§ 31, 33 OWiG)');
    expect(text).toContain('✗ fahrer-nicht-ermittelbar: 1 Abweichung\n  Frist fehlt.');
    expect(text).toMatch(/koeln-vollstreckung NW → zbs-chemnitz SN +01\n/);
    expect(text).toContain('7 Nachrichten verarbeitet · 2 Behörden · 2 Länder · 1,2 s');
  });

  test('a text that is cut says so', () => {
    expect(kuerze('Zustellung', 6)).toBe('Zuste…');
    expect(kuerze('Zustellung', 10)).toBe('Zustellung');
  });
});
