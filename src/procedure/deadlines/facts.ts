import { euro } from '../amounts/costs.ts';
import { german } from '../time/calendar.ts';
import { type Ereignis, eventText } from './events.ts';
import type { Fall } from './input.ts';

const hour = (um: string | undefined): string => (um === undefined ? '' : `, ${um} Uhr`);

const more = (event: Ereignis): string => {
  const parts = [
    event.art,
    event.unwirksam === true ? 'unwirksam' : undefined,
    event.geldbusse === undefined ? undefined : `Geldbuße ${euro(event.geldbusse)}`,
    event.betrag === undefined ? undefined : euro(event.betrag),
    event.inGeschaeftsgangAm === undefined ? undefined : `im Geschäftsgang am ${german(event.inGeschaeftsgangAm)}`,
    event.zugangAm === undefined ? undefined : `zugegangen am ${german(event.zugangAm)}`,
    event.bis === undefined ? undefined : `bis ${german(event.bis)}`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
};

/** The act and the events that count, one German line each; nothing that the input holds as free text. */
export const sachverhalt = ({ tat, ereignisse }: Fall): string[] => [
  `${german(tat.begangenAm)}${hour(tat.um)}: Tat${tat.tbnr === undefined ? '' : `, TBNR ${tat.tbnr}`}${tat.beginn === tat.begangenAm ? '' : `, beendet oder Erfolg am ${german(tat.beginn)}`}`,
  ...ereignisse.map((event) => `${german(event.am)}${hour(event.um)}: ${eventText(event.typ)}${more(event)}`),
];
