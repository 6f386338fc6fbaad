import type { Finding } from '../../../platform/errors.ts';
import { german } from '../../time/calendar.ts';
import { type Ereignis, type Ereignistyp, eventText } from './events.ts';
import { laterOrder, type Reihenfolge } from './later-order.ts';
import type { Tat } from './offence.ts';
import type { Numbered } from './sequence.ts';

/** Events that cannot lie before every event of another type, where such an event is in the file. */
const NOT_BEFORE: readonly Reihenfolge[] = [
  ...laterOrder,
  {
    typ: ['bescheid-zugestellt', 'bescheid-unzustellbar', 'bescheid-zurueckgenommen'],
    nach: 'bescheid-erlassen',
    norm: '§§ 50, 51 OWiG',
  },
  {
    typ: [
      'einspruch-eingelegt',
      'einspruchsverzicht',
      'rechtskraft',
      'akten-eingang-amtsgericht',
      'wiedereinsetzung-gewaehrt',
      'wiedereinsetzung-verworfen',
      'zahlungserleichterung-bewilligt',
    ],
    nach: 'bescheid-erlassen',
    norm: '§ 67 Abs. 1 OWiG',
  },
  {
    typ: ['rechtskraft', 'wiedereinsetzung-gewaehrt', 'wiedereinsetzung-verworfen'],
    nach: 'bescheid-zugestellt',
    norm: '§§ 51, 67 OWiG',
  },
  {
    typ: [
      'einspruch-zurueckgenommen',
      'einspruch-verworfen',
      'akten-eingang-staatsanwaltschaft',
      'akten-eingang-amtsgericht',
    ],
    nach: 'einspruch-eingelegt',
    norm: '§ 69 OWiG',
  },
  {
    typ: ['zurueckverweisung', 'beschluss-72', 'hinweis-72', 'urteil-erster-instanz'],
    nach: 'akten-eingang-amtsgericht',
    norm: '§ 69 Abs. 3 bis 5, §§ 71, 72 OWiG',
    ausser: ['anklage-erhoben', 'strafbefehl'],
  },
  { typ: ['urteil-erster-instanz'], nach: 'hauptverhandlung-anberaumt', norm: '§ 71 Abs. 1 OWiG' },
  { typ: ['hauptverfahren-eroeffnet'], nach: 'anklage-erhoben', norm: '§ 203 StPO' },
  { typ: ['zahlungserleichterung-beendet'], nach: 'zahlungserleichterung-bewilligt', norm: '§ 93 OWiG' },
  { typ: ['vollstreckung-fortgesetzt'], nach: 'vollstreckung-ausgesetzt', norm: '§ 34 Abs. 4 Nr. 2 OWiG' },
  { typ: ['ruhen-ende'], nach: 'ruhen-beginn', norm: '§ 32 Abs. 1 OWiG' },
  {
    typ: ['verfahren-fortgesetzt'],
    nach: 'verfahren-eingestellt',
    norm: '§ 47 Abs. 1 OWiG',
    ausser: ['vorlaeufig-eingestellt-abwesenheit'],
  },
];

/** Events that may lie before the act, because they do not come from its prosecution. */
const BEFORE_ACT: readonly Ereignistyp[] = [
  'anderes-fahrverbot',
  'punktestand-mitgeteilt',
  'anstaltsverwahrung-beginn',
  'anstaltsverwahrung-ende',
  'fahrerlaubnis-vorlaeufig-entzogen',
  'fahrerlaubnis-zurueckerhalten',
];

/** Days of an event that cannot lie before the event itself, with what to say. */
const LATER: readonly (readonly ['inGeschaeftsgangAm' | 'bis' | 'zugangAm' | 'zugestelltAm' | 'fristBis', string])[] = [
  ['inGeschaeftsgangAm', 'kam nicht vor der Abfassung in den Geschäftsgang (§ 33 Abs. 2 OWiG)'],
  ['bis', 'endet nicht vor dem Beginn'],
  ['fristBis', 'setzt keine Frist, die vor diesem Tag endet'],
  ['zugangAm', 'ging nicht vor diesem Tag zu'],
  ['zugestelltAm', 'wurde nicht vor diesem Tag zugestellt'],
];

const error = (index: number, field: string, text: string): Finding => ({
  rule: 'REIHENFOLGE',
  path: `ereignisse[${index}].${field}`,
  text,
  severity: 'error',
});

/** Whether a moment lies before another; the time of day decides only where both are known. */
const before = (a: Pick<Ereignis, 'am' | 'um'>, b: Pick<Ereignis, 'am' | 'um'>): boolean =>
  a.am < b.am || (a.am === b.am && a.um !== undefined && b.um !== undefined && a.um < b.um);

const says = ({ typ, am, um }: Ereignis): string =>
  `${eventText(typ)} am ${german(am)}${um === undefined ? '' : ` um ${um} Uhr`}`;

/** Findings for events of one person that cannot have happened in the order of their dates; both events are named. */
export const impossibleOrder = (tat: Tat, events: readonly Numbered[]): Finding[] => {
  const findings: Finding[] = [];
  const firstOf = new Map<Ereignistyp, Numbered>();
  for (const item of events) {
    const known = firstOf.get(item.event.typ);
    if (known === undefined || before(item.event, known.event)) firstOf.set(item.event.typ, item);
  }
  const happened = (typ: Ereignistyp, by: Ereignis): boolean => {
    const first = firstOf.get(typ)?.event;
    return first !== undefined && !before(by, first);
  };
  for (const { event, index } of events) {
    if (before(event, { am: tat.begangenAm, ...(tat.um === undefined ? {} : { um: tat.um }) })) {
      if (!BEFORE_ACT.includes(event.typ)) {
        findings.push(
          error(index, 'am', `${says(event)} liegt vor der Tat am ${german(tat.begangenAm)} (tat.begangenAm).`),
        );
      }
    }
    for (const [field, text] of LATER) {
      const day = event[field];
      if (day !== undefined && day < event.am) {
        findings.push(error(index, field, `${says(event)} ${text}; ${german(day)} ist nicht möglich.`));
      }
    }
    for (const { typ, nach, norm, ausser } of NOT_BEFORE) {
      const first = typ.includes(event.typ) ? firstOf.get(nach) : undefined;
      if (first === undefined || !before(event, first.event) || ausser?.some((other) => happened(other, event)))
        continue;
      findings.push(
        error(
          index,
          'am',
          `${says(event)} liegt vor: ${says(first.event)} (ereignisse[${first.index}]); das ist nicht möglich (${norm}).`,
        ),
      );
    }
  }
  return findings;
};
