/** Blocks of `docs/reference/deadlines.md`: what a file may hold and what comes out, from the tables of the engine. */

import { bezeichnungen, type Fristname, type Status } from '../../src/procedure/deadlines/frist.ts';
import { otherWords, shortCodes } from '../../src/procedure/deadlines/input/aliases.ts';
import {
  commonFields,
  type Ereignisart,
  eventTypes,
  type Feldart,
} from '../../src/procedure/deadlines/input/events.ts';
import { standText } from '../../src/procedure/deadlines/state.ts';
import { german } from '../../src/procedure/index.ts';
import { interruptionRules } from '../../src/procedure/law/interruptions.ts';
import { limitationRules } from '../../src/procedure/law/limitation.ts';
import { dauerText } from '../../src/procedure/time/periods.ts';
import { code, table } from './markdown.ts';

const KIND: Readonly<Record<Feldart['art'], string>> = {
  datum: 'day',
  euro: 'Euro',
  ganzzahl: 'number',
  wahrheitswert: 'true/false',
  text: 'text',
  code: 'code',
};

const fieldsOf = (felder: Readonly<Record<string, Feldart>> = {}): string =>
  Object.entries(felder)
    .map(([name, feld]) => {
      const detail =
        feld.art === 'code'
          ? feld.werte.join(', ')
          : feld.art === 'ganzzahl'
            ? `${feld.von}–${feld.bis}`
            : KIND[feld.art];
      return `${code(name)} (${detail})`;
    })
    .join(', ');

const effectOf = (typ: string): string => {
  const rule = interruptionRules.find(({ id }) => id === typ);
  if (rule !== undefined) return `interrupts, Nr. ${rule.value.nr}${rule.value.einmalig === true ? ', once' : ''}`;
  return typ === 'bescheid-erlassen' || typ === 'bescheid-zugestellt' ? 'interrupts, Nr. 9' : '';
};

/** Every event type with its fields; those that every event may have first. */
export const events = (): string =>
  table(
    ['typ', 'Bedeutung', 'Felder', '§ 33 (1) OWiG'],
    [
      ['*', 'jedes Ereignis', fieldsOf(commonFields), ''],
      ...Object.entries<Ereignisart>(eventTypes).map(([typ, { text, felder }]) => [
        code(typ),
        text,
        fieldsOf(felder),
        effectOf(typ),
      ]),
    ],
  );

/** Other words for types and codes. */
export const synonyms = (): string =>
  table(
    ['also read', 'as'],
    [...Object.entries(otherWords), ...Object.entries(shortCodes)].map(([word, meant]) => [code(word), code(meant)]),
  );

/** Keys of `tat.norm` with their periods. */
export const norms = (): string =>
  table(
    ['norm', 'Vorschrift', 'vor dem Bescheid', 'danach', 'gilt ab', 'Anmerkung'],
    limitationRules.map(({ id, norm, validFrom, value, remark }) => [
      code(id),
      norm,
      dauerText(value.vorher),
      dauerText(value.nachher),
      german(validFrom),
      remark,
    ]),
  );

const MEANING: Readonly<Record<Fristname, string>> = {
  verfolgungsverjaehrung: 'last day on which an act can still interrupt, or the case be decided',
  'verfolgungsverjaehrung-absolut': 'last day whatever interrupts; only a judgment or a rest goes further',
  'zustellung-nach-erlass': 'last day of a service that lets the issue itself interrupt',
  einspruchsfrist: 'last day for Einspruch',
  'gerichtliche-entscheidung': 'last day for the request against a rejected Einspruch or Wiedereinsetzung',
  verwarnungsgeld: 'last day to pay the Verwarnungsgeld',
  halterbefragung: 'last day to ask the Halter, so that a Fahrtenbuch may follow',
  'fahrtenbuch-aufbewahrung': 'last day of keeping the Fahrtenbuch',
  wiedereinsetzungsantrag: 'last day to ask for Wiedereinsetzung after the obstacle has gone',
  'widerspruch-72': 'last day to object to a decision without hearing',
  rechtsbeschwerde: 'last day for Rechtsbeschwerde, or the request to admit it',
  'rechtsbeschwerde-begruendung': 'last day for its reasons',
  'wiedereinsetzung-gericht': 'last day for Wiedereinsetzung against the court’s decision',
  'kosten-rechtsbehelf': 'last day for the request against a decision on costs',
  'halterkosten-rechtsbehelf': 'last day for the request against the costs of the Halter',
  rechtskraft: 'day with whose beginning the decision is final',
  zahlungsfrist: 'last day to pay',
  'beitreibung-ab': 'first day of enforcement',
  'erzwingungshaft-ab': 'first day on which Erzwingungshaft may be asked for, with its conditions',
  'sofortige-beschwerde': 'last day of the sofortige Beschwerde (Erzwingungshaft, § 70 OWiG)',
  wiederaufnahme: 'last day of a new trial for new facts in favour of the person',
  vollstreckungsverjaehrung: 'last day of enforcement',
  'fahrverbot-spaetestens-wirksam': 'day with whose beginning the Fahrverbot is effective at the latest',
  'fahrverbot-ende': 'last day of the Fahrverbot',
  'punkte-tilgung': 'day on which the entry is ripe for deletion',
  'punkte-loeschung': 'day on which it is deleted',
  'aufbewahrung-loeschung': 'day on which the data of the case are deleted',
  'aufbewahrung-pruefung': 'day on which further keeping is reviewed',
  'aufbewahrung-protokoll': 'day on which records of retrieval are deleted',
};

/** Every name of a period with its meaning. */
export const periods = (): string =>
  table(
    ['name', 'bezeichnung', 'ende'],
    Object.entries(MEANING).map(([name, meaning]) => [code(name), bezeichnungen[name as Fristname], meaning]),
  );

const STATUS: Readonly<Record<Status, string>> = {
  laeuft: 'has begun and not ended',
  abgelaufen: 'ended before the Stichtag',
  bedingt: 'holds under the condition in the reasons, mostly: no Einspruch in time',
  gewahrt: 'the act came in time',
  versaeumt: 'the act came too late',
  eingetreten: 'the day has come',
  ruht: 'does not run; `ende` is null while the end of the rest is open',
  gehemmt: 'does not end before the proceedings do; `ende` is null',
  erledigt: 'no longer matters',
  aufgehoben: 'undone, e.g. by Wiedereinsetzung',
};

/** Values of `status`. */
export const statuses = (): string =>
  table(
    ['status', 'on the Stichtag the period'],
    Object.entries(STATUS).map(([status, text]) => [code(status), text]),
  );

/** Values of `zustand.stand`. */
export const stages = (): string =>
  table(
    ['stand', 'text'],
    Object.entries(standText).map(([stand, text]) => [code(stand), text]),
  );
