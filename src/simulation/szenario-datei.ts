import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isNode, LineCounter, parseDocument } from 'yaml';
import { erlaubt, type Finding, fault, packageRoot, resolvePath, yamlFehler } from '../platform/index.ts';
import { type Szenario, szenarioSchema } from './szenario.ts';

const pfad = (path: readonly PropertyKey[]): string =>
  path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');

const beanstande = (quelle: string, findings: readonly Finding[]): never => {
  const [first] = findings;
  const more = findings.length > 1 ? ` (${findings.length - 1} weitere unten)` : '';
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
  const [broken] = document.errors; // those after the first are mostly its consequences
  if (broken !== undefined) {
    const { line } = lines.linePos(broken.pos[0]);
    beanstande(quelle, [{ rule: 'YAML', text: yamlFehler(broken.code), severity: 'error', line }]);
  }
  /** Line of the node, or of the closest one above it where it is missing. */
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let length = path.length; length > 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  const result = szenarioSchema.safeParse(document.toJS({ maxAliasCount: 100 }), { error: erlaubt });
  if (result.success) return result.data;
  const unknown = result.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ at: [...issue.path, key], text: `unbekannt; ${issue.message}` }))
      : [],
  );
  const wrong = result.error.issues
    .filter(({ code }) => code !== 'unrecognized_keys')
    .map(({ path, message }) => ({
      at: path,
      text: `${document.hasIn(path) ? '' : 'fehlt; '}zulässig ist: ${message}`,
    }));
  return beanstande(
    quelle,
    // an unknown key first: a slip of the pen also leaves the right key missing
    [...unknown, ...wrong].map(
      ({ at, text }): Finding => ({ rule: 'SZENARIO', text, severity: 'error', line: lineOf(at), path: pfad(at) }),
    ),
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
