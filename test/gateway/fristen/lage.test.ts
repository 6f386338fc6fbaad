import { describe, expect, it } from 'vitest';
import { antwortBis } from '../../../src/gateway/fristen/antwortfrist.ts';
import { lageOf, type Umstaende } from '../../../src/gateway/fristen/lage.ts';
import type { Schritt } from '../../../src/procedure/index.ts';

const BGB = 'bgb:145110000001';
const KOELN = 'bgb:053150000001';
const MESSSTELLE = 'pol:145110000001';
const POLIZEI = 'pol:092761440001';
const GATEWAY = 'gwy:146120000001';

const umstaende = (heute: string, over: Partial<Umstaende> = {}): Umstaende => ({
  heute,
  gateway: GATEWAY,
  ort: () => ({ land: 'SN', ags: '14511000' }),
  stufen: { warnung: [30, 14, 7, 3], erinnerung: [50, 80, 100] },
  ...over,
});

const anzeige: Schritt = {
  nummer: '1010',
  am: '2026-08-15',
  uuid: 'a-1010',
  von: MESSSTELLE,
  an: BGB,
  daten: { tatAm: '2026-08-15T10:42:07+02:00', tbnr: '141713', rechtsgrundlage: 'owig-53' },
};
const eingang: Schritt = {
  nummer: '1011',
  am: '2026-08-17',
  uuid: 'a-1011',
  von: BGB,
  an: MESSSTELLE,
  bezug: 'a-1010',
};
const ersuchen = (over: Partial<Schritt> = {}): Schritt => ({
  nummer: '1120',
  am: '2026-09-21',
  uuid: 'a-1120',
  von: BGB,
  an: POLIZEI,
  daten: { rechtsgrundlage: 'owig-46-2', erbetenBis: '2026-10-05', verjaehrungFristende: '2026-11-14' },
  ...over,
});
const anhoerung: Schritt = {
  nummer: '1310',
  am: '2026-10-20',
  uuid: 'a-1310',
  von: BGB,
  an: POLIZEI,
  daten: { angeordnetAm: '2026-10-20', rechtsgrundlage: 'owig-55' },
};

describe('end of limitation of a case, from its messages', () => {
  it('is three months after the act, with the report as its source and the addressed authority as holder', () => {
    expect(lageOf([anzeige], umstaende('2026-08-16')).stand).toEqual({
      zustaendig: BGB,
      fristende: '2026-11-14',
      absolutesEnde: '2028-08-14',
      quelle: 'a-1010',
      naechste: '2026-10-15',
    });
  });

  it('begins anew with an interruption, which overtakes what was stated before', () => {
    const { stand } = lageOf([anzeige, eingang, ersuchen(), anhoerung], umstaende('2026-10-21'));
    expect(stand).toMatchObject({ fristende: '2027-01-19', quelle: 'a-1310', naechste: '2026-12-20' });
  });

  it('is what the holder states where that is earlier', () => {
    const stated = ersuchen({ daten: { verjaehrungFristende: '2026-11-10', rechtsgrundlage: 'owig-46-2' } });
    expect(lageOf([anzeige, stated], umstaende('2026-10-01')).stand).toMatchObject({
      fristende: '2026-11-10',
      quelle: 'a-1120',
    });
  });

  it('is what the holder states where no message tells of the act', () => {
    const { stand } = lageOf([ersuchen()], umstaende('2026-10-01'));
    expect(stand).toMatchObject({ zustaendig: BGB, fristende: '2026-11-14', quelle: 'a-1120' });
  });

  it('is neither what others repeat nor what the gateway itself once said', () => {
    const echo = { daten: { verjaehrungFristende: '2026-11-14' }, am: '2026-10-25' };
    const steps = [
      ...[anzeige, eingang, ersuchen(), anhoerung],
      ersuchen({ nummer: '1122', uuid: 'a-1122', von: POLIZEI, an: BGB, bezug: 'a-1120', ...echo }),
      ersuchen({ nummer: '0040', uuid: 'a-0040', von: GATEWAY, an: POLIZEI, bezug: 'a-1120', ...echo }),
    ];
    expect(lageOf(steps, umstaende('2026-10-26')).stand.fristende).toBe('2027-01-19');
  });

  it('follows the case to the authority that takes it over', () => {
    const steps: Schritt[] = [
      anzeige,
      eingang,
      { nummer: '1210', am: '2026-09-01', uuid: 'a-1210', von: BGB, an: KOELN, daten: { rechtsgrundlage: 'owig-39' } },
      { nummer: '1211', am: '2026-09-03', uuid: 'a-1211', von: KOELN, an: BGB, bezug: 'a-1210', daten: {} },
    ];
    expect(lageOf(steps.slice(0, 3), umstaende('2026-09-02')).stand.zustaendig).toBe(BGB);
    expect(lageOf(steps, umstaende('2026-09-03')).stand).toMatchObject({ zustaendig: KOELN, fristende: '2026-11-14' });
  });

  it('matters no more once the decision is final, the case settled or given up', () => {
    const bescheid: Schritt[] = [
      anzeige,
      eingang,
      { nummer: '2010', am: '2026-10-01', uuid: 'a-2010', von: BGB, daten: { erlassdatum: '2026-10-01' } },
      {
        nummer: '2020',
        am: '2026-10-06',
        uuid: 'a-2020',
        an: BGB,
        bezug: 'a-2010',
        daten: { erlassdatum: '2026-10-01', zustelldatum: '2026-10-05', zustellart: 'uebergabe' },
      },
    ];
    const end = (steps: readonly Schritt[], heute: string) => lageOf(steps, umstaende(heute)).stand.fristende;
    // served: six months, as long as an Einspruch can come
    expect(end(bescheid, '2026-10-07')).toBe('2027-03-31');
    // no Einspruch came: with the end of its period the decision is final, though no message says so
    expect(end(bescheid, '2026-10-19')).toBe('2027-03-31');
    expect(end(bescheid, '2026-10-20')).toBeUndefined();
    const final: Schritt = { nummer: '3010', am: '2026-10-27', uuid: 'a-3010', von: BGB, daten: {} };
    expect(end([...bescheid, final], '2026-10-28')).toBeUndefined();
    const ended: Schritt = {
      nummer: '4010',
      am: '2026-10-01',
      uuid: 'a-4010',
      von: BGB,
      daten: { ausgang: 'eingestellt' },
    };
    expect(end([anzeige, eingang, ended], '2026-10-02')).toBeUndefined();
  });

  it('days that no deadline can have are not taken for one', () => {
    for (const day of ['0001-01-01', '1999-12-31', '9999-12-31', '2026-02-30', 'gestern', '']) {
      const daten = {
        verjaehrungFristende: day,
        verjaehrungAbsolutesEnde: day,
        erbetenBis: day,
        rechtsgrundlage: 'owig-46-2',
      };
      const { stand, wartend, naechsteFrist } = lageOf([ersuchen({ daten })], umstaende('2026-10-01'));
      expect([stand.fristende, stand.absolutesEnde, stand.naechste, naechsteFrist]).toEqual(Array(4).fill(undefined));
      expect(wartend.map(({ faellig }) => faellig)).toEqual(['2026-10-05']);
      const act = { ...anzeige, daten: { ...anzeige.daten, tatAm: day } };
      expect(lageOf([act], umstaende('2026-10-01')).stand.fristende).toBeUndefined();
    }
  });

  it('the nearest day is the end of the two weeks in which a decision has to be served', () => {
    const issued: Schritt = {
      nummer: '2010',
      am: '2026-10-01',
      uuid: 'b',
      von: BGB,
      daten: { erlassdatum: '2026-10-01' },
    };
    const { stand, naechsteFrist } = lageOf([anzeige, issued], umstaende('2026-10-02'));
    expect([stand.fristende, naechsteFrist]).toEqual(['2026-11-14', '2026-10-15']);
    expect(lageOf([anzeige, issued], umstaende('2026-10-16')).naechsteFrist).toBe('2026-11-14');
  });

  it('a case of headers alone has no end and no requests to remind of', () => {
    const headers = [anzeige, ersuchen()].map(({ daten: _, ...header }) => header);
    const { stand, wartend } = lageOf(headers, umstaende('2026-10-01'));
    expect(stand.fristende).toBeUndefined();
    expect(wartend).toEqual([]);
  });
});

