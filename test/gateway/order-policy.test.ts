import { describe, expect, it } from 'vitest';
import { judgeOrder } from '../../src/gateway/order-policy.ts';
import type { Ordnungsbefund } from '../../src/procedure/index.ts';

const found = (rule: string, severity: 'error' | 'warning'): Ordnungsbefund => ({
  allowed: false,
  rule,
  norm: '§ 95 Abs. 1 OWiG',
  text: 'Text',
  severity,
});
const findings = [found('ORDER-WARTEFRIST-95', 'error'), found('ORDER-STAND', 'warning')];
const ids = (ordnung: Parameters<typeof judgeOrder>[1]) => {
  const { refused, noted } = judgeOrder(findings, ordnung);
  return [refused.map(({ rule }) => rule), noted.map(({ rule }) => rule)];
};

describe('what a profile makes of findings on the order', () => {
  it.each([
    ['contradictions are refused, the rest is noted', 'verweigern', {}, [['ORDER-WARTEFRIST-95'], ['ORDER-STAND']]],
    ['nothing is refused', 'warnen', {}, [[], ['ORDER-WARTEFRIST-95', 'ORDER-STAND']]],
    [
      'a rule of its own is noted',
      'verweigern',
      { 'ORDER-WARTEFRIST-95': 'warnen' },
      [[], ['ORDER-WARTEFRIST-95', 'ORDER-STAND']],
    ],
    [
      'a rule of its own refuses',
      'warnen',
      { 'ORDER-STAND': 'verweigern' },
      [['ORDER-STAND'], ['ORDER-WARTEFRIST-95']],
    ],
    [
      'a name that every object has is no rule',
      'warnen',
      { toString: 'verweigern' },
      [[], ['ORDER-WARTEFRIST-95', 'ORDER-STAND']],
    ],
  ] as const)('%s', (_name, standard, regeln, expected) => {
    expect(ids({ standard, regeln })).toEqual(expected);
  });
});
