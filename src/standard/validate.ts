import { join } from 'node:path';
import { BlaupauseError, type ErrorCode, type Finding, fault } from '../platform/errors.ts';
import { packageRoot } from '../platform/paths.ts';
import { type Catalog, contentLimits, parse, SchemaSet, type XmlDoc, type XmlElement } from '../xml/index.ts';
import { CodeLists } from './codelists.ts';
import { CHARACTERS_RULE, CODE_LIST_RULE, CODE_RULE, ContentWalk } from './content.ts';
import { NAMESPACE, VERSION } from './descriptor.ts';
import { type MessageHeader, readHeader } from './header.ts';
import { messagePlan } from './plan.ts';
import { codedRules, ruleContext } from './rules.ts';
import { type RuleDescription, Schematron } from './schematron.ts';

/** What the checks say about one message. */
export interface Validation {
  /** undefined only if the header itself is broken; then there is a finding of rule `XSD`, `TYP` or `VERSION` */
  readonly header: MessageHeader | undefined;
  /** by line; empty for a message without fault */
  readonly findings: readonly Finding[];
}

export interface ValidatorOptions {
  /** official schema files in the place of ours, by namespace */
  readonly catalog?: Catalog;
  /** a compiled schema set to share */
  readonly schemas?: SchemaSet;
  /** code lists to share */
  readonly lists?: CodeLists;
}

const TYPE_RULE = 'TYP';
const VERSION_RULE = 'VERSION';
const SCHEMA_RULE = 'XSD';
/** Namespaces of all versions of the standard begin so. */
const NAMESPACE_STEM = NAMESPACE.slice(0, NAMESPACE.lastIndexOf(':') + 1);

/**
 * Checks messages of the standard: version and type, schema, code lists, characters, business rules. Made once,
 * because schemas, lists and rules are read and compiled then; any number of messages after that.
 */
export class Validator {
  readonly lists: CodeLists;
  readonly #schemas: SchemaSet;
  readonly #schematron: Schematron;

  /** @throws FILE or SETTINGS if schemas, code lists or rules are missing or wrong */
  constructor(options: ValidatorOptions = {}) {
    const folder = join(packageRoot, 'xsd');
    this.lists = options.lists ?? CodeLists.load();
    this.#schematron = Schematron.load();
    this.#schemas =
      options.schemas ??
      SchemaSet.load(join(folder, 'xbussgeld', 'xbussgeld.xsd'), {
        root: folder,
        ...(options.catalog === undefined ? {} : { catalog: options.catalog }),
      });
  }

  /** All business rules with text, severity and source. */
  get rules(): readonly RuleDescription[] {
    return [...this.#schematron.rules, ...codedRules];
  }

  /**
   * Checks one message. All checks run and report, with two exceptions: a message of an unknown version or type is
   * checked no further, and rules are asked only of what is valid by its schema.
   *
   * @param source bytes of unknown origin, or a document that was read with `parse`
   * @throws READ_* for bytes that cannot be read; faults of the message are findings
   */
  validate(source: Uint8Array | XmlDoc): Validation {
    if (!(source instanceof Uint8Array)) return this.#validate(source);
    using document = parse(source, contentLimits);
    return this.#validate(document);
  }

  #validate(document: XmlDoc): Validation {
    const { root } = document;
    const header = tryHeader(root);
    const unknown = unknownMessage(root);
    if (unknown !== undefined) return { header, findings: [unknown] };
    const findings = this.#schemas.validate(document);
    const context = findings.length > 0 ? undefined : ruleContext(root, this.lists, header?.erstellungszeitpunkt ?? '');
    const walk = new ContentWalk(this.lists, this.#schematron, context);
    walk.visit(root, root.name, messagePlan(root.name));
    const all = [...withoutCharacterPatterns(findings, walk.findings), ...walk.findings];
    return { header, findings: all.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)) };
  }
}

/**
 * The patterns of the schema only know ranges of characters; where the exact check has spoken about the same text,
 * what the schema says about its pattern adds nothing.
 */
function withoutCharacterPatterns(schema: readonly Finding[], content: readonly Finding[]): readonly Finding[] {
  const places = new Set<string | undefined>();
  for (const { rule, path } of content) if (rule === CHARACTERS_RULE) places.add(path?.replace(/\/@.*$/, ''));
  if (places.size === 0) return schema;
  return schema.filter(({ path, text }) => !places.has(path) || !text.includes('(facet pattern'));
}

function tryHeader(root: XmlElement): MessageHeader | undefined {
  try {
    return readHeader(root);
  } catch (error) {
    if (error instanceof BlaupauseError && error.code === 'VALIDATE_SCHEMA') return undefined;
    throw error;
  }
}

/** The finding that ends the checks: another version of the standard, or no message of it at all. */
function unknownMessage(root: XmlElement): Finding | undefined {
  const place = { severity: 'error', line: root.line, path: root.path } as const;
  const { namespace } = root;
  const otherVersion = namespace !== NAMESPACE && namespace.startsWith(NAMESPACE_STEM);
  const version = root.attribute('version');
  if (otherVersion || (namespace === NAMESPACE && version !== undefined && version !== VERSION))
    return { rule: VERSION_RULE, text: `Unterstützt wird die Version ${VERSION} des Standards.`, ...place };
  if (namespace !== NAMESPACE || messagePlan(root.name) === undefined)
    return { rule: TYPE_RULE, text: 'Das Wurzelelement ist keine Nachricht dieses Standards.', ...place };
  return undefined;
}

/** Codes by rule, in the order in which a refusal names them; every other rule is a business rule. */
const CODES: ReadonlyMap<string, ErrorCode> = new Map([
  [VERSION_RULE, 'VALIDATE_VERSION'],
  [TYPE_RULE, 'VALIDATE_TYPE'],
  [SCHEMA_RULE, 'VALIDATE_SCHEMA'],
  [CODE_LIST_RULE, 'VALIDATE_CODE_LIST'],
  [CODE_RULE, 'VALIDATE_CODE'],
  [CHARACTERS_RULE, 'VALIDATE_CHARACTERS'],
]);
const RANK = [...CODES.keys()];
const rankOf = ({ rule }: Finding): number => (CODES.has(rule) ? RANK.indexOf(rule) : RANK.length);

/**
 * The fault for which a message is refused: of all errors the most basic one, and of those the first in the
 * document. Warnings never refuse.
 *
 * @returns undefined if no finding is an error
 */
export function firstFault(findings: readonly Finding[]): BlaupauseError | undefined {
  const errors = findings.filter(({ severity }) => severity === 'error');
  const [first] = errors.toSorted((a, b) => rankOf(a) - rankOf(b));
  if (first === undefined) return undefined;
  return fault(CODES.get(first.rule) ?? 'VALIDATE_RULE', {
    detail: `${first.rule}: ${first.text}`,
    findings,
    ...(first.line === undefined ? {} : { line: first.line }),
    ...(first.path === undefined ? {} : { path: first.path }),
  });
}

let shared: Validator | undefined;

/**
 * Checks one message with the schemas, lists and rules of the package; they are compiled at the first call.
 *
 * @param options other schemas or lists; with them a validator is made for this call alone
 * @throws READ_* for bytes that cannot be read
 */
export function validateMessage(source: Uint8Array | XmlDoc, options?: ValidatorOptions): Validation {
  if (options !== undefined) return new Validator(options).validate(source);
  shared ??= new Validator();
  return shared.validate(source);
}
