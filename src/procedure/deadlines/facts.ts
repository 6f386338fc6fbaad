import { euro } from '../amounts/costs.ts';
import { ruleAt } from '../law/rule.ts';
import { serviceRules } from '../law/service.ts';
import { german } from '../time/calendar.ts';
import { dauerText } from '../time/periods.ts';
import { type Ereignis, eventText } from './input/events.ts';
import type { Fall } from './input/input.ts';

const hour = (um: string | undefined): string => (um === undefined ? '' : `, ${um} Uhr`);

const RESTRICTED: Readonly<Record<NonNullable<Ereignis['beschraenktAuf']>, string>> = {
  geldbusse: 'die Geldbuße',
  fahrverbot: 'das Fahrverbot',
  rechtsfolgen: 'die Rechtsfolgen',
  kosten: 'die Kosten',
  'einzelne-taten': 'einzelne Taten',
};

const OUTCOME: Readonly<Record<NonNullable<Ereignis['entscheidung']>, string>> = {
  verurteilung: 'Verurteilung',
  freispruch: 'Freispruch',
  einstellung: 'Einstellung',
  verwerfung: 'Einspruch wegen Ausbleibens verworfen',
  unzulaessig: 'Einspruch als unzulässig verworfen',
};

const RULING = { bestaetigt: 'bestätigt', aufgehoben: 'aufgehoben' } as const;

/** Words of the codes that `grund` may hold, by event. */
const GROUNDS: Readonly<Record<string, string>> = {
  'rate-ausgeblieben': 'Rate ausgeblieben',
  aufgehoben: 'aufgehoben',
  abgelaufen: 'abgelaufen',
  verfolgungshindernis: 'Verfolgungshindernis',
  'antrag-fehlt': 'Antrag fehlt',
  'ermaechtigung-fehlt': 'Ermächtigung fehlt',
};

/** What an event says beside its kind and day, each in words; free text of the input is none of it. */
const details = (event: Ereignis): readonly (string | false | undefined)[] => [
  event.art !== undefined && ruleAt(serviceRules, event.art, event.am).value.bezeichnung,
  event.unwirksam === true && 'unwirksam',
  event.personBezeichnet === false && 'ohne Bezeichnung der Person',
  event.alsStraftat === true && 'als Straftat',
  event.formfehler === true && 'nicht formgerecht',
  event.beschraenktAuf !== undefined && `beschränkt auf ${RESTRICTED[event.beschraenktAuf]}`,
  event.entscheidung !== undefined && OUTCOME[event.entscheidung],
  event.inAbwesenheit === true && 'in Abwesenheit',
  event.ergebnis !== undefined && RULING[event.ergebnis],
  event.geldbusse !== undefined && `Geldbuße ${euro(event.geldbusse)}`,
  event.fahrverbotMonate !== undefined &&
    event.fahrverbotMonate > 0 &&
    `Fahrverbot ${dauerText({ einheit: 'monate', zahl: event.fahrverbotMonate })}`,
  event.verwarnungsgeld !== undefined && euro(event.verwarnungsgeld),
  event.betrag !== undefined && euro(event.betrag),
  event.grund !== undefined && GROUNDS[event.grund],
  event.inGeschaeftsgangAm !== undefined && `im Geschäftsgang am ${german(event.inGeschaeftsgangAm)}`,
  event.zugangAm !== undefined && `zugegangen am ${german(event.zugangAm)}`,
  event.zugestelltAm !== undefined && `zugestellt am ${german(event.zugestelltAm)}`,
  event.bis !== undefined && `bis ${german(event.bis)}`,
];

const more = (event: Ereignis): string => {
  const parts = details(event).filter((part) => typeof part === 'string');
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
};

/** The act and the events that count, one German line each; nothing that the input holds as free text. */
export const sachverhalt = ({ tat, ereignisse }: Fall): string[] => [
  `${german(tat.begangenAm)}${hour(tat.um)}: Tat${tat.tbnr === undefined ? '' : `, TBNR ${tat.tbnr}`}${tat.beginn === tat.begangenAm ? '' : `, beendet oder Erfolg am ${german(tat.beginn)}`}`,
  ...ereignisse.map((event) => `${german(event.am)}${hour(event.um)}: ${eventText(event.typ)}${more(event)}`),
];
