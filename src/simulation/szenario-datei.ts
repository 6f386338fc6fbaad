import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isNode, LineCounter, parseDocument } from 'yaml';
import { type Finding, fault, packageRoot, resolvePath } from '../platform/index.ts';
import { type Szenario, szenarioSchema } from './szenario.ts';

const pfad = (path: readonly PropertyKey[]): string =>
  path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');

const beanstande = (quelle: string, findings: readonly Finding[]): never => {
  const [first] = findings;
  const more = findings.length > 1 ? ` (und ${findings.length - 1} weitere)` : '';
  throw fault('SCENARIO', {
    detail: `${quelle}: ${first?.text ?? ''}${more}`,
    findings,
    ...(first?.line === undefined ? {} : { line: first.line }),
    ...(first?.path ? { path: first.path } : {}),
  });
};

/**
 * Parses a scenario from YAML text.
 *
 * @param quelle name for messages, e.g. the path
 * @throws SCENARIO with line, path and what is allowed there; `findings` lists every fault
 */
export function parseSzenario(text: string, quelle = 'Szenario'): Szenario {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, strict: true, uniqueKeys: true });
  if (document.errors.length > 0) {
    beanstande(
      quelle,
      document.errors.map((error) => ({
        rule: 'YAML',
        text: error.message.split('\n')[0] ?? error.code,
        severity: 'error',
        line: lines.linePos(error.pos[0]).line,
      })),
    );
  }
  /** Line of the node, or of the closest one above it where it is missing. */
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let length = path.length; length > 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  const result = szenarioSchema.safeParse(document.toJS({ maxAliasCount: 100 }));
  if (result.success) return result.data;
  return beanstande(
    quelle,
    result.error.issues.map((issue): Finding => {
      const unknown = issue.code === 'unrecognized_keys' ? issue.keys : [];
      const at = [...issue.path, ...unknown.slice(0, 1)];
      return {
        rule: 'SZENARIO',
        text: unknown.length > 0 ? `unbekannt: ${unknown.join(', ')}` : `zulässig ist: ${issue.message}`,
        severity: 'error',
        line: lineOf(at),
        path: pfad(at),
      };
    }),
  );
}

/** Where the scenarios of the package lie. */
const ORDNER = 'scenarios';

/**
 * Reads a scenario by path, or one of the package by its name.
 *
 * @throws FILE where it is not readable, naming the scenarios there are; SCENARIO as {@link parseSzenario}
 */
export function ladeSzenario(pfadOderName: string): Szenario {
  const file = /^[a-z0-9-]+$/.test(pfadOderName)
    ? join(packageRoot, ORDNER, `${pfadOderName}.yaml`)
    : resolvePath(pfadOderName);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw fault('FILE', {
      detail: `Das Szenario ${pfadOderName} ist nicht lesbar. Vorhanden: ${szenarien().join(', ')}.`,
      cause,
    });
  }
  return parseSzenario(text, pfadOderName);
}

/** Names of the scenarios of the package, in alphabetical order. */
export const szenarien = (): string[] =>
  readdirSync(join(packageRoot, ORDNER))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => basename(name, '.yaml'))
    .sort();
