/**
 * German findings for libxml2's schema messages. Those quote values of the document, which may be personal data; so a
 * finding is composed only of parts that are recognised as schema or markup, and a value is never carried over:
 * patterns are anchored at the ends that libxml2 writes, and what lies between is dropped.
 */

/** `Element '{ns}name', attribute '{ns}name': rest`; names cannot contain quotes. */
const SUBJECT = /^Element '([^']*)'(?:, attribute '([^']*)')?: /;
const FACET = /^\[facet '([a-zA-Z]+)'\] /;

type Composer = (match: RegExpExecArray) => string;

const listed = (names: string): string => names.replace(/\{[^}]*\}/g, '').trim();

const CONSTRAINTS: readonly (readonly [RegExp, Composer])[] = [
  [
    /^This element is not expected\.(?: Expected is (?:one of )?\( ([^']*) \)\.)?\s*$/,
    ([, names]) =>
      `steht hier nicht an erlaubter Stelle (This element is not expected).${names ? ` Erwartet: ${listed(names)}.` : ''}`,
  ],
  [
    /^Missing child element\(s\)\.(?: Expected is (?:one of )?\( ([^']*) \)\.)?\s*$/,
    ([, names]) => `ist unvollständig (Missing child element(s)).${names ? ` Es fehlt: ${listed(names)}.` : ''}`,
  ],
  [
    /^The attribute '([^']*)' is required but missing\.\s*$/,
    ([, name]) => `braucht das Attribut ${listed(name ?? '')}.`,
  ],
  [/^The attribute '[^']*' is not allowed\.\s*$/, () => 'ist hier nicht erlaubt (The attribute is not allowed).'],
  [/^No matching global (?:element )?declaration available/, () => 'ist im Schema als Wurzel nicht deklariert.'],
  [/^Character content/, () => 'darf keinen Text enthalten (Character content is not allowed).'],
  [/^Element content is not allowed/, () => 'darf keine Elemente enthalten (Element content is not allowed).'],
  [/^The element is not 'nillable'/, () => "darf nicht leer gesetzt werden (The element is not 'nillable')."],
  [/^The type definition is abstract/, () => 'hat einen abstrakten Typ (The type definition is abstract).'],
  [
    /is not a valid value of the (?:local )?(atomic|list|union) type(?: '([^']*)')?\.\s*$/,
    ([, , type]) => `hat keinen gültigen Wert${type ? ` des Typs ${listed(type)}` : ''} (not a valid value).`,
  ],
  [
    /^Duplicate key-sequence [\s\S]* in (?:unique|key) identity-constraint '([^']*)'\.\s*$/,
    ([, name]) => `wiederholt einen Schlüssel, der eindeutig sein muss (${listed(name ?? '')}).`,
  ],
  [
    /^No match found for key-sequence [\s\S]* of keyref '([^']*)'\.\s*$/,
    ([, name]) => `verweist auf einen Schlüssel, den es nicht gibt (${listed(name ?? '')}).`,
  ],
  [
    /^Not all fields of key identity-constraint '([^']*)'/,
    ([, name]) => `hat nicht alle Felder des Schlüssels ${listed(name ?? '')}.`,
  ],
  [/does not match the fixed (?:value|attribute)/, () => 'hat nicht den festgelegten Wert (fixed value).'],
];

/** Facets whose limit stands behind the value as a number, e.g. `this exceeds the allowed maximum length of '5'`. */
const LENGTH =
  /^The value has a length of '\d+'; this (?:exceeds|underruns|differs from) the allowed (?:minimum |maximum )?length of '(\d+)'\.\s*$/;
const PATTERN = /^The value '[\s\S]*' is not accepted by the pattern '([\s\S]*)'\.\s*$/;

const FACETS: Readonly<Record<string, string>> = {
  pattern: 'entspricht nicht dem vorgeschriebenen Muster',
  enumeration: 'ist keiner der erlaubten Werte',
  length: 'hat nicht die vorgeschriebene Länge',
  minLength: 'ist zu kurz',
  maxLength: 'ist zu lang',
  minInclusive: 'ist zu klein',
  minExclusive: 'ist zu klein',
  maxInclusive: 'ist zu groß',
  maxExclusive: 'ist zu groß',
  totalDigits: 'hat zu viele Stellen',
  fractionDigits: 'hat zu viele Nachkommastellen',
};

const facetText = (facet: string, rest: string): string => {
  const what = FACETS[facet] ?? 'verletzt eine Einschränkung des Typs';
  const limit = LENGTH.exec(rest)?.[1];
  const pattern = PATTERN.exec(rest)?.[1];
  const shown = pattern !== undefined && pattern.length <= 80 ? pattern : undefined;
  const bound = limit ?? shown;
  return `hat einen Wert, der nicht passt: Er ${what} (facet ${facet}${bound === undefined ? '' : `: ${bound}`}).`;
};

/** What libxml2 adds about a key after it has reported the wrong value itself. */
const ECHO = /^Element '[^']*': Warning: No precomputed value available/;

/** Whether a message only repeats the one before it. */
export const isEcho = (message: string): boolean => ECHO.test(message);

/**
 * Makes a German sentence of one schema message.
 *
 * @param message as libxml2 writes it, with values of the document
 * @returns a sentence with names and the constraint, without any value
 */
export const schemaText = (message: string): string => {
  const subject = SUBJECT.exec(message);
  if (subject === null) return 'Das Dokument entspricht nicht dem Schema.';
  const [head, element = '', attribute] = subject;
  const rest = message.slice(head.length);
  const who =
    attribute === undefined ? `Element ${listed(element)}` : `Attribut ${listed(attribute)} von ${listed(element)}`;
  const facet = FACET.exec(rest);
  if (facet !== null) return `${who} ${facetText(facet[1] ?? '', rest.slice(facet[0].length))}`;
  for (const [pattern, compose] of CONSTRAINTS) {
    const match = pattern.exec(rest);
    if (match !== null) return `${who} ${compose(match)}`;
  }
  return `${who} entspricht nicht dem Schema.`;
};
