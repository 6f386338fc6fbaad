import type { CommanderError } from 'commander';
import { type BlaupauseError, fault } from '../platform/errors.ts';
import { isUuid } from '../platform/ids.ts';
import { inert } from '../platform/inert.ts';

/** What commander found wrong with a command line, as a catalogue error with the English sentence beside it. */
export function usageFault(error: CommanderError): { readonly fault: BlaupauseError; readonly english: string } {
  const english = error.message.replace(/^error: /, '').replace(/\s*\n\s*/g, ' ');
  const missing = error.code === 'commander.help';
  return {
    fault: fault('USAGE', { detail: missing ? 'Es fehlt ein Befehl.' : german(error.code, english), cause: error }),
    english: missing ? 'A command is missing.' : `${english.charAt(0).toUpperCase()}${english.slice(1)}`,
  };
}

/** Names in quotes are taken from commander's sentence; they are options, arguments and commands, as typed. */
function german(code: string, english: string): string {
  const [name = ''] = /'[^']*'/.exec(english) ?? [];
  const guess = /\(Did you mean (?:one of )?(.*)\?\)/.exec(english)?.[1];
  const suggestion = guess === undefined ? '' : ` Gemeint war vielleicht ${guess}.`;
  switch (code) {
    case 'commander.unknownOption':
      return `Unbekannte Option ${name}.${suggestion}`;
    case 'commander.unknownCommand':
      return `Unbekannter Befehl ${name}.${suggestion}`;
    case 'commander.missingArgument':
      return `Das Argument ${name} fehlt.`;
    case 'commander.optionMissingArgument':
      return `Die Option ${name} braucht einen Wert.`;
    case 'commander.missingMandatoryOptionValue':
      return `Die Option ${name} fehlt.`;
    case 'commander.excessArguments':
      return 'Zu viele Argumente.';
    default:
      return `${name} ist nicht zulässig.`;
  }
}

/** A UUID as it was typed, in lower case. @throws USAGE */
export function expectUuid(given: string): string {
  if (!isUuid(given)) throw fault('USAGE', { detail: `${inert(given)} ist keine UUID.` });
  return given.toLowerCase();
}
