import type { MessageDefinition, Rolle } from '../../../src/standard/index.ts';
import { roleName } from './roles.ts';

/** One arrow of a picture. */
interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly text: string;
  /** an answer or receipt */
  readonly back: boolean;
}

/** Text that mermaid takes as it is. */
const plain = (text: string): string => text.replaceAll(/[;#:]/g, ' ').replaceAll(/\s+/g, ' ').trim();

const side = (roles: readonly Rolle[]): string => roles.map(roleName).join(' oder<br/>');

/** Author's and reader's side; where both are the same offices they are told apart. */
const sides = ({ from, to }: MessageDefinition): readonly [string, string] => {
  const [author, reader] = [side(from), side(to)];
  return author === reader ? [`Autor (${author})`, `Leser (${reader})`] : [author, reader];
};

const label = ({ number, titel }: MessageDefinition): string => `${number} ${titel}`;

/** A message with what comes back: its answers, and receipts for what is confirmed. */
const exchange = (message: MessageDefinition, answers: readonly MessageDefinition[]): Arrow[] => {
  const [from, to] = sides(message);
  const receipt = (author: string, reader: string, { quittung }: MessageDefinition): Arrow[] =>
    quittung ? [{ from: reader, to: author, text: '0020 Quittung', back: true }] : [];
  return [
    { from, to, text: label(message), back: false },
    ...answers.flatMap((answer) => [
      { from: to, to: from, text: label(answer), back: true },
      ...receipt(to, from, answer),
    ]),
    ...receipt(from, to, message),
  ];
};

/** A picture of arrows in their order; a text alone becomes a heading over all sides. */
const draw = (arrows: readonly (Arrow | string)[]): string => {
  const names = [...new Set(arrows.flatMap((arrow) => (typeof arrow === 'string' ? [] : [arrow.from, arrow.to])))];
  const id = (name: string): string => `P${names.indexOf(name) + 1}`;
  const lines = arrows.map((arrow) => {
    if (typeof arrow === 'string') return `Note over P1,P${names.length}: ${plain(arrow)}`;
    return `${id(arrow.from)}${arrow.back ? '-->>' : '->>'}${id(arrow.to)}: ${plain(arrow.text)}`;
  });
  const participants = names.map((name) => `participant ${id(name)} as ${plain(name)}`);
  return ['```mermaid', 'sequenceDiagram', ...[...participants, ...lines].map((line) => `  ${line}`), '```'].join('\n');
};

/**
 * The messages of a theme in the order of their numbers: each request with its possible answers, each message that is
 * confirmed with its receipt, and what is neither. An answer that is answered in turn also stands for itself. An answer of another theme is drawn with its request.
 */
export const themePicture = (
  messages: readonly MessageDefinition[],
  answerOf: (number: string) => MessageDefinition | undefined,
): string => {
  const answered = new Set(messages.flatMap(({ antworten }) => antworten));
  const arrows = messages
    .filter(({ number, antworten }) => !answered.has(number) || antworten.length > 0)
    .flatMap((message) =>
      exchange(
        message,
        message.antworten.flatMap((number) => answerOf(number) ?? []),
      ),
    );
  return draw(arrows);
};

/** One step of the whole chain: a message, and which offices it goes between in this example. */
export type Step = readonly [number: string, from: Rolle, to: Rolle];

/** The chain of a whole case from messages and headings; what the standard does not have is left out. */
export const chainPicture = (
  steps: readonly (Step | string)[],
  definitionOf: (number: string) => MessageDefinition | undefined,
): string => {
  const answers = new Set<string>();
  const arrows = steps.flatMap((step): (Arrow | string)[] => {
    if (typeof step === 'string') return [step];
    const [number, from, to] = step;
    const message = definitionOf(number);
    if (message === undefined) return [];
    for (const answer of message.antworten) answers.add(answer);
    return [{ from: roleName(from), to: roleName(to), text: label(message), back: answers.has(number) }];
  });
  return draw(arrows);
};
