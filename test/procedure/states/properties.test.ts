import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  aktenstand,
  ereignisseAus,
  orderFindings,
  orderRules,
  type Schritt,
} from '../../../src/procedure/index.ts';
import { moves } from '../../../src/procedure/law/order.ts';
import { stateRules } from '../../../src/procedure/law/order-rules.ts';
import { ORDER_RULES } from '../../../src/profile/order-rules.ts';
import { A, B, nextStep } from './chains.ts';

const PLACES = [A, B, 'pol:092761440001', 'gct:145110000001'];
const DATA = fc.record(
  {
    abgabeart: fc.constantFrom('aktenfuehrung', 'repraesentat'),
    ergebnis: fc.constantFrom('ausgefuehrt', 'nicht-mehr-moeglich', 'fahrer-festgestellt'),
    entscheidung: fc.constantFrom('verwerfung', 'neuer-bescheid', 'teilbetraege'),
    stand: fc.constantFrom('gewaehrt', 'verworfen', 'in-bearbeitung'),
    rest: fc.constantFrom('0.00', '100.00'),
    rechtskraftEntfallen: fc.boolean(),
    rechtskraftAm: fc.constantFrom('2026-12-29', '2027-01-05'),
    zustaendigeStelle: fc.constantFrom(A, B),
  },
  { requiredKeys: [] },
);
const message = fc.record({
  nummer: fc.constantFrom(...moves.map(({ nummer }) => nummer)),
  von: fc.constantFrom(...PLACES),
  an: fc.constantFrom(...PLACES),
  /** which earlier message it answers or is about */
  back: fc.nat(6),
  read: fc.boolean(),
  daten: DATA,
});

/** A history of any messages, answers and withdrawals among them. */
const histories = fc.array(message, { maxLength: 14 }).map((list) => {
  const steps: Schritt[] = [];
  list.forEach(({ back, read, daten, ...rest }, index) => {
    const other = steps[steps.length - 1 - back]?.uuid;
    steps.push({
      ...rest,
      am: addDays('2026-08-15', index),
      uuid: `${rest.nummer}0000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      ...(read ? { daten: { ...daten, ...(other === undefined ? {} : { betrifftUUID: other }) } } : {}),
      ...(read && other !== undefined ? { bezug: other } : {}),
    });
  });
  return steps;
});

const LATE = '2027-12-01';
const errors = (history: readonly Schritt[], step: Schritt) =>
  orderFindings(history, step).filter(({ severity }) => severity === 'error');

describe('properties of the state machine', () => {
  it('receipts never change the state of a case or of a request, wherever they come', () => {
    fc.assert(
      fc.property(histories, fc.constantFrom('0010', '0020'), fc.nat(14), fc.nat(6), (history, nummer, place, back) => {
        const at = Math.min(place, history.length);
        const about = history[Math.max(0, at - 1 - back)];
        const receipt: Schritt = {
          nummer,
          am: history[at - 1]?.am ?? '2026-08-15',
          uuid: 'receipt',
          von: about?.an ?? A,
          an: about?.von ?? B,
          ...(about?.uuid === undefined ? {} : { bezug: about.uuid }),
        };
        const before = aktenstand(history, LATE);
        const after = aktenstand([...history.slice(0, at), receipt, ...history.slice(at)], LATE);
        expect([after.stand, after.zustaendig]).toEqual([before.stand, before.zustaendig]);
        const plain = (state: typeof before) => state.ersuchen.map(({ rueckweisung: _told, ...rest }) => rest);
        expect(plain(after)).toEqual(plain(before));
        expect(after.eingefroren?.behoerde).toBe(before.eingefroren?.behoerde);
        if (nummer === '0020') expect(after).toEqual(before);
        expect(orderFindings(history, receipt)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('what is named as allowed next brings no finding on stage, holder, file or requests; its prefixes neither', () => {
    const state: readonly string[] = Object.values(stateRules).map(({ rule }) => rule);
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 1, maxLength: 25 }), (choices) => {
        const history: Schritt[] = [nextStep([], ['1010', '2026-08-15', { daten: { tatAm: '2026-08-15' } }])];
        const verdicts: string[][] = [];
        choices.forEach((choice, index) => {
          const allowed = aktenstand(history, LATE).naechsteErlaubte.filter(({ rolle }) => rolle !== 'gateway');
          const move = allowed[choice % allowed.length];
          if (move === undefined) return;
          const day = addDays('2026-08-16', index);
          const made = nextStep(history, [move.nummer, day, { daten: { abgabeart: 'aktenfuehrung' } }]);
          const open = aktenstand(history, LATE).ersuchen.findLast(
            ({ an, stand }) =>
              (stand === 'offen' || stand === 'in-bearbeitung') &&
              (move.von === undefined || move.von.includes(an ?? '')),
          );
          const von = move.von?.includes(made.von ?? '') === true ? made.von : move.von?.[0];
          const { bezug: _before, ...rest } = made;
          const next: Schritt = {
            ...rest,
            ...(von === undefined ? {} : { von }),
            ...(open?.von === undefined ? {} : { an: open.von }),
          };
          const { betrifftUUID: _about, ...daten } = { betrifftUUID: undefined, ...next.daten };
          const step = move.rolle === 'fragend' ? { ...next, daten } : next;
          verdicts.push(orderFindings(history, step).map(({ rule }) => rule));
          history.push(step);
        });
        expect(verdicts.flat().filter((rule) => state.includes(rule))).toEqual([]);
        // the same messages, judged again one by one: each verdict hangs on what came before alone
        history.slice(1).forEach((step, index) => {
          expect(orderFindings(history.slice(0, index + 1), step).map(({ rule }) => rule)).toEqual(verdicts[index]);
        });
      }),
      { numRuns: 150 },
    );
  });

  it('any prefix of an accepted sequence is accepted', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const accepted: Schritt[] = [];
        for (const step of history) if (errors(accepted, step).length === 0) accepted.push(step);
        for (let length = 0; length < accepted.length; length += 1) {
          const step = accepted[length];
          if (step !== undefined) expect(errors(accepted.slice(0, length), step)).toEqual([]);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('every finding names a known rule and its provision, and no refusal rests on what was not read', () => {
    const unread: readonly string[] = ['ORDER-AKTE-GESPERRT', 'ORDER-ZUSTAENDIG'];
    fc.assert(
      fc.property(histories, message, (history, { nummer, von, an, daten }) => {
        const next: Schritt = { nummer, von, an, am: LATE, uuid: 'next', daten };
        for (const found of orderFindings(history, next)) {
          expect(orderRules).toContain(found.rule);
          expect(found.norm).toMatch(/§|Verwaltungsmuster/);
          expect(found.text).toContain(found.norm);
        }
        const blind = history.map(({ daten: _daten, bezug: _bezug, ...step }) => step);
        const refused = errors(blind, next).map(({ rule }) => rule);
        expect(refused.filter((rule) => unread.includes(rule))).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('reads any history without an error of its own, and the past does not hang on the future', () => {
    fc.assert(
      fc.property(histories, fc.nat(14), (history, length) => {
        const day = history[Math.min(length, history.length - 1)]?.am ?? LATE;
        const past = history.filter(({ am }) => am <= day);
        expect(aktenstand(history, day)).toEqual(aktenstand(past, day));
        expect(Array.isArray(ereignisseAus(history).ereignisse)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('rules that a profile may name', () => {
  it('are those that a finding can name', () => {
    expect(ORDER_RULES).toEqual(orderRules);
  });
});
