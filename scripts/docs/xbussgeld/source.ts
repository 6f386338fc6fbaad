import { join } from 'node:path';
import {
  type CodeList,
  CodeLists,
  catalogue,
  type MessageDefinition,
  type RuleDescription,
} from '../../../src/standard/index.ts';
import { type Model, type ModelMessage, readModel } from '../../../src/standard/schema-model.ts';
import { type Broken, readBreaks } from './breaking.ts';
import { reachOf } from './reach.ts';
import { namedNumbers, readRules } from './ruleset.ts';
import { readSchemaFiles, roomOf, type SchemaFiles } from './schemas.ts';

/** A message with all that schema and catalogue say about it. */
export interface MessageDoc extends MessageDefinition {
  readonly schema: ModelMessage;
  /** schema file, relative to `xsd/` */
  readonly file: string;
  /** the theme's schema file without its beginning, e.g. `zustellung` */
  readonly room: string;
  /** name of its page */
  readonly page: string;
}

/** A rule with the numbers of the messages that it can find something in. */
export interface ReachingRule extends RuleDescription {
  readonly numbers: readonly string[];
  /** the message that breaks it */
  readonly broken: Broken;
}

/** Everything that the pages are drawn from. */
export interface Source {
  readonly root: string;
  readonly model: Model;
  readonly schemas: SchemaFiles;
  readonly messages: readonly MessageDoc[];
  readonly byNumber: ReadonlyMap<string, MessageDoc>;
  readonly lists: readonly CodeList[];
  readonly rules: readonly ReachingRule[];
}

/** Reads schemas, catalogue, code lists and rules. */
export const readSource = (root: string): Source => {
  const model = readModel(join(root, 'xsd'));
  const schemas = readSchemaFiles(join(root, 'xsd'));
  const messages = catalogue.map((definition): MessageDoc => {
    const schema = model.messages.find(({ name }) => name === definition.name);
    if (schema === undefined) throw new Error(`${definition.name} is in the catalogue but not in the schemas`);
    const file = schemas.declaredIn.get(definition.name) ?? '';
    const [, aktion] = definition.name.split('.');
    return { ...definition, schema, file, room: roomOf(file), page: `${definition.number}-${aktion}.md` };
  });
  const reach = reachOf(model);
  const broken = readBreaks(root);
  const rules = readRules().map((rule) => {
    const numbers = reach(rule.context).map((name) => name.slice(-4));
    const named = namedNumbers(rule) ?? numbers;
    return { ...rule, numbers: numbers.filter((number) => named.includes(number)), broken: broken(rule.id) };
  });
  const byNumber = new Map(messages.map((message) => [message.number, message]));
  return { root, model, schemas, messages, byNumber, lists: CodeLists.load().all(), rules };
};

/** Whether a rule is asked of most messages: of their header, their Vorgang, their documents. */
export const isGeneral = ({ messages }: Source, { numbers }: ReachingRule): boolean =>
  numbers.length > messages.length / 2;
