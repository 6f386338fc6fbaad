import type { Ereignis, Ereignistyp } from './events.ts';
import type { Numbered } from './sequence.ts';

/** Events that concern the file and no single person; without `person` they say nothing about who is meant. */
const OF_THE_FILE: readonly Ereignistyp[] = [
  'anzeige-eingegangen',
  'zeugenfragebogen-versandt',
  'ermittlungen-abgeschlossen',
  'fahrtenbuch-angeordnet',
];

/** Whose case is reckoned. */
export interface Personen {
  /** identifier of the person; undefined where the file names none */
  readonly person?: string;
  /** other persons against whom the file holds acts; only without `person` in the input */
  readonly weitere: readonly string[];
  readonly hinweise: readonly string[];
}

/** Whether an event is an act for or against the person of the case. */
export const concerns = (event: Ereignis, person: string | undefined): boolean => {
  if (event.betrifft !== undefined && event.betrifft !== 'betroffener') return false;
  return event.person === undefined || event.person === person;
};

const named = (events: readonly Ereignis[]): string[] => [
  ...new Set(events.flatMap((event) => (event.person === undefined ? [] : [event.person]))),
];

/**
 * The person of the case: the one that the input names; else the only one that the events name; else, where some
 * events name nobody, the one who is not named, because an act counts against a person only when it is certain
 * (§ 33 (4) OWiG). Where every act names somebody and there are several, the last Bescheid decides, then the last act;
 * the others are reckoned beside.
 */
export const personOf = (given: string | undefined, events: readonly Numbered[]): Personen => {
  if (given !== undefined) return { person: given, weitere: [], hinweise: [] };
  const directed = events
    .map(({ event }) => event)
    .filter((event) => !OF_THE_FILE.includes(event.typ) && (event.betrifft ?? 'betroffener') === 'betroffener');
  const all = named(directed);
  if (all.length === 0) return { weitere: [], hinweise: [] };
  const unnamed = directed.some((event) => event.person === undefined);
  if (unnamed) {
    return {
      weitere: [],
      hinweise: [
        'Ereignisse ohne person betreffen die betroffene Person; Ereignisse mit person gelten hier als solche gegen andere Personen und wirken nicht gegen sie (§ 33 Abs. 4 OWiG). Die Angabe person in der Eingabe legt fest, für wen gerechnet wird.',
      ],
    };
  }
  if (all.length === 1) return { ...(all[0] === undefined ? {} : { person: all[0] }), weitere: [], hinweise: [] };
  const last = directed.findLast((event) => event.typ === 'bescheid-erlassen') ?? directed.at(-1);
  const person = last?.person;
  return {
    ...(person === undefined ? {} : { person }),
    weitere: all.filter((other) => other !== person).sort(),
    hinweise: [
      'Die Ereignisse nennen mehrere Personen. Unter fristen steht die Person des letzten Bescheids, sonst der letzten Handlung; die anderen stehen unter personen. Die Angabe person in der Eingabe legt fest, für wen gerechnet wird.',
    ],
  };
};
