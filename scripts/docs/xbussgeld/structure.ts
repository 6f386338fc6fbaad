import type { ModelComplex, NamedElement } from '../../../src/standard/schema-model.ts';
import { code, table } from '../markdown.ts';
import type { Up } from './links.ts';
import type { Source } from './source.ts';
import { typeCells } from './types.ts';

const HEAD = ['Element', 'Bedeutung', 'Häufigkeit', 'Typ', 'Werte'];

interface Options {
  readonly up: Up;
  /** whether to show what stands inside of an element of this type */
  readonly inside: (type: string) => boolean;
}

/** Choices of a table in the order in which they are met; each is explained below the table. */
class Choices {
  readonly texts: string[] = [];
  readonly #known = new Map<string, number>();

  mark(type: ModelComplex, choice: number): string {
    const key = `${type.name}/${choice}`;
    const known = this.#known.get(key) ?? this.#add(key, type, choice);
    return `Auswahl ${known}`;
  }

  #add(key: string, type: ModelComplex, choice: number): number {
    const names = type.elements.filter((element) => element.choice === choice).map(({ name }) => code(name));
    const how = type.choices?.[choice] === false ? 'höchstens eines' : 'genau eines';
    const last = names.pop() ?? '';
    const position = this.texts.length + 1;
    this.texts.push(`Auswahl ${position}: ${how} von ${names.join(', ')} und ${last}.`);
    this.#known.set(key, position);
    return position;
  }
}

const occurrence = (type: ModelComplex, element: NamedElement, choices: Choices): string => {
  const range = `${element.optional ? '0' : '1'}${element.many ? '..n' : element.optional ? '..1' : ''}`;
  return element.choice === undefined ? range : `${range}, ${choices.mark(type, element.choice)}`;
};

const indented = (name: string, depth: number): string =>
  depth === 0 ? code(name) : `${'&emsp;'.repeat(depth)}${code(name)}`;

function* rows(source: Source, type: ModelComplex, options: Options, choices: Choices, depth = 0): Generator<string[]> {
  for (const attribute of type.attributes) {
    const fixed = attribute.fixed === undefined ? '' : `immer ${code(attribute.fixed)}`;
    const [cell, facets] = typeCells(source, options.up, attribute.type);
    yield [
      indented(`@${attribute.name}`, depth),
      attribute.documentation,
      attribute.required ? '1' : '0..1',
      cell,
      fixed || facets,
    ];
  }
  for (const element of type.elements) {
    const [cell, facets] = typeCells(source, options.up, element.type);
    yield [indented(element.name, depth), element.documentation, occurrence(type, element, choices), cell, facets];
    const complex = source.model.complex.get(element.type);
    if (complex !== undefined && complex.codeList === undefined && options.inside(element.type))
      yield* rows(source, complex, options, choices, depth + 1);
  }
}

/** Structure of a type as a table; what is left out is linked. */
export const structure = (source: Source, type: ModelComplex, options: Options): string => {
  const choices = new Choices();
  const lines = table(HEAD, [...rows(source, type, options, choices)]);
  return [lines, ...choices.texts].join('\n\n');
};
