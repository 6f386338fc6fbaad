import type { Command } from 'commander';
import { environmentName, loadSettings, type Settings } from '../platform/index.ts';
import { remark } from './output.ts';

/** Settings for a command: environment, the file of the global `--config`, and values from its own options. */
export function settingsFor(command: Command, overrides: Partial<Record<keyof Settings, unknown>> = {}): Settings {
  const { config } = command.optsWithGlobals<{ config?: string }>();
  return loadSettings(process.env, config, overrides);
}

/**
 * Runs a service until SIGINT or SIGTERM, then closes it. A second signal ends at once.
 *
 * @param close must let work in hand end
 */
export async function untilStopped(close: () => Promise<void>): Promise<void> {
  await new Promise<void>((resolve) => {
    const stop = () => {
      process.once('SIGINT', () => process.exit(130));
      process.once('SIGTERM', () => process.exit(143));
      resolve();
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  });
  remark('Beende …');
  await close();
}

/** A line for help texts that names the environment variable of a setting. */
export const settingHint = (key: keyof Settings): string => `(setting ${key}, ${environmentName(key)})`;
