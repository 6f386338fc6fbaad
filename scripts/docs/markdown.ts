/** Small helpers for generated Markdown. */

const cell = (text: string | number | undefined): string =>
  String(text ?? '')
    .replaceAll('|', '\\|')
    .replaceAll('\n', ' ') || '–';

/** A table; cells are escaped, an empty one becomes a dash. */
export const table = (head: readonly string[], rows: readonly (readonly (string | number | undefined)[])[]): string =>
  [
    `| ${head.join(' | ')} |`,
    `|${head.map(() => '---').join('|')}|`,
    ...rows.map((row) => `| ${row.map(cell).join(' | ')} |`),
  ].join('\n');

/** Text as inline code. */
export const code = (text: string): string => `\`${text}\``;

const marker = (name: string): RegExp =>
  new RegExp(`(<!-- generated: ${name} -->\\n)[\\s\\S]*?(<!-- end: ${name} -->)`);

/** Names of the generated blocks of a page. */
export const blockNames = (page: string): string[] =>
  [...page.matchAll(/<!-- generated: ([a-z-]+) -->/g)].map((match) => match[1] ?? '');

/** Puts a generated text between the markers `generated: name` and `end: name` of a page. */
export const fillBlock = (page: string, name: string, text: string): string => {
  if (!marker(name).test(page)) throw new Error(`The page has no block ${name}.`);
  return page.replace(marker(name), (_all, open: string, close: string) => `${open}\n${text.trim()}\n\n${close}`);
};
