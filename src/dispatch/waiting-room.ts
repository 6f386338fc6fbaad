/** A job that waits for room at its recipient. */
export interface Waiting {
  readonly uuid: string;
  /** smaller is sooner */
  readonly priority: number;
}

interface Entry extends Waiting {
  /** of two equally urgent ones the earlier is first */
  readonly order: number;
}

interface Line {
  /** binary heap, the most urgent first; holds entries that have left, too */
  heap: Entry[];
  /** what waits for room */
  readonly parked: Map<string, Entry>;
  /** what waits for its own next attempt, unless the recipient is back before */
  readonly resting: Map<string, Waiting>;
  /** what was called up and has not arrived yet, with the instant */
  readonly called: Map<string, number>;
}

/** How long a job that was called up keeps its place, in milliseconds; after that it went elsewhere. */
const CALLED_MS = 2000;

/** Jobs of one recipient that this process remembers; what is beyond comes back by itself. */
const LONGEST_LINE = 100_000;

/** Entries that have left which a heap holds before it is made anew. */
const MOST_GONE = 1000;

/**
 * What this process has put off, by recipient, so that it is called up in order of the nearest deadline as soon as there
 * is room, and no faster. The queue keeps every job with a time at which it comes back by itself: what a process
 * forgets is late, never lost.
 */
export class WaitingRoom {
  readonly #lines = new Map<string, Line>();
  #order = 0;

  /** recipients for whom something waits for room */
  recipients(): string[] {
    return [...this.#lines].filter(([, { parked }]) => parked.size > 0).map(([recipient]) => recipient);
  }

  /** jobs of one recipient that wait for room */
  size(recipient: string): number {
    return this.#lines.get(recipient)?.parked.size ?? 0;
  }

  /** Whether something more urgent than a priority waits for room. */
  isAhead(recipient: string, priority: number): boolean {
    const line = this.#lines.get(recipient);
    if (line === undefined) return false;
    for (;;) {
      const first = line.heap[0];
      if (first === undefined) return false;
      if (line.parked.get(first.uuid) === first) return first.priority < priority;
      pop(line.heap); // has left meanwhile
    }
  }

  /** A job waits for room. */
  park(recipient: string, { uuid, priority }: Waiting): void {
    const line = this.#lineOf(recipient);
    if (line.parked.has(uuid) || line.parked.size >= LONGEST_LINE) return;
    this.#order += 1;
    const entry = { uuid, priority, order: this.#order };
    line.parked.set(uuid, entry);
    push(line.heap, entry);
    if (line.heap.length > 2 * line.parked.size + MOST_GONE) line.heap = inOrder(line.parked.values());
  }

  /** A job failed and waits for its next attempt. */
  rest(recipient: string, { uuid, priority }: Waiting): void {
    const { resting } = this.#lineOf(recipient);
    if (resting.size < LONGEST_LINE) resting.set(uuid, { uuid, priority });
  }

  /** The recipient is back: what failed before need not wait for its time any more. */
  wake(recipient: string): void {
    const line = this.#lines.get(recipient);
    if (line === undefined) return;
    for (const waiting of line.resting.values()) this.park(recipient, waiting);
    line.resting.clear();
  }

  /** A job is in a worker's hands again. */
  arrived(recipient: string, uuid: string): void {
    const line = this.#lines.get(recipient);
    if (line === undefined) return;
    line.parked.delete(uuid);
    line.resting.delete(uuid);
    line.called.delete(uuid);
    if (line.parked.size + line.resting.size + line.called.size === 0) this.#lines.delete(recipient);
  }

  /**
   * Calls up the most urgent jobs of a recipient.
   *
   * @param room how many may begin now; those that were called up and have not arrived yet count
   */
  call(recipient: string, room: number, now: number): Waiting[] {
    const line = this.#lines.get(recipient);
    if (line === undefined) return [];
    for (const [uuid, at] of line.called) if (at <= now - CALLED_MS) line.called.delete(uuid);
    const next: Waiting[] = [];
    while (line.called.size < room) {
      const first = pop(line.heap);
      if (first === undefined) break;
      if (line.parked.get(first.uuid) !== first) continue; // has left meanwhile
      line.parked.delete(first.uuid);
      line.called.set(first.uuid, now);
      next.push(first);
    }
    return next;
  }

  #lineOf(recipient: string): Line {
    const known = this.#lines.get(recipient);
    if (known) return known;
    const line: Line = { heap: [], parked: new Map(), resting: new Map(), called: new Map() };
    this.#lines.set(recipient, line);
    return line;
  }
}

const isBefore = (one: Entry | undefined, other: Entry | undefined): boolean => {
  if (one === undefined || other === undefined) return one !== undefined;
  return one.priority === other.priority ? one.order < other.order : one.priority < other.priority;
};

/** A sorted list is a heap. */
const inOrder = (entries: Iterable<Entry>): Entry[] => [...entries].sort((a, b) => (isBefore(a, b) ? -1 : 1));

const swap = (heap: Entry[], one: number, other: number): void => {
  const [a, b] = [heap[one], heap[other]];
  if (a === undefined || b === undefined) return;
  heap[one] = b;
  heap[other] = a;
};

const push = (heap: Entry[], entry: Entry): void => {
  heap.push(entry);
  for (let at = heap.length - 1; at > 0; ) {
    const parent = (at - 1) >> 1;
    if (!isBefore(heap[at], heap[parent])) return;
    swap(heap, at, parent);
    at = parent;
  }
};

const pop = (heap: Entry[]): Entry | undefined => {
  swap(heap, 0, heap.length - 1);
  const first = heap.pop();
  for (let at = 0; ; ) {
    const [left, right] = [2 * at + 1, 2 * at + 2];
    const child = isBefore(heap[right], heap[left]) ? right : left;
    if (!isBefore(heap[child], heap[at])) return first;
    swap(heap, at, child);
    at = child;
  }
};
