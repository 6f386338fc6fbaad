import fc from 'fast-check';
import { describe, it } from 'vitest';
import { type Ahndungsfall, ahndung, gebuehr, type Umstaende } from '../../../src/procedure/index.ts';
import { addDays, daysBetween } from '../../../src/procedure/time/calendar.ts';
import { CodeLists } from '../../../src/standard/index.ts';

const lists = CodeLists.load();
const versions = [...lists.own('tatbestand').rows.keys()].flatMap((tbnr) =>
  lists
    .own('tatbestand')
    .rowsOf(tbnr)
    .map((row) => ({ tbnr, ab: row['gueltigAb'] ?? '', bis: row['gueltigBis'] ?? '2026-11-22' })),
);

/** A Tatbestand on a day on which it applied. */
const act = fc
  .record({ version: fc.constantFrom(...versions), share: fc.double({ min: 0, max: 1, noNaN: true }) })
  .map(({ version: { tbnr, ab, bis }, share }) => ({
    tbnr,
    tatzeit: addDays(ab, Math.floor(share * daysBetween(ab, bis))),
  }));

const flag = fc.boolean();
const umstaende: fc.Arbitrary<Umstaende> = fc.record({
  gefaehrdung: flag,
  sachbeschaedigung: flag,
  vorsatz: flag,
  gefahrgut: flag,
  kraftomnibus: flag,
  halter: flag,
  nichtMotorisiert: flag,
  voreintragungen: fc.nat({ max: 3 }),
});

const regelsatz = (fall: Ahndungsfall): number => ahndung(lists, fall).regelsatz;
const holds = (arbitrary: fc.Arbitrary<Umstaende>, test: (fall: Ahndungsfall, given: Umstaende) => boolean): void =>
  fc.assert(
    fc.property(act, arbitrary, (fall, given) => test({ ...fall, umstaende: given }, given)),
    { numRuns: 500 },
  );

const motor = umstaende.map((given) => ({ ...given, nichtMotorisiert: false }));

describe('whatever the act and its circumstances', () => {
  it('danger and damage never lower (with a motor)', () => {
    holds(motor, (fall, given) => {
      const [danger, damage] = [{ gefaehrdung: true }, { sachbeschaedigung: true }];
      const plain = regelsatz({ ...fall, umstaende: { ...given, gefaehrdung: false, sachbeschaedigung: false } });
      const endangered = regelsatz({ ...fall, umstaende: { ...given, ...danger, sachbeschaedigung: false } });
      const damaged = regelsatz({ ...fall, umstaende: { ...given, ...danger, ...damage } });
      return plain <= endangered && endangered <= damaged;
    });
  });

  it('intent never lowers, and at most doubles', () => {
    holds(umstaende, (fall, given) => {
      const careless = regelsatz({ ...fall, umstaende: { ...given, vorsatz: false } });
      const meant = regelsatz({ ...fall, umstaende: { ...given, vorsatz: true } });
      return careless <= meant && meant <= 2 * careless;
    });
  });

  it('dangerous goods, entries and being the Halter never lower', () => {
    holds(umstaende, (fall, given) => {
      const amount = regelsatz({ ...fall, umstaende: given });
      const less = { ...given, gefahrgut: false, kraftomnibus: false };
      return (
        regelsatz({ ...fall, umstaende: less }) <= amount &&
        regelsatz({ ...fall, umstaende: { ...given, halter: false } }) <= amount &&
        regelsatz({ ...fall, umstaende: { ...given, voreintragungen: 0 } }) <= amount
      );
    });
  });

  it('having no motor never raises', () => {
    holds(umstaende, (fall, given) => {
      const driving = regelsatz({ ...fall, umstaende: { ...given, nichtMotorisiert: false } });
      return regelsatz({ ...fall, umstaende: { ...given, nichtMotorisiert: true } }) <= driving;
    });
  });

  it('the sum is the sum of its parts, in whole cents, and the last step of § 3 is the Regelsatz', () => {
    holds(umstaende, (fall) => {
      const { art, geldbusse, verwarnungsgeld, gebuehr: fee, auslagen, gesamt, ...rest } = ahndung(lists, fall);
      const whole = [geldbusse, verwarnungsgeld, fee, auslagen, gesamt].every(
        (cent) => Number.isInteger(cent) && cent >= 0,
      );
      const parts = geldbusse + verwarnungsgeld + fee + auslagen === gesamt;
      const costs =
        art === 'verwarnung' ? fee + auslagen === 0 : fee === gebuehr(geldbusse, fall.tatzeit) && auslagen === 350;
      const warned =
        art !== 'verwarnung' || (verwarnungsgeld >= 500 && verwarnungsgeld <= 5_500 && verwarnungsgeld % 500 === 0);
      return whole && parts && costs && warned && rest.begruendung.some(({ cent }) => cent === rest.regelsatz);
    });
  });

  it('points and entry go together with 60 € or a Fahrverbot (§ 28 Abs. 3 Nr. 3 StVG)', () => {
    holds(umstaende, (fall) => {
      const { punkte, faerPflichtig, anlage13, geldbusse, fahrverbotMonate } = ahndung(lists, fall);
      const reached = geldbusse >= 6_000 || fahrverbotMonate > 0;
      return (
        faerPflichtig === (punkte > 0 || fahrverbotMonate > 0) &&
        (punkte === 0 || (reached && anlage13 !== '')) &&
        punkte <= 2 &&
        fahrverbotMonate <= 3
      );
    });
  });

  it('a further Tatbestand of the same act never lowers, and order does not matter for the sum', () => {
    fc.assert(
      fc.property(act, act, umstaende, (one, two, given) => {
        const tatzeit = one.tatzeit > two.tatzeit ? one.tatzeit : two.tatzeit;
        const valid = versions.filter(({ ab, bis }) => ab <= tatzeit && tatzeit <= bis).map(({ tbnr }) => tbnr);
        if (!valid.includes(one.tbnr) || !valid.includes(two.tbnr)) return true;
        const forth = ahndung(lists, { tbnr: one.tbnr, tatzeit, umstaende: given, weitere: [{ tbnr: two.tbnr }] });
        const back = ahndung(lists, { tbnr: two.tbnr, tatzeit, umstaende: given, weitere: [{ tbnr: one.tbnr }] });
        const alone = ahndung(lists, { tbnr: one.tbnr, tatzeit, umstaende: given });
        return forth.regelsatz === back.regelsatz && forth.punkte === back.punkte && forth.regelsatz >= alone.regelsatz;
      }),
      { numRuns: 300 },
    );
  });
});
