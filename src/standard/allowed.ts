import type { CodeList, CodeLists } from './codelists.ts';
import type { DinType } from './descriptor.ts';

/** Codes that a finding lists; longer lists are named only. */
const MOST_CODES = 10;

/** What a finding says is allowed where characters are wrong. */
export const allowedCharacters = (type: DinType, form: 'character' | 'nfc'): string =>
  `Zeichen des Datentyps ${type} der DIN 91379${form === 'nfc' ? ' in der Normalform C' : ''}`;

/** What a finding says is allowed where a code is wrong. */
export const allowedCodes = ({ name, version, rows }: CodeList): string => {
  const codes = rows.size <= MOST_CODES ? `: ${[...rows.keys()].join(', ')}` : '';
  return `Codeliste ${name}, Version ${version} (${rows.size} Codes${codes})`;
};

/** What is wrong with a list that a code names, or with its version. */
export const unknownList = (
  lists: CodeLists,
  uri: string,
  version: string,
): { readonly attribute: string; readonly wrong: string; readonly allowed: string } => {
  const versions = lists.all().filter((list) => list.uri === uri);
  const [first] = versions;
  if (first === undefined) return { attribute: 'listURI', wrong: uri, allowed: 'die Codelisten dieses Standards' };
  const allowed = `Codeliste ${first.name}, Version ${versions.map((list) => list.version).join(' oder ')}`;
  return { attribute: 'listVersionID', wrong: version, allowed };
};
