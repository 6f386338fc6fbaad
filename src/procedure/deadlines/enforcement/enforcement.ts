import { type Datum, german } from '../../time/calendar.ts';
import { last } from '../file-search.ts';
import type { Frist } from '../frist.ts';
import type { Fall } from '../input/input.ts';
import type { Rechtsbehelf } from '../remedies/remedy.ts';
import { wiedereinsetzungAm, wiedereinsetzungsnorm } from '../remedies/restoration.ts';
import { erzwingungshaft } from './coercive-detention.ts';
import { fahrverbot } from './driving-ban.ts';
import { vollstreckungsverjaehrung } from './enforcement-limitation.ts';
import { type Basis, inhalt, undone, zahlungsstand } from './final-decision.ts';
import { zahlung } from './payment.ts';
import { punktetilgung } from './points-deletion.ts';
import { wiederaufnahme } from './retention.ts';

const built = (fall: Fall, behelf: Rechtsbehelf, tag: Datum): readonly Frist[] => {
  const content = inhalt(fall);
  if (content.entfaellt) return [];
  const basis: Basis = { fall, tag, behelf, inhalt: content, zahlung: zahlungsstand(fall) };
  return [
    ...zahlung(basis),
    ...erzwingungshaft(basis),
    vollstreckungsverjaehrung(basis),
    ...fahrverbot(basis),
    ...punktetilgung(basis),
    ...wiederaufnahme(fall, tag, behelf.eingetreten),
  ];
};

const MATTERS: ReadonlySet<Frist['status']> = new Set(['laeuft', 'bedingt', 'ruht', 'gehemmt', 'eingetreten']);
/** A date that stays one after death: it only tells since when the decision was final. */
const REMAINS: ReadonlySet<Frist['name']> = new Set([
  'rechtskraft',
  'aufbewahrung-loeschung',
  'aufbewahrung-pruefung',
  'aufbewahrung-protokoll',
]);

/** With death the proceedings end and nothing is enforced against the estate (§ 101 OWiG). */
export const nachTod = (fall: Fall, fristen: readonly Frist[]): readonly Frist[] => {
  const died = last(fall, 'person-verstorben')?.am;
  if (died === undefined || died > fall.stichtag) return fristen;
  const final = fristen.some(({ name, status }) => name === 'rechtskraft' && status === 'eingetreten');
  const effect = final
    ? 'in den Nachlass wird die Geldbuße nicht vollstreckt (§ 101 OWiG)'
    : 'das Verfahren ist beendet';
  const reason = `Die Person ist am ${german(died)} verstorben; ${effect}.`;
  return fristen.map((one) =>
    MATTERS.has(one.status) && !REMAINS.has(one.name)
      ? { ...one, status: 'erledigt', begruendung: [...one.begruendung, reason] }
      : one,
  );
};

/**
 * Payment, enforcement, Fahrverbot and register once the decision is final or will be without Einspruch (§§ 34, 66,
 * 93–101 OWiG, §§ 25, 29 StVG). What was built on a Rechtskraft that is undone is listed as `aufgehoben`.
 */
export const vollstreckung = (fall: Fall, behelf: Rechtsbehelf): readonly Frist[] => {
  if (behelf.rechtskraft !== undefined) return built(fall, behelf, behelf.rechtskraft);
  if (behelf.beseitigt === undefined) return [];
  const restored = wiedereinsetzungAm(fall);
  const norm = restored === undefined ? '§§ 62, 69 OWiG' : wiedereinsetzungsnorm(fall, restored);
  const reason = `Die Rechtskraft vom ${german(behelf.beseitigt)} ist beseitigt; was darauf beruht, ist aufgehoben und zurückzurufen (${norm}).`;
  return built(fall, behelf, behelf.beseitigt).map((one) => undone(one, reason));
};
