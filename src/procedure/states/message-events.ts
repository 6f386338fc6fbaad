import type { Ereignistyp } from '../deadlines/input/events.ts';
import { at, coded, consequence, type Fields, on, type Reader } from './event-parts.ts';
import type { BelegtesEreignis } from './proven-events.ts';
import { dateOf, numberOf, type Schritt, sameUuid, textOf } from './step.ts';

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
  beantragt: 'wiedereinsetzung-beantragt',
};

/** How a court ended the instance: event by the kind of its decision, and what it decided. */
const COURT_OUTCOMES: Readonly<Record<string, string>> = {
  verurteilung: 'verurteilung',
  'verurteilung-beschluss': 'verurteilung',
  freispruch: 'freispruch',
  'einstellung-gericht': 'einstellung',
  'einstellung-verfahrenshindernis': 'einstellung',
  verstorben: 'einstellung',
  'verwerfung-ausbleiben': 'verwerfung',
  'verwerfung-unzulaessig': 'unzulaessig',
};

const courtOutcome: Reader = (step) => {
  const [erledigung, day] = [textOf(step, 'erledigung') ?? '', dateOf(step, 'entschiedenAm') ?? step.am];
  if (erledigung === 'einstellung-staatsanwaltschaft') return at(step, 'verfahren-eingestellt', day);
  if (erledigung === 'einspruch-zurueckgenommen') return at(step, 'einspruch-zurueckgenommen', day);
  const entscheidung = COURT_OUTCOMES[erledigung];
  if (entscheidung === undefined) return [];
  const judgement = erledigung !== 'verurteilung-beschluss' && textOf(step, 'entscheidungsart') !== 'beschluss';
  return at(step, judgement ? 'urteil-erster-instanz' : 'beschluss-72', day, { ...consequence(step), entscheidung });
};

/** A payment on a Verwarnung before there is a Bescheid, or on what has become final. */
const payment: Reader = (step, history) => {
  const rest = numberOf(step, 'rest');
  const seen = (...nummern: readonly string[]): boolean => history.some(({ nummer }) => nummern.includes(nummer));
  if (seen('1330') && !seen('2010', '2020', '3010')) {
    return at(step, 'verwarnungsgeld-gezahlt', dateOf(step, 'valuta') ?? step.am, { betrag: numberOf(step, 'betrag') });
  }
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

const PRISON_DECISIONS: Readonly<Record<string, Ereignistyp>> = {
  angeordnet: 'erzwingungshaft-angeordnet',
  abgelehnt: 'erzwingungshaft-abgelehnt',
};

const prisonDecided: Reader = (step) => {
  const typ = PRISON_DECISIONS[textOf(step, 'entscheidung') ?? ''];
  if (typ === undefined) return eased(step, []);
  const tage = typ === 'erzwingungshaft-angeordnet' ? numberOf(step, 'hafttage') : undefined;
  return at(step, typ, dateOf(step, 'entschiedenAm') ?? step.am, { tage });
};

const prison: Reader = (step) => {
  const [day, paid] = [dateOf(step, 'valuta'), numberOf(step, 'gezahlt') ?? 0];
  const done = textOf(step, 'ergebnis') === 'vollzogen';
  return [
    ...(day === undefined || paid === 0 ? [] : at(step, 'zahlung', day, { betrag: paid })),
    ...(done ? at(step, 'erzwingungshaft-vollzogen', dateOf(step, 'festgestelltAm')) : []),
  ];
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
  '1161': [coded('entscheidung', { angeordnet: 'fahrtenbuch-angeordnet' }, 'entschiedenAm')],
  '1310': [hearingOrdered],
  '1311': [heard],
  '1330': [
    (step) =>
      at(step, 'verwarnung-angeboten', step.am, {
        verwarnungsgeld: numberOf(step, 'verwarnungsgeld'),
        fristBis: dateOf(step, 'zahlungsfrist'),
      }),
  ],
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
  '2123': [courtOutcome, finalByCourt],
  '3010': [(step) => at(step, 'rechtskraft', dateOf(step, 'rechtskraftAm'), consequence(step))],
  '3030': [payment],
  '3041': [eased],
  '3060': [(step) => at(step, 'erzwingungshaft-beantragt', step.am)],
  '3061': [prisonDecided],
  '3062': [prison],
  '3070': [settled],
  '3080': [stopped],
  '3111': [on('fuehrerschein-verwahrt', 'verwahrtAm')],
  '3121': [
    on('fuehrerschein-verwahrt', 'verwahrtAm'),
    coded('ergebnis', { vermerkt: 'fahrverbot-vermerkt' }, 'durchgefuehrtAm'),
  ],
  '3310': [
    (step) =>
      at(step, 'halterkostenbescheid-erlassen', dateOf(step, 'kostenbescheidAm'), {
        betrag: numberOf(step, 'kostenbescheidBetrag'),
      }),
  ],
  '4010': [discontinued],
};

function decision(step: Schritt): Fields {
  const gebuehr = numberOf(step, 'gebuehr');
  return { ...consequence(step), kosten: numberOf(step, 'kosten') ?? gebuehr };
}

/** Events that a message reports itself. @param history the messages of its Vorgang, for answers to it */
export const eventsOf = (step: Schritt, history: readonly Schritt[]): readonly BelegtesEreignis[] =>
  (readers[step.nummer] ?? []).flatMap((read) => read(step, history));
