import { interruptionRules, suspendingEvents, type Unterbrechung } from '../../law/interruptions.ts';
import type { Frage } from '../../law/readings.ts';
import { type Rule, ruleAt } from '../../law/rule.ts';
import { addDays, type Datum, daysBetween, german, latest } from '../../time/calendar.ts';
import type { Dauer } from '../../time/periods.ts';
import { type Ereignis, type Ereignistyp, eventText } from '../input/events.ts';
import type { Fall } from '../input/input.ts';
import { type Bescheid, bescheidAkt } from './limitation-bescheid.ts';

/** Answers to the disputed questions under which a course of limitation is reckoned. */
export type Antworten = Readonly<Record<Frage, boolean>>;

/** What happens to limitation on a day. */
export interface Akt {
  readonly am: Datum;
  readonly wirkung: 'unterbricht' | 'ruht-ab' | 'ruht-bis' | 'hemmt' | 'kuerzt' | 'ohne';
  /** German words; made only for the course that is shown */
  readonly text: () => string;
  readonly norm: string;
  /** from this act on the longer period after a Bescheid applies */
  readonly ergangen?: boolean;
  /** a resumed period starts anew instead of running on */
  readonly neu?: boolean;
  /** days by which a rest moves the absolute limit too (§ 33 (3) Satz 4 OWiG) */
  readonly absolutTage?: number;
  /** limitation of the crime, from which the absolute limit is reckoned from now on (§ 33 (3) Satz 3 OWiG) */
  readonly straffrist?: Dauer;
}

/** Rest while the decision was final, undone by Wiedereinsetzung. */
export interface Zwischenzeit {
  readonly von: Datum;
  readonly bis: Datum;
}

const quiet = (event: Ereignis, reason: string, norm: string): Akt => ({
  am: event.am,
  wirkung: 'ohne',
  text: () => `${eventText(event.typ)} am ${german(event.am)} unterbricht nicht: ${reason}`,
  norm,
});

const INTERRUPTING: ReadonlySet<string> = new Set(interruptionRules.map((rule) => rule.id));

/** What has been done so far in the order of the procedure. */
class Stand {
  readonly #done = new Set<string>();
  readonly #numbers = new Set<number>();

