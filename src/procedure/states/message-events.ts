import type { Ereignistyp } from '../deadlines/events.ts';
import type { Datum } from '../time/calendar.ts';
import type { BelegtesEreignis } from './proven-events.ts';
import { dateOf, numberOf, type Schritt, sameUuid, textOf } from './step.ts';

type Fields = Readonly<Record<string, unknown>>;
type Reader = (step: Schritt, history: readonly Schritt[]) => readonly BelegtesEreignis[];

const proof = ({ nummer, uuid }: Schritt): string => (uuid === undefined ? nummer : `${nummer} ${uuid}`);

const defined = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

const at = (step: Schritt, typ: Ereignistyp, am: Datum | undefined, fields: Fields = {}): BelegtesEreignis[] =>
  am === undefined ? [] : [{ typ, am, dokument: proof(step), ...defined(fields) }];

/** One event on the day that a field states. */
const on =
  (typ: Ereignistyp, field: string): Reader =>
  (step) =>
    at(step, typ, dateOf(step, field));

const flag = (step: Schritt, field: string): boolean | undefined =>
  typeof step.daten?.[field] === 'boolean' ? Boolean(step.daten[field]) : undefined;

const consequence = (step: Schritt): Fields => ({
  geldbusse: numberOf(step, 'geldbusse') ?? numberOf(step, 'hauptforderung'),
  kosten: numberOf(step, 'kosten'),
  fahrverbotMonate: numberOf(step, 'fahrverbotMonate'),
  abs2a: flag(step, 'abs2a'),
});

/** Results of a hearing that show that the Betroffene was not heard. */
const NOT_HEARD: readonly string[] = [
  'nicht-erschienen',
  'nicht-angetroffen',
  'verzogen',
  'verstorben',
  'nicht-der-betroffene',
  'kind',
];
/** Results after which an earlier order to hear this person does not concern the Betroffene. */
const OTHER_PERSON: readonly string[] = ['nicht-der-betroffene', 'kind'];

const hearingOrdered: Reader = (step, history) => {
  const answer = history.find((later) => later.nummer === '1311' && sameUuid(later.bezug, step.uuid));
  const other = OTHER_PERSON.includes(textOf(answer, 'ergebnis') ?? '');
  return at(step, 'anhoerung-angeordnet', dateOf(step, 'angeordnetAm'), {
    betrifft: other ? 'andere-person' : undefined,
  });
};

const heard: Reader = (step) =>
  NOT_HEARD.includes(textOf(step, 'ergebnis') ?? '')
    ? []
    : at(step, 'vernehmung-betroffener', dateOf(step, 'vernommenAm'));

/** Whoever the police heard was the driver only where they say so; a witness heard interrupts nothing. */
const driverHeard: Reader = (step) =>
  textOf(step, 'ergebnis') === 'fahrer-festgestellt'
    ? at(step, 'vernehmung-betroffener', dateOf(step, 'vernommenAm'))
    : [];

const served: Reader = (step) => {
  const failed = step.nummer === '2031' ? dateOf(step, 'festgestelltAm') : undefined;
  if (failed !== undefined) return at(step, 'bescheid-unzustellbar', failed);
  return at(step, 'bescheid-zugestellt', dateOf(step, 'zustelldatum'), {
    art: textOf(step, 'ersatzzustellungsgrund') ?? textOf(step, 'zustellart'),
  });
};

/** The day at the authority that issued the Bescheid counts: as it confirms it, or when it got the message. */
const objection: Reader = (step, history) => {
  const confirmed = history.find((later) => later.nummer === '2111' && sameUuid(later.bezug, step.uuid));
  return at(step, 'einspruch-eingelegt', dateOf(confirmed, 'eingegangenAm') ?? step.am);
};

const REMEDY_DECISIONS: Readonly<Record<string, Ereignistyp>> = {
  verwerfung: 'einspruch-verworfen',
  'ruecknahme-bescheid': 'bescheid-zurueckgenommen',
  'neuer-bescheid': 'bescheid-zurueckgenommen',
  einstellung: 'verfahren-eingestellt',
  'einspruch-zurueckgenommen': 'einspruch-zurueckgenommen',
};

const REINSTATEMENT: Readonly<Record<string, Ereignistyp>> = {
  gewaehrt: 'wiedereinsetzung-gewaehrt',
  verworfen: 'wiedereinsetzung-verworfen',
};

