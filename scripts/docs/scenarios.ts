import { z } from 'zod';
import { profileSchema } from '../../src/profile/schema.ts';
import { ARTEN } from '../../src/simulation/stoerung-arten.ts';
import { szenarioSchema } from '../../src/simulation/szenario.ts';
import { code, table } from './markdown.ts';

/** The part of JSON Schema that the scenario schema uses. */
interface Node {
  readonly type?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly items?: Node;
  readonly pattern?: string;
  readonly format?: string;
}

/** More values, or a longer pattern, than fit into a cell. */
const MOST_VALUES = 16;
const LONGEST_PATTERN = 40;

const typeOf = (node: Node): string => {
  if (node.enum !== undefined) {
    return node.enum.length > MOST_VALUES ? 'one of a list' : node.enum.map(code).join(', ');
  }
  if (node.format === 'date') return 'day `JJJJ-MM-TT`';
  if (node.format === 'date-time') return 'instant';
  if (node.pattern !== undefined && node.pattern.length <= LONGEST_PATTERN) return `text ${code(node.pattern)}`;
  if (node.type === 'array') return `list of ${node.items?.type === 'object' ? 'entries' : typeOf(node.items ?? {})}`;
  return (
    { string: 'text', integer: 'whole number', boolean: 'true or false', object: 'block' }[node.type ?? ''] ?? 'text'
  );
};

/** One row a key, those of blocks below it. */
const rows = (node: Node, path: string): string[][] =>
  Object.entries(node.properties ?? {}).flatMap(([name, child]) => {
    const here = path === '' ? name : `${path}.${name}`;
    const needed = (node.required?.includes(name) ?? false) && child.default === undefined;
    const inside = child.type === 'array' ? child.items : child;
    return [
      [code(here), typeOf(child), needed ? 'yes' : '', child.description ?? ''],
      ...rows(inside ?? {}, child.type === 'array' ? `${here}[]` : here),
    ];
  });

/** All keys of a scenario file, from the schema that parses it. */
export const scenarioKeys = (): string => {
  const schema = z.toJSONSchema(szenarioSchema, { io: 'input', unrepresentable: 'any' }) as Node;
  return table(['Schlüssel', 'Form', 'nötig', 'Bedeutung'], rows(schema, ''));
};

/** All keys of a profile, from the schema that parses it. */
export const profileKeys = (): string => {
  const schema = z.toJSONSchema(profileSchema, { io: 'input', unrepresentable: 'any' }) as Node;
  return table(['Schlüssel', 'Form', 'nötig', 'Bedeutung'], rows(schema, ''));
};

/** What the disturber can do. */
export const disturbances = (): string =>
  table(
    ['art', 'Bedeutung'],
    Object.entries(ARTEN).map(([name, text]) => [code(name), text]),
  );
