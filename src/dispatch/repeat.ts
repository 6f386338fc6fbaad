/** A recurring duty. */
export interface Repeated {
  /** Runs it as soon as the current run has ended. */
  now(): void;
  /** Ends it and waits for the current run. */
  stop(): Promise<void>;
}

/**
 * Runs a duty again and again, never twice at once, `ms` milliseconds after its last end or when called for. The
 * timer does not keep the process alive.
 *
 * @param duty must not reject
 */
export const repeat = (ms: number, duty: () => Promise<void>): Repeated => {
  let stopped = false;
  let wanted = false;
  let timer: NodeJS.Timeout | undefined;
  let current: Promise<void> | undefined;

  const run = (): void => {
    clearTimeout(timer);
    if (stopped) return;
    if (current) {
      wanted = true;
      return;
    }
    wanted = false;
    current = duty().finally(() => {
      current = undefined;
      if (stopped) return;
      if (wanted) run();
      else timer = setTimeout(run, ms).unref();
    });
  };
  timer = setTimeout(run, ms).unref();
  return {
    now: run,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await current;
    },
  };
};