describe('requests of a case', () => {
  const open = (steps: readonly Schritt[]) => lageOf(steps, umstaende('2026-10-01')).wartend.map(({ uuid }) => uuid);

  it('wait until they are answered, withdrawn or called off', () => {
    expect(open([anzeige, ersuchen()])).toEqual(['a-1010', 'a-1120']);
    expect(open([anzeige, eingang, ersuchen()])).toEqual(['a-1120']);
    const answer: Schritt = { nummer: '1121', am: '2026-09-28', uuid: 'a', von: POLIZEI, an: BGB, bezug: 'a-1120' };
    expect(open([ersuchen(), answer])).toEqual([]);
    expect(lageOf([ersuchen(), answer], umstaende('2026-10-01')).beantwortet).toEqual([{ uuid: 'a-1120', durch: 'a' }]);
    const abort = {
      nummer: '1190',
      am: '2026-09-28',
      uuid: 'b',
      von: BGB,
      an: POLIZEI,
      daten: { betrifftUUID: 'a-1120' },
    };
    expect(open([ersuchen(), abort])).toEqual([]);
    const receipt = { nummer: '0020', am: '2026-09-22', uuid: 'c', von: POLIZEI, an: BGB, bezug: 'a-1120' };
    expect(open([ersuchen(), receipt])).toEqual(['a-1120']);
  });

  it('with a day of their own wait for the result, others for a first answer', () => {
    const interim: Schritt = { nummer: '1122', am: '2026-09-28', uuid: 'a', von: POLIZEI, an: BGB, bezug: 'a-1120' };
    expect(open([ersuchen(), interim])).toEqual(['a-1120']);
    const undated = ersuchen({ daten: { rechtsgrundlage: 'owig-46-2' } });
    expect(open([undated])).toEqual(['a-1120']);
    expect(open([undated, interim])).toEqual([]);
    expect(lageOf([undated, interim], umstaende('2026-10-01')).offen).toHaveLength(1);
  });

  it('are due on the day asked for, or after the answer period of the catalogue', () => {
    const ort = { land: 'SN' } as const;
    expect(antwortBis({ nummer: '1120', am: '2026-09-21', erbetenBis: '2026-10-05' }, ort)).toBe('2026-10-05');
    expect(antwortBis({ nummer: '1120', am: '2026-09-21' }, ort)).toBe('2026-10-05');
    // five working days over Buß- und Bettag, which only Saxony has
    expect(antwortBis({ nummer: '1210', am: '2026-11-16' }, ort)).toBe('2026-11-24');
    expect(antwortBis({ nummer: '1210', am: '2026-11-16' }, { land: 'BY' })).toBe('2026-11-23');
    expect(antwortBis({ nummer: '2050', am: '2026-11-16' }, ort)).toBe('2026-11-16');
    expect(antwortBis({ nummer: '4010', am: '2026-11-16' }, ort)).toBeUndefined();
  });
});
