import { german } from '../time/calendar.ts';
import type { Ahndung } from './ahndung.ts';
import { euro } from './costs.ts';

const ARTEN: Readonly<Record<Ahndung['art'], string>> = {
  verwarnung: 'Verwarnung mit Verwarnungsgeld',
  bussgeld: 'Bußgeldbescheid',
  halterbescheid: 'Kostenbescheid gegen den Halter',
};

const months = (count: number): string => `${count} ${count === 1 ? 'Monat' : 'Monate'}`;

const fahrverbot = ({ fahrverbotMonate, absatz2a }: Ahndung): string => {
  if (fahrverbotMonate === 0) return 'keines';
  const delay = absatz2a === undefined ? 'offen' : absatz2a ? 'ja' : 'nein';
  return `${months(fahrverbotMonate)} (§ 25 Abs. 2a StVG: ${delay})`;
};

const sums = (result: Ahndung): readonly (readonly [string, string])[] => {
  if (result.art === 'verwarnung') return [['Verwarnungsgeld', euro(result.verwarnungsgeld)]];
  return [
    ...(result.art === 'bussgeld' ? [['Geldbuße', euro(result.geldbusse)] as const] : []),
    ['Gebühr', euro(result.gebuehr)],
    ['Auslagen', euro(result.auslagen)],
    ['Gesamtbetrag', euro(result.gesamt)],
  ];
};

const list = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `- ${line}`)];

/** The sanction as a note for the file: what, how much, each step with its provision, what is left to decide. */
export const formatAhndung = (result: Ahndung): string => {
  const register = result.punkte === 0 ? 'keine' : `${result.punkte} (Nr. ${result.anlage13} der Anlage 13 FeV)`;
  const rows: readonly (readonly [string, string])[] = [
    ['Ahndung', ARTEN[result.art]],
    ...sums(result),
    ...(result.aktenversand === 0 ? [] : [['Aktenversand (vom Antragsteller)', euro(result.aktenversand)] as const]),
    ...(result.art === 'halterbescheid'
      ? []
      : ([
          ['Punkte', register],
          ['Fahrverbot', fahrverbot(result)],
          ['Fahreignungsregister', result.faerPflichtig ? 'mitzuteilen nach Rechtskraft' : 'nicht mitzuteilen'],
        ] as const)),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return [
    `TBNR ${result.tbnr}, Tat vom ${german(result.tatzeit)}`,
    '',
    ...rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`),
    ...list(
      'Begründung',
      result.begruendung.map(({ text, norm }) => `${text} (${norm})`),
    ),
    ...list('Rundung', result.rundung),
    ...list('Hinweise', result.hinweise),
  ].join('\n');
};
