import { table } from '../markdown.ts';
import { listPage } from './links.ts';
import { chainPicture, type Step } from './sequence.ts';
import type { Source } from './source.ts';
import { messagesByTheme, messageTable, themeTitle } from './themes.ts';

/** One case from the measurement to the end of enforcement, as the samples tell it. */
const CHAIN: readonly (Step | string)[] = [
  'Anzeige und Fahrer',
  ['1010', 'messstelle', 'bussgeldbehoerde'],
  ['1011', 'bussgeldbehoerde', 'messstelle'],
  ['1110', 'bussgeldbehoerde', 'kba'],
  ['1111', 'kba', 'bussgeldbehoerde'],
  ['1120', 'bussgeldbehoerde', 'polizei'],
  ['1121', 'polizei', 'bussgeldbehoerde'],
  ['1310', 'bussgeldbehoerde', 'polizei'],
  ['1311', 'polizei', 'bussgeldbehoerde'],
  'Bescheid',
  ['2010', 'bussgeldbehoerde', 'zustelldienst'],
  ['2011', 'zustelldienst', 'bussgeldbehoerde'],
  ['2020', 'zustelldienst', 'bussgeldbehoerde'],
  'Rechtskraft und Vollstreckung',
  ['3010', 'bussgeldbehoerde', 'kasse'],
  ['3210', 'bussgeldbehoerde', 'kba'],
  ['3211', 'kba', 'bussgeldbehoerde'],
  ['3020', 'bussgeldbehoerde', 'vollstreckungsbehoerde'],
  ['3021', 'vollstreckungsbehoerde', 'bussgeldbehoerde'],
  ['3030', 'vollstreckungsbehoerde', 'bussgeldbehoerde'],
  ['3070', 'vollstreckungsbehoerde', 'bussgeldbehoerde'],
];

/** Picture of a whole case. */
export const chain = (source: Source): string => chainPicture(CHAIN, (number) => source.byNumber.get(number));

/** All messages by theme, with links. */
export const messageOverview = (source: Source): string =>
  [...messagesByTheme(source)]
    .map(
      ([room, messages]) =>
        `### [${themeTitle(source, room)}](themen/${room}.md)\n\n${messageTable(source, '', messages)}`,
    )
    .join('\n\n');

const byTitle = new Intl.Collator('de');

/** All code lists with links. */
export const listOverview = (source: Source): string =>
  table(
    ['Codeliste', 'Kennung', 'Version', 'Codes'],
    source.lists
      .toSorted((a, b) => byTitle.compare(a.titel, b.titel))
      .map((list) => [`[${list.titel}](${listPage(list)})`, `\`${list.uri}\``, list.version, list.rows.size]),
  );
