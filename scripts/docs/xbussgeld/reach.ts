import type { Model, ModelComplex } from '../../../src/standard/schema-model.ts';

/** An element as it can stand in a message. */
interface Place {
  readonly name: string;
  readonly parent: Place | undefined;
  readonly children: ReadonlySet<string>;
}

interface Step {
  readonly name: string;
  readonly predicates: readonly string[];
  /** whether anything may stand between it and the step before */
  readonly loose: boolean;
}

/** Splits at a separator outside of brackets, parentheses and literals. */
const split = (text: string, separator: string): string[] => {
  const parts = [''];
  let depth = 0;
  let quote = '';
  for (const c of text) {
    if (quote !== '') quote = c === quote ? '' : quote;
    else if (c === '"' || c === "'") quote = c;
    else if ('[('.includes(c)) depth += 1;
    else if ('])'.includes(c)) depth -= 1;
    if (c === separator && depth === 0 && quote === '') parts.push('');
    else parts.push((parts.pop() ?? '') + c);
  }
  return parts;
};

const stepsOf = (alternative: string): { absolute: boolean; steps: Step[] } => {
  const absolute = /^\/[^/]/.test(alternative);
  const steps: Step[] = [];
  let loose = false;
  for (const part of split(alternative.replace(/^\/+/, ''), '/')) {
    if (part === '') {
      loose = true;
      continue;
    }
    const name = (part.split('[')[0] ?? '').replace(/^.*:/, '');
    const predicates = [
      ...part.slice(part.indexOf('[') < 0 ? part.length : part.indexOf('[')).matchAll(/\[(.*?)\](?=\[|$)/g),
    ];
    steps.push({ name, predicates: predicates.map((match) => match[1] ?? ''), loose });
    loose = false;
  }
  return { absolute, steps };
};

/**
 * Names of children that a predicate cannot do without. Only of what is plain enough to say so: anything with an
 * alternative or a negation is taken to be possible.
 */
const neededChildren = (predicate: string): string[] => {
  if (/\bor\b|not\(|\|/.test(predicate)) return [];
  return split(predicate.replaceAll(/'[^']*'/g, "''"), ' ').flatMap((token) => {
    const path = /^(?:[a-z-]+\()*(?:xbg:)?([A-Za-z][\w.-]*)(?![\w(:.-])/.exec(token);
    const name = path?.[1] ?? '';
    return name === '' || ['and', 'div', 'mod'].includes(name) ? [] : [name];
  });
};

const holds = ({ children }: Place, predicate: string): boolean => {
  if (predicate === '*') return children.size > 0;
  if (predicate === 'not(*)') return children.size === 0;
  return neededChildren(predicate).every((child) => children.has(child));
};

const fits = (place: Place, { name, predicates }: Step): boolean =>
  (name === '*' || name === place.name) && predicates.every((predicate) => holds(place, predicate));

const matches = (place: Place | undefined, steps: readonly Step[], absolute: boolean): boolean => {
  const last = steps.at(-1);
  if (last === undefined) return !absolute || place === undefined;
  if (place === undefined || !fits(place, last)) return false;
  if (steps.length === 1) return !absolute || place.parent === undefined;
  const before = steps.slice(0, -1);
  if (!last.loose) return matches(place.parent, before, absolute);
  for (let above = place.parent; above !== undefined; above = above.parent)
    if (matches(above, before, absolute)) return true;
  return false;
};

const placesOf = (model: Model, name: string, type: ModelComplex, parent?: Place): Place[] => {
  const place = { name, parent, children: new Set(type.elements.map((element) => element.name)) };
  const below = type.elements.flatMap((element) => {
    const complex = model.complex.get(element.type);
    if (complex !== undefined) return placesOf(model, element.name, complex, place);
    return [{ name: element.name, parent: place, children: new Set<string>() }];
  });
  return [place, ...below];
};

/** Tells for the context of a rule in which messages it can stand; given are their names. */
export const reachOf = (model: Model): ((context: string) => readonly string[]) => {
  const messages = model.messages.map(({ name, type }) => {
    const places = placesOf(model, name, type);
    return { name, places, byName: Map.groupBy(places, (place) => place.name) };
  });
  return (context) => {
    const alternatives = split(context, '|').map((text) => stepsOf(text.trim()));
    return messages
      .filter(({ places, byName }) =>
        alternatives.some(({ absolute, steps }) => {
          const name = steps.at(-1)?.name ?? '*';
          const candidates = name === '*' ? places : (byName.get(name) ?? []);
          return candidates.some((place) => matches(place, steps, absolute));
        }),
      )
      .map(({ name }) => name);
  };
};
