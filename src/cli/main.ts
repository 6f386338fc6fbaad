import { Command, CommanderError } from 'commander';
import type { BlaupauseError } from '../platform/errors.ts';
import { packageVersion } from '../platform/paths.ts';
import { environmentFault } from './environment.ts';
import { ExitCode, ignoreClosedPipes, printFault, type Register } from './output.ts';
import { usageFault } from './usage.ts';

/** Every command with the file that registers it. A file is loaded when its command is called; all of them for help. */
const files: readonly { readonly commands: readonly string[]; readonly load: () => Promise<Register> }[] = [
  { commands: ['demo'], load: async () => (await import('./demo.ts')).registerDemo },
  { commands: ['simulate'], load: async () => (await import('./simulate.ts')).registerSimulate },
  { commands: ['gateway'], load: async () => (await import('./gateway.ts')).registerGateway },
  { commands: ['worker'], load: async () => (await import('./worker.ts')).registerWorker },
  { commands: ['authority'], load: async () => (await import('./authority.ts')).registerAuthority },
  { commands: ['send', 'fetch'], load: async () => (await import('./transfer.ts')).registerTransfer },
  { commands: ['sample', 'validate'], load: async () => (await import('./messages.ts')).registerMessages },
  { commands: ['seal'], load: async () => (await import('./seal.ts')).registerSeal },
  { commands: ['open'], load: async () => (await import('./open.ts')).registerOpen },
  { commands: ['deadlines'], load: async () => (await import('./deadlines.ts')).registerDeadlines },
  { commands: ['fine'], load: async () => (await import('./fine.ts')).registerFine },
  { commands: ['pki'], load: async () => (await import('./pki.ts')).registerPki },
  { commands: ['queue'], load: async () => (await import('./queue.ts')).registerQueue },
  { commands: ['retention'], load: async () => (await import('./retention.ts')).registerRetention },
  { commands: ['audit'], load: async () => (await import('./audit.ts')).registerAudit },
  { commands: ['fristen'], load: async () => (await import('./fristen.ts')).registerFristen },
  { commands: ['doctor'], load: async () => (await import('./doctor.ts')).registerDoctor },
];

/** Faults without an exit code of their own that lie in the environment, not in what was asked. */
const ENVIRONMENT: ReadonlySet<string> = new Set(['INTERNAL', 'STORE_UNAVAILABLE', 'SEND_FAILED', 'LOG_BROKEN']);

/**
 * Runs one command line.
 *
 * @param args arguments after the program name
 * @returns the exit code: 0 success, 1 a negative verdict, 2 wrong use, 3 environment fault
 */
export async function main(args: readonly string[]): Promise<number> {
  ignoreClosedPipes();
  let exit: number = ExitCode.ok;
  const done = (code: number) => {
    exit = code;
  };
  const asJson = args.includes('--json');
  try {
    const program = root();
    for (const register of await registersFor(args)) register(program, done);
    await program.parseAsync([...args], { from: 'user' });
    return exit;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return ExitCode.ok;
      const { fault, english } = usageFault(error);
      printFault(fault, asJson, english);
      return ExitCode.usage;
    }
    const known = environmentFault(error);
    printFault(known, asJson);
    return exitCodeOf(known);
  }
}

const exitCodeOf = ({ code, entry }: BlaupauseError): number =>
  entry.exit ?? (ENVIRONMENT.has(code) ? ExitCode.environment : ExitCode.negative);

const root = (): Command =>
  new Command('blaupause')
    .description(
      'Message gateway and message standard draft XBußgeld for fine authorities, police, delivery and enforcement.',
    )
    .version(packageVersion())
    .option('--config <file>', 'YAML file with settings (docs/reference/settings.md)')
    .addHelpText(
      'after',
      `
Example:
  blaupause sample 1110 | blaupause validate -

Exit codes: 0 success, 1 a negative verdict, 2 wrong use, 3 a fault of the environment.`,
    )
    // Wrong use is reported by main(), in German and, with --json, as JSON; help for a missing subcommand stays.
    .configureOutput({ outputError: () => {} })
    .exitOverride();

/** Files of the command that is called; all of them where no known command stands first, none for the version. */
async function registersFor(args: readonly string[]): Promise<Register[]> {
  if (args[0] === '--version' || args[0] === '-V') return [];
  const called = firstArgument(args);
  const file = files.find(({ commands }) => called !== undefined && commands.includes(called));
  return Promise.all((file === undefined ? files : [file]).map(({ load }) => load()));
}

function firstArgument(args: readonly string[]): string | undefined {
  const at = args.findIndex((arg, index) => !arg.startsWith('-') && args[index - 1] !== '--config');
  return args[at];
}
