import { Command, CommanderError } from 'commander';
import { asFault } from '../platform/errors.ts';
import { packageVersion } from '../platform/paths.ts';
import { registerAuthority } from './authority.ts';
import { registerDeadlines } from './deadlines.ts';
import { registerDemo } from './demo.ts';
import { registerDoctor } from './doctor.ts';
import { registerGateway } from './gateway.ts';
import { registerMessageFiles } from './messages.ts';
import { ExitCode, printFault } from './output.ts';
import { registerPki } from './pki.ts';
import { registerQueue } from './queue.ts';
import { registerSimulate } from './simulate.ts';
import { registerTransfer } from './transfer.ts';
import { registerWorker } from './worker.ts';

/**
 * Runs one command line.
 *
 * @param args arguments after the program name
 * @returns the exit code: 0 success, 1 a negative verdict, 2 wrong use, 3 environment fault
 */
export async function main(args: readonly string[]): Promise<number> {
  const program = new Command('blaupause')
    .description(
      'Message gateway and message standard draft XBußgeld for fine authorities, police, delivery and enforcement.',
    )
    .version(packageVersion())
    .option('--config <file>', 'YAML file with settings (docs/reference/settings.md)')
    .showHelpAfterError('Run the command with --help to see an example.')
    .exitOverride();
  let exit: number = ExitCode.ok;
  const done = (code: number) => {
    exit = code;
  };
  for (const register of [
    registerDemo,
    registerSimulate,
    registerGateway,
    registerWorker,
    registerAuthority,
    registerTransfer,
    registerMessageFiles,
    registerDeadlines,
    registerPki,
    registerQueue,
    registerDoctor,
  ]) {
    register(program, done);
  }
  for (const command of everyCommand(program)) command.exitOverride();
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exit;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.ok : ExitCode.usage;
    const known = asFault(error);
    printFault(known, args.includes('--json'));
    return known.entry.exit ?? (known.code === 'INTERNAL' ? ExitCode.environment : ExitCode.negative);
  }
}

function everyCommand(command: Command): Command[] {
  return [command, ...command.commands.flatMap(everyCommand)];
}
