import { eventText, german } from '../procedure/index.ts';
import type { Momentaufnahme, NachrichtErgebnis } from './ergebnis.ts';
import type { Szenario } from './szenario.ts';
import { tagVon } from './zeit.ts';

/**
 * Holds a run against what its scenario expects.
 *
 * @param schluss the case on its last day
 * @returns one German sentence per expectation that did not come true, with what was expected and what was found
 */
export function pruefeErwartung(
  { erwartet }: Szenario,
  nachrichten: readonly NachrichtErgebnis[],
  aufnahmen: readonly Momentaufnahme[],
  schluss: Momentaufnahme | undefined,
): string[] {
  return [
    ...pruefeNachrichten(erwartet.nachrichten, nachrichten),
    ...erwartet.fristen.flatMap((frist) => pruefeFrist(frist, aufnahmen, schluss)),
    ...pruefeEnde(erwartet.ende, nachrichten, schluss),
  ];
}

function pruefeNachrichten(erwartet: readonly string[], nachrichten: readonly NachrichtErgebnis[]): string[] {
  const offen = nachrichten.filter(({ status }) => status !== 'verarbeitet' && status !== 'zurueckgewiesen');
  const gefunden = nachrichten.filter(({ status }) => status !== 'abgewiesen').map(({ typ }) => typ.slice(-4));
  const liste = (nummern: readonly string[]) => nummern.join(' ') || 'keine';
  return [
    ...(gefunden.join() === erwartet.join()
      ? []
      : [`Nachrichten: erwartet ${liste(erwartet)}, gefunden ${liste(gefunden)}.`]),
    ...offen.map(
      ({ typ, uuid, status, code }) =>
        `Nachricht ${typ.slice(-4)} (${uuid}): erwartet verarbeitet, gefunden ${status}${code === undefined ? '' : ` mit ${code}`}.`,
    ),
  ];
}

function pruefeFrist(
  { name, ende, nach }: Szenario['erwartet']['fristen'][number],
  aufnahmen: readonly Momentaufnahme[],
  schluss: Momentaufnahme | undefined,
): string[] {
  const aufnahme = nach === undefined ? schluss : aufnahmen.findLast((eine) => eine.nach === nach);
  const wann = nach === undefined ? 'am Ende' : `nach „${eventText(nach)}“`;
  if (aufnahme === undefined) return [`Frist ${name} ${wann}: Das Ereignis ist nicht eingetreten.`];
  const gefunden = aufnahme.fristen.find((frist) => frist.name === name)?.ende;
  if (gefunden === ende) return [];
  return [
    `Frist ${name} ${wann}: erwartet ${german(ende)}, gefunden ${gefunden ? german(gefunden) : 'keine solche Frist'}.`,
  ];
}

function pruefeEnde(
  { stand, am }: Szenario['erwartet']['ende'],
  nachrichten: readonly NachrichtErgebnis[],
  schluss: Momentaufnahme | undefined,
): string[] {
  const gefunden = schluss?.stand;
  const letzte = nachrichten.at(-1)?.erstellt;
  const tag = letzte === undefined ? undefined : tagVon(letzte);
  return [
    ...(gefunden === stand ? [] : [`Stand am Ende: erwartet ${stand}, gefunden ${gefunden ?? 'kein Verfahren'}.`]),
    ...(am === undefined || am === tag
      ? []
      : [
          `Letzte Nachricht: erwartet am ${german(am)}, gefunden ${tag === undefined ? 'keine' : `am ${german(tag)}`}.`,
        ]),
  ];
}
