import { type Course, courseOf } from './figures.ts';
import { type Reading, readProcess, readTree } from './proc.ts';
import type { Watched } from './stand.ts';

/** What a process used over a run. */
export interface Usage {
  /** processor time in seconds */
  readonly cpuSeconds: number;
  /** processors in use on average: 1 is one whole core */
  readonly cores: number;
  /** resident set in bytes; undefined where many processes share theirs */
  readonly resident?: Course;
}

/** Watches processes while a run lasts. On a machine without /proc it sees nothing. */
export class Watch {
  readonly #processes: readonly Watched[];
  readonly #points = new Map<string, [number, number][]>();
  readonly #started = performance.now();
  readonly #before: ReadonlyMap<string, Reading | undefined>;
  readonly #timer: NodeJS.Timeout;

  constructor(processes: readonly Watched[], everyMs = 1000) {
    this.#processes = processes;
    this.#before = new Map(processes.map((one) => [one.name, this.#read(one)]));
    this.#look();
    this.#timer = setInterval(() => this.#look(), everyMs);
  }

  /** Ends it. */
  result(): Record<string, Usage> {
    clearInterval(this.#timer);
    this.#look();
    const seconds = (performance.now() - this.#started) / 1000;
    return Object.fromEntries(
      this.#processes.flatMap((one) => {
        const [before, now] = [this.#before.get(one.name), this.#read(one)];
        if (before === undefined || now === undefined) return [];
        const cpuSeconds = now.cpuSeconds - before.cpuSeconds;
        const usage: Usage = {
          cpuSeconds,
          cores: cpuSeconds / seconds,
          ...(one.tree ? {} : { resident: courseOf(this.#points.get(one.name) ?? []) }),
        };
        return [[one.name, usage] as const];
      }),
    );
  }

  #read({ pid, tree }: Watched): Reading | undefined {
    return tree ? readTree(pid) : readProcess(pid);
  }

  #look(): void {
    const at = (performance.now() - this.#started) / 1000;
    for (const one of this.#processes) {
      if (one.tree) continue;
      const reading = this.#read(one);
      if (reading === undefined) continue;
      const points = this.#points.get(one.name) ?? [];
      points.push([at, reading.residentBytes]);
      this.#points.set(one.name, points);
    }
  }
}
