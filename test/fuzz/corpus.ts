import type { ErrorCode } from '../../src/platform/errors.ts';
import type { BaseName, Layer, Recipe, Step } from './mutants.ts';

/** A mutant that was interesting once, and what must come of it for ever. */
export interface CorpusEntry extends Recipe {
  readonly why: string;
  readonly code: ErrorCode | 'angenommen' | `angenommen, Leser: ${ErrorCode}`;
}

const entry = (
  layer: Layer,
  base: BaseName,
  code: CorpusEntry['code'],
  why: string,
  ...steps: readonly (readonly [Step['mutator'], number])[]
): CorpusEntry => ({ layer, base, code, why, steps: steps.map(([mutator, seed]) => ({ mutator, seed })) });

/**
 * Inputs kept as generators: base, layer and seeded steps. They choose places in the envelope, whose form is fixed, or
 * changes that come to the same wherever they land; so a changed example message does not turn them into something else.
 */
export const corpus: readonly CorpusEntry[] = [
  entry('outside', 'ec', 'angenommen', 'an element exchanged with itself changes nothing', [
    'swapElements',
    4043099868,
  ]),
  entry('outside', 'rsa', 'LIMIT_EMPTY', 'the root removed leaves nothing', ['removeElement', 2772602817]),
  entry('outside', 'anlagen', 'READ_ATTRIBUTES', 'an attribute beyond its length', ['hostileAttribute', 2371580710]),
  entry('outside', 'ec', 'READ_COMMENT', 'a comment in a text', ['comment', 1186786510]),
  entry('outside', 'rsa', 'READ_DEPTH', 'nested too deeply', ['deepen', 1185147430]),
  entry('outside', 'rsa', 'READ_ENTITY', 'an entity that nobody declared', ['hostileText', 2504660205]),
  entry('outside', 'ec', 'READ_ENCODING', 'UTF-16', ['utf16', 1]),
  entry('outside', 'ec', 'READ_NOT_WELL_FORMED', 'two Sendungen in one', ['twice', 1754522686]),
  entry('outside', 'ec', 'READ_PROCESSING_INSTRUCTION', 'an instruction behind the root', ['epilog', 3513569531]),
  entry('outside', 'ec', 'SHAPE_ALGORITHM', 'another algorithm', ['algorithm', 1098872798]),
  entry('outside', 'anlagen', 'SHAPE_DUPLICATE_ID', 'an Id that stands already', ['addAttribute', 4272500840]),
  entry('outside', 'kurz', 'SHAPE_SCHEMA', 'white space in a value of the header', ['whiteSpaceInText', 2138012677]),
  entry('outside', 'ec', 'VERIFY_SIGNATURE', 'a part repeated', ['repeatElement', 835951497]),
  entry('outside', 'rsa', 'TRUST_USAGE', 'a certificate of the chain in the signer’s place', [
    'certificate',
    3155405941,
  ]),
  entry('outside', 'ec', 'TRUST_MISSING', 'no certificate any more', ['base64', 526334564]),
  entry('header', 'rsa', 'BIND_TEST', 'the mark of a test removed by its signer', ['removeElement', 1311320156]),
  entry('header', 'anlagen', 'READ_COMMENT', 'a comment in a header that is signed so', ['comment', 675352201]),
  entry('header', 'kurz', 'READ_PROCESSING_INSTRUCTION', 'an instruction in the header', ['instruction', 3610351486]),
  entry('header', 'kurz', 'SHAPE_SCHEMA', 'an element of the header elsewhere', ['moveElement', 257948253]),
  entry('encrypted', 'rsa', 'OPEN_DECRYPT', 'keys of two readers exchanged', ['exchangeTexts', 17580541]),
  entry('encrypted', 'ec', 'READ_ATTRIBUTES', 'an attribute beyond its length', ['hostileAttribute', 1255979633]),
  entry('encrypted', 'kurz', 'READ_COUNT', 'thousands of elements', ['repeatElement', 1688529925]),
  entry('encrypted', 'anlagen', 'READ_DEPTH', 'nested too deeply', ['deepen', 1231736340]),
  entry('encrypted', 'anlagen', 'READ_REFERENCE', 'a reference to the outside', ['addAttribute', 1987551662]),
  entry('encrypted', 'anlagen', 'angenommen', 'white space in a tag says nothing', ['whiteSpaceInTag', 3027473212]),
  entry('encrypted', 'kurz', 'angenommen, Leser: OPEN_DECRYPT', 'the reader’s point changed', ['point', 322471204]),
  entry('encrypted', 'kurz', 'OPEN_NOT_READER', 'the reader’s key moved', ['moveElement', 152076359]),
  entry('signedInfo', 'kurz', 'READ_COMMENT', 'a comment in what is signed', ['comment', 1048482903]),
  entry('signedInfo', 'kurz', 'READ_COUNT', 'thousands of references', ['repeatElement', 2704436576]),
  entry('signedInfo', 'kurz', 'SHAPE_ALGORITHM', 'elements of SignedInfo moved', ['moveElement', 1557542383]),
  entry('signedInfo', 'kurz', 'SHAPE_DUPLICATE_ID', 'the Id of a part on SignedInfo', ['addAttribute', 1034399803]),
  entry('signedInfo', 'kurz', 'SHAPE_PROFILE', 'an element twice', ['duplicateElement', 1755399719]),
  entry('signedInfo', 'rsa', 'VERIFY_SIGNATURE', 'digests exchanged and signed', ['exchangeTexts', 2744133588]),
  entry('plain', 'ec', 'READ_COMMENT', 'a comment in a signed content', ['comment', 3196457428]),
  entry('plain', 'rsa', 'READ_DOCTYPE', 'a DOCTYPE before the content', ['prolog', 2031517972]),
  entry('plain', 'ec', 'READ_ENCODING', 'UTF-16 inside', ['utf16', 2]),
  entry('plain', 'ec', 'angenommen', 'CDATA without content has no place in the canonical form', [
    'emptyCdata',
    3262592299,
  ]),
  entry('author', 'anlagen', 'READ_COMMENT', 'a comment that its author signed', ['comment', 3142125922]),
  entry('author', 'rsa', 'READ_PROCESSING_INSTRUCTION', 'an instruction that its author signed', [
    'instruction',
    3004525514,
  ]),
  entry('author', 'kurz', 'READ_ENCODING', 'another encoding declared', ['prolog', 2681269938]),
];
