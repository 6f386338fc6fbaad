import { BlaupauseError, type ErrorCode, type Finding, fault } from '../platform/errors.ts';
import { countOf, describeFinding, MAX_FINDINGS, masked, quoted } from '../platform/findings.ts';
import {
  type Catalog,
  contentLimits,
  parse,
  SchemaSet,
  type SchemaVerdict,
  type SnapshotNode,
  snapshot,
  type XmlDoc,
  type XmlElement,
} from '../xml/index.ts';
import { CodeLists } from './codelists.ts';
import { CHARACTERS_RULE, CODE_LIST_RULE, CODE_RULE, checkContent } from './content.ts';
import { type MessageHeader, readHeader } from './header.ts';
import { overlongValues } from './overlong.ts';
import { messagePlan } from './plan.ts';
import { type RuleDescription, Schematron } from './schematron.ts';
import { currentVersion, type StandardVersion } from './version.ts';

/** What the checks say about one message. */
export interface Validation {
  /** undefined only if the header itself is broken; then there is a finding of rule `XSD`, `TYP` or `VERSION` */
  readonly header: MessageHeader | undefined;
  /** by line, no more than a person reads: of very many the gravest; empty for a message without fault */
  readonly findings: readonly Finding[];
  /** number of all findings */
  readonly total: number;
}

export interface ValidatorOptions {
  /** official schema files in the place of ours, by namespace */
  readonly catalog?: Catalog;
  /** versions of the standard to accept, side by side; the package's own unless told */
  readonly versions?: readonly StandardVersion[];
  /** code lists to share */
  readonly lists?: CodeLists;
  /**
   * Findings show values of the message as they are instead of by their form. Only where the message's author reads
   * them: what the gateway says is kept as evidence and sent in clear.
   */
  readonly quote?: boolean;
}

const TYPE_RULE = 'TYP';
const VERSION_RULE = 'VERSION';
const SCHEMA_RULE = 'XSD';
/** Namespaces of all versions of the standard begin so. */
const NAMESPACE_STEM = currentVersion.namespace.slice(0, currentVersion.namespace.lastIndexOf(':') + 1);

/** A version as versions are numbered; it tells nothing of the message, so it is shown as it is. */
const VERSION_NUMBER = /^\d{1,3}(?:\.\d{1,3}){0,2}$/;

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
  readonly #quote: boolean;

  /** @throws FILE or SETTINGS if schemas, code lists or rules are missing or wrong */
  constructor(options: ValidatorOptions = {}) {
    const { catalog, versions = [currentVersion], quote = false } = options;
    this.#quote = quote;
    this.lists = options.lists ?? CodeLists.load(...new Set(versions.map(({ codeLists }) => codeLists)));
    this.#versions = versions.map((version) => ({
      version,
      schemas: SchemaSet.load(version.schema, {
        root: version.schemaRoot,
        characters: CHARACTERS,
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
    return this.#versions[0]?.schematron.rules ?? [];
  }

  /**
   * Checks one message. All checks run and report, with two exceptions: a message of an unknown version or type, or
   * with values of absurd length, is checked no further, and rules are asked only of what is valid by its schema.
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
    const message = snapshot(document);
    const { root } = message;
    const header = tryHeader(root);
    const loaded = this.#versions.find(({ version }) => version.namespace === root.namespace);
    const plan = loaded && messagePlan(root.name, loaded.version);
    if (loaded === undefined || plan === undefined || isOtherVersion(root, loaded.version))
      return { header, findings: [this.#unknownMessage(document.root, loaded?.version)], total: 1 };
    const show = this.#quote ? quoted : masked;
    const overlong = overlongValues(message, plan, SCHEMA_RULE, show);
    if (overlong.total > 0) return { header, findings: overlong.kept, total: overlong.total };
    const schema = loaded.schemas.validate(document, { quote: this.#quote });
    const valid = schema.total + schema.characters.total === 0;
    const content = checkContent(message, plan, {
      lists: this.lists,
      show,
      ...(valid ? { rules: loaded.schematron } : {}),
    });
    return { header, ...merge(schema, { findings: content.kept, total: content.total }) };
  }

  /** The finding that ends the checks: another version of the standard, or no message of it at all. */
  #unknownMessage(root: XmlElement, version: StandardVersion | undefined): Finding {
    const { namespace, name, line } = root;
    const show = this.#quote ? quoted : masked;
    const isKnown = (local: string) => this.#quote || this.#versions.some(({ schemas }) => schemas.names.has(local));
    const path = root.document.places.path(root.pointer, isKnown);
    const accepted = this.#versions.map((loaded) => loaded.version);
    const known = accepted.map((one) => one.version).join(', ');
    const text = `Diese Version des Standards wird nicht unterstützt; unterstützt wird ${known}.`;
    const base = { severity: 'error', line } as const;
    if (version !== undefined && isOtherVersion(root, version)) {
      const stated = root.attribute('version') ?? '';
      const found = VERSION_NUMBER.test(stated) ? stated : show(stated);
      return { rule: VERSION_RULE, text, found, allowed: version.version, ...base, path: `${path}/@version` };
    }
    const namespaces = accepted.map((one) => one.namespace).join(' oder ');
    if (version === undefined && namespace.startsWith(NAMESPACE_STEM)) {
      const found = VERSION_NUMBER.test(namespace.slice(NAMESPACE_STEM.length)) ? namespace : show(namespace);
      return { rule: VERSION_RULE, text, found, allowed: namespaces, ...base, path };
    }
    return {
      rule: TYPE_RULE,
      text: 'Das Wurzelelement ist keine Nachricht dieses Standards.',
      found: `${isKnown(name) ? name : show(name)}${version === undefined ? ' in einem anderen Namensraum' : ''}`,
      allowed: `eine Nachricht des Namensraums ${namespaces}`,
      ...base,
      path,
    };
  }
}

