import { ORGANISATIONSSCHLUESSEL_PATTERN } from '../platform/ids.ts';
import type { CodeLists, CodeRow } from './codelists.ts';
import { dayFrom, isBefore, isDay, plusDays, plusMonths } from './days.ts';
import { landOf } from './service-id.ts';
import { appliesOn } from './tatbestand.ts';
import type { ExtensionFunction, ParameterType } from './xpath-functions.ts';
import type { Frame } from './xpath-values.ts';

/** Namespace of the functions that rules have beside those of XPath; `xsd/schematron/README.md` describes them. */
export const FUNCTIONS = 'urn:bussgeld-blaupause:schematron:funktionen';

type Value<P> = P extends 'number' ? number : string;
type Values<P extends readonly ParameterType[]> = { -readonly [K in keyof P]: Value<P[K]> };

const define =
  <R extends 'text' | 'boolean'>(result: R) =>
  <const P extends readonly ParameterType[]>(
    name: string,
    parameters: P,
    call: (values: Values<P>, frame: Frame) => R extends 'text' ? string : boolean,
  ): readonly [string, ExtensionFunction] => [
    `{${FUNCTIONS}}${name}`,
    {
      parameters,
      result,
      call: (values, frame) =>
        call(values.map((value) => (typeof value === 'string' ? trim(value) : value)) as Values<P>, frame),
    },
  ];

const text = define('text');
const truth = define('boolean');

/** Nearly always there is nothing to take away. */
const trim = (value: string): string =>
  value.charCodeAt(0) <= SPACE || value.charCodeAt(value.length - 1) <= SPACE
    ? value.replace(/^[ \t\n\r]+|[ \t\n\r]+$/g, '')
    : value;

const SPACE = 0x20;

const IBAN = /^[A-Z]{2}[0-9]{2}[A-Z0-9]{1,30}$/;

/** Remainder 1 of the number that ISO 13616 makes of an IBAN. */
const isIban = (iban: string): boolean => {
  if (!IBAN.test(iban)) return false;
  let remainder = 0;
  for (const character of `${iban.slice(4)}${iban.slice(0, 4)}`) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
};

const isKey = (key: string): boolean => ORGANISATIONSSCHLUESSEL_PATTERN.test(key);

/** Row of the Tatbestand that applies on a day. */
const tatbestand = ({ lists }: Frame, tbnr: string, column: string, day: string): string => {
  if (day === '') return '';
  if (last.lists !== lists || last.tbnr !== tbnr || last.day !== day) {
    const rows = lists.own('tatbestand').rowsOf(tbnr);
    const row = rows.find(({ gueltigAb = '', gueltigBis = '' }) => appliesOn({ gueltigAb, gueltigBis }, day));
    last = { lists, tbnr, day, row };
  }
  return last.row?.[column] ?? '';
};

/** The row that was asked for last: rules ask for several columns of one. */
let last: { lists?: CodeLists; tbnr?: string; day?: string; row?: CodeRow | undefined } = {};

/** All functions by `{namespace}name`. */
export const functions: ReadonlyMap<string, ExtensionFunction> = new Map([
  text('tag', ['text'], ([value]) => dayFrom(value)),
  truth('ist-tag', ['text'], ([value]) => isDay(value)),
  text('tag-plus', ['text', 'number'], ([day, count]) => plusDays(dayFrom(day), count)),
  text('monat-plus', ['text', 'number'], ([day, count]) => plusMonths(dayFrom(day), count)),
  text('jahr-plus', ['text', 'number'], ([day, count]) => plusMonths(dayFrom(day), count * 12)),
  truth('vor', ['text', 'text'], ([one, other]) => isBefore(one, other)),
  truth('iban-gueltig', ['text'], ([value]) => isIban(value)),
  truth('organisationsschluessel-gueltig', ['text'], ([value]) => isKey(value)),
  text('land', ['text'], ([value]) => landOf(value)),
  truth('in-liste', ['text', 'text'], ([list, code], { lists }) => lists.own(list).rows.has(code)),
  text(
    'liste',
    ['text', 'text', 'text'],
    ([list, code, column], { lists }) => lists.own(list).rows.get(code)?.[column] ?? '',
  ),
  text('tatbestand', ['text', 'text', 'text'], ([tbnr, column, day], frame) =>
    tatbestand(frame, tbnr, column, dayFrom(day)),
  ),
]);
