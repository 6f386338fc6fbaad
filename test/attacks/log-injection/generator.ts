import { leavesOf, splice } from '../../fuzz/spans.ts';
import { type Forged, forge, freshMessage } from '../../support/forge.ts';

/** Stands in every hostile text, so that it is found again wherever it got to. */
export const MARK = 'EINGESCHLEUST';

/** Texts that somebody else's program obeys. All are characters of XML 1.0. */
export const hostile = {
  'line ends': `\r\n{"level":30,"msg":"${MARK}"}\r\n`,
  'a terminal command in one character': `\u009b2J\u009b31m${MARK}`,
  'a terminal title': `\u009d0;${MARK}\u009c`,
  'next line of the C1 block': `x\u0085${MARK}`,
  HTML: `<script>${MARK}</script><img src=x onerror=${MARK}>`,
  'a formula': `=HYPERLINK("http://127.0.0.1:9/${MARK}","x")`,
  'another formula': `@SUM(1+1)*cmd|' /C ${MARK}'!A0`,
  'another direction': `\u202e${MARK}\u2066`,
  'a line separator': `x\u2028${MARK}`,
} as const satisfies Readonly<Record<string, string>>;

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;')
    .replaceAll('\n', '&#10;');

/** A hostile text in one text field. */
export interface Injected {
  readonly field: string;
  readonly kind: string;
  readonly nachricht: string;
}

/** One message for each text field of an example, with the hostile texts in turn. */
export function everyField(): readonly Injected[] {
  const kinds = Object.entries(hostile);
  return leavesOf(freshMessage()).map(({ name }, at) => {
    const nachricht = freshMessage();
    const [kind, text] = kinds[at % kinds.length] ?? ['', ''];
    const leaf = leavesOf(nachricht)[at];
    if (leaf === undefined) throw new Error('field');
    return { field: name, kind, nachricht: splice(nachricht, leaf.inner, leaf.close, escaped(text)) };
  });
}

/** One message with every hostile text, each in a field of its own. */
export function allTexts(): string {
  const nachricht = freshMessage();
  const fields = leavesOf(nachricht).filter(({ name }) => name.startsWith('xbg:'));
  return Object.values(hostile).reduceRight((xml, text, at) => {
    const field = fields[at];
    return field === undefined ? xml : splice(xml, field.inner, field.close, escaped(text));
  }, nachricht);
}

/** Names of attachments that the envelope's schema takes, and names that it refuses: folders, drives, quotes. */
export const names = {
  taken: [
    `\u009b2J${MARK}`,
    `${MARK}\u202egpj.exe`,
    `=cmd ${MARK}`,
    `..`,
    `${MARK};rm -rf .`,
    `$(${MARK})`,
    'n'.repeat(200),
  ],
  refused: [
    `../../${MARK}`,
    `..\\${MARK}`,
    `C:${MARK}`,
    hostile.HTML,
    hostile['a formula'],
    `\n${MARK}`,
    'n'.repeat(201),
  ],
} as const;

/** A Sendung with attachments of these names. */
export const withAttachments = (pkiDir: string, namen: readonly string[]): Forged =>
  forge(pkiDir, { anlagen: namen.map((name) => ({ name, mediaType: 'text/plain', bytes: Buffer.from('x') })) });

/** A Sendung whose open header carries a hostile text, signed so by its author. */
export const inHeader = (pkiDir: string, element: string, text: string): Forged =>
  forge(pkiDir, {
    openHeader: (kopf) => kopf.replace(new RegExp(`(<${element}>)[^<]*`), (_, tag: string) => tag + escaped(text)),
  });
