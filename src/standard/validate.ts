import { BlaupauseError, type ErrorCode, type Finding, fault } from '../platform/errors.ts';
import { type Catalog, contentLimits, parse, SchemaSet, type XmlDoc, type XmlElement } from '../xml/index.ts';
import { CodeLists } from './codelists.ts';
import { CHARACTERS_RULE, CODE_LIST_RULE, CODE_RULE, ContentWalk } from './content.ts';
import { type MessageHeader, readHeader } from './header.ts';
import { messagePlan } from './plan.ts';
import { codedRules, ruleContext } from './rules.ts';
import { type RuleDescription, Schematron } from './schematron.ts';
import { currentVersion, type StandardVersion } from './version.ts';

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
  /** versions of the standard to accept, side by side; the package's own unless told */
  readonly versions?: readonly StandardVersion[];
  /** code lists to share */
  readonly lists?: CodeLists;
}

const TYPE_RULE = 'TYP';
const VERSION_RULE = 'VERSION';
const SCHEMA_RULE = 'XSD';
/** Namespaces of all versions of the standard begin so. */
const NAMESPACE_STEM = currentVersion.namespace.slice(0, currentVersion.namespace.lastIndexOf(':') + 1);

/** A version with what is compiled of it. */
interface Loaded {
  readonly version: StandardVersion;
  readonly schemas: SchemaSet;
  readonly schematron: Schematron;
}

/**
 * Checks messages of the standard: version and type, schema, code lists, characters, business rules. Made once,
 * because schemas, lists and rules are read and compiled then; any number of messages after that.
 */
export class Validator {
  readonly lists: CodeLists;
  readonly #versions: readonly Loaded[];

  /** @throws FILE or SETTINGS if schemas, code lists or rules are missing or wrong */
  constructor(options: ValidatorOptions = {}) {
    const { catalog, versions = [currentVersion] } = options;
    this.lists = options.lists ?? CodeLists.load(...new Set(versions.map(({ codeLists }) => codeLists)));
    this.#versions = versions.map((version) => ({
      version,
      schemas: SchemaSet.load(version.schema, {
        root: version.schemaRoot,
        ...(catalog === undefined ? {} : { catalog }),
      }),
      schematron: Schematron.load(version.rules),
    }));
  }

  /** The versions of the standard that are accepted. */
  get versions(): readonly StandardVersion[] {
    return this.#versions.map(({ version }) => version);
  }

  /** All business rules of the first version with text, severity and source. */
  get rules(): readonly RuleDescription[] {
    return [...(this.#versions[0]?.schematron.rules ?? []), ...codedRules];
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
    const loaded = this.#versions.find(({ version }) => version.namespace === root.namespace);
    const plan = loaded && messagePlan(root.name, loaded.version);
    if (loaded === undefined || plan === undefined || isOtherVersion(root, loaded.version))
      return { header, findings: [this.#unknownMessage(root, loaded?.version)] };
    const findings = loaded.schemas.validate(document);
    const context = findings.length > 0 ? undefined : ruleContext(root, this.lists, header?.erstellungszeitpunkt ?? '');
    const walk = new ContentWalk(this.lists, loaded.schematron, context);
    walk.visit(root, root.name, plan);
    const all = [...withoutCharacterPatterns(findings, walk.findings), ...walk.findings];
    return { header, findings: all.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)) };
  }

  /** The finding that ends the checks: another version of the standard, or no message of it at all. */
  #unknownMessage(root: XmlElement, version: StandardVersion | undefined): Finding {
    const place = { severity: 'error', line: root.line, path: root.path } as const;
    const otherVersion =
      version === undefined ? root.namespace.startsWith(NAMESPACE_STEM) : isOtherVersion(root, version);
    if (!otherVersion)
      return { rule: TYPE_RULE, text: 'Das Wurzelelement ist keine Nachricht dieses Standards.', ...place };
    const known = this.#versions.map(({ version }) => version.version).join(', ');
    return { rule: VERSION_RULE, text: `Unterstützt wird vom Standard: Version ${known}.`, ...place };
  }
}

/** Whether a message states another version than the one that its namespace belongs to. */
const isOtherVersion = (root: XmlElement, { version }: StandardVersion): boolean =>
  (root.attribute('version') ?? version) !== version;

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
