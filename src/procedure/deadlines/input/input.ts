import { type Finding, fault } from '../../../platform/errors.ts';
import { type Fields, isFields, refuse } from '../../checked.ts';
import { AGS_PREFIX, LAENDER, type Land } from '../../law/holidays.ts';
import { type Datum, german } from '../../time/calendar.ts';
import type { Ort } from '../../time/holidays.ts';
import { nearest, otherWords, typeOf } from './aliases.ts';
import { commonFields, type Ereignis, type Ereignisart, eventTypes, type Feldart } from './events.ts';
import { oddities } from './oddities.ts';
import { readTat, type Tat } from './offence.ts';
import { concerns, type Personen, personOf } from './persons.ts';
import { impossibleOrder } from './plausibility.ts';
import { DATE_FORM, Findings, readDate, readField, readMoment, readPerson, readTime } from './read-fields.ts';
import { inOrder, type Numbered, withoutDuplicates } from './sequence.ts';

/** A case of one person after the schema check. */
export interface Fall {
  readonly tat: Tat;
  readonly ort: Ort;
  /** identifier of the person, where the input names one */
  readonly person?: string;
  /** acts for and against the person up to the Stichtag, in the order of the procedure */
  readonly ereignisse: readonly Ereignis[];
  /** day on which the status of each period is judged */
  readonly stichtag: Datum;
  /** Nebenfolge or Geldbuße against a company in a procedure of its own (§ 33 (1) Satz 2 OWiG) */
  readonly selbstaendig?: boolean;
  /** remarks on the input, for the file note */
  readonly hinweise: readonly string[];
}

/** The case of the input's person, and those of others where the input leaves open whose it is. */
export interface Faelle {
  readonly haupt: Fall;
  readonly weitere: readonly Fall[];
}

/** More events than any case has; keeps a hostile file from costing time. */
const MAX_EVENTS = 500;
/** More names than any entry has. */
const MAX_FIELDS = 60;

const TOP = ['tat', 'person', 'land', 'ags', 'ereignisse', 'stichtag', 'selbstaendigesVerfahren'];

const fieldHint = (path: string, typ: string, name: string, known: readonly string[]): string => {
  const shown = /^[\w-]{1,40}$/.test(name) ? name : '…';
  const meant = nearest(name, known);
  return `${path}: Das Feld „${shown}“ kennt das Ereignis ${typ} nicht; es bleibt außer Betracht. ${meant === undefined ? '' : `Gemeint ist vielleicht „${meant}“. `}Möglich: ${known.join(', ')}.`;
};

const typeFault = (typ: unknown): string => {
  const known = Object.keys(eventTypes);
  const meant = nearest(typ, [...known, ...Object.keys(otherWords)]);
  const suggestion = meant === undefined ? '' : `Gemeint ist vielleicht „${typeOf(meant) ?? meant}“. `;
  return `${typ === undefined ? 'Die Art des Ereignisses fehlt.' : 'Diese Art von Ereignis gibt es nicht.'} ${suggestion}Erlaubt ist: ${known.join(', ')}.`;
};

