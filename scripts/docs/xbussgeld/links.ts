import type { CodeList } from '../../../src/standard/index.ts';
import { code } from '../markdown.ts';
import type { MessageDoc, ReachingRule, Source } from './source.ts';

/** First line of every generated page. */
export const GENERATED = '<!-- Erzeugt mit: node scripts/generate-docs.ts. Nicht von Hand ändern. -->';

/** Where a page stands below `docs/xbussgeld`, as the way up to that folder. */
export type Up = '' | '../';

/** Anchor of a heading, as GitHub and GitLab make it. */
export const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

/** `[2010](…)` */
export const numberLink = (up: Up, message: MessageDoc): string =>
  `[${message.number}](${up}nachrichten/${message.page})`;

/** `[2010 Zustellungsauftrag](…)` */
export const messageLink = (up: Up, message: MessageDoc): string =>
  `[${message.number} ${message.titel}](${up}nachrichten/${message.page})`;

/** Numbers with links in one line; where most messages are meant, those that are not. */
export const numberLinks = (source: Source, up: Up, numbers: readonly string[]): string => {
  const links = (wanted: (number: string) => boolean): string =>
    source.messages
      .filter(({ number }) => wanted(number))
      .map((message) => numberLink(up, message))
      .join(', ');
  const { length } = source.messages;
  if (numbers.length === length) return 'alle';
  if (numbers.length > length / 2) return `alle außer ${links((number) => !numbers.includes(number))}`;
  return links((number) => numbers.includes(number));
};

/** File name of a code list's page. */
export const listPage = ({ name }: Pick<CodeList, 'name'>): string => `codelisten/${name}.md`;

/** Link to the entry of a rule. */
export const ruleLink = (up: Up, { id }: Pick<ReachingRule, 'id'>): string => `[${id}](${up}regeln.md#${anchorOf(id)})`;

/** Link to a file of the repository. */
export const fileLink = (up: Up, path: string, text = path.replace(/^.*\//, '')): string =>
  `[${text}](${up}../../${path})`;

/** Name and link of a theme's page. */
export const themeLink = (up: Up, room: string): string => `[${room}](${up}themen/${room}.md)`;

/** A name as code with a link. */
export const codeLink = (text: string, target: string): string => `[${code(text)}](${target})`;
