import { arrivalOf } from './arrival.ts';
import { type Effort, inParallel, measure, median, type Task } from './measure.ts';
import type { World } from './world.ts';

const KB = 1024;
/** content with signature, in bytes */
export const SIZES = [10 * KB, 100 * KB, 1024 * KB, 10 * 1024 * KB] as const;

/** What one byte costs at one size of the content. */
export interface SizeRow {
  readonly operation: string;
  /** content with attachment, in bytes */
  readonly size: number;
  /** processor time of one message, in milliseconds */
  readonly ms: number;
  /** nanoseconds for each byte of content */
  readonly nsPerByte: number;
  /** nanoseconds for each byte more than in the row before; undefined in the first row */
  readonly nsPerMoreByte: number | undefined;
}

/** Times seal, open and intake for messages whose attachment grows. */
export async function costPerByte(world: World, effort: Effort, onRound: (round: number) => void): Promise<SizeRow[]> {
  const tasks: Task[] = [];
  for (const size of SIZES) {
    const stock = world.stockOf(size);
    const { bytes } = await stock.seal();
    const most = Math.max(2, Math.min(40, Math.floor((2 * SIZES[3]) / size)));
    const prepare = (count: number) => stock.fill(count);
    tasks.push(
      { name: `seal ${size}`, most, run: (count) => inParallel(count, 1, () => stock.seal()) },
      { name: `open ${size}`, most, run: (count) => inParallel(count, 1, () => world.reader.open(bytes)) },
      {
        name: `intake ${size}`,
        most,
        prepare,
        run: (count) => inParallel(count, 1, () => arrivalOf(world, stock.take())(world.gateway.context)),
      },
    );
  }
  const measured = await measure(tasks, effort, onRound);
  return ['seal', 'open', 'intake'].flatMap((operation) =>
    rowsOf(operation, (size) => median(measured.get(`${operation} ${size}`)?.cpu ?? [])),
  );
}

function rowsOf(operation: string, msOf: (size: number) => number): SizeRow[] {
  return SIZES.map((size, index) => {
    const ms = msOf(size);
    const before = SIZES[index - 1];
    return {
      operation,
      size,
      ms,
      nsPerByte: (ms * 1e6) / size,
      nsPerMoreByte: before === undefined ? undefined : ((ms - msOf(before)) * 1e6) / (size - before),
    };
  });
}