const readEvent = (value: unknown, path: string, findings: Findings, hints: string[]): Ereignis | undefined => {
  if (!isFields(value)) return findings.add(path, 'Ein Ereignis ist ein Objekt mit typ und am.');
  const { typ: named, am, um, person, ...rest } = value;
  const typ = typeOf(named);
  if (typ === undefined) return findings.add(`${path}.typ`, typeFault(named));
  const at =
    am === undefined || am === null
      ? findings.add(`${path}.am`, `Der Tag fehlt; erlaubt ist ${DATE_FORM}.`)
      : readMoment(am, `${path}.am`, findings);
  const time = readTime(um, at, `${path}.um`, findings);
  const who = person === undefined || person === null ? undefined : readPerson(person, `${path}.person`, findings);
  const { felder }: Ereignisart = eventTypes[typ];
  const read: Fields = {};
  const names = Object.keys(rest);
  if (names.length > MAX_FIELDS) return findings.add(path, `Erlaubt sind höchstens ${MAX_FIELDS} Felder.`);
  for (const name of names) {
    const content = rest[name];
    const feld: Feldart | undefined = Object.hasOwn(commonFields, name)
      ? commonFields[name]
      : felder !== undefined && Object.hasOwn(felder, name)
        ? felder[name]
        : undefined;
    if (feld === undefined) {
      const known = ['um', 'person', ...Object.keys(commonFields), ...Object.keys(felder ?? {})];
      hints.push(fieldHint(path, typ, name, known));
    } else if (content !== undefined && content !== null)
      read[name] = readField(content, feld, `${path}.${name}`, findings);
  }
  if (at === undefined) return undefined;
  return {
    typ,
    am: at.tag,
    ...(time === undefined ? {} : { um: time }),
    ...(who === undefined ? {} : { person: who }),
    ...read,
  };
};

const readOrt = (input: Fields, findings: Findings): Ort | undefined => {
  const ags = input['ags'] ?? undefined;
  if (ags !== undefined && (typeof ags !== 'string' || !/^\d{8}$/.test(ags))) {
    return findings.add('ags', 'Erlaubt sind acht Ziffern als Text, zum Beispiel "14511000" für Chemnitz.');
  }
  const given = input['land'] ?? undefined;
  const fromAgs = LAENDER.find((land) => ags?.startsWith(AGS_PREFIX[land]));
  const land: Land | undefined = given === undefined ? fromAgs : LAENDER.find((known) => known === given);
  if (land === undefined) {
    const what = given === undefined ? 'Das Land des Behördensitzes fehlt; erlaubt' : 'Erlaubt';
    return findings.add('land', `${what} ist: ${LAENDER.join(', ')}.`);
  }
  if (ags !== undefined && !ags.startsWith(AGS_PREFIX[land])) {
    return findings.add(
      'ags',
      `Der AGS beginnt mit ${ags.slice(0, 2)}; in ${land} beginnt er mit ${AGS_PREFIX[land]}.`,
    );
  }
  return ags === undefined ? { land } : { land, ags };
};

interface Eingabe {
  readonly tat: Tat;
  readonly ort: Ort;
  readonly persons: Personen;
  /** in the order of the case */
  readonly events: readonly Numbered[];
  readonly stichtag?: Datum;
  readonly selbstaendig: boolean;
  readonly hinweise: readonly string[];
}

const readAll = (input: unknown): Eingabe => {
  const findings = new Findings();
  const hints: string[] = [];
  if (!isFields(input))
    throw fault('USAGE', { detail: 'Die Eingabe ist kein JSON-Objekt mit tat, land und ereignisse.' });
  if (Object.keys(input).some((name) => !TOP.includes(name))) {
    hints.push(`Ein Feld der Eingabe ist nicht bekannt und bleibt außer Betracht. Möglich: ${TOP.join(', ')}.`);
  }
  const tat = readTat(input['tat'], findings, hints);
  const ort = readOrt(input, findings);
  const whose = input['person'] ?? undefined;
  const person = whose === undefined ? undefined : readPerson(whose, 'person', findings);
  const own = input['selbstaendigesVerfahren'] ?? false;
  if (typeof own !== 'boolean') findings.add('selbstaendigesVerfahren', 'Erlaubt ist true oder false.');
  const list = input['ereignisse'] ?? [];
  if (!Array.isArray(list)) findings.add('ereignisse', 'Erlaubt ist eine Liste von Ereignissen.');
  const entries: readonly unknown[] = Array.isArray(list) ? list : [];
  if (entries.length > MAX_EVENTS) {
    throw fault('USAGE', { path: 'ereignisse', detail: `Erlaubt sind höchstens ${MAX_EVENTS} Ereignisse.` });
  }
  const read: Numbered[] = [];
  for (const [index, entry] of entries.entries()) {
    const event = readEvent(entry, `ereignisse[${index}]`, findings, hints);
    if (event !== undefined) read.push({ event, index });
  }
  const day = input['stichtag'] ?? undefined;
  const stichtag = day === undefined ? undefined : readDate(day, 'stichtag', findings);
  const ordered = inOrder(read);
  const persons = personOf(person, ordered);
  if (tat !== undefined) findings.list.push(...orderFaults(tat, read, persons.person));
  if (findings.list.length > 0 || tat === undefined || ort === undefined) return refuse(findings.list);
  return {
    tat,
    ort,
    persons,
    events: withoutDuplicates(ordered, hints),
    ...(stichtag === undefined ? {} : { stichtag }),
    selbstaendig: own === true,
    hinweise: hints,
  };
};

