import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Tests that run over the whole catalogue, and what they show of a message. */
export const CATALOGUE_TESTS: readonly (readonly [path: string, shows: string])[] = [
  [
    'test/standard/schemas.test.ts',
    'Beispiel gültig nach den Schemata des Projekts und nach den veröffentlichten XÖV-Dateien',
  ],
  ['test/interop/xmllint.test.ts', 'dasselbe mit einem zweiten Prüfprogramm (xmllint)'],
  ['test/standard/rules.test.ts', 'Beispiel ohne Befund; zu jeder Regel ein Gegenbeispiel'],
  ['test/standard/roundtrip.test.ts', 'XML → Objekt → XML ohne Verlust, auch mit zufälligem Inhalt'],
  ['test/standard/catalogue.test.ts', 'Katalog und Schema stimmen überein; Antworten gehen den Weg zurück'],
  ['test/standard/header.test.ts', 'Nachrichtenkopf nennt Autor, Leser, Typ und Vorgang'],
];

/** Folders with files that carry out messages one by one. */
const PLACES = [
  ['test', /\.ts$/],
  ['scenarios', /\.yaml$/],
  ['src/simulation', /\.ts$/],
] as const;

/** Files of the project that name a message in full, besides those that run over the whole catalogue. */
export const filesNaming = (root: string): ((name: string) => readonly string[]) => {
  const files = PLACES.flatMap(([folder, pattern]) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
      .filter((path) => pattern.test(path) && !path.startsWith('test/docs/'))
      .sort()
      .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') })),
  );
  return (name) => files.filter(({ text }) => text.includes(name)).map(({ path }) => path);
};
