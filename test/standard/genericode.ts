import type { XmlElement } from '../../src/xml/index.ts';

/** A child: name, then how often (`?` at most once, `+` at least once, `*` any, nothing exactly once). */
type Children = readonly string[];

/** The part of OASIS genericode 1.0 that a list of the Codelisten-Handbuch is written in, by parent. */
const STRUCTURE: Readonly<Record<string, Children>> = {
  CodeList: ['Annotation', 'Identification', 'ColumnSet', 'SimpleCodeList'],
  'CodeList/Annotation': ['Description'],
  Description: ['shortName', 'codelistDescription', 'agencyShortName', 'versionHandbook?'],
  Identification: ['ShortName', 'LongName+', 'Version', 'CanonicalUri', 'CanonicalVersionUri', 'Agency'],
  Agency: ['LongName+'],
  ColumnSet: ['Column+', 'Key+'],
  Column: ['ShortName', 'LongName+', 'Data'],
  Key: ['Annotation', 'ShortName', 'ColumnRef+'],
  'Key/Annotation': ['AppInfo'],
  AppInfo: ['recommendedKeyColumn'],
  SimpleCodeList: ['Row+'],
  Row: ['Value+'],
  Value: ['SimpleValue'],
};

/** Attributes by element; an exclamation mark makes one obligatory. */
const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  LongName: ['lang'],
  Column: ['Id!', 'Use!'],
  Data: ['Type!', 'Lang'],
  Key: ['Id!'],
  ColumnRef: ['Ref!'],
  Value: ['ColumnRef!'],
};

const bare = (child: string): string => child.replace(/[?+*]$/, '');

const matches = (children: Children, names: readonly string[]): boolean => {
  const pattern = children.map((child) => `(?:${bare(child)} )${/[?+*]$/.exec(child)?.[0] ?? ''}`).join('');
  return new RegExp(`^${pattern}$`).test(names.map((name) => `${name} `).join(''));
};

/** What in a document breaks the structure of genericode as these lists use it, empty if nothing. */
export function structureFaults(element: XmlElement, parent = ''): string[] {
  const { name } = element;
  const faults: string[] = [];
  const place = `line ${element.line}: ${name}`;
  const children = STRUCTURE[`${parent}/${name}`] ?? STRUCTURE[name] ?? [];
  const names = element.children().map((child) => child.name);
  if (!matches(children, names)) faults.push(`${place} contains ${names.join(', ')}`);
  if (names.length > 0 && element.children().length > 0 && ownText(element) !== '') faults.push(`${place} has text`);
  const allowed = ATTRIBUTES[name] ?? [];
  const given = element.attributes().map((attribute) => attribute.name);
  for (const attribute of given)
    if (!allowed.some((entry) => entry.replace('!', '') === attribute)) faults.push(`${place} has @${attribute}`);
  for (const entry of allowed)
    if (entry.endsWith('!') && !given.includes(entry.slice(0, -1)))
      faults.push(`${place} lacks @${entry.slice(0, -1)}`);
  return [...faults, ...element.children().flatMap((child) => structureFaults(child, name))];
}

/** Text of an element that has child elements, without theirs. */
const ownText = (element: XmlElement): string =>
  element
    .children()
    .reduce((rest, child) => rest.replace(child.text, ''), element.text)
    .trim();
