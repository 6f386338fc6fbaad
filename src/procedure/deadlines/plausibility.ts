import type { Finding } from '../../platform/errors.ts';
import { type Datum, german } from '../time/calendar.ts';
import { type Ereignis, type Ereignistyp, eventText } from './events.ts';

interface Numbered {
  readonly event: Ereignis;
  readonly index: number;
}

/** Events that cannot lie before every event of one of the other types, where such an event is in the file. */
const NOT_BEFORE: readonly {
  readonly typ: readonly Ereignistyp[];
  readonly nach: Ereignistyp;
  readonly norm: string;
}[] = [
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
    ],
    nach: 'bescheid-erlassen',
    norm: '§ 67 Abs. 1 OWiG',
  },
  { typ: ['rechtskraft', 'wiedereinsetzung-gewaehrt'], nach: 'bescheid-zugestellt', norm: '§§ 51, 67 OWiG' },
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
    typ: ['zahlungserleichterung-beendet'],
    nach: 'zahlungserleichterung-bewilligt',
    norm: '§ 93 OWiG',
  },
  { typ: ['vollstreckung-fortgesetzt'], nach: 'vollstreckung-ausgesetzt', norm: '§ 34 Abs. 4 Nr. 2 OWiG' },
  { typ: ['ruhen-ende'], nach: 'ruhen-beginn', norm: '§ 32 Abs. 1 OWiG' },
];

const error = (index: number, field: string, text: string): Finding => ({
  rule: 'REIHENFOLGE',
  path: `ereignisse[${index}].${field}`,
  text,
  severity: 'error',
});

/** Findings for events that cannot have happened in the order of their dates; both events are named. */
export const impossibleOrder = (tat: Datum, events: readonly Numbered[]): Finding[] => {
  const findings: Finding[] = [];
  for (const { event, index } of events) {
    const what = `${eventText(event.typ)} am ${german(event.am)}`;
    if (event.am < tat) findings.push(error(index, 'am', `${what} liegt vor der Tat am ${german(tat)}.`));
    if (event.inGeschaeftsgangAm !== undefined && event.inGeschaeftsgangAm < event.am) {
      findings.push(
        error(
          index,
          'inGeschaeftsgangAm',
          `${what} kam nicht vor der Abfassung in den Geschäftsgang (§ 33 Abs. 2 OWiG).`,
        ),
      );
    }
    if (event.bis !== undefined && event.bis < event.am) {
      findings.push(error(index, 'bis', `${what}: Das Ende liegt vor dem Beginn.`));
    }
    for (const { typ, nach, norm } of NOT_BEFORE) {
      if (!typ.includes(event.typ)) continue;
      const others = events.filter((other) => other.event.typ === nach);
      const first = others.toSorted((a, b) => (a.event.am < b.event.am ? -1 : 1))[0];
      if (first !== undefined && event.am < first.event.am) {
        findings.push(
          error(
            index,
            'am',
            `${what} liegt vor: ${eventText(nach)} am ${german(first.event.am)} (ereignisse[${first.index}]); das ist nicht möglich (${norm}).`,
          ),
        );
      }
    }
  }
  return findings;
};
