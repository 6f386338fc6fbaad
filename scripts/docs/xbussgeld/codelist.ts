import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CodeList } from '../../../src/standard/index.ts';
import { parseTrusted } from '../../../src/xml/index.ts';
import { code, table } from '../markdown.ts';
import { usesOf } from './blocks.ts';
import { fileLink, GENERATED, numberLinks, ruleLink } from './links.ts';
import { page } from './message.ts';
import { usedVariables } from './ruleset.ts';
import type { Source } from './source.ts';

const UP = '../';
const XOEV = 'http://xoev.de/schemata/genericode/4';

interface Column {
  readonly id: string;
  readonly titel: string;
  readonly required: boolean;
  readonly type: string;
}

/** What stands in a genericode file beside the codes. */
interface Metadata {
  readonly agency: string;
  readonly handbook: string;
  readonly columns: readonly Column[];
}

/** File of a list, relative to the repository: named after its version URI. */
const fileOf = ({ uri, version }: CodeList): string => `xsd/codelisten/${`${uri}_${version}`.replaceAll(':', '-')}.xml`;

const readMetadata = (path: string): Metadata => {
  using document = parseTrusted(readFileSync(path));
  const { root } = document;
  const description = root.child('Annotation', '')?.child('Description', '');
  return {
    agency: root.child('Identification', '')?.child('Agency', '')?.child('LongName', '')?.text.trim() ?? '',
    handbook: description?.child('versionHandbook', XOEV)?.text.trim() ?? '',
    columns: (root.child('ColumnSet', '')?.all('Column', '') ?? []).map((column) => ({
      id: column.attribute('Id') ?? '',
      titel: column.child('LongName', '')?.text.trim() ?? '',
      required: column.attribute('Use') === 'required',
      type: column.child('Data', '')?.attribute('Type') ?? '',
    })),
  };
};

/** All rows of a list as text, in the order of its columns; a code may have one for each period. */
const cells = ({ columns, rows, rowsOf }: CodeList): string[][] =>
  [...rows.keys()]
    .flatMap(rowsOf)
    .map((row) => columns.map((id) => (id === 'code' ? code(row[id] ?? '') : (row[id] ?? ''))));

/** Numbers of the messages that codes of a list can stand in. */
const usingMessages = (source: Source, list: CodeList): readonly string[] => {
  const uses = usesOf(source);
  const types = [...source.model.complex.values()].filter(({ codeList }) => codeList?.uri === list.uri);
  const numbers = new Set(types.flatMap(({ name }) => uses(name)));
  return source.messages.map(({ number }) => number).filter((number) => numbers.has(number));
};

/** What uses a list if no element of a message has its codes and no rule looks into it by name. */
const OTHER_USES: Readonly<Record<string, string>> = {
  behoerdenrolle: 'Rollen von Autor und Leser in dieser Dokumentation und im Verzeichnis',
  besonderekategorie: 'Wörter der Regeln R19.1 bis R19.4',
};

/** Functions with which rules look into a list. */
const lookUps = ({ name }: CodeList): readonly string[] => [
  `f:in-liste('${name}'`,
  `f:liste('${name}'`,
  ...(name === 'tatbestand' ? ['f:tatbestand('] : []),
];

const usingRules = (source: Source, list: CodeList): string => {
  const calls = lookUps(list);
  const rules = source.rules.filter((rule) => {
    const text = [rule.test, ...usedVariables(rule).map(({ value }) => value)].join(' ');
    return calls.some((call) => text.includes(call));
  });
  return rules.map((rule) => ruleLink(UP, rule)).join(', ');
};

const usesText = (source: Source, list: CodeList): string[][] => {
  const numbers = usingMessages(source, list);
  const rules = usingRules(source, list);
  const other = OTHER_USES[list.name];
  const rows = [
    ['Nachrichten', numbers.length === 0 ? '' : numberLinks(source, UP, numbers)],
    ['Regeln, die darin nachschlagen', rules],
    ['Sonst', other ?? ''],
  ].filter(([, text]) => text !== '');
  return rows.length > 0 ? rows : [['Nachrichten', 'keine']];
};

/** The page of one code list. */
export const codeListPage = (source: Source, list: CodeList): string => {
  const { agency, handbook, columns } = readMetadata(join(source.root, fileOf(list)));
  const titles = columns.map(({ titel }) => titel);
  const values = cells(list);
  return page(
    GENERATED,
    `# ${list.titel}`,
    list.beschreibung,
    table(
      ['Merkmal', 'Angabe'],
      [
        ['Kennung (`listURI`)', code(list.uri)],
        ['Version (`listVersionID`)', code(list.version)],
        ['Herausgeber', agency],
        ...(handbook === '' ? [] : [['Codelisten-Handbuch', handbook]]),
        ['Codes', String(list.rows.size)],
        ...(values.length === list.rows.size ? [] : [['Zeilen, eine je Code und Zeitraum', String(values.length)]]),
        ['Datei', fileLink(UP, fileOf(list))],
        ...usesText(source, list),
      ],
    ),
    '## Spalten',
    table(
      ['Spalte', 'Name', 'Pflicht', 'Typ'],
      columns.map(({ id, titel, required, type }) => [code(id), titel, required ? 'ja' : 'nein', type]),
    ),
    '## Werte',
    table(titles, values),
  );
};
