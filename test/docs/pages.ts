import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/platform/paths.ts';

/** A file of the repository as text. */
export interface Page {
  /** path relative to the repository */
  readonly path: string;
  readonly text: string;
}

/** Folders that are made, not written. */
const MADE = /(^|\/)(node_modules|dist|coverage|\.git|\.blaupause)(\/|$)|^certs-dev\/[^/]+\//;

const listed = (): string[] => {
  const options = { cwd: packageRoot, stdio: ['ignore', 'pipe', 'ignore'] as 'pipe'[] };
  try {
    return execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], options)
      .toString()
      .split('\0');
  } catch {
    // an exported tree without its history
    return readdirSync(packageRoot, { recursive: true }).map((path) => String(path).replaceAll('\\', '/'));
  }
};

/** Files that are part of the repository or would be added to it, by a pattern on their path. */
export const repositoryFiles = (pattern: RegExp): string[] =>
  listed().filter(
    (path) =>
      pattern.test(path) &&
      !MADE.test(path) &&
      statSync(join(packageRoot, path), { throwIfNoEntry: false })?.isFile() === true,
  );

/** Reads a file of the repository. */
export const read = (path: string): string => readFileSync(join(packageRoot, path), 'utf8');

/** All Markdown pages. */
export const markdownPages = (): Page[] => repositoryFiles(/\.md$/).map((path) => ({ path, text: read(path) }));

/** Text of a page without fenced code. */
export const prose = (text: string): string => text.replace(/^(```+).*\n[\s\S]*?^\1\s*$/gm, '');

/** Fenced blocks of shell commands. */
export const shellBlocks = (text: string): string[] =>
  [...text.matchAll(/^```(?:sh|bash|shell)\n([\s\S]*?)^```/gm)].map((match) => match[1] ?? '');

/** Inline code of a page. */
export const inlineCode = (text: string): string[] =>
  [...prose(text).matchAll(/(?<!`)`([^`\n]+)`(?!`)/g)].map((match) => match[1] ?? '');
