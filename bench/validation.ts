import { join } from 'node:path';
import { packageRoot } from '../src/platform/index.ts';
import { checkContent } from '../src/standard/content.ts';
import { CodeLists, checkCharacters, leaves, parse as mapped, Validator } from '../src/standard/index.ts';
import { messagePlan } from '../src/standard/plan.ts';
import { Schematron } from '../src/standard/schematron.ts';
import { contentLimits, parseTrusted, precheck, SchemaSet, snapshot } from '../src/xml/index.ts';
import { expressionOf, withExactPatterns } from './din-pattern.ts';
import {
  type Effort,
  measure,
  median,
  oneByOne,
  ratios,
  type Series,
  spread,
  sum,
  type Taken,
  type Task,
} from './measure.ts';
import { type Form, messageOf } from './messages.ts';

const KB = 1024;
const SIZES = [10 * KB, 100 * KB, 1024 * KB, 10 * 1024 * KB] as const;
const FORMS: readonly Form[] = ['many', 'long'];

/** One line of the table: a quotient of two times of the same rounds. */
export interface ValidationRatio {
  readonly what: string;
  readonly ms: number;
  readonly againstMs: number;
  readonly ratio: number;
  readonly spread: number;
}

/** Validation of messages of one size. */
export interface ValidationSize {
  readonly form: Form;
  readonly bytes: number;
  readonly ms: number;
  readonly nsPerByte: number;
  /** time for the same message with a fault in its last part, as a part of the time for the valid one */
  readonly faulty: number;
}

export interface ValidationResult {
  /** bytes of the message of the ratios */
  readonly bytes: number;
  /** single steps, milliseconds each */
  readonly steps: readonly { readonly step: string; readonly ms: number }[];
  readonly ratios: readonly ValidationRatio[];
  readonly sizes: readonly ValidationSize[];
}

const xsd = join(packageRoot, 'xsd');
const main = join(xsd, 'xbussgeld', 'xbussgeld.xsd');

/** Validation of a message of 10 KB, step by step and whole. */
function steps(bytes: Buffer): Task[] {
  const validator = new Validator();
  const schema = SchemaSet.load(main, { root: xsd });
  const patterns = withExactPatterns(main, xsd);
  const [lists, rules] = [CodeLists.load(), Schematron.load()];
  const document = parseTrusted(bytes);
  const [view, plan] = [snapshot(document), messagePlan(document.root.name)];
  if (plan === undefined) throw new RangeError(document.root.name);
  const texts = [...leaves(mapped(bytes))].flatMap(({ value, type }) =>
    type.din === undefined ? [] : [{ text: String(value), din: type.din, expression: expressionOf(type.din) }],
  );
  return [
    oneByOne('pre-check', () => precheck(bytes, contentLimits)),
    oneByOne('parse', () => parseTrusted(bytes)[Symbol.dispose]()),
    oneByOne('XSD', () => schema.validate(document)),
    oneByOne('XSD with exact patterns', () => patterns.validate(document)),
    oneByOne('snapshot', () => snapshot(document)),
    oneByOne('DIN 91379 by table', () => {
      for (const { text, din } of texts) checkCharacters(text, din);
    }),
    oneByOne('DIN 91379 by regular expression', () => {
      for (const { text, expression } of texts) expression.test(text);
    }),
    oneByOne('codes and characters', () => checkContent(view, plan, { lists })),
    oneByOne('codes, characters, rules', () => checkContent(view, plan, { lists, rules })),
    oneByOne('validate document', () => validator.validate(document)),
    oneByOne('validate bytes', () => validator.validate(bytes)),
  ];
}

/** What is held against what: a name, its time, the sum that it is a multiple or a part of. */
const RATIOS: readonly (readonly [what: string, of: string, against: readonly string[]])[] = [
  ['everything / XSD alone, on a document', 'validate document', ['XSD']],
  ['everything / XSD alone, from bytes', 'validate bytes', ['pre-check', 'parse', 'XSD']],
  ['DIN 91379 / everything, on a document', 'DIN 91379 by table', ['validate document']],
  ['DIN 91379 / everything, from bytes', 'DIN 91379 by table', ['validate bytes']],
  ['DIN 91379 by regular expression / by table', 'DIN 91379 by regular expression', ['DIN 91379 by table']],
  ['exact patterns in the XSD / XSD and table', 'XSD with exact patterns', ['XSD', 'DIN 91379 by table']],
];

/** The same message with a number in its last part that is none. */
const withFault = (bytes: Buffer): Buffer => {
  const xml = bytes.toString();
  const at = xml.lastIndexOf('<xbg:zeitpunkt>');
  return Buffer.from(`${xml.slice(0, at)}<xbg:zeitpunkt>x${xml.slice(at + '<xbg:zeitpunkt>'.length)}`);
};

function sizeTasks(): { task: Task; form: Form; bytes: number; faulty: boolean }[] {
  const validator = new Validator();
  return FORMS.flatMap((form) =>
    SIZES.flatMap((size) => {
      const valid = messageOf(size, form);
      return [valid, withFault(valid)].map((bytes, index) => ({
        task: {
          ...oneByOne(`validate ${form} ${size} ${index}`, () => {
            const { total } = validator.validate(bytes);
            if (total !== index) throw new RangeError(`${total} findings`);
          }),
          most: Math.max(2, Math.floor((2 * SIZES[3]) / size)),
        },
        form,
        bytes: bytes.length,
        faulty: index === 1,
      }));
    }),
  );
}

const timeOf = (taken: ReadonlyMap<string, Taken>, name: string): Series => taken.get(name)?.time ?? [];

/** Times validation: a message of 10 KB against its parts, then sizes up to 10 MB, valid and with a fault at the end. */
export async function validation(effort: Effort, onRound: (round: number) => void): Promise<ValidationResult> {
  const bytes = messageOf(SIZES[0]);
  const tasks = steps(bytes);
  const taken = await measure(tasks, effort, onRound);
  const sized = sizeTasks();
  const few: Effort = { rounds: Math.min(3, effort.rounds), taskMs: effort.taskMs };
  const sizes = await measure(
    sized.map(({ task }) => task),
    few,
    onRound,
  );
  return {
    bytes: bytes.length,
    steps: tasks.map(({ name }) => ({ step: name, ms: median(timeOf(taken, name)) })),
    ratios: RATIOS.map(([what, of, against]) => {
      const [time, base] = [timeOf(taken, of), sum(against.map((name) => [timeOf(taken, name), 1]))];
      const quotients = ratios(time, base);
      return { what, ms: median(time), againstMs: median(base), ratio: median(quotients), spread: spread(quotients) };
    }),
    sizes: sized.flatMap(({ task, form, bytes, faulty }, index) => {
      const pair = sized[index + 1];
      if (faulty || pair === undefined) return [];
      const [time, other] = [timeOf(sizes, task.name), timeOf(sizes, pair.task.name)];
      const ms = median(time);
      return [{ form, bytes, ms, nsPerByte: (ms * 1e6) / bytes, faulty: median(ratios(other, time)) }];
    }),
  };
}