/** Whether a message states another version than the one that its namespace belongs to. */
const isOtherVersion = (root: Pick<SnapshotNode, 'attribute'>, { version }: StandardVersion): boolean =>
  (root.attribute('version') ?? version) !== version;

/** Namespace of the types of DIN 91379. */
const CHARACTERS = 'urn:xoev-de:kosit:xoev:datentyp:din-91379_2022-08';

type Found = Pick<Validation, 'findings' | 'total'>;

/**
 * Puts together what the schema and the content say. The schema's patterns for characters know ranges at most; once
 * the exact check has spoken, they add nothing.
 */
function merge(schema: SchemaVerdict, content: Found): Found {
  const spoken = content.findings.some(({ rule }) => rule === CHARACTERS_RULE);
  const parts: Found[] = spoken ? [schema, content] : [schema, schema.characters, content];
  const all = parts.flatMap(({ findings }) => findings);
  const kept = all.length > MAX_FINDINGS ? all.toSorted(byGravity).slice(0, MAX_FINDINGS) : all;
  return {
    findings: kept.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)),
    total: parts.reduce((sum, { total }) => sum + total, 0),
  };
}

function tryHeader(root: SnapshotNode): MessageHeader | undefined {
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
const isWarning = ({ severity }: Finding): number => (severity === 'warning' ? 1 : 0);

/** Errors before warnings, the most basic first. */
const byGravity = (a: Finding, b: Finding): number => isWarning(a) - isWarning(b) || rankOf(a) - rankOf(b);

/**
 * The fault for which a message is refused: of all errors the most basic one, and of those the first in the
 * document. Warnings never refuse.
 *
 * @param total number of all findings, as in {@link Validation}
 * @returns undefined if no finding is an error
 */
export function firstFault(findings: readonly Finding[], total = findings.length): BlaupauseError | undefined {
  const [first] = findings.filter(({ severity }) => severity === 'error').toSorted(byGravity);
  if (first === undefined) return undefined;
  const count = countOf(findings.length, total);
  return fault(CODES.get(first.rule) ?? 'VALIDATE_RULE', {
    detail: `${first.rule}: ${describeFinding(first)}${count && ` Genannt: ${count}.`}`,
    findings,
    total,
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