const COURT_OUTCOMES: Readonly<Record<string, Ereignistyp>> = {
  verurteilung: 'urteil-erster-instanz',
  'verurteilung-beschluss': 'beschluss-72',
  freispruch: 'verfahren-eingestellt',
  'einstellung-staatsanwaltschaft': 'verfahren-eingestellt',
  'einstellung-gericht': 'verfahren-eingestellt',
  'einstellung-verfahrenshindernis': 'verfahren-eingestellt',
  verstorben: 'verfahren-eingestellt',
  'verwerfung-unzulaessig': 'einspruch-verworfen',
  'verwerfung-ausbleiben': 'einspruch-verworfen',
  'einspruch-zurueckgenommen': 'einspruch-zurueckgenommen',
};

const coded =
  (field: string, types: Readonly<Record<string, Ereignistyp>>, day: string): Reader =>
  (step) => {
    const typ = types[textOf(step, field) ?? ''];
    return typ === undefined ? [] : at(step, typ, dateOf(step, day) ?? step.am);
  };

const payment: Reader = (step) => {
  const rest = numberOf(step, 'rest');
  return at(step, 'zahlung', dateOf(step, 'valuta') ?? step.am, {
    betrag: numberOf(step, 'betrag'),
    vollstaendig: rest === undefined ? undefined : rest === 0,
  });
};

const PAID: readonly string[] = ['bezahlt', 'bezahlt-staatsanwaltschaft', 'bezahlt-bussgeldstelle'];
const settled: Reader = (step, history) => {
  const told = history.some((other) => other.nummer === '3030' && numberOf(other, 'rest') === 0);
  if (told || !PAID.includes(textOf(step, 'erledigungsart') ?? '')) return [];
  return at(step, 'zahlung', dateOf(step, 'erledigtAm') ?? step.am, {
    betrag: numberOf(step, 'gezahlt'),
    vollstaendig: true,
  });
};

const EASED: readonly string[] = ['zahlungsfrist', 'teilbetraege', 'geaendert', 'zahlungserleichterung'];
const EASE_ENDED: readonly string[] = ['aufgehoben', 'entfallen'];
const eased: Reader = (step) => {
  const decision = textOf(step, 'entscheidung') ?? '';
  const day = dateOf(step, 'entschiedenAm') ?? step.am;
  if (EASED.includes(decision)) {
    const bis = dateOf(step, 'zahlungsfristBis') ?? dateOf(step, 'ruhenEnde');
    return at(step, 'zahlungserleichterung-bewilligt', day, {
      bis,
      faelligAm: dateOf(step, 'zahlungsfristBis') ?? dateOf(step, 'ersteFaelligkeit'),
    });
  }
  const ended = step.nummer === '3041' && EASE_ENDED.includes(decision);
  return ended ? at(step, 'zahlungserleichterung-beendet', day) : [];
};

/** Only a stop of the whole enforcement for a time lets its limitation rest (§ 34 (4) OWiG). */
const stopped: Reader = (step) => {
  const whole = textOf(step, 'einstellung') === 'vorlaeufig';
  return whole && dateOf(step, 'ruhenBeginn') !== undefined
    ? at(step, 'vollstreckung-ausgesetzt', dateOf(step, 'ruhenBeginn'), {
        bis: dateOf(step, 'ruhenEnde') ?? dateOf(step, 'bis'),
      })
    : [];
};

const prison: Reader = (step) => {
  const [day, paid] = [dateOf(step, 'valuta'), numberOf(step, 'gezahlt') ?? 0];
  return day === undefined || paid === 0 ? [] : at(step, 'zahlung', day, { betrag: paid });
};

const discontinued: Reader = (step) =>
  textOf(step, 'ausgang')?.startsWith('einstellung') === true
    ? at(step, 'verfahren-eingestellt', dateOf(step, 'entschiedenAm') ?? step.am)
    : [];

const finalByCourt: Reader = (step) => at(step, 'rechtskraft', dateOf(step, 'rechtskraftAm'), consequence(step));

