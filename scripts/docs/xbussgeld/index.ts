/** Draws `docs/xbussgeld` from the schemas, code lists, rules, catalogue, samples and tests of the standard. */
import { join } from 'node:path';
import { blocksPage } from './blocks.ts';
import { codeListPage } from './codelist.ts';
import { datatypesPage } from './datatypes.ts';
import { flowPage } from './flow.ts';
import { listPage } from './links.ts';
import { matrixPage } from './matrix.ts';
import { messagePage } from './message.ts';
import { chain, listOverview, messageOverview } from './overview.ts';
import { rulesPage } from './rules-page.ts';
import { readSource, type Source } from './source.ts';
import { filesNaming } from './tests.ts';
import { messagesByTheme, themePage } from './themes.ts';

const root = join(import.meta.dirname, '..', '..', '..');

let source: Source | undefined;
const read = (): Source => {
  source ??= readSource(root);
  return source;
};

/** Folder of all pages, relative to the repository. */
export const FOLDER = 'docs/xbussgeld';

/** Pages that are generated as a whole: path below {@link FOLDER} → text. */
export const pages = (): ReadonlyMap<string, string> => {
  const from = read();
  const naming = filesNaming(root);
  return new Map([
    ...from.messages.map((message): [string, string] => [
      `nachrichten/${message.page}`,
      messagePage(from, message, naming(message.name)),
    ]),
    ...[...messagesByTheme(from)].map(([room, messages]): [string, string] => [
      `themen/${room}.md`,
      themePage(from, room, messages),
    ]),
    ...from.lists.map((list): [string, string] => [listPage(list), codeListPage(from, list)]),
    ['baukasten.md', blocksPage(from)],
    ['datentypen.md', datatypesPage(from)],
    ['regeln.md', rulesPage(from)],
    ['matrix.md', matrixPage(from)],
    ['ablauf.md', flowPage(from)],
  ]);
};

/** Blocks of the overview, which else is written by hand. */
export const overviewBlocks = {
  kette: (): string => chain(read()),
  messages: (): string => messageOverview(read()),
  codelists: (): string => listOverview(read()),
};
