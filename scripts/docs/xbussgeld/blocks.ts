import type { ModelComplex } from '../../../src/standard/schema-model.ts';
import { fileLink, GENERATED, numberLinks } from './links.ts';
import { page } from './message.ts';
import type { Source } from './source.ts';
import { structure } from './structure.ts';

const INTRODUCTION = `Ein Baustein ist ein Typ mit Elementen in fester Reihenfolge; Nachrichten setzen sich aus ihnen zusammen. Reihenfolge der
Zeilen = Reihenfolge im XML. Häufigkeit: \`1\` genau einmal, \`0..1\` höchstens einmal, \`1..n\` und \`0..n\` mehrfach; ein
Element ohne Inhalt wird weggelassen, nicht leer geschrieben. Bei einer Auswahl steht unter der Tabelle, was sie bedeutet.

Elemente stehen im Namensraum des Standards, \`urn:bussgeld-blaupause:xbussgeld:1.0\` (Präfix \`xbg\`), Attribute in keinem. Auch
der Nachrichtenkopf mit allem darin und die Elemente \`code\` und \`name\` von Codes stehen, wie in der Basisnachricht, in keinem
Namensraum; solche Bausteine sind gekennzeichnet.`;

/** Types that the types of a message are made of, directly or not. */
const typesOf = (source: Source, type: ModelComplex, found = new Set<string>()): Set<string> => {
  for (const element of type.elements) {
    const below = source.model.complex.get(element.type);
    if (below === undefined || found.has(element.type)) continue;
    found.add(element.type);
    typesOf(source, below, found);
  }
  return found;
};

/** Numbers of the messages in which a type can stand. */
export const usesOf = (source: Source): ((key: string) => readonly string[]) => {
  const types = source.messages.map(({ number, schema }) => ({ number, types: typesOf(source, schema.type) }));
  return (key) => types.filter((message) => message.types.has(key)).map(({ number }) => number);
};

/** The root type of all messages; it is extended, never used, and so not in the model. */
const rootType = ({ messages }: Source): ModelComplex | undefined => {
  const type = messages[0]?.schema.type;
  if (type === undefined) return undefined;
  const documentation = 'Grundlage jeder Nachricht: Attribute des Wurzelelements und der Kopf.';
  return { ...type, name: 'Nachricht.G2GType', documentation, elements: type.elements.slice(0, 1) };
};

const entry = (source: Source, type: ModelComplex, numbers: readonly string[]): string => {
  const bare = type.elements.length > 0 && type.elements.every(({ unqualified }) => unqualified);
  return page(
    `### ${type.name}`,
    `${type.documentation}${bare ? ' Elemente in keinem Namensraum.' : ''}`,
    structure(source, type, { up: '', inside: () => false }),
    `Verwendet in: ${numberLinks(source, '', numbers)}`,
  ).trim();
};

/** The page of all building blocks, by the file that declares them. */
export const blocksPage = (source: Source): string => {
  const uses = usesOf(source);
  const types = [...source.model.complex.values()].filter(({ codeList }) => codeList === undefined);
  const byFile = Map.groupBy(types, ({ name }) => source.schemas.declaredIn.get(name) ?? '');
  const shared = ['xbussgeld/xbussgeld-basisnachricht.xsd', 'xoev/', 'xbussgeld/xbussgeld-baukasten.xsd'];
  const rank = (file: string): number => {
    const found = shared.findIndex((start) => file.startsWith(start));
    return found < 0 ? shared.length : found;
  };
  const root = rootType(source);
  const all = source.messages.map(({ number }) => number);
  const sections = [...byFile]
    .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map(([file, members]) => {
      const sorted = members.toSorted((a, b) => (a.name < b.name ? -1 : 1));
      const first = rank(file) === 0 && root !== undefined ? [entry(source, root, all)] : [];
      return page(
        `## ${file.replace(/^.*\//, '')}`,
        `${source.schemas.files.get(file) ?? ''} Datei: ${fileLink('', `xsd/${file}`)}.`,
        ...first,
        ...sorted.map((type) => entry(source, type, uses(type.name))),
      ).trim();
    });
  return page(GENERATED, '# Baukasten', INTRODUCTION, ...sections);
};
