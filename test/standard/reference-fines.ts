import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/platform/paths.ts';
import { parseTrusted, type XmlElement } from '../../src/xml/index.ts';

const folder = join(packageRoot, '..', 'shared', 'reference');

/** Whether the law and the tables of the Kraftfahrt-Bundesamt lie beside the project; they are no part of it. */
export const finesExist = existsSync(join(folder, 'law', 'bkat.xml')) && existsSync(join(folder, 'fines'));
if (!finesExist) process.stdout.write(`skipped: law and fine tables are not at ${folder}\n`);

/** Regelsatz in euros and Regelfahrverbot in months. */
export interface Satz {
  readonly betrag: number;
  readonly fahrverbot: number;
}

/** What the Anlage of the BKatV and its Anhang say today. */
export interface Bussgeldkatalog {
  readonly saetze: ReadonlyMap<string, Satz>;
  readonly tempo: ReadonlyMap<string, { readonly innerorts: Satz; readonly ausserorts: Satz }>;
  /** higher amounts for danger and damage by amount (Tabelle 4) */
  readonly tabelle4: ReadonlyMap<number, readonly number[]>;
  readonly texte: ReadonlySet<string>;
  /** numbers whose words contain that somebody was endangered or something damaged */
  readonly merkmale: ReadonlyMap<string, { readonly gefaehrdung: boolean; readonly sachbeschaedigung: boolean }>;
  /** numbers of § 3 (4), sentences 1 and 2 */
  readonly absatz4: { readonly fuehrer: readonly string[]; readonly halter: readonly string[] };
  /** numbers of § 4 (1) and (3) */
  readonly regelfahrverbot: ReadonlySet<string>;
}

const NUMBER = /\d+(?:[a-z](?![a-z]))?(?:\.\d+)*/g;

/** What is no number of the catalogue in the norms: figures of enumerations, tables, paragraphs and amounts. */
const OTHER = /(?<![\d.])[1-4]\. ?(?=der|Nummern)|(?:Tabelle|Absatz|Absatzes|Absätze|Satz|§) \d+[a-z]?|\d+ Euro/g;

const numbersIn = (text: string): string[] =>
  [...text.replaceAll(OTHER, ' ').matchAll(NUMBER)].map(([number]) => number);

const normText = (enbez: string): string => {
  using document = parseTrusted(readFileSync(join(folder, 'law', 'bkat.xml')));
  const norm = document.root.all('norm').find((entry) => entry.child('metadaten')?.child('enbez')?.text === enbez);
  return norm?.child('textdaten')?.text.replace(/\s+/g, ' ') ?? '';
};

const between = (text: string, from: string, to: string): string =>
  text.slice(text.indexOf(from) + from.length, text.indexOf(to, text.indexOf(from) + from.length));

const descendants = (element: XmlElement): XmlElement[] =>
  element.children().flatMap((child) => [child, ...descendants(child)]);

const rowsOf = (file: string, norm: (title: string) => boolean): string[][] => {
  using document = parseTrusted(readFileSync(join(folder, 'law', file)));
  return document.root
    .all('norm')
    .filter((entry) => norm(entry.child('metadaten')?.child('enbez')?.text ?? ''))
    .flatMap((entry) => descendants(entry).filter(({ name }) => name === 'row'))
    .map((row) => row.all('entry').map((cell) => cell.text.replace(/\s+/g, ' ').trim()));
};

const months = (text: string): number => (text === '–' ? 0 : Number.parseInt(text, 10));
const euros = (text: string): number => Number(text.replaceAll(' ', ''));

