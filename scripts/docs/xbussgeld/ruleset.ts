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

/** File of a rule, relative to the repository. */
export const ruleFile = ({ file }: Pick<RuleDescription, 'file'>): string => `xsd/schematron/${file}`;
