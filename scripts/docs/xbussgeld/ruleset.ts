import { type RuleDescription, Validator } from '../../../src/standard/index.ts';

type Variable = RuleDescription['lets'][number];

/** The variables that an expression needs, also by way of each other, in their order. */
export const usedVariables = ({ test, lets }: RuleDescription): readonly Variable[] => {
  const needed = new Set<Variable>();
  let text = test;
  for (const variable of lets.toReversed()) {
    if (!new RegExp(`\\$${variable.name}(?![\\w.-])`).test(text)) continue;
    needed.add(variable);
    text += ` ${variable.value}`;
  }
  return lets.filter((variable) => needed.has(variable));
};

/** Order in which people count: R2 before R10, R10.2 before R10.10. */
const byNumber = new Intl.Collator('de', { numeric: true });

/** Every business rule, ordered by its id. */
export const readRules = (): readonly RuleDescription[] =>
  new Validator().rules.toSorted((a, b) => byNumber.compare(a.id, b.id));

/** A rule that names message numbers in a text like `|1160|2010|` and asks nothing of any other message. */
const NAMED = /contains\('\|([\d|]+)\|', concat\('\|', \$nummer, '\|'\)\)/;

/** Numbers of the only messages that a rule can find something in, where its own expression says which. */
export const namedNumbers = ({ test, kind }: RuleDescription): readonly string[] | undefined => {
  const only = /^\$nummer != '(\d{4})' or /.exec(test)?.[1];
  if (kind === 'assert' && only !== undefined) return [only];
  const [whole = '', numbers] = NAMED.exec(test) ?? [];
  const needed =
    kind === 'report'
      ? test.startsWith(`${whole} and `) && !/\bor\b/.test(test.replaceAll(/\([^()]*\)/g, ''))
      : test.endsWith(`not(${whole})`) && /^(?:[^()']* or )?not\(/.test(test);
  return numbers !== undefined && needed ? numbers.split('|') : undefined;
};

/** File of a rule, relative to the repository. */
export const ruleFile = ({ file }: Pick<RuleDescription, 'file'>): string => `xsd/schematron/${file}`;
