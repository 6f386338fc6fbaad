import { describe, expect, it } from 'vitest';
import { lageOf, type Umstaende } from '../../../src/gateway/fristen/lage.ts';
import { ohneFremde, type Schritt } from '../../../src/procedure/index.ts';

const [BGB, KOELN, MUENCHEN] = ['bgb:145110000001', 'bgb:053150000001', 'bgb:091620000001'];
const [MESSSTELLE, POLIZEI, KASSE] = ['pol:145110000001', 'pol:092761440001', 'kas:146120000001'];

const umstaende: Umstaende = {
  heute: '2026-10-25',
  gateway: 'gwy:146120000001',
  ort: () => ({ land: 'SN', ags: '14511000' }),
  stufen: { warnung: [30, 14, 7, 3], erinnerung: [50, 80, 100] },
};

let count = 0;
const step = (nummer: string, am: string, von: string, an: string, daten: Schritt['daten'] = {}): Schritt => {
  count += 1;
  return { nummer, am, uuid: `m-${count}`, von, an, daten };
};
const act = { tatAm: '2026-08-15T10:42:07+02:00', tbnr: '141713', rechtsgrundlage: 'owig-53' };
const anzeige = step('1010', '2026-08-15', MESSSTELLE, BGB, act);
const ersuchen = step('1120', '2026-09-21', BGB, POLIZEI, { rechtsgrundlage: 'owig-46-2' });
const ende = (...steps: readonly Schritt[]): string | undefined => lageOf(steps, umstaende).stand.fristende;

describe('messages of an authority that nobody brought into the case', () => {
  const paid = { valuta: '2026-10-20', betrag: 180, rest: 0 };
  const ordered = { angeordnetAm: '2026-10-20' };
  const heard = { vernommenAm: '2026-10-20', ergebnis: 'aeusserung' };

  it('neither end the watch nor put a warning off', () => {
    const strange: readonly Schritt[] = [
      step('3030', '2026-10-21', MUENCHEN, BGB, paid),
      step('1310', '2026-10-21', MUENCHEN, BGB, ordered),
      step('1311', '2026-10-21', MUENCHEN, BGB, heard),
      step('4010', '2026-10-21', MUENCHEN, BGB, { ausgang: 'einstellung' }),
    ];
    expect(ende(anzeige)).toBe('2026-11-14');
    for (const one of strange) expect(ende(anzeige, one)).toBe('2026-11-14');
    expect(ende(anzeige, ...strange)).toBe('2026-11-14');
  });

  it('count again once the holder has asked that authority, and the same words of the holder count at once', () => {
    expect(ende(anzeige, ersuchen, step('1311', '2026-10-21', POLIZEI, BGB, heard))).toBe('2027-01-19');
    expect(ende(anzeige, step('1310', '2026-10-20', BGB, POLIZEI, ordered))).toBe('2027-01-19');
    expect(ende(anzeige, step('3010', '2026-10-20', BGB, KASSE), step('3030', '2026-10-21', KASSE, BGB, paid))).toBe(
      undefined,
    );
  });

  it('make nobody a party: a receipt for them, or an answer of who was asked by them', () => {
    const asked = step('1120', '2026-10-01', MUENCHEN, POLIZEI, {});
    const receipt = step('0020', '2026-10-02', BGB, MUENCHEN);
    const answer = step('1121', '2026-10-03', POLIZEI, MUENCHEN, {});
    const order = step('1310', '2026-10-21', MUENCHEN, POLIZEI, ordered);
    expect(ohneFremde([anzeige, ersuchen, asked, receipt, answer, order])).toEqual([
      anzeige,
      ersuchen,
      receipt,
      answer,
    ]);
    expect(ende(anzeige, ersuchen, asked, receipt, answer, order)).toBe('2026-11-14');
  });

  it('leave a case of its own parties as it is, with those to whom a request was passed on and with a court', () => {
    const passed = step('0110', '2026-09-22', POLIZEI, MUENCHEN, { betrifftUUID: ersuchen.uuid });
    const found = step('1121', '2026-10-01', MUENCHEN, BGB, {});
    const court = step('2121', '2026-10-20', 'ger:145110000001', BGB, { eingegangenAm: '2026-10-20' });
    const history = [anzeige, ersuchen, passed, found, court];
    expect(ohneFremde(history)).toBe(history);
  });

  it('take no report away: only whom it went to passes it on', () => {
    const claim = { betrifftUUID: anzeige.uuid, zustaendigeStelle: KOELN };
    const holder = (...steps: readonly Schritt[]) => lageOf(steps, umstaende).stand.zustaendig;
    expect(holder(anzeige, step('0120', '2026-08-20', MUENCHEN, MESSSTELLE, claim))).toBe(BGB);
    expect(holder(anzeige, step('0120', '2026-08-20', MESSSTELLE, BGB, claim))).toBe(BGB);
    expect(holder(anzeige, step('0120', '2026-08-20', BGB, MESSSTELLE, claim))).toBe(KOELN);
  });
});