  note(event: Ereignis): void {
    this.#done.add(event.typ);
    if (event.typ === 'verfahren-fortgesetzt') this.#done.delete('vorlaeufig-eingestellt-abwesenheit');
  }
  has(typ: Ereignistyp): boolean {
    return this.#done.has(typ);
  }
  /** Why an act of its kind cannot interrupt now, or undefined. */
  obstacle(event: Ereignis, { value, norm }: Rule<Unterbrechung>): Akt | undefined {
    const { nr, einmalig, nurNach, nichtNach, auchStraftat } = value;
    if (event.alsStraftat === true && !auchStraftat) {
      return quiet(event, `Nr. ${nr} gilt nicht für die Verfolgung als Straftat.`, '§ 33 Abs. 4 Satz 2 OWiG');
    }
    if (event.personBezeichnet === false) return quiet(event, 'Die Anordnung bezeichnet keine Person.', norm);
    if (event.irrtumDerBehoerde === true) {
      return quiet(event, 'Den Irrtum über die Abwesenheit hat die Behörde selbst verursacht.', norm);
    }
    if (einmalig === true && this.#numbers.has(nr)) {
      return quiet(event, `Die Handlungen der Nr. ${nr} unterbrechen zusammen nur einmal.`, norm);
    }
    if (nurNach !== undefined && !nurNach.some((typ) => this.#done.has(typ))) {
      return quiet(event, `Zuvor fehlt: ${nurNach.map(text).join(' oder ')}.`, norm);
    }
    const late = nichtNach?.find((typ) => this.#done.has(typ));
    if (late !== undefined) return quiet(event, `Zuvor war schon: ${text(late)}.`, norm);
    this.#numbers.add(nr);
    return undefined;
  }
}

const text = (typ: string): string => eventText(typ as Ereignistyp);

const interruption = (fall: Fall, event: Ereignis, stand: Stand, late: boolean): Akt | undefined => {
  if (event.typ === 'zeugenfragebogen-versandt') {
    return quiet(event, 'Er richtet sich nicht gegen die betroffene Person.', '§ 33 Abs. 1 Nr. 1, Abs. 4 OWiG');
  }
  if (event.typ === 'akten-eingang-staatsanwaltschaft') {
    return quiet(event, 'Maßgebend ist der Eingang beim Amtsgericht.', '§ 33 Abs. 1 Nr. 10 OWiG');
  }
  if (!INTERRUPTING.has(event.typ)) return undefined;
  const rule = ruleAt(interruptionRules, event.typ, event.am);
  const obstacle = stand.obstacle(event, rule);
  if (obstacle !== undefined) return obstacle;
  const am = rule.value.schriftlich === true && late ? (event.inGeschaeftsgangAm ?? event.am) : event.am;
  const years = event.strafverjaehrungJahre;
  return {
    am,
    wirkung: 'unterbricht',
    text: () =>
      `${eventText(event.typ)} am ${german(event.am)}${am === event.am ? '' : `, im Geschäftsgang am ${german(am)},`}`,
    norm: fall.selbstaendig === true ? `${rule.norm} i. V. m. Satz 2` : rule.norm,
    ...(rule.value.nr >= 13 ? { ergangen: true } : {}),
    ...(years === undefined ? {} : { straffrist: { einheit: 'jahre', zahl: years } }),
  };
};

/** Rests of § 32 (1) OWiG: from each obstacle to its end; a second obstacle may begin on the day the first one ends. */
const rests = (events: readonly Ereignis[]): Akt[] => {
  const norm = '§ 32 Abs. 1 Satz 1 OWiG';
  const acts: Akt[] = [];
  let since: Datum | undefined;
  const begins = events.filter((event) => event.typ === 'ruhen-beginn');
  const ends = events.filter((event) => event.typ === 'ruhen-ende').map((event) => event.am);
  for (const event of begins) {
    if (event.grund === 'antrag-fehlt' || event.grund === 'ermaechtigung-fehlt') {
      acts.push({
        am: event.am,
        wirkung: 'ohne',
        text: () =>
          `${eventText(event.typ)} am ${german(event.am)}: Die Verjährung ruht nicht, weil nur Antrag oder Ermächtigung fehlt`,
        norm: '§ 32 Abs. 1 Satz 2 OWiG',
      });
      continue;
    }
    if (since !== undefined && event.am < since) continue;
    const { am } = event;
    const end = ends.find((day) => day >= am && (since === undefined || day > since));
    acts.push({ am, wirkung: 'ruht-ab', text: () => `${eventText(event.typ)} am ${german(am)}`, norm });
    if (end === undefined) break;
    since = end;
    acts.push({
      am: end,
      wirkung: 'ruht-bis',
      text: () => `${eventText('ruhen-ende')} am ${german(end)}`,
      norm,
      absolutTage: daysBetween(am, end),
    });
  }
  return acts;
};

const others = (event: Ereignis, antworten: Antworten): Akt | undefined => {
  const says = () => `${eventText(event.typ)} am ${german(event.am)}`;
  if (event.typ === 'bescheid-zurueckgenommen' && antworten['ruecknahme-kurz']) {
    return { am: event.am, wirkung: 'kuerzt', text: says, norm: '§ 26 Abs. 3 Satz 1 StVG' };
  }
  if (suspendingEvents.includes(event.typ)) {
    return { am: event.am, wirkung: 'hemmt', text: says, norm: '§ 32 Abs. 2 OWiG' };
  }
  return undefined;
};

/** A second return by the court, read as the final one, which Nr. 10 does not name. */
const finallyReturned = (event: Ereignis, stand: Stand, antworten: Antworten): Akt | undefined =>
  event.typ === 'zurueckverweisung' && antworten['zweite-zurueckverweisung'] && stand.has('zurueckverweisung')
    ? quiet(event, 'Nach erneuter Übersendung wird endgültig zurückgegeben', '§ 69 Abs. 5 Satz 2 OWiG')
    : undefined;

/** On one day a withdrawal comes first: what is issued on that day is the new Bescheid. */
const order = (a: Akt, b: Akt): number => {
  if (a.am !== b.am) return a.am < b.am ? -1 : 1;
  return Number(b.wirkung === 'kuerzt') - Number(a.wirkung === 'kuerzt');
};

/** All acts that touch limitation, in calendar order, under given answers to the disputed questions. */
export const actsOf = (
  fall: Fall,
  issued: readonly Bescheid[],
  antworten: Antworten,
  final: readonly Zwischenzeit[],
): readonly Akt[] => {
  const stand = new Stand();
  const acts: Akt[] = issued.flatMap((bescheid) => bescheidAkt(fall, bescheid, antworten) ?? []);
  for (const event of fall.ereignisse) {
    const akt =
      finallyReturned(event, stand, antworten) ??
      interruption(fall, event, stand, antworten['geschaeftsgang']) ??
      others(event, antworten);
    if (akt !== undefined) acts.push(akt);
    if (event.personBezeichnet !== false && event.irrtumDerBehoerde !== true) stand.note(event);
  }
  acts.push(...rests(fall.ereignisse));
  for (const { von, bis } of final) {
    acts.push(
      { am: von, wirkung: 'ruht-ab', text: () => `Rechtskraft ab ${german(von)}`, norm: '§ 52 OWiG' },
      {
        am: latest(bis, addDays(von, 1)),
        wirkung: 'ruht-bis',
        text: () => `Wiedereinsetzung am ${german(bis)}`,
        norm: '§ 52 OWiG',
        neu: antworten['wiedereinsetzung-neu'],
      },
    );
  }
  return acts.sort(order);
};
