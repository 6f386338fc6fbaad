import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CodeList } from '../../../src/standard/index.ts';
import { parseTrusted } from '../../../src/xml/index.ts';
import { code, table } from '../markdown.ts';
import { usesOf } from './blocks.ts';
import { fileLink, GENERATED, numberLinks } from './links.ts';
import { page } from './message.ts';
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

/** Rows of a list as text, in the order of its columns. */
const cells = ({ columns, rows }: CodeList): string[][] =>
  [...rows.values()].map((row) => columns.map((id) => (id === 'code' ? code(row[id] ?? '') : (row[id] ?? ''))));

/** Numbers of the messages that codes of a list can stand in. */
const usingMessages = (source: Source, list: CodeList): readonly string[] => {
  const uses = usesOf(source);
  const types = [...source.model.complex.values()].filter(({ codeList }) => codeList?.uri === list.uri);
  const numbers = new Set(types.flatMap(({ name }) => uses(name)));
  return source.messages.map(({ number }) => number).filter((number) => numbers.has(number));
};

/** What uses a list if no element of a message has its codes. */
const OTHER_USES: Readonly<Record<string, string>> = {
  tatbestand: 'Nachschlagewerk der Regeln zu `tbnr`: R5.6 bis R5.9, R15',
  besonderekategorie: 'Nachschlagewerk der Regeln R19.1 bis R19.4',
  fehlercode: 'Fehlercodes des Gateways in Rückweisungen ([errors.md](../../reference/errors.md))',
  behoerdenrolle: 'Rollen von Autor und Leser in dieser Dokumentation und im Verzeichnis',
};

/** The page of one code list. */
export const codeListPage = (source: Source, list: CodeList): string => {
  const { agency, handbook, columns } = readMetadata(join(source.root, fileOf(list)));
  const numbers = usingMessages(source, list);
  const use = numbers.length > 0 ? numberLinks(source, UP, numbers) : (OTHER_USES[list.name] ?? 'keine Nachricht');
  const titles = columns.map(({ titel }) => titel);
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
        ['Datei', fileLink(UP, fileOf(list))],
        ['Verwendet in', use],
      ],
    ),
    '## Spalten',
    table(
      ['Spalte', 'Name', 'Pflicht', 'Typ'],
      columns.map(({ id, titel, required, type }) => [code(id), titel, required ? 'ja' : 'nein', type]),
    ),
    '## Werte',
    table(titles, cells(list)),
  );
};