/** Reads the law as of the reference. */
export function readBussgeldkatalog(): Bussgeldkatalog {
  const saetze = new Map<string, Satz>();
  const tempo = new Map<string, { innerorts: Satz; ausserorts: Satz }>();
  const tabelle4 = new Map<number, number[]>();
  const texte = new Set<string>();
  const merkmale = new Map<string, { gefaehrdung: boolean; sachbeschaedigung: boolean }>();
  for (const cells of rowsOf('bkat.xml', (title) => title === 'Anlage' || title === 'Anhang')) {
    const [nr = '', ...rest] = cells;
    const words = rest.join(' ');
    const gefaehrdung = / (?:mit Gefährdung|gefährdet)\b(?! oder)/.test(words);
    const sachbeschaedigung = /mit Sachbeschädigung|geschädigt,|beschädigt/.test(words);
    if (/^\d+[a-z]?(\.\d+)*$/.test(nr) && (gefaehrdung || sachbeschaedigung))
      merkmale.set(nr, { gefaehrdung, sachbeschaedigung });
    const last = rest.at(-1) ?? '';
    const fine = /^([\d ]+)€(?:, soweit.*)?(?: ?Fahrverbot ?(\d) Monate?)?$/.exec(last);
    if (/^11\.[123]\.\d+$/.test(nr)) {
      const [innen, aussen, fvInnen = '–', fvAussen = '–'] = rest.slice(1);
      tempo.set(nr, {
        innerorts: { betrag: Number(innen), fahrverbot: months(fvInnen) },
        ausserorts: { betrag: Number(aussen), fahrverbot: months(fvAussen) },
      });
    } else if (/^12\.[567]\.\d$/.test(nr)) {
      const betrag = Number(rest.find((cell) => /^\d+$/.test(cell)));
      saetze.set(nr, { betrag, fahrverbot: Number(/(\d) Monat/.exec(last)?.[1] ?? 0) });
    } else if (/^19[89]\.1\.\d$/.test(nr)) saetze.set(nr, { betrag: Number(rest[1]), fahrverbot: 0 });
    else if (/^\d+$/.test(nr) && rest.every((cell) => /^[\d ]+$/.test(cell)))
      tabelle4.set(Number(nr), [...(tabelle4.get(Number(nr)) ?? []), ...rest.map(euros)]);
    else if (/^\d+[a-z]?(\.\d+)*$/.test(nr) && fine?.[1] !== undefined && !saetze.has(nr))
      saetze.set(nr, { betrag: euros(fine[1]), fahrverbot: Number(fine[2] ?? 0) });
    for (const cell of rest) texte.add(cell);
  }
  const paragraph3 = normText('§ 3');
  const paragraph4 = normText('§ 4');
  const [fuehrer = '', halter = ''] = between(paragraph3, '(4)', '(4a)').split('Der nach Satz 1');
  return {
    saetze,
    tempo,
    tabelle4,
    texte,
    merkmale,
    absatz4: { fuehrer: numbersIn(fuehrer), halter: numbersIn(halter) },
    regelfahrverbot: new Set([
      ...numbersIn(between(paragraph4, '(1)', '(2)')),
      ...numbersIn(between(paragraph4, '(3)', '(4)')),
    ]),
  };
}

/** Numbers of the Bußgeldkatalog by the number of Anlage 13 FeV that lists them by themselves. */
export function readAnlage13(): ReadonlyMap<string, string> {
  const listed = new Map<string, string>();
  for (const [nr = '', , numbers = ''] of rowsOf('fev.xml', (title) => title.startsWith('Anlage 13')))
    if (/^[\da-z., ]+$/.test(numbers)) for (const number of numbers.split(',')) listed.set(number.trim(), nr);
  return listed;
}

/** A row of the tables of Tatbestandsnummern. */
export interface Tabelleneintrag {
  readonly tabelle: string;
  readonly zeile: number;
  readonly tbnr: string;
  readonly ab: string;
}

/** Reads the tables of the Kraftfahrt-Bundesamt; cells may hold commas, so the last ones are counted from the end. */
export const readTabellen = (): Tabelleneintrag[] =>
  readFileSync(join(folder, 'fines', 'Tatbestandstabelleneintrag.csv'), 'utf8')
    .split('\n')
    .slice(1)
    .map((line) => line.split(',').map((cell) => cell.replaceAll("'", '')))
    .filter((cells) => cells.length > 8)
    .map((cells) => ({
      tabelle: cells.at(-1)?.trim() ?? '',
      zeile: Number(cells[1]),
      tbnr: cells.at(-4) ?? '',
      ab: cells.at(-3)?.slice(0, 10) ?? '',
    }));
