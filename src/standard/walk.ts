import { PREFIX, type SimpleType } from './descriptor.ts';
import type { Message } from './message.ts';
import { type ComplexPlan, messagePlan } from './plan.ts';

/** A value of a message with what the schema says about it. */
export interface Leaf {
  /** XPath with the prefix `xbg`; attributes end in `/@name` */
  readonly path: string;
  readonly value: string | number | boolean;
  readonly type: SimpleType;
  /** the list of the code of which this value is the element `code`; version absent if neither schema nor message name it */
  readonly codeList?: { readonly uri: string; readonly version?: string };
}

type Values = Readonly<Record<string, unknown>>;

const codeListOf = (plan: ComplexPlan, values: Values): Leaf['codeList'] => {
  const uri = plan.codeList?.uri ?? values['listURI'];
  const version = plan.codeList?.version ?? values['listVersionID'];
  if (typeof uri !== 'string') return undefined;
  return typeof version === 'string' ? { uri, version } : { uri };
};

function* walk(plan: ComplexPlan, values: Values, path: string): Generator<Leaf> {
  for (const { name, simple, implied } of plan.attributes) {
    const value = values[name];
    if (!implied && value !== undefined) yield { path: `${path}/@${name}`, value: value as string, type: simple };
  }
  const codeList = codeListOf(plan, values);
  for (const { tag, property, many, simple, complex } of plan.elements) {
    const value = values[property];
    if (value === undefined) continue;
    const items = many ? (value as readonly unknown[]) : [value];
    for (const [index, item] of items.entries()) {
      const at = `${path}/${tag}${many ? `[${index + 1}]` : ''}`;
      if (complex !== undefined) yield* walk(complex, item as Values, at);
      else if (simple !== undefined) {
        const list = codeList !== undefined && tag === 'code' ? { codeList } : {};
        yield { path: at, value: item as string, type: simple, ...list };
      }
    }
  }
}

/** Every value of a message in document order, with its path and type: what checks of characters and codes go over. */
export function* leaves(message: Message): Generator<Leaf> {
  const plan = messagePlan(message.typ);
  if (plan !== undefined) yield* walk(plan, message as unknown as Values, `/${PREFIX}:${message.typ}`);
}
