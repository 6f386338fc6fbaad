/** Blocks of `docs/law`: the dated rules as tables, worked examples reckoned by the engine, and what is open. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allRules, computeDeadlines, formatDeadlines, type Rule } from '../../src/procedure/index.ts';
import { wahlen } from '../../src/procedure/law/choices.ts';
import { streitfragen } from '../../src/procedure/law/readings.ts';
import { printed } from './cli.ts';
import { amountLayouts } from './law-amounts.ts';
import { procedureLayouts } from './law-procedure.ts';
import { kennung, type Layout, rulesTable, upper } from './law-table.ts';
import { blockNames, code, table } from './markdown.ts';

const root = join(import.meta.dirname, '..', '..');

/** Folder of the pages for jurists. */
export const FOLDER = 'docs/law';

/** Word in the remark of a rule whose source, validity or reading a lawyer has to look at. */
const OPEN =
  /offen:|nicht zu klären|lag(?:en)? nicht vor|ungewiss|aus dem Gedächtnis|nicht gelesen|streitig|herrschende Meinung|nach anderer Ansicht/i;

type Law = readonly (readonly [subject: string, rules: readonly Rule<unknown>[]])[];
const law: Law = Object.entries(allRules);

/** Columns of each subject. */
const layouts: Readonly<Record<string, Layout>> = { ...procedureLayouts, ...amountLayouts };

const layoutOf = (subject: string): Layout => layouts[subject] ?? { columns: [kennung] };

/** Subject in German words where its name in the data is none. */
const SUBJECTS: Readonly<Record<string, string>> = {
  absoluteVerjaehrung: 'Absolute Verjährung',
  aufbewahrung: 'Aufbewahrung',
  betragsgrenzen: 'Betragsgrenzen',
  bussgeldrahmen: 'Rahmen der Geldbuße',
  bussgeldregelsaetze: 'Regelsätze',
  erhoehungen: 'Tabelle 4',
  fahrverbotsfolge: 'Mehrere Fahrverbote',
  fuehrerschein: 'Führerschein',
  keineZustellung: 'Keine Zustellung',
  punktemassnahmen: 'Maßnahmen nach Punkten',
  verfolgungsverjaehrung: 'Verfolgungsverjährung',
  vollstreckungsverjaehrung: 'Vollstreckungsverjährung',
  zustellungsrecht: 'Zustellungsrecht der Länder',
};

const subjectText = (subject: string): string => SUBJECTS[subject] ?? upper(subject);

const kebab = (subject: string): string => subject.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Heading of a period in the file note: name, day, state, provision. */
const HEADING = /^(\S.*?): ((?:bis|ab) .*|offen) – ([\p{L} ]+) \((.*)\)$/u;

/** A case as a file, the days that the engine finds, and its whole file note. */
const example = (name: string): string => {
  const path = `${FOLDER}/beispiele/${name}.json`;
  const input: unknown = JSON.parse(readFileSync(join(root, path), 'utf8'));
  const note = formatDeadlines(computeDeadlines(input));
  const days = note.split('\n').flatMap((line) => {
    const [, frist, day, state] = HEADING.exec(line) ?? [];
    return frist === undefined ? [] : [[frist, day, state]];
  });
  return [
    `Eingabe: [${name}.json](beispiele/${name}.json), nachzurechnen mit`,
    '',
    '```sh',
    `npx blaupause deadlines ${path}`,
    '```',
    '',
    table(['Frist', 'Tag', 'Stand am Stichtag'], days),
    '',
    '<details>',
    '<summary>Fristenvermerk mit allen Schritten</summary>',
    '',
    '```text',
    note,
    '```',
    '',
    '</details>',
  ].join('\n');
};

/** Calls of `blaupause fine` by the name of their block. */
const AMOUNTS = `${FOLDER}/beispiele/betraege.json`;

/** An amount as the command line reckons it. */
const amount = async (name: string): Promise<string> => {
  const calls = JSON.parse(readFileSync(join(root, AMOUNTS), 'utf8')) as Readonly<Record<string, string>>;
  const options = calls[name];
  if (options === undefined) throw new Error(`${AMOUNTS}: ${name} is missing`);
  const note = await printed(['fine', ...options.split(' ')]);
  return ['```sh', `npx blaupause fine ${options}`, '```', '', '```text', note.trimEnd(), '```'].join('\n');
};

/** What a remark leaves open: the words after `offen:`, or all of it. */
const openPart = (remark: string): string => upper(remark.replace(/^.*?\boffen:\s*/is, '').replace(/^In Cent\. /, ''));

/** Every rule whose remark says that something about it is open. */
const openRules = (): string =>
  table(
    ['Gegenstand', 'Regel', 'Norm', 'offen'],
    law.flatMap(([subject, rules]) =>
      rules
        .filter(({ remark }) => OPEN.test(remark))
        .map(({ id, norm, remark }) => [subjectText(subject), code(id), norm, openPart(remark)]),
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

type Block = () => string | Promise<string>;

const blockOf = (name: string): Block => {
  if (name === 'offene-regeln') return openRules;
  if (name === 'lesarten') return readings;
  if (name === 'lesarten-nach-bescheid') return laterReadings;
  if (name.startsWith('beispiel-')) return () => example(name.slice('beispiel-'.length));
  if (name.startsWith('betrag-')) return () => amount(name.slice('betrag-'.length));
  const found = law.find(([subject]) => name === `regeln-${kebab(subject)}`);
  if (found === undefined) throw new Error(`${FOLDER}: nobody fills ${name}`);
  return () => rulesTable(found[1], layoutOf(found[0]));
};

/** Page → its blocks, for every page of the folder. */
export const lawPages = (): Record<string, Record<string, Block>> =>
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

/** Subjects that no column tells what their rules hold. */
export const subjectsWithoutColumns = (): string[] =>
  law.map(([subject]) => subject).filter((subject) => layouts[subject] === undefined);

/** Rules whose name of the program stands where the page needs words; numbers of the Bußgeldkatalog are words enough. */
export const rulesWithoutWords = (): string[] =>
  law.flatMap(([subject, rules]) =>
    rules
      .filter(({ id }) => !/^\d/.test(id))
      .filter((rule) => layoutOf(subject).columns.some((column) => column !== kennung && column[1](rule) === rule.id))
      .map(({ id }) => `${subject} ${id}`),
  );
