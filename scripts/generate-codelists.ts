/**
 * Writes the two code lists whose content stands in the code: the error codes and the messages of the standard. The
 * other lists in `xsd/codelisten` are written by hand. Run it after a change of either catalogue:
 *
 *     node scripts/generate-codelists.ts
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue as errors } from '../src/platform/errors.ts';
import { packageRoot } from '../src/platform/paths.ts';
import { catalogue as messages } from '../src/standard/catalogue.ts';
import { ownCodeList } from '../src/standard/codelists.ts';
import { escapeText } from '../src/xml/index.ts';

type Column = readonly [id: string, titel: string, type: 'token' | 'string'];

const CODE: Column = ['code', 'Code', 'token'];
const DESCRIPTION: Column = ['beschreibung', 'Beschreibung', 'string'];

const indent = (depth: number, lines: readonly string[]): string[] => lines.map((line) => '  '.repeat(depth) + line);

const column = ([id, titel, type]: Column): string[] => [
  `<Column Id="${id}" Use="required">`,
  `  <ShortName>${id}</ShortName>`,
  `  <LongName xml:lang="de-DE">${escapeText(titel)}</LongName>`,
  `  <Data Type="${type}"${type === 'string' ? ' Lang="de-DE"' : ''}/>`,
  '</Column>',
];

const row = (columns: readonly Column[], values: readonly string[]): string[] => [
  '<Row>',
  ...columns.flatMap(([id], index) => [
    `  <Value ColumnRef="${id}">`,
    `    <SimpleValue>${escapeText(values[index] ?? '')}</SimpleValue>`,
    '  </Value>',
  ]),
  '</Row>',
];

function write(
  name: string,
  titel: string,
  beschreibung: string,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): void {
  const uri = ownCodeList(name);
  const versionUri = `${uri}_1.0`;
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<gc:CodeList xmlns:gc="http://docs.oasis-open.org/codelist/ns/genericode/1.0/" xmlns:xoev-cl-4="http://xoev.de/schemata/genericode/4">',
    '  <Annotation>',
    '    <Description>',
    `      <xoev-cl-4:shortName>${name}</xoev-cl-4:shortName>`,
    `      <xoev-cl-4:codelistDescription>${escapeText(beschreibung)} Entwurf.</xoev-cl-4:codelistDescription>`,
    '      <xoev-cl-4:agencyShortName>Bußgeld-Blaupause</xoev-cl-4:agencyShortName>',
    '      <xoev-cl-4:versionHandbook>1.3.0</xoev-cl-4:versionHandbook>',
    '    </Description>',
    '  </Annotation>',
    '  <Identification>',
    `    <ShortName>${name}</ShortName>`,
    `    <LongName xml:lang="de-DE">${escapeText(titel)}</LongName>`,
    '    <Version>1.0</Version>',
    `    <CanonicalUri>${uri}</CanonicalUri>`,
    `    <CanonicalVersionUri>${versionUri}</CanonicalVersionUri>`,
    '    <Agency>',
    '      <LongName xml:lang="de-DE">Bußgeld-Blaupause (nicht amtlich)</LongName>',
    '    </Agency>',
    '  </Identification>',
    '  <ColumnSet>',
    ...indent(2, columns.flatMap(column)),
    '    <Key Id="codeKey">',
    '      <Annotation>',
    '        <AppInfo>',
    '          <xoev-cl-4:recommendedKeyColumn/>',
    '        </AppInfo>',
    '      </Annotation>',
    '      <ShortName>codeKey</ShortName>',
    '      <ColumnRef Ref="code"/>',
    '    </Key>',
    '  </ColumnSet>',
    '  <SimpleCodeList>',
    ...indent(
      2,
      rows.flatMap((values) => row(columns, values)),
    ),
    '  </SimpleCodeList>',
    '</gc:CodeList>',
    '',
  ];
  const file = join(packageRoot, 'xsd', 'codelisten', `${versionUri.replaceAll(':', '-')}.xml`);
  writeFileSync(file, lines.join('\n'));
  process.stdout.write(`${file}: ${rows.length}\n`);
}

write(
  'fehlercode',
  'Fehlercode',
  'Fehlercodes des Gateways; die Beschreibung nennt den Fehler in einem Satz.',
  [CODE, DESCRIPTION],
  Object.entries(errors).map(([code, { de }]) => [code, de]),
);
write(
  'nachrichtentyp',
  'Nachrichtentyp',
  'Die Nachrichten dieses Standards; der Code ist der Name der Nachricht.',
  [CODE, DESCRIPTION, ['rechtsgrundlage', 'Rechtsgrundlage', 'string']],
  messages.map(({ name, titel, rechtsgrundlage }) => [name, titel, rechtsgrundlage]),
);
