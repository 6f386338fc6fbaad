/** Blocks of `docs/law`: the dated rules as tables, worked examples reckoned by the engine, and what is open. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allRules, computeDeadlines, formatDeadlines, german, type Rule } from '../../src/procedure/index.ts';
import { wahlen } from '../../src/procedure/law/choices.ts';
import { streitfragen } from '../../src/procedure/law/readings.ts';
import { type Dauer, dauerText } from '../../src/procedure/time/periods.ts';
import { blockNames, code, table } from './markdown.ts';

const root = join(import.meta.dirname, '..', '..');

/** Folder of the pages for jurists. */
export const FOLDER = 'docs/law';

/** Word in the remark of a rule whose source, validity or reading a lawyer has to look at. */
const OPEN = /offen:|nicht zu klären|lag nicht vor|ungewiss|unbekannt/i;

type Law = readonly (readonly [subject: string, rules: readonly Rule<unknown>[]])[];
const law: Law = Object.entries(allRules);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isDauer = (value: unknown): value is Dauer => isRecord(value) && 'einheit' in value && 'zahl' in value;

const words = (name: string): string =>
  name
    .replaceAll(/([a-zäöü])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replaceAll('-', ' ');

/** What a rule says, for people: periods in words, lists with commas, fields with their names. */
const plain = (value: unknown): string => {
  if (isDauer(value)) return dauerText(value);
  if (value === true) return 'ja';
  if (value === false) return 'nein';
  if (value === Number.POSITIVE_INFINITY) return 'unbegrenzt';
  if (Array.isArray(value)) return value.map(plain).join(', ');
  if (isRecord(value))
    return Object.entries(value)
      .filter(([, content]) => content !== undefined)
      .map(([name, content]) => `${words(name)}: ${plain(content)}`)
      .join('; ');
  return String(value);
};

const validity = ({ validFrom, validTo }: Rule<unknown>): string =>
  validTo === undefined ? `ab ${german(validFrom)}` : `${german(validFrom)} bis ${german(validTo)}`;

const ruleTable = (rules: readonly Rule<unknown>[]): string =>
  table(
    ['Regel', 'Norm', 'Inhalt', 'gilt', 'Anmerkung'],
    rules.map((rule) => [code(rule.id), rule.norm, plain(rule.value), validity(rule), rule.remark]),
  );

const kebab = (subject: string): string => subject.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** A case as a file, and what the engine says of it. */
const example = (name: string): string => {
  const path = `${FOLDER}/beispiele/${name}.json`;
  const input: unknown = JSON.parse(readFileSync(join(root, path), 'utf8'));
  return [
    `Eingabe: [${name}.json](beispiele/${name}.json), nachzurechnen mit`,
    '',
    '```sh',
    `npx blaupause deadlines ${path}`,
    '```',
    '',
    '```text',
    formatDeadlines(computeDeadlines(input)),
    '```',
  ].join('\n');
};

/** Every rule whose remark says that something about it is open. */
const openRules = (): string =>
  table(
    ['Gegenstand', 'Regel', 'Norm', 'offen'],
    law.flatMap(([subject, rules]) =>
      rules
        .filter(({ remark }) => OPEN.test(remark))
        .map(({ id, norm, remark }) => [words(kebab(subject)), code(id), norm, remark.replace(/^offen:\s*/, '')]),
    ),
  );

/** The questions on which the law is read in more than one way. */
const readings = (): string =>
  table(
    ['Frage', 'Norm', 'eine Lesart', 'andere Lesart'],
    streitfragen.map(({ frage, norm, nein, ja }) => [frage, norm, nein, ja]),
  );

/** Disputed questions after the Bescheid: both answers, the one that is followed first. */
const laterReadings = (): string =>
  table(
    ['Frage', 'Norm', 'verwendet', 'andere Lesart', 'warum'],
    Object.values(wahlen).map(({ frage, norm, gewaehlt, andere, warum }) => [frage, norm, gewaehlt, andere, warum]),
  );

const blockOf = (name: string): (() => string) => {
  if (name === 'offene-regeln') return openRules;
  if (name === 'lesarten') return readings;
  if (name === 'lesarten-nach-bescheid') return laterReadings;
  if (name.startsWith('beispiel-')) return () => example(name.slice('beispiel-'.length));
  const found = law.find(([subject]) => name === `regeln-${kebab(subject)}`);
  if (found === undefined) throw new Error(`${FOLDER}: nobody fills ${name}`);
  return () => ruleTable(found[1]);
};

/** Page → its blocks, for every page of the folder. */
export const lawPages = (): Record<string, Record<string, () => string>> =>
  Object.fromEntries(
    readdirSync(join(root, FOLDER))
      .filter((name) => name.endsWith('.md'))
      .map((name) => {
        const path = `${FOLDER}/${name}`;
        const names = blockNames(readFileSync(join(root, path), 'utf8'));
        return [path, Object.fromEntries(names.map((block) => [block, blockOf(block)]))];
      }),
  );

/** Subjects of rules that no page shows. */
export const hiddenSubjects = (): string[] => {
  const shown = new Set(Object.values(lawPages()).flatMap((blocks) => Object.keys(blocks)));
  return law.map(([subject]) => subject).filter((subject) => !shown.has(`regeln-${kebab(subject)}`));
};
