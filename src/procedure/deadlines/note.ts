import { german, germanWithWeekday } from '../time/calendar.ts';
import type { Fristenlage } from './deadlines.ts';
import { bezeichnungen, type Frist, type Status, type Voraussetzung } from './frist.ts';

const statusText: Readonly<Record<Status, string>> = {
  laeuft: 'läuft',
  abgelaufen: 'abgelaufen',
  bedingt: 'bedingt',
  gewahrt: 'gewahrt',
  versaeumt: 'versäumt',
  eingetreten: 'eingetreten',
  ruht: 'ruht',
  gehemmt: 'gehemmt',
  erledigt: 'erledigt',
  aufgehoben: 'aufgehoben',
};

const resultText: Readonly<Record<Voraussetzung['ergebnis'], string>> = {
  erfuellt: 'erfüllt',
  offen: 'offen',
  'nicht-erfuellt': 'nicht erfüllt',
};

const endText = (frist: Frist): string => {
  if (frist.ende === null) return 'offen';
  const day = germanWithWeekday(frist.ende);
  return frist.art === 'ab' ? `ab ${day}, 0:00 Uhr` : `bis ${day}, 24:00 Uhr`;
};

const paragraph = (frist: Frist): string =>
  [
    `${frist.bezeichnung}: ${endText(frist)} – ${statusText[frist.status]} (${frist.norm})`,
    ...frist.begruendung.map((sentence) => `  - ${sentence}`),
    ...(frist.voraussetzungen ?? []).map(
      ({ ergebnis, text, norm, grund }) => `  [${resultText[ergebnis]}] ${text} (${norm}): ${grund}`,
    ),
    ...(frist.lesarten ?? []).map(
      (lesart) =>
        `  ${lesart.gewaehlt ? '=> verwendet' : '   andere Lesart'}: ${lesart.text} – ${lesart.ende === null ? 'offen' : german(lesart.ende)} (${lesart.norm})`,
    ),
  ].join('\n');

const body = ({ fristen, zustand, hinweise, person, sachverhalt }: Fristenlage): string[] => [
  ...(person === undefined ? [] : [`Person ${person}`]),
  `Stand des Verfahrens: ${zustand.text}`,
  ...(zustand.naechsteFrist === undefined
    ? []
    : [
        `Nächste Frist: ${bezeichnungen[zustand.naechsteFrist.name]} am ${germanWithWeekday(zustand.naechsteFrist.ende)}`,
      ]),
  '',
  'Sachverhalt:',
  ...sachverhalt.map((line) => `  ${line}`),
  '',
  ...fristen.map((frist) => `${paragraph(frist)}\n`),
  ...(hinweise.length === 0 ? [] : ['Hinweise:', ...hinweise.map((hint) => `  - ${hint}`), '']),
];

/** The periods as a German file note for people: each with end, state, reasons, provisions and readings. */
export const formatDeadlines = (lage: Fristenlage): string =>
  [
    `Fristenvermerk, Stichtag ${german(lage.stichtag)}`,
    ...body(lage),
    ...(lage.personen ?? []).flatMap((other) => ['', ...body(other)]),
    'Gerechnet nach Regeln mit Datum und Fundstelle; die Prüfung im Einzelfall bleibt bei der Behörde.',
  ].join('\n');
