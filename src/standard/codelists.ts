import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asFault, fault } from '../platform/errors.ts';
import { packageRoot } from '../platform/paths.ts';
import { parseTrusted, type XmlElement } from '../xml/index.ts';

/** URI of a code list of this standard: `urn:bussgeld-blaupause:codeliste:<name>`. */
export const ownCodeList = (name: string): string => `urn:bussgeld-blaupause:codeliste:${name}`;

/** Values of one row by column: always `code` and `beschreibung`, other columns where the list has them. */
export type CodeRow = Readonly<Record<string, string>>;

/** One version of a code list. */
export interface CodeList {
  /** canonical URI, the `listURI` of codes */
  readonly uri: string;
  /** the `listVersionID` of codes */
  readonly version: string;
  /** technical name, e.g. `zustellart` */
  readonly name: string;
  /** German title */
  readonly titel: string;
  /** German description, with `Entwurf` where the list is a draft of this project */
  readonly beschreibung: string;
  /** column identifiers in order */
  readonly columns: readonly string[];
  /** columns that tell rows apart: `code`, and for a list that keeps older rows of a code the day they hold from */
  readonly key: readonly string[];
  /** rows by code, in the order of the file; the last row of a code that has several */
  readonly rows: ReadonlyMap<string, CodeRow>;
  /** every row of a code, in the order of the file */
  readonly rowsOf: (code: string) => readonly CodeRow[];
}

/** Folder of the code lists of the package. */
const packageLists = join(packageRoot, 'xsd', 'codelisten');
const GENERICODE = 'http://docs.oasis-open.org/codelist/ns/genericode/1.0/';
const XOEV = 'http://xoev.de/schemata/genericode/4';

/** The code lists that messages may refer to, each in the versions that are stored; read once at start. */
export class CodeLists {
  /** by URI, then by version; every code of a message is looked up here */
  readonly #lists = new Map<string, Map<string, CodeList>>();

  constructor(lists: Iterable<CodeList>) {
    for (const list of lists) {
      const { uri, version } = list;
      const versions = this.#lists.get(uri) ?? new Map<string, CodeList>();
      if (versions.has(version)) throw fault('FILE', { detail: `code list ${keyOf(uri, version)} is there twice` });
      this.#lists.set(uri, versions.set(version, list));
    }
  }

  /**
   * Reads every genericode file of the folders. A version of a list that lies in several folders, as where versions of
   * the standard share it, must be the same file in each.
   *
   * @param folders default: the code lists of the package
   * @throws FILE if a file is unreadable, is not genericode, is not named after its version URI, or differs from the
   *   file of the same name in another folder
   */
  static load(...folders: readonly string[]): CodeLists {
    const paths = new Map<string, string>();
    for (const folder of folders.length === 0 ? [packageLists] : folders) {
      for (const file of listFiles(folder)) {
        const path = join(folder, file);
        const known = paths.get(file);
        if (known === undefined) paths.set(file, path);
        else if (!readFileSync(known).equals(readFileSync(path)))
          throw fault('FILE', { detail: `${path} differs from ${known}` });
      }
    }
    return new CodeLists([...paths].sort().map(([file, path]) => readCodeList(path, file)));
  }

  /** All lists, ordered by file name. */
  all(): readonly CodeList[] {
    return [...this.#lists.values()].flatMap((versions) => [...versions.values()]);
  }

  /** A list in a version, undefined if it is not stored. */
  find(uri: string, version: string): CodeList | undefined {
    return this.#lists.get(uri)?.get(version);
  }

  /** A list of this standard by its technical name; for code that knows the list is there. */
  own(name: string, version = '1.0'): CodeList {
    const list = this.find(ownCodeList(name), version);
    if (list === undefined) throw fault('INTERNAL', { detail: `code list ${name} ${version} is missing` });
    return list;
  }

  /**
   * Judges a code: `unknown-list` for a list or a version of it that is not stored, `unknown-code` for a value that
   * the list does not have.
   */
  check(uri: string, version: string, code: string): 'ok' | 'unknown-list' | 'unknown-code' {
    const list = this.find(uri, version);
    if (list === undefined) return 'unknown-list';
    return list.rows.has(code) ? 'ok' : 'unknown-code';
  }
}

function listFiles(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.xml'));
  } catch (error) {
    throw fault('FILE', { detail: folder, cause: error });
  }
}

/** Canonical version URI as the Codelisten-Handbuch builds it. */
const keyOf = (uri: string, version: string): string => `${uri}_${version}`;

function readCodeList(path: string, file: string): CodeList {
  try {
    using doc = parseTrusted(readFileSync(path));
    const list = interpret(doc.root);
    if (`${keyOf(list.uri, list.version).replaceAll(':', '-')}.xml` !== file)
      throw fault('FILE', { detail: `${file} is not named after its version URI` });
    return list;
  } catch (error) {
    throw asFault(error, 'FILE');
  }
}

/** Elements inside a genericode document are in no namespace, but for the root. */
function interpret(root: XmlElement): CodeList {
  if (!root.is('CodeList', GENERICODE)) throw fault('FILE', { detail: 'not a genericode document' });
  const identification = required(root, 'Identification');
  const columnSet = required(root, 'ColumnSet');
  const columns = columnSet.all('Column', '').map((column) => column.attribute('Id') ?? '');
  const key = required(columnSet, 'Key')
    .all('ColumnRef', '')
    .map((reference) => reference.attribute('Ref') ?? '');
  const all = readRows(required(root, 'SimpleCodeList'), key);
  const list: CodeList = {
    uri: required(identification, 'CanonicalUri').text,
    version: required(identification, 'Version').text,
    name: required(identification, 'ShortName').text,
    titel: required(identification, 'LongName').text,
    beschreibung:
      root.child('Annotation', '')?.child('Description', '')?.child('codelistDescription', XOEV)?.text ?? '',
    columns,
    key,
    rows: new Map([...all].flatMap(([code, rows]) => rows.slice(-1).map((row) => [code, row]))),
    rowsOf: (code) => all.get(code) ?? [],
  };
  if (required(identification, 'CanonicalVersionUri').text !== keyOf(list.uri, list.version))
    throw fault('FILE', { detail: `CanonicalVersionUri of ${list.uri} does not name its version` });
  return list;
}

/** @throws FILE if a code is empty or two rows have the same key */
function readRows(table: XmlElement, key: readonly string[]): ReadonlyMap<string, readonly CodeRow[]> {
  const rows = new Map<string, CodeRow[]>();
  for (const row of table.all('Row', '')) {
    const values: Record<string, string> = {};
    for (const value of row.all('Value', '')) values[value.attribute('ColumnRef') ?? ''] = value.text.trim();
    const code = values['code'] ?? '';
    const known = rows.get(code) ?? [];
    if (code === '' || known.some((other) => key.every((column) => other[column] === values[column])))
      throw fault('FILE', { detail: `code "${code}" is empty or there twice` });
    rows.set(code, [...known, values]);
  }
  return rows;
}

function required(parent: XmlElement, name: string): XmlElement {
  const child = parent.child(name, '');
  if (child === undefined) throw fault('FILE', { detail: `${name} is missing` });
  return child;
}
