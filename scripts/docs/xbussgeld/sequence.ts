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

/** Picks author's and reader's side of a message; of several offices the one that the theme names most often. */
const sidesOf = (
  messages: readonly MessageDefinition[],
): ((message: MessageDefinition) => readonly [string, string]) => {
  const roles = messages.flatMap(({ from, to }) => [...from, ...to]);
  const often = (role: Rolle): number => roles.filter((other) => other === role).length;
  const first = (of: readonly Rolle[]): Rolle => of.toSorted((a, b) => often(b) - often(a))[0] ?? 'alle';
  const pick = ({ from, to }: MessageDefinition): readonly [Rolle, Rolle] => {
    const author = first(from);
    return [author, first(to.some((role) => role !== author) ? to.filter((role) => role !== author) : to)];
  };
  // where an office writes to another of its kind, they are told apart in the whole picture
  const twofold = new Set(messages.map(pick).flatMap(([author, reader]) => (author === reader ? [author] : [])));
  const name = (role: Rolle, which: 'A' | 'B'): string =>
    twofold.has(role) ? `${roleName(role)} ${which}` : roleName(role);
  return (message) => {
    const [author, reader] = pick(message);
    if (author !== reader) return [name(author, 'A'), name(reader, 'A')];
    return author === 'alle' ? ['Autor', 'Leser'] : [name(author, 'A'), name(reader, 'B')];
  };
};

const label = ({ number, titel }: MessageDefinition): string => `${number} ${titel}`;

/** A message with what comes back: its answers, and receipts for what is confirmed. */
const exchange = (
  message: MessageDefinition,
  answers: readonly MessageDefinition[],
  [from, to]: readonly [string, string],
): Arrow[] => {
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
  const sides = sidesOf(messages);
  const answered = new Set(messages.flatMap(({ antworten }) => antworten));
  const arrows = messages
    .filter(({ number, antworten }) => !answered.has(number) || antworten.length > 0)
    .flatMap((message) =>
      exchange(
        message,
        message.antworten.flatMap((number) => answerOf(number) ?? []),
        sides(message),
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