/** What each message proves. */
const readers: Readonly<Record<string, readonly Reader[]>> = {
  '1010': [(step) => at(step, 'anzeige-eingegangen', step.am)],
  '1120': [on('zeugenfragebogen-versandt', 'zeugenfragebogenVersandtAm')],
  '1121': [driverHeard],
  '1150': [
    on('vorlaeufig-eingestellt-abwesenheit', 'vorlaeufigEingestelltAm'),
    on('aufenthaltsermittlung-angeordnet', 'angeordnetAm'),
  ],
  '1160': [on('verfahren-eingestellt', 'eingestelltAm')],
  '1310': [hearingOrdered],
  '1311': [heard],
  '2010': [(step) => at(step, 'bescheid-erlassen', dateOf(step, 'erlassdatum'), decision(step))],
  '2020': [served],
  '2021': [on('bescheid-unzustellbar', 'festgestelltAm')],
  '2030': [on('bescheid-erlassen', 'erlassdatum')],
  '2031': [served],
  '2041': [(step) => at(step, 'bescheid-zugestellt', dateOf(step, 'bekanntgemachtAm'), { art: 'oeffentlich' })],
  '2060': [on('bescheid-zurueckgenommen', 'zurueckgenommenAm')],
  '2110': [objection],
  '2112': [coded('entscheidung', REMEDY_DECISIONS, 'entschiedenAm')],
  '2113': [coded('stand', REINSTATEMENT, 'entschiedenAm')],
  '2121': [
    on('akten-eingang-staatsanwaltschaft', 'eingangStaatsanwaltschaft'),
    on('akten-eingang-amtsgericht', 'eingangAmtsgericht'),
  ],
  '2122': [on('zurueckverweisung', 'entschiedenAm')],
  '2123': [coded('erledigung', COURT_OUTCOMES, 'entschiedenAm'), finalByCourt],
  '3010': [(step) => at(step, 'rechtskraft', dateOf(step, 'rechtskraftAm'), consequence(step))],
  '3030': [payment],
  '3041': [eased],
  '3061': [eased],
  '3062': [prison],
  '3070': [settled],
  '3080': [stopped],
  '3111': [on('fuehrerschein-verwahrt', 'verwahrtAm')],
  '3121': [on('fuehrerschein-verwahrt', 'verwahrtAm')],
  '4010': [discontinued],
};

function decision(step: Schritt): Fields {
  const gebuehr = numberOf(step, 'gebuehr');
  return { ...consequence(step), kosten: numberOf(step, 'kosten') ?? gebuehr };
}

/** Events that a message reports itself. @param history the messages of its Vorgang, for answers to it */
export const eventsOf = (step: Schritt, history: readonly Schritt[]): readonly BelegtesEreignis[] =>
  (readers[step.nummer] ?? []).flatMap((read) => read(step, history));

/** Event that stands for a number of § 33 (1) OWiG; 9 needs issue and service, which messages of their own prove. */
const BY_NUMBER: Readonly<Record<string, Ereignistyp>> = {
  '01': 'anhoerung-angeordnet',
  '02': 'richterliche-vernehmung',
  '03': 'sachverstaendiger-beauftragt',
  '04': 'beschlagnahme-angeordnet',
  '05': 'vorlaeufig-eingestellt-abwesenheit',
  '06': 'auslandsersuchen',
  '07': 'behoerdenanhoerung',
  '08': 'abgabe-an-verwaltungsbehoerde',
  '10': 'akten-eingang-amtsgericht',
  '11': 'hauptverhandlung-anberaumt',
  '12': 'hinweis-72',
  '13': 'anklage-erhoben',
  '14': 'hauptverfahren-eroeffnet',
  '15': 'strafbefehl',
};

interface Named {
  readonly nr: string;
  readonly am: string;
}

const isNamed = (value: unknown): value is Named =>
  typeof value === 'object' && value !== null && 'nr' in value && 'am' in value;

/** Interruptions that a message names with number and day: the last one of its limitation, and what it lists. */
export const interruptionEvents = (step: Schritt): readonly BelegtesEreignis[] => {
  const listed = step.daten?.['unterbrechungen'];
  const last = { nr: textOf(step, 'letzteUnterbrechungNr'), am: textOf(step, 'letzteUnterbrechungAm') };
  return [...(Array.isArray(listed) ? listed : []), last].filter(isNamed).flatMap(({ nr, am }) => {
    const typ = BY_NUMBER[nr];
    const day = dateOf({ ...step, daten: { am } }, 'am');
    return typ === undefined ? [] : at(step, typ, day);
  });
};
