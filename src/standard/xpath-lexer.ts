/** A token of XPath 1.0 (section 3.7). */
export interface Token {
  readonly kind: 'number' | 'literal' | 'variable' | 'name' | 'operator' | 'symbol' | 'end';
  /** literals without quotes, variables without the dollar sign */
  readonly text: string;
}

const NAME = String.raw`[A-Za-z_][\w.-]*`;
const TOKEN = new RegExp(
  [
    String.raw`\s+`,
    String.raw`(?<number>\d+(?:\.\d*)?|\.\d+)`,
    `"(?<double>[^"]*)"|'(?<single>[^']*)'`,
    String.raw`\$(?<variable>${NAME})`,
    String.raw`(?<name>${NAME}(?::(?!:)(?:${NAME}|\*))?|\*)`,
    String.raw`(?<symbol>::|\.\.|[()[\].@,])`,
    String.raw`(?<operator>\/\/|<=|>=|!=|[/|+\-=<>])`,
  ].join('|'),
  'y',
);

const OPENING: ReadonlySet<string> = new Set(['@', '::', '(', '[', ',']);
const OPERATOR_NAMES: ReadonlySet<string> = new Set(['and', 'or', 'mod', 'div', '*']);

/** Whether a name or `*` may stand behind this token as an operand; everywhere else it can only be an operator. */
const operandFollows = (before: Token | undefined): boolean =>
  before === undefined || before.kind === 'operator' || (before.kind === 'symbol' && OPENING.has(before.text));

/**
 * Cuts an expression into tokens; the last one is `end`.
 *
 * @returns undefined if a character belongs to no token
 */
export function tokenize(expression: string): Token[] | undefined {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < expression.length) {
    const groups = TOKEN.exec(expression)?.groups;
    if (groups === undefined) return undefined;
    const token = tokenOf(groups);
    if (token === undefined) continue;
    const operator = token.kind === 'name' && OPERATOR_NAMES.has(token.text) && !operandFollows(tokens.at(-1));
    tokens.push(operator ? { kind: 'operator', text: token.text } : token);
  }
  tokens.push({ kind: 'end', text: '' });
  return tokens;
}

/** Undefined for white space. */
function tokenOf(groups: Readonly<Record<string, string | undefined>>): Token | undefined {
  for (const kind of ['number', 'variable', 'name', 'symbol', 'operator'] as const) {
    const text = groups[kind];
    if (text !== undefined) return { kind, text };
  }
  const text = groups['single'] ?? groups['double'];
  return text === undefined ? undefined : { kind: 'literal', text };
}
