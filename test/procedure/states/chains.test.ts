import { describe, expect, it } from 'vitest';
import { aktenstand, orderFindings } from '../../../src/procedure/index.ts';
import { moves } from '../../../src/procedure/law/order.ts';
import { stages } from '../../../src/procedure/law/stages.ts';
import { A, chain, legitimate, nextStep, reaching } from './chains.ts';

const SN = { land: 'SN', ags: '14511000' } as const;
const LATE = '2027-12-01';

describe('legitimate cases', () => {
  it.each(Object.entries(legitimate))('%s passes message by message without a finding', (_name, lines) => {
    const steps = chain(...lines);
    steps.forEach((step, index) => {
      const found = orderFindings(steps.slice(0, index), step, SN).map(({ rule, text }) => [step.nummer, rule, text]);
      // what ends an easing of payment has no application of its own
      expect(found.filter(([nummer, rule]) => !(nummer === '3041' && rule === 'ORDER-BEZUG'))).toEqual([]);
    });
  });
});

/** Stages by letter, for the table below. */
const LETTERS: Readonly<Record<string, keyof typeof stages>> = {
  E: 'ermittlung',
  A: 'anhoerung',
  V: 'vorlaeufig-eingestellt',
  B: 'bescheid-erlassen',
  Z: 'bescheid-zugestellt',
  W: 'zwischenverfahren',
  G: 'gericht',
  R: 'rechtskraeftig',
  S: 'vollstreckung',
  K: 'kostenbescheid',
  D: 'erledigt',
  X: 'eingestellt',
};
const ALL = 'EAVBZWGRSKDX';

/** In which stages each message is due, written from the law a second time; what is not here is due in all. */
const DUE: Readonly<Record<string, string>> = {
  '1010': 'EA',
  '1020': 'EAVBZWGK',
  '1110': 'EAVBZWX',
  '1120': 'EAVBZW',
  '1130': 'EAVBZW',
  '1150': 'EAVBZWRS',
  '1160': 'EAVKX',
  '1210': 'EAVBZW',
  '1230': 'EAVBZW',
  '1310': 'EAVW',
  '1330': 'EA',
  '2010': 'EAVBZWK',
  '2030': 'EAVBZWK',
  '2040': 'EAVBZWK',
  '2060': 'EBZW',
  '2113': 'BZWGRSDK',
  '3010': 'BZWGRSKD',
  '3020': 'RSK',
  '3060': 'RS',
  '3095': 'RSK',
  '3110': 'RSD',
  '3120': 'RSD',
  '3130': 'RSD',
  '3310': 'EAVX',
};

describe('every message in every stage', () => {
  it.each(Object.entries(reaching))('reaches %s', (stage, lines) => {
    expect(aktenstand(chain(...lines), LATE).stand).toBe(stage);
  });

  const table = moves.flatMap(({ nummer }) =>
    Object.entries(LETTERS).map(([letter, stage]) => ({ nummer, letter, stage })),
  );

  it('knows all 89 messages', () => {
    expect(moves).toHaveLength(89);
    expect(Object.keys(DUE).filter((nummer) => !moves.some((move) => move.nummer === nummer))).toEqual([]);
  });

  it.each(Object.entries(LETTERS))('%s: %s – what is due passes, what is not is named', (letter, stage) => {
    const history = chain(...(reaching[stage] ?? []));
    for (const { nummer } of table.filter((row) => row.letter === letter)) {
      const found = orderFindings(history, nextStep(history, [nummer, LATE]), SN).find(
        ({ rule }) => rule === 'ORDER-STAND',
      );
      const due = (DUE[nummer] ?? ALL).includes(letter);
      expect([nummer, stage, found === undefined]).toEqual([nummer, stage, due]);
      if (found !== undefined) expect(found.text).toContain(stages[stage]);
    }
  });

  it('refuses nothing because of its stage when it has seen nothing', () => {
    for (const { nummer } of moves) {
      const found = orderFindings([], nextStep([], [nummer, LATE, { von: A }]));
      expect(found.filter(({ severity }) => severity === 'error')).toEqual([]);
    }
  });
});
