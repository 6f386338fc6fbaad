import type { Datum } from '../time/calendar.ts';
import { nachTod, vollstreckung } from './enforcement/enforcement.ts';
import { inhalt, zahlungenDarauf, zahlungsstand } from './enforcement/final-decision.ts';
import { punktehinweis } from './enforcement/points-deletion.ts';
import { aufbewahrung } from './enforcement/retention.ts';
import { sachverhalt } from './facts.ts';
import { isClosed } from './file-search.ts';
import type { Frist } from './frist.ts';
import { type Fall, readCases } from './input/input.ts';
import { verfolgungsverjaehrung } from './prosecution/limitation.ts';
import { fahrtenbuch } from './prosecution/logbook.ts';
import { nachVerwarnung, verwarnungsgeld } from './prosecution/warning-fine.ts';
import { rechtsbehelf } from './remedies/remedy.ts';
import { type Zustand, zustandOf } from './state.ts';

/** Result of a reckoning: the periods of a person's case on the Stichtag, its state, and remarks on input and law. */
export interface Fristenlage {
  /** identifier of the person, where the input names one */
  readonly person?: string;
  readonly stichtag: Datum;
  /** act and events that were taken into account, in order, as German sentences without free text of the input */
  readonly sachverhalt: readonly string[];
  readonly fristen: readonly Frist[];
  readonly zustand: Zustand;
  readonly hinweise: readonly string[];
  /** the same for each other person, where the input leaves open whose case it is */
  readonly personen?: readonly Fristenlage[];
}

const remarks = (fall: Fall, fristen: readonly Frist[], final: boolean): string[] => {
  const limitation = fristen.find((frist) => frist.name === 'verfolgungsverjaehrung');
  const late = limitation?.status === 'abgelaufen' && !isClosed(fall);
  const { gesamt } = inhalt(fall);
  const unstated = zahlungenDarauf(fall).some(
    (event) => event.vollstaendig === undefined && (event.betrag === undefined || gesamt === undefined),
  );
  const { vollstaendig, gezahlt } = zahlungsstand(fall);
  return [
    ...(late
      ? [
          final
            ? 'Nach den Daten der Akte war die Verfolgung verjährt; die Entscheidung ist gleichwohl rechtskräftig geworden.'
            : 'Nach den Daten der Akte ist die Verfolgung verjährt; die Einstellung ist zu prüfen (§ 31 Abs. 1, § 46 Abs. 1 OWiG, § 170 Abs. 2 StPO).',
        ]
      : []),
    ...(unstated ? ['Betrag der Zahlung oder der Forderung fehlt: Die Zahlung wird als vollständig angesehen.'] : []),
    ...(gesamt !== undefined && gezahlt > 0 && !vollstaendig
      ? [
          'Die Zahlung deckt die Forderung nicht; sie wird erst auf die Geldbuße, dann auf Nebenfolgen und Kosten verrechnet (§ 94 OWiG).',
        ]
      : []),
  ];
};

const lageOf = (fall: Fall): Fristenlage => {
  const behelf = rechtsbehelf(fall);
  const limitation = verfolgungsverjaehrung(fall, {
    ...(behelf.eingetreten && behelf.rechtskraft !== undefined ? { rechtskraft: behelf.rechtskraft } : {}),
    zwischenzeiten: behelf.zwischenzeiten,
  });
  const procedure = [
    ...nachVerwarnung(fall, limitation),
    ...fahrtenbuch(fall),
    ...verwarnungsgeld(fall),
    ...behelf.fristen,
    ...vollstreckung(fall, behelf),
  ];
  const fristen = nachTod(fall, [...procedure, ...aufbewahrung(fall, behelf, procedure)]);
  return {
    ...(fall.person === undefined ? {} : { person: fall.person }),
    stichtag: fall.stichtag,
    sachverhalt: sachverhalt(fall),
    fristen,
    zustand: zustandOf(fall, behelf, fristen),
    hinweise: [
      ...fall.hinweise,
      ...behelf.hinweise,
      ...remarks(fall, fristen, behelf.eingetreten),
      ...punktehinweis(fall),
    ],
  };
};

/**
 * Reckons every period of a case from its events.
 *
 * Input as for `readCase`: `{tat: {begangenAm, tbnr?, norm?}, person?, land, ags?, ereignisse: [{typ, am, um?,
 * person?, …}], stichtag?}`. Days are German legal days; `ende` is the last day of a period (`art: 'letzter-tag'`) or
 * the day with whose beginning something takes effect (`art: 'ab'`). Events after the Stichtag are left out: the
 * result is what was known on that day. Where the law is disputed, the day is chosen that cannot harm the person and
 * cannot miss a limitation, and `lesarten` lists every reading. Without Einspruch in the events the later periods are
 * reckoned as they will be (`status: 'bedingt'`).
 *
 * @throws `USAGE` for input that does not fit or events in impossible order
 */
export const computeDeadlines = (input: unknown): Fristenlage => {
  const { haupt, weitere } = readCases(input);
  const lage = lageOf(haupt);
  return weitere.length === 0 ? lage : { ...lage, personen: weitere.map(lageOf) };
};
