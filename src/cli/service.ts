import type { Command } from 'commander';
import { environmentName, loadSettings, type Settings } from '../platform/settings.ts';
import { remark } from './output.ts';

/** Settings for a command: environment, the file of the global `--config`, and values from its own options. */
export function settingsFor(command: Command, overrides: Partial<Record<keyof Settings, unknown>> = {}): Settings {
  const { config } = command.optsWithGlobals<{ config?: string }>();
  return loadSettings(process.env, config, overrides);
}

/** One Ctrl-C may arrive twice, from the terminal and from npm; within this time it counts once, in milliseconds. */
const SAME_SIGNAL_MS = 500;

/**
 * Runs a service until SIGINT, SIGTERM or SIGHUP, then closes it; a later second signal ends at once. A signal that comes
 * while it still starts lets the start end first, so that nothing it started stays behind.
 *
 * @param start starts the service; its `close` must let work in hand end
 * @param ready called when it runs
 */
export async function serve<T extends { close(): Promise<void> }>(
  start: () => Promise<T>,
  ready: (service: T) => void,
): Promise<void> {
  let stopAt: number | undefined;
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (stopAt !== undefined) {
          if (Date.now() - stopAt > SAME_SIGNAL_MS) process.exit(signal === 'SIGINT' ? 130 : 143);
          return;
        }
        stopAt = Date.now();
        remark('Beende …');
        resolve();
      });
    }
  });
  const service = await start();
  if (stopAt === undefined) ready(service);
  await stopped;
  await service.close();
}

/** A line for help texts that names the environment variable of a setting. */
export const settingHint = (key: keyof Settings): string => `(setting ${key}, ${environmentName(key)})`;