/** Impossible order within what concerns one person; acts against different persons do not contradict one another. */
const orderFaults = (tat: Tat, events: readonly Numbered[], person: string | undefined): readonly Finding[] => {
  const groups = Map.groupBy(events, ({ event }) =>
    concerns(event, person) ? '' : `${event.betrifft ?? 'betroffener'} ${event.person ?? ''}`,
  );
  return [...groups.values()].flatMap((group) => impossibleOrder(tat, group));
};

const caseOf = (input: Eingabe, person: string | undefined, remarks: readonly string[]): Fall => {
  const own = input.events.filter(({ event }) => concerns(event, person)).map(({ event }) => event);
  const stichtag = input.stichtag ?? own.at(-1)?.am ?? input.tat.begangenAm;
  const known = own.filter((event) => event.am <= stichtag);
  const others = input.events.length - own.length;
  const later = own.length - known.length;
  const hinweise = [...input.hinweise, ...remarks, ...oddities(known)];
  if (stichtag < input.tat.begangenAm) hinweise.push(`Der Stichtag ${german(stichtag)} liegt vor der Tat.`);
  if (others > 0) {
    hinweise.push(
      `${others === 1 ? 'Ein Ereignis betrifft eine andere Person und wirkt' : `${others} Ereignisse betreffen andere Personen und wirken`} hier nicht (§ 33 Abs. 4 Satz 1 OWiG).`,
    );
  }
  if (later > 0) {
    hinweise.push(
      `${later === 1 ? 'Ein Ereignis liegt' : `${later} Ereignisse liegen`} nach dem Stichtag ${german(stichtag)} und ${later === 1 ? 'bleibt' : 'bleiben'} außer Betracht: Gerechnet wird, was an diesem Tag bekannt war.`,
    );
  }
  return {
    tat: input.tat,
    ort: input.ort,
    ...(person === undefined ? {} : { person }),
    ereignisse: known,
    stichtag,
    ...(input.selbstaendig ? { selbstaendig: true } : {}),
    hinweise,
  };
};

/** Reads a file; see {@link readCase}. Where it holds acts against several persons and names none, one case for each. */
export const readCases = (input: unknown): Faelle => {
  const read = readAll(input);
  const { person, weitere, hinweise } = read.persons;
  return {
    haupt: caseOf(read, person, hinweise),
    weitere: weitere.map((other) => caseOf(read, other, [])),
  };
};

/**
 * Checks the events file of a case and brings it into order.
 *
 * @param input parsed JSON: `{tat: {begangenAm, um?, beendetAm?, erfolgAm?, tbnr?, norm?, schuldform?}, person?, land,
 *   ags?, ereignisse: [{typ, am, um?, person?, …}], stichtag?}`; dates as `YYYY-MM-DD` or instants with time zone
 *   (German legal day), amounts in Euro
 * @throws `USAGE` with one finding per wrong field (path and what is allowed), or naming events in impossible order
 */
export const readCase = (input: unknown): Fall => readCases(input).haupt;
