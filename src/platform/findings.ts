import type { Finding } from './errors.ts';
import { inert } from './inert.ts';

/** The most findings that are named; more are counted only. */
export const MAX_FINDINGS = 100;

/** The most characters of a value that a finding shows, as a mask or as it is. */
const MAX_SHOWN = 40;

/** How a finding shows a value of the message: {@link masked}, or {@link quoted} on the author's own machine. */
export type Show = (value: string) => string;

/** Cuts before it maps: the sender decides how long a value is. */
const shown = (value: string, map: (text: string) => string): string => {
  if (value === '') return 'leer';
  // no character is longer than two code units
  const start = [...value.slice(0, 2 * MAX_SHOWN + 2)];
  let length = 0;
  for (const _ of value) length += 1;
  const text = inert(map(start.slice(0, MAX_SHOWN).join('')));
  return `${text}${length > MAX_SHOWN ? '…' : ''} (${length} Zeichen)`;
};

/**
 * The form of a value without its content: letters become `x` or `X`, digits `9`, all else stays; of a long value the
 * first 40 characters. `2026-13-01` becomes `9999-99-99 (10 Zeichen)`.
 */
export const masked: Show = (value) =>
  shown(value, (text) =>
    text
      .replace(/[\p{Lu}\p{Lt}]/gu, 'X')
      .replace(/\p{N}/gu, '9')
      .replace(/[\p{L}\p{M}]/gu, (letter) => (letter === 'X' ? 'X' : 'x')),
  );

/** The value itself, of a long one the first 40 characters. Only where the message's author is the one who reads. */
export const quoted: Show = (value) => shown(value, (text) => text);

/** What a finding says in one German line, without its place: the sentence, then what was found and what is allowed. */
export const describeFinding = ({ text, found, allowed }: Finding): string =>
  [text, found === undefined ? '' : `Gefunden: ${found}.`, allowed === undefined ? '' : `Erlaubt: ${allowed}.`]
    .filter(Boolean)
    .join(' ');

/** `100 von 1234 Befunden` where there are more than are named, else nothing. */
export const countOf = (named: number, total: number): string =>
  total > named ? `${named} von ${total} Befunden` : '';

/**
 * Findings of a check in the order in which they occur: at most {@link MAX_FINDINGS} errors and as many warnings are
 * kept, all are counted. What is not kept is not composed either, because a hostile document may be wrong everywhere,
 * and warnings never push out an error.
 */
export class FindingList {
  readonly #errors: Finding[] = [];
  readonly #warnings: Finding[] = [];
  #total = 0;
  #errorTotal = 0;

  /** Counts a finding and, while there is room, keeps what `compose` makes of it. */
  add(severity: Finding['severity'], compose: () => Finding): void {
    this.#total += 1;
    if (severity === 'error') this.#errorTotal += 1;
    const kept = severity === 'error' ? this.#errors : this.#warnings;
    if (kept.length < MAX_FINDINGS) kept.push(compose());
  }

  /** number of all findings */
  get total(): number {
    return this.#total;
  }

  /** number of all errors */
  get errors(): number {
    return this.#errorTotal;
  }

  /** What is kept: errors, then warnings, each in order. */
  get kept(): readonly Finding[] {
    return [...this.#errors, ...this.#warnings];
  }
}
