import { type AlgorithmKind, certificatePolicy, policies, suites } from '../../src/crypto/index.ts';
import { catalogue as errors, settingsReference } from '../../src/platform/index.ts';
import { commonFields, type Ereignisart, eventTypes, type Feldart } from '../../src/procedure/events.ts';
import { CodeLists } from '../../src/standard/index.ts';
import { code, table } from './markdown.ts';

/** All settings, from the schema that parses them. */
export const settings = (): string => settingsReference();

/** Where a code of a group comes from, in the order of the catalogue. */
const GROUPS: Readonly<Record<string, string>> = {
  LIMIT: 'Step 1, limit',
  READ: 'Step 2, read',
  SHAPE: 'Step 3, shape',
  IDENT: 'Step 4, identify',
  TRUST: 'Step 5, trust',
  VERIFY: 'Step 6, verify',
  BIND: 'Step 7, bind',
  DUPLICATE: 'Step 8, deduplicate',
  OPEN: 'Step 9, open',
  VALIDATE: 'Step 10, validate',
};
const OTHER = 'Storing, delivering, looking up, command line';

/** The error catalogue by step of the intake. */
export const errorCatalogue = (): string => {
  const byGroup = Map.groupBy(Object.entries(errors), ([name]) => GROUPS[name.slice(0, name.indexOf('_'))] ?? OTHER);
  return [...byGroup]
    .map(([group, entries]) => {
      const rows = entries.map(([name, entry]) => [
        code(name),
        'exit' in entry ? `exit ${entry.exit}` : entry.http,
        'exit' in entry ? '' : entry.grund,
        `${entry.de} *${entry.en}*`,
        entry.rat,
      ]);
      return `### ${group}\n\n${table(['code', 'HTTP', 'Grund', 'Bedeutung · *meaning*', 'Abhilfe'], rows)}`;
    })
    .join('\n\n');
};

/** The Rückweisungsgründe in use, with the text of their code list. */
export const rejectionReasons = (): string => {
  const list = CodeLists.load().find('urn:xoev-de:xgewerbeordnung:codeliste:rueckweisungsgruende', '1');
  const reasons = [...new Set(Object.values(errors).map(({ grund }) => grund))].sort();
  const rows = reasons.map((reason) => [
    code(reason),
    list?.rows.get(reason)?.['beschreibung'],
    Object.values(errors).filter(({ grund }) => grund === reason).length,
  ]);
  return table(['Grund', 'Bedeutung', 'codes'], rows);
};

const KINDS: Readonly<Record<AlgorithmKind, string>> = {
  digest: 'digest',
  signature: 'signature',
  c14n: 'canonicalisation',
  transform: 'transform',
  'content-encryption': 'content encryption',
  'key-transport': 'key transport',
  'key-agreement': 'key agreement',
  'key-wrap': 'key wrap',
  mgf: 'mask generation',
  kdf: 'key derivation',
};

/** The gateway's allow-list of algorithms with its dates. */
export const algorithms = (): string =>
  table(
    ['use', 'algorithm', 'from', 'until', 'source'],
    policies.gateway.rows.map((row) => [
      KINDS[row.kind],
      code(row.uri),
      row.validFrom,
      'validTo' in row ? row.validTo : undefined,
      row.source,
    ]),
  );

/** Key sizes and curves of messages and of certificates. */
export const keyRules = (): string =>
  table(
    ['where', 'RSA at least', 'RSA exponent at least', 'curves'],
    [
      ['signatures and encryption of Sendungen', policies.gateway.keys],
      ['certificates of a path', certificatePolicy.keys],
    ].map(([where, keys]) => {
      const { rsaMinimumBits, rsaMinimumExponent, curves } = keys as typeof certificatePolicy.keys;
      return [where as string, `${rsaMinimumBits} bit`, String(rsaMinimumExponent), curves.map(code).join(', ')];
    }),
  );

/** What each suite writes. */
export const suiteTable = (): string =>
  table(
    ['suite', 'signature', 'digest', 'content', 'key'],
    Object.values(suites).map(({ id, signature, digest, content, key }) => [
      code(id),
      code(signature),
      code(digest),
      code(content),
      key.way === 'transport'
        ? `${code(key.transport)}, ${code(key.digest)}, ${code(key.mgf)}`
        : `${code(key.agreement)}, ${code(key.kdf)}, ${code(key.digest)}, ${code(key.wrap)}`,
    ]),
  );

/** Every event type with its fields; those that every event may have first. */
export const events = (): string => {
  const fields = (felder: Readonly<Record<string, Feldart>> = {}) =>
    Object.entries(felder)
      .map(([name, feld]) => `${code(name)}${feld.art === 'code' ? ` (${feld.werte.join(', ')})` : ''}`)
      .join(', ');
  return table(
    ['typ', 'Bedeutung', 'Felder'],
    [
      ['*', 'jedes Ereignis', fields(commonFields)],
      ...Object.entries<Ereignisart>(eventTypes).map(([typ, { text, felder }]) => [code(typ), text, fields(felder)]),
    ],
  );
};
