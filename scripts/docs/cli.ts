import { main } from '../../src/cli/main.ts';

/** What a command line prints, as it looks in a pipe: 80 columns, no colours. */
export const printed = async (args: readonly string[]): Promise<string> => {
  const { stdout } = process;
  const saved = { write: stdout.write, columns: stdout.columns, isTTY: stdout.isTTY };
  let text = '';
  try {
    Object.assign(stdout, {
      isTTY: false,
      write: (chunk: string | Uint8Array): boolean => {
        text += chunk.toString();
        return true;
      },
    });
    await main(args);
  } finally {
    Object.assign(stdout, saved);
  }
  return text;
};

/** Names of the subcommands that a help text lists. */
const subcommands = (help: string): string[] => {
  const list = /\nCommands:\n([\s\S]*?)(?:\n\n|$)/.exec(help)?.[1] ?? '';
  return [...list.matchAll(/^ {2}([a-z]+(?:-[a-z]+)*)/gm)]
    .flatMap((match) => match[1] ?? [])
    .filter((name) => name !== 'help');
};

/** One command of the command line. */
export interface CommandHelp {
  /** words of the command, e.g. `['pki', 'init']`; empty for the program */
  readonly words: readonly string[];
  readonly help: string;
}

/** The help of the program and of every command below it, as a person would see it. */
export const commandHelps = async (words: readonly string[] = []): Promise<CommandHelp[]> => {
  const help = await printed([...words, '--help']);
  const below: CommandHelp[] = [];
  for (const name of subcommands(help)) below.push(...(await commandHelps([...words, name])));
  return [{ words, help }, ...below];
};

/** The reference of the command line: every help text. */
export const commandReference = async (): Promise<string> =>
  (await commandHelps())
    .map(({ words, help }) => `## ${['blaupause', ...words].join(' ')}\n\n\`\`\`text\n${help.trim()}\n\`\`\``)
    .join('\n\n');
