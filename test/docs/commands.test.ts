import { describe, expect, test } from 'vitest';
import { type CommandHelp, commandHelps } from '../../scripts/docs/cli.ts';
import { inlineCode, markdownPages, read, shellBlocks } from './pages.ts';

const pages = markdownPages();
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
const helps = await commandHelps();
const byWords = new Map(helps.map((help) => [help.words.join(' '), help]));

/** Words of one call of the command line, with continued lines joined and quotes kept together. */
const calls = (text: string): string[][] =>
  [...shellBlocks(text).map((block) => block.replaceAll('\\\n', ' ')), ...inlineCode(text)]
    .flatMap((line) => line.split('\n'))
    .map((line) => line.replace(/\s+#.*$/, ''))
    .flatMap((line) => line.split(/\||&&|;/))
    .map((part) => part.trim().match(/"[^"]*"|'[^']*'|\S+/g) ?? [])
    .flatMap((words): string[][] => {
      while (/^[A-Z_]+=/.test(words[0] ?? '')) words.shift();
      if (words[0] === 'npx') words.shift();
      if (words[0] === 'blaupause') return [words.slice(1)];
      if (words[0] === 'node' && words[1] === 'bin/blaupause.js') return [words.slice(2)];
      return [];
    });

/** The command that a call names, and what is left of the call. */
const resolve = (words: readonly string[]): { command: CommandHelp; rest: readonly string[] } | undefined => {
  const own = words[0] === '--config' ? words.slice(2) : words;
  for (const length of [2, 1]) {
    const command = byWords.get(own.slice(0, length).join(' '));
    if (command !== undefined && own.length >= length) return { command, rest: own.slice(length) };
  }
  return undefined;
};

describe('commands that the documentation names', () => {
  test('the command line documents itself', () => {
    expect(helps.length).toBeGreaterThan(15);
    for (const { words, help } of helps) expect(help, words.join(' ')).toContain('Usage: blaupause');
  });

  test.each(pages)('$path: every npm script exists', ({ text }) => {
    const named = [...shellBlocks(text), ...inlineCode(text)].flatMap((part) =>
      [...part.matchAll(/\bnpm (?:run ([a-z][a-z:-]*)|(test))\b/g)].map((match) => match[1] ?? match[2] ?? ''),
    );
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  test.each(pages)('$path: every call of blaupause names a command and options that exist', ({ text }) => {
    const wrong = calls(text).filter((words) => {
      if (words.length === 0 || words.every((word) => word.startsWith('-'))) return false;
      const found = resolve(words);
      if (found === undefined) return true;
      const options = found.rest.filter((word) => /^--?[a-z]/.test(word)).map((word) => word.split('=')[0] ?? word);
      return options.some((option) => !new RegExp(`(^|[ ,])${option}\\b`, 'm').test(found.command.help));
    });
    expect(wrong.map((words) => words.join(' '))).toEqual([]);
  });

  test('every example in the help of a command calls what exists', () => {
    const wrong = helps.flatMap(({ help }) =>
      [...help.matchAll(/^ {2}(?:[A-Z_]+=\S+ )?blaupause (.*)$/gm)]
        .map((match) => (match[1] ?? '').split(/\s*(?:\||&&)\s*/)[0]?.split(/\s+/) ?? [])
        .filter((words) => resolve(words) === undefined),
    );
    expect(wrong).toEqual([]);
  });
});
