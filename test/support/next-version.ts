import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/platform/paths.ts';
import { build, type Message, NAMESPACE, type StandardVersion, sample } from '../../src/standard/index.ts';

/** Namespace of the version that the tests place beside the package's own. */
export const NEXT_NAMESPACE = NAMESPACE.replace('1.0', '1.1');
/** A code that only version 1.1 of the list `ermittlungsmassnahme` has. */
export const NEXT_CODE = 'videoauswertung';

/**
 * Writes version 1.1 of the standard into a folder: 1.0 with one optional element (`ansprechpartner` at the end of
 * 1120) and one code (`videoauswertung`, in version 1.1 of its list), under a namespace of its own.
 */
export function writeNextVersion(folder: string): string {
  cpSync(join(packageRoot, 'xsd'), folder, { recursive: true });
  for (const part of ['xbussgeld', 'schematron']) {
    for (const file of readdirSync(join(folder, part)).filter((name) => /\.(xsd|sch)$/.test(name)))
      change(join(folder, part, file), (text) =>
        text.replaceAll(NAMESPACE, NEXT_NAMESPACE).replaceAll(/(<xs:schema [^>]*?version=")1\.0"/gs, '$11.1"'),
      );
  }
  const schema = (name: string) => join(folder, 'xbussgeld', `xbussgeld-${name}.xsd`);
  change(schema('basisnachricht'), (text) => replaced(text, /(name="version"[^>]*fixed=")1\.0"/, '$11.1"'));
  change(schema('codes'), (text) =>
    replaced(text, /(ermittlungsmassnahme"\/>\s*<xs:attribute name="listVersionID"[^>]*fixed=")1\.0"/, '$11.1"'),
  );
  change(schema('fahrerermittlung'), (text) =>
    replaced(
      text,
      /(name="fahrerermittlung\.ersuchen\.1120".*?)(\s*<\/xs:sequence>\s*<\/xs:extension>)/s,
      `$1
<xs:element name="ansprechpartner" type="xbg:KurztextType" minOccurs="0">
  <xs:annotation><xs:documentation>Wer Rückfragen beantwortet.</xs:documentation></xs:annotation>
</xs:element>$2`,
    ),
  );
  const list = (version: string) =>
    join(folder, 'codelisten', `urn-bussgeld-blaupause-codeliste-ermittlungsmassnahme_${version}.xml`);
  const next = readFileSync(list('1.0'), 'utf8')
    .replace('<Version>1.0<', '<Version>1.1<')
    .replace('ermittlungsmassnahme_1.0<', 'ermittlungsmassnahme_1.1<');
  const row = ['code', 'beschreibung']
    .map((column) => `<Value ColumnRef="${column}"><SimpleValue>${NEXT_CODE}</SimpleValue></Value>`)
    .join('');
  writeFileSync(list('1.1'), replaced(next, /<\/SimpleCodeList>/, `<Row>${row}</Row></SimpleCodeList>`));
  return folder;
}

const change = (file: string, how: (text: string) => string): void =>
  writeFileSync(file, how(readFileSync(file, 'utf8')));

function replaced(text: string, from: RegExp, to: string): string {
  if (!from.test(text)) throw new Error(`nothing to change: ${from}`);
  return text.replace(from, to);
}

/** A message 1120 as only version 1.1 can say it. */
export const nextMessage = (): Message => {
  const { massnahme, ...rest } = sample('fahrerermittlung.ersuchen.1120');
  return {
    ...rest,
    massnahme: [...massnahme, { code: NEXT_CODE }],
    ansprechpartner: 'Beate Beispiel',
  } as unknown as Message;
};

/** XML of {@link nextMessage}. */
export const buildNext = (version: StandardVersion): Buffer => Buffer.from(build(nextMessage(), { version }));
