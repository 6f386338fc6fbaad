import type { z } from 'zod';

/** What a value of the wrong type should have been. */
const ARTEN: Readonly<Record<string, string>> = {
  string: 'Text in Anführungszeichen',
  number: 'eine Zahl',
  boolean: 'true oder false',
  array: 'eine Liste',
};

type Rohfehler = z.core.$ZodRawIssue;

const schluesselVon = ({ inst }: Rohfehler): string => {
  const shape = inst?._zod.def && 'shape' in inst._zod.def ? (inst._zod.def.shape as object) : {};
  return Object.keys(shape).join(', ');
};

/** What is allowed where the schema says nothing itself, in German. */
export function erlaubt(issue: Rohfehler): string | undefined {
  if (issue.code === 'unrecognized_keys') return `zulässig sind hier: ${schluesselVon(issue)}`;
  if (issue.code !== 'invalid_type') return undefined;
  if (issue.expected === 'object') return `ein Block mit den Schlüsseln ${schluesselVon(issue)}`;
  return ARTEN[issue.expected];
}

const YAML: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'Der Schlüssel steht schon einmal in diesem Block.',
  MULTILINE_IMPLICIT_KEY: 'Hinter dem Schlüssel fehlt der Doppelpunkt.',
  BLOCK_AS_IMPLICIT_KEY: 'In einer Zeile steht nur ein Schlüssel; Text mit Doppelpunkt gehört in Anführungszeichen.',
  BAD_INDENT: 'Die Einrückung passt nicht zu den Zeilen darüber.',
  TAB_AS_INDENT: 'Eingerückt wird mit Leerzeichen, nicht mit Tabulatoren.',
  MISSING_CHAR: 'Eine Klammer, ein Komma oder ein Anführungszeichen fehlt.',
  MULTIPLE_DOCS: 'Die Datei enthält mehr als ein Dokument (---).',
};

/** German sentence for a fault that the YAML parser found. */
export const yamlFehler = (code: string): string => YAML[code] ?? `Das ist kein zulässiges YAML (${code}).`;
