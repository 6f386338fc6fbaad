import { readFileSync } from 'node:fs';
import { isNode, LineCounter, parseDocument } from 'yaml';
import { type ErrorContext, type Finding, fault } from '../platform/errors.ts';
import { erlaubt, yamlFehler } from '../platform/input-texts.ts';
import { resolvePath } from '../platform/paths.ts';
import { type Profile, profileSchema } from './schema.ts';

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly code?: string;
  readonly keys?: readonly string[];
}

const pathText = (path: readonly PropertyKey[]): string =>
  path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');

/** What stands there, what is allowed. A profile holds no personal data, so its values may be shown. */
const describe = ({ code, keys, message }: Issue, value: unknown): string => {
  if (code === 'unrecognized_keys') return `unbekannt: ${keys?.join(', ')}; ${message}`;
  const shown =
    typeof value === 'object' && value !== null ? '' : `${JSON.stringify(value)?.slice(0, 60) ?? 'fehlt'}; `;
  return `${shown}zulässig ist: ${message}`;
};

const complain = (source: string, findings: readonly Finding[]): never => {
  const [first] = findings;
  const more = findings.length > 1 ? ` (${findings.length - 1} weitere unten)` : '';
  const context: ErrorContext = {
    detail: `${source}: ${first?.text ?? ''}${more}`,
    findings,
    ...(first?.line === undefined ? {} : { line: first.line }),
    ...(first?.path ? { path: first.path } : {}),
  };
  throw fault('PROFILE', context);
};

/**
 * Parses a profile from YAML text.
 *
 * @param source name for messages, e.g. the path
 * @throws PROFILE with line, path and what is allowed there; `findings` lists every fault
 */
export const parseProfile = (text: string, source = 'Profil'): Profile => {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, strict: true, uniqueKeys: true });
  // those after the first are mostly its consequences
  const broken = document.errors.slice(0, 1).map(
    (error): Finding => ({
      rule: 'YAML',
      text: yamlFehler(error.code),
      severity: 'error',
      line: lines.linePos(error.pos[0]).line,
    }),
  );
  if (broken.length > 0) complain(source, broken);

  /** Line of the node, or of the closest one above it where it is missing. */
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let length = path.length; length > 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };

  let values: unknown;
  try {
    values = document.toJS({ maxAliasCount: 100 });
  } catch {
    return complain(source, [{ rule: 'YAML', text: 'zu viele Verweise (*)', severity: 'error', line: 1 }]);
  }
  const result = profileSchema.safeParse(values, { error: erlaubt });
  if (result.success) return result.data;
  return complain(
    source,
    result.error.issues.map((issue): Finding => {
      const found: Issue = issue;
      const at = found.code === 'unrecognized_keys' && found.keys?.[0] ? [...found.path, found.keys[0]] : found.path;
      return {
        rule: 'PROFIL',
        text: describe(found, document.getIn(found.path)),
        severity: 'error',
        line: lineOf(at),
        path: pathText(at),
      };
    }),
  );
};

/**
 * Reads a profile, `profiles/demo.yaml` for instance; relative paths are tried in the working folder first, then in
 * the package.
 *
 * @throws FILE where it is not readable, PROFILE as {@link parseProfile}
 */
export const loadProfile = (path: string): Profile => {
  const file = resolvePath(path);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw fault('FILE', { detail: `Das Profil ${file} ist nicht lesbar.`, cause });
  }
  return parseProfile(text, path);
};

/** The gateway and all authorities in one list: everyone who has keys. */
export const participants = (profile: Profile): (Profile['gateway'] | Profile['behoerden'][number])[] => [
  profile.gateway,
  ...profile.behoerden,
];
