import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RuleDescription, Validator } from '../../../src/standard/index.ts';
import { parseTrusted } from '../../../src/xml/index.ts';

const ISO = 'http://purl.oclc.org/dsdl/schematron';

/** A variable of a rule. */
export interface Variable {
  readonly name: string;
  readonly value: string;
}

/** A rule with what its file says about it. */
export interface Rule extends RuleDescription {
  /** path of the file, relative to the repository */
  readonly file: string;
  /** title of the file without the name of the standard */
  readonly titel: string;
  /** XSLT pattern of the elements that it judges */
  readonly context: string;
  readonly variables: readonly Variable[];
  /** XPath expression */
  readonly test: string;
  /** what the expression says when the finding is due */
  readonly firesOn: boolean;
}

type Statement = Pick<Rule, 'file' | 'titel' | 'context' | 'variables' | 'test' | 'firesOn'>;

const squeeze = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** What a Schematron file states, by rule id. */
const statements = (path: string, file: string): [string, Statement][] => {
  using document = parseTrusted(readFileSync(path));
  const titel = (document.root.child('title', ISO)?.text ?? '').replace(/^.*?: /, '');
  return document.root.all('pattern', ISO).flatMap((pattern) =>
    pattern.all('rule', ISO).flatMap((rule) => {
      const variables = [...pattern.all('let', ISO), ...rule.all('let', ISO)].map((element) => ({
        name: element.attribute('name') ?? '',
        value: squeeze(element.attribute('value') ?? ''),
      }));
      return rule
        .children()
        .filter(({ name }) => name === 'assert' || name === 'report')
        .map((check): [string, Statement] => {
          const test = squeeze(check.attribute('test') ?? '');
          const statement = {
            file,
            titel,
            context: squeeze(rule.attribute('context') ?? ''),
            variables: used(test, variables),
            test,
            firesOn: check.name === 'report',
          };
          return [check.attribute('id') ?? '', statement];
        });
    }),
  );
};

/** The variables that an expression needs, also by way of each other, in their order. */
const used = (expression: string, variables: readonly Variable[]): Variable[] => {
  const needed = new Set<string>();
  let text = expression;
  for (const { name, value } of variables.toReversed()) {
    if (!new RegExp(`\\$${name}(?![\\w.-])`).test(text)) continue;
    needed.add(name);
    text += ` ${value}`;
  }
  return variables.filter(({ name }) => needed.has(name));
};

/** Order in which people count: R2 before R10, R10.2 before R10.10. */
const byNumber = new Intl.Collator('de', { numeric: true });

/** Every business rule, ordered by its id. */
export const readRules = (root: string): readonly Rule[] => {
  const folder = join(root, 'xsd', 'schematron');
  const files = readdirSync(folder).filter((name) => name.endsWith('.sch'));
  const stated = new Map(files.flatMap((name) => statements(join(folder, name), `xsd/schematron/${name}`)));
  return new Validator().rules
    .map((rule): Rule => {
      const statement = stated.get(rule.id);
      if (statement !== undefined) return { ...rule, ...statement };
      // a rule in code: it only says which element it judges
      const element = 'element' in rule ? String(rule.element) : '*';
      const prefix = element === 'leser' || element === 'autor' ? '' : 'xbg:';
      return { ...rule, file: 'src/standard/rules.ts', titel: '', context: prefix + element, ...CODED };
    })
    .sort((a, b) => byNumber.compare(a.id, b.id));
};

const CODED = { variables: [], test: '', firesOn: false };
