import { code, table } from '../markdown.ts';
import { codeLink, fileLink, GENERATED, listPage } from './links.ts';
import { page } from './message.ts';
import type { Source } from './source.ts';
import { lengthOf, patternsOf, primitiveOf } from './types.ts';

const INTRODUCTION = `Einfache Typen mit allem, was ein Wert erfüllen muss. Muster sind reguläre Ausdrücke von XML Schema: Sie gelten für den
ganzen Wert und brauchen keine Anker. Hat ein Typ mehrere Muster, muss der Wert jedes erfüllen, bei einer Vereinigung die eines
Mitglieds.`;

const DIN = `DIN 91379 legt fest, welche Zeichen Namen und Texte in Registern und Verfahren haben dürfen. Fünf Datentypen stufen sie ab;
ein Wert muss in Unicode NFC stehen.

| Typ | für | Zeichen |
|---|---|---|
| A | Namen natürlicher Personen | lateinische Buchstaben mit allen diakritischen Zeichen, Leerzeichen, Apostroph, Bindestrich, Komma, Punkt; keine Ziffern |
| B | sonstige Namen: Orte, Straßen, Hausnummern | wie A, dazu Ziffern und weitere Zeichen |
| C | Texte | alle normativen Zeichen, auch Tabulator und Zeilenwechsel; keine griechischen und kyrillischen Buchstaben |
| D | Namen juristischer Personen, Produkte | normative und weitere Zeichen, auch griechische Buchstaben; keine Zeilenwechsel |
| E | grenzüberschreitend | alle normativen und erweiterten Zeichen, auch griechische und kyrillische |

Manche Zeichen sind Folgen aus zwei oder drei Codepunkten (Buchstabe und kombinierendes Zeichen). Die Muster in
[xsd/xoev](../../xsd/xoev) kennen nur Bereiche und sind weiter als die Norm; die genaue Prüfung (Befund \`DIN91379\`) kennt jede
zulässige Folge: [din91379.ts](../../src/standard/din91379.ts), [Test](../../test/standard/din91379.test.ts). Wer die amtliche
Datei der KoSIT über den [Katalog](README.md#amtliche-xöv-dateien) einbindet, hat die genauen Muster auch im Schema.`;

const CODES = `Ein Code verweist auf eine Codeliste: Element \`code\` (und \`name\`, wenn ein Mensch mitlesen soll), Attribute \`listURI\` und
\`listVersionID\`. XBußgeld verwendet Codetyp 2 (Liste und Version im Schema festgelegt, Werte in der Liste): Beide Attribute
dürfen fehlen; stehen sie da, dann mit genau diesen Werten. Codes der XÖV-Basis sind vom Typ 3 (Liste festgelegt, Version in der
Nachricht): \`listVersionID\` muss dastehen. Groß- und Kleinschreibung eines Codes zählt; \`name\` ist Text des Typs C. Ein Wert außerhalb der Liste ist der Befund
\`CODE\`, eine unbekannte Liste oder Version der Befund \`CODELISTE\`.`;

/** The page of the simple types, of DIN 91379 and of the code types. */
export const datatypesPage = (source: Source): string => {
  const { model, schemas, lists } = source;
  const simple = [...model.simple.values()]
    .filter(({ name }) => !name.startsWith('xs:'))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const entries = simple.map((type) => {
    const file = schemas.declaredIn.get(type.name) ?? '';
    const patterns = type.name.startsWith('datatype') ? [] : patternsOf(type);
    const facts = [
      ['Grundtyp', code(primitiveOf(type))],
      ['DIN 91379', type.din === undefined ? '' : `Typ ${type.din}`],
      ['Länge', lengthOf(type)],
      ['Größter Wert', type.maxInclusive ?? ''],
      ...patterns.map((pattern) => ['Muster', code(pattern)]),
      ['Datei', fileLink('', `xsd/${file}`)],
    ];
    return page(
      `### ${type.name}`,
      type.documentation,
      table(
        ['Merkmal', 'Angabe'],
        facts.filter(([, text]) => text !== ''),
      ),
    ).trim();
  });
  const codeTypes = [...model.complex.values()].flatMap(({ name, documentation, codeList }) => {
    const list = lists.find(({ uri }) => uri === codeList?.uri);
    if (codeList === undefined || list === undefined) return [];
    return [
      [code(name), documentation, codeLink(list.name, listPage(list)), codeList.version === undefined ? '3' : '2'],
    ];
  });
  codeTypes.sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
  return page(
    GENERATED,
    '# Datentypen',
    INTRODUCTION,
    '## Zeichen nach DIN 91379',
    DIN,
    '## Codes',
    CODES,
    table(['Typ', 'Bedeutung', 'Codeliste', 'Codetyp'], codeTypes),
    '## Einfache Typen',
    ...entries,
  );
};
