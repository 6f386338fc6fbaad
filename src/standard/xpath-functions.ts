import type { SnapshotNode } from '../xml/index.ts';
import { after, before, lengthOf, normalizeSpace, substring, translation } from './xpath-texts.ts';
import {
  boolean,
  booleanOf,
  type Compiled,
  type Evaluate,
  type Frame,
  listOf,
  type Nodes,
  number,
  numberOf,
  text,
  textNumber,
  textOf,
} from './xpath-values.ts';

/** Type of a parameter or a result. */
export type ParameterType = 'text' | 'number';

/** A function beside those of XPath 1.0. Missing values reach it as `''` and NaN; it never throws. */
export interface ExtensionFunction {
  readonly parameters: readonly ParameterType[];
  readonly result: 'text' | 'boolean';
  call(values: readonly (string | number)[], frame: Frame): string | boolean;
}

/** What a core function takes: `any`, a set of `nodes`, or what can stand for a text or a number in XPath 2.0 too. */
type Kind = ParameterType | 'nodes' | 'any';

interface CoreFunction {
  readonly parameters: readonly Kind[];
  /** parameters that may be left out at the end */
  readonly optional?: number;
  /** whether the last parameter may be repeated */
  readonly repeated?: boolean;
  compile(parameters: readonly Compiled[]): Compiled;
}

const self: Nodes = { kind: 'nodes', ordered: true, visit: (node, _frame, accept) => accept(node) };

/** Parameter by place; the parser's counts are checked before. */
const at = (parameters: readonly Compiled[], index: number): Compiled => parameters[index] ?? self;

const texts = (
  parameters: readonly Compiled[],
  use: (first: string, second: string, third: string) => string,
): Compiled => {
  const [first, second, third] = [0, 1, 2].map((index) => textOf(at(parameters, index)));
  if (first === undefined || second === undefined || third === undefined) return self;
  return text((node, frame) => use(first(node, frame), second(node, frame), third(node, frame)));
};

const twoTexts = (use: (first: string, second: string) => boolean): CoreFunction => ({
  parameters: ['text', 'text'],
  compile: (parameters) => {
    const first = textOf(at(parameters, 0));
    const second = textOf(at(parameters, 1));
    return boolean((node, frame) => use(first(node, frame), second(node, frame)));
  },
});

const oneNumber = (use: (value: number) => number): CoreFunction => ({
  parameters: ['number'],
  compile: (parameters) => {
    const value = numberOf(at(parameters, 0));
    return number((node, frame) => use(value(node, frame)));
  },
});

const nameOf = (use: (node: SnapshotNode) => string): CoreFunction => ({
  parameters: ['nodes'],
  optional: 1,
  compile: (parameters) => {
    const nodes = at(parameters, 0);
    const list = nodes.kind === 'nodes' ? listOf(nodes) : () => [];
    return text((node, frame) => {
      const [first] = list(node, frame);
      return first === undefined ? '' : use(first);
    });
  },
});

const overNodes = (use: (nodes: readonly SnapshotNode[]) => number): CoreFunction => ({
  parameters: ['nodes'],
  compile: (parameters) => {
    const nodes = at(parameters, 0);
    const list = nodes.kind === 'nodes' ? listOf(nodes) : () => [];
    return number((node, frame) => use(list(node, frame)));
  },
});

const constant = (value: boolean): CoreFunction => ({ parameters: [], compile: () => boolean(() => value) });

/** Nearly always the characters are written in the rule; the table is made once then. */
function compileTranslate(parameters: readonly Compiled[]): Compiled {
  const [from, to] = [at(parameters, 1), at(parameters, 2)];
  if (from.kind !== 'text' || to.kind !== 'text' || from.constant === undefined || to.constant === undefined)
    return texts(parameters, (value, source, target) => translation(source, target)(value));
  const translate = translation(from.constant, to.constant);
  return texts(parameters, (value) => translate(value));
}

/** A constant mark, as nearly always, is not asked for again and again. */
const contains: CoreFunction = {
  parameters: ['text', 'text'],
  compile: (parameters) => {
    const value = textOf(at(parameters, 0));
    const mark = at(parameters, 1);
    if (mark.kind !== 'text' || mark.constant === undefined)
      return twoTexts((one, other) => one.includes(other)).compile(parameters);
    const { constant } = mark;
    return boolean((node, frame) => value(node, frame).includes(constant));
  },
};

/** Functions of XPath 1.0, section 4, but for those that depend on a DTD, a language or the prefixes of a document. */
export const coreFunctions: ReadonlyMap<string, CoreFunction> = new Map<string, CoreFunction>([
  ['last', { parameters: [], compile: () => number((_node, frame) => frame.size) }],
  ['position', { parameters: [], compile: () => number((_node, frame) => frame.position) }],
  ['count', overNodes((nodes) => nodes.length)],
  ['sum', overNodes((nodes) => nodes.reduce((sum, node) => sum + textNumber(node.text), 0))],
  ['local-name', nameOf(({ name }) => name)],
  ['namespace-uri', nameOf(({ namespace }) => namespace)],
  ['string', { parameters: ['any'], optional: 1, compile: (parameters) => text(textOf(at(parameters, 0))) }],
  ['number', { parameters: ['any'], optional: 1, compile: (parameters) => number(numberOf(at(parameters, 0))) }],
  ['boolean', { parameters: ['any'], compile: (parameters) => boolean(booleanOf(at(parameters, 0))) }],
  [
    'not',
    {
      parameters: ['any'],
      compile: (parameters) => {
        const value = booleanOf(at(parameters, 0));
        return boolean((node, frame) => !value(node, frame));
      },
    },
  ],
  ['true', constant(true)],
  ['false', constant(false)],
  [
    'concat',
    {
      parameters: ['any', 'any'],
      repeated: true,
      compile: (parameters) => {
        const parts = parameters.map(textOf);
        return text((node, frame) => parts.reduce((all, part) => all + part(node, frame), ''));
      },
    },
  ],
  ['starts-with', twoTexts((value, mark) => value.startsWith(mark))],
  ['contains', contains],
  ['substring-before', { parameters: ['text', 'text'], compile: (parameters) => texts(parameters, before) }],
  ['substring-after', { parameters: ['text', 'text'], compile: (parameters) => texts(parameters, after) }],
  ['translate', { parameters: ['text', 'text', 'text'], compile: compileTranslate }],
  [
    'substring',
    {
      parameters: ['text', 'number', 'number'],
      optional: 1,
      compile: (parameters) => {
        const value = textOf(at(parameters, 0));
        const start = numberOf(at(parameters, 1));
        const [, , third] = parameters;
        const length: Evaluate<number> = third === undefined ? () => Number.POSITIVE_INFINITY : numberOf(third);
        return text((node, frame) => substring(value(node, frame), start(node, frame), length(node, frame)));
      },
    },
  ],
  [
    'string-length',
    {
      parameters: ['text'],
      optional: 1,
      compile: (parameters) => {
        const value = textOf(at(parameters, 0));
        return number((node, frame) => lengthOf(value(node, frame)));
      },
    },
  ],
  [
    'normalize-space',
    {
      parameters: ['text'],
      optional: 1,
      compile: (parameters) => texts(parameters, normalizeSpace),
    },
  ],
  ['floor', oneNumber(Math.floor)],
  ['ceiling', oneNumber(Math.ceil)],
  ['round', oneNumber(Math.round)],
]);
