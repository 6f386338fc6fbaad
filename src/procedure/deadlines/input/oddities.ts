import { german } from '../../time/calendar.ts';
import { SHOWS_DECISION } from '../file-search.ts';
import { type Ereignis, type Ereignistyp, eventText } from './events.ts';

const says = (event: Ereignis): string => `${eventText(event.typ)} am ${german(event.am)}`;

const REOPENS: readonly Ereignistyp[] = ['wiedereinsetzung-gewaehrt', 'bescheid-zurueckgenommen', 'urteil-aufgehoben'];

/** Something that is possible but unusual, so that the file should be looked at. */
type Oddity = (events: readonly Ereignis[], event: Ereignis, at: number) => string | undefined;

const previous = (events: readonly Ereignis[], at: number, ...types: readonly Ereignistyp[]): Ereignis | undefined =>
  events.slice(0, at).findLast((event) => types.includes(event.typ));

/** A remark on an event that needs a decision before it, where the events name none at all. */
const undecided =
  (effect: string): Oddity =>
  (events, event) =>
    events.some(({ typ }) => SHOWS_DECISION.includes(typ))
      ? undefined
      : `${says(event)} ohne Bescheid in den Ereignissen; ${effect}.`;

const ODDITIES: Partial<Record<Ereignistyp, Oddity>> = {
  'bescheid-erlassen': (events, event, at) => {
    const closed = previous(events, at, 'verfahren-eingestellt', 'verfahren-fortgesetzt');
    if (closed?.typ === 'verfahren-eingestellt') {
      return `${says(event)}, obwohl das Verfahren am ${german(closed.am)} eingestellt wurde.`;
    }
    const final = previous(events, at, 'rechtskraft', ...REOPENS);
    return final?.typ === 'rechtskraft'
      ? `${says(event)}, obwohl seit ${german(final.am)} eine rechtskräftige Entscheidung besteht (§ 84 Abs. 1 OWiG).`
      : undefined;
  },
  'bescheid-zugestellt': (events, event, at) => {
    const last = previous(events, at, 'bescheid-erlassen', 'bescheid-zurueckgenommen');
    return last?.typ === 'bescheid-zurueckgenommen'
      ? `${says(event)}: Der Bescheid war seit ${german(last.am)} zurückgenommen; die Zustellung bleibt außer Betracht.`
      : undefined;
  },
  'einspruch-eingelegt': (events, event, at) => {
    const waived = previous(events, at, 'einspruchsverzicht', 'bescheid-erlassen');
    if (waived?.typ === 'einspruchsverzicht') {
      return `${says(event)} nach Verzicht am ${german(waived.am)} (§ 67 Abs. 1 Satz 2 OWiG, § 302 StPO).`;
    }
    const issued = previous(events, at, 'bescheid-erlassen');
    const served = previous(events, at, 'bescheid-zugestellt');
    if (issued === undefined && served === undefined && previous(events, at, 'rechtskraft') === undefined) {
      return `${says(event)} ohne Bußgeldbescheid in den Ereignissen; er bleibt außer Betracht.`;
    }
    return served === undefined && issued !== undefined && issued.am < event.am
      ? `${says(event)} vor jeder Zustellung; nach dem Erlass ist das möglich, die Zustellung fehlt.`
      : undefined;
  },
  'akten-eingang-amtsgericht': (events, event, at) =>
    previous(events, at, 'einspruch-eingelegt', 'anklage-erhoben', 'strafbefehl') === undefined
      ? `${says(event)} ohne Einspruch in den Ereignissen; § 33 Abs. 1 Satz 1 Nr. 10 OWiG setzt die Vorlage nach Einspruch voraus (§ 69 Abs. 3 OWiG).`
      : undefined,
  'wiedereinsetzung-gewaehrt': undecided('sie bleibt außer Betracht'),
  zahlung: (events, event, at) =>
    previous(events, at, 'verwarnung-angeboten') === undefined && event.vollstaendig !== true
      ? undecided('worauf gezahlt ist, ist zu klären')(events, event, at)
      : undefined,
  rechtskraft: (events, event, at) => {
    const other = previous(events, at, 'rechtskraft', ...REOPENS);
    return other?.typ === 'rechtskraft' && other.am !== event.am
      ? `${says(event)} widerspricht: ${says(other)}; dazwischen liegt nichts, was die Rechtskraft beseitigt. Die spätere Angabe wird verwendet.`
      : undefined;
  },
  'bescheid-zurueckgenommen': (events, event, at) =>
    previous(events, at, 'akten-eingang-staatsanwaltschaft') !== undefined &&
    previous(events, at, 'akten-eingang-staatsanwaltschaft', 'zurueckverweisung')?.typ !== 'zurueckverweisung'
      ? `${says(event)}, nachdem die Akten bei der Staatsanwaltschaft eingegangen waren (§ 69 Abs. 4 OWiG).`
      : undefined,
};

/** Remarks on events of a person, in their order, that contradict one another without being impossible. */
export const oddities = (events: readonly Ereignis[]): string[] =>
  events.flatMap((event, at) => ODDITIES[event.typ]?.(events, event, at) ?? []);
