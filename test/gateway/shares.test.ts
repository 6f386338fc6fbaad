import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { RECENT_MS, type ShareOptions, Shares } from '../../src/gateway/shares.ts';
import { BlaupauseError } from '../../src/platform/errors.ts';

/** Work that ends when it is told to. */
class Work {
  readonly begun: string[] = [];
  readonly #open: { what: string; end: () => void }[] = [];

  readonly of = (what: string) => async (): Promise<string> => {
    this.begun.push(what);
    await new Promise<void>((end) => this.#open.push({ what, end }));
    return what;
  };

  /** Ends what began first, or the named one. */
  async end(what?: string): Promise<void> {
    const at = what === undefined ? 0 : this.#open.findIndex((one) => one.what === what);
    const [one] = this.#open.splice(at, 1);
    one?.end();
    await turn();
  }
}

function sharesOf(options: Partial<ShareOptions> = {}) {
  let at = 0;
  const shares = new Shares({
    ...{ alone: 4, each: 2, most: 8, waiting: 8, patienceMs: 60_000 },
    now: () => at,
    ...options,
  });
  const work = new Work();
  return {
    shares,
    work,
    pass: (ms: number) => {
      at += ms;
    },
    run: (who: string, what: string, gone?: AbortSignal): Promise<string> =>
      shares.run(who, work.of(what), gone).catch((error: unknown) => (error as BlaupauseError).code),
  };
}

describe('fair shares of work', () => {
  it('one that is alone may have much at work, and the rest in turn', async () => {
    const { shares, work, run } = sharesOf();
    const all = ['a1', 'a2', 'a3', 'a4', 'a5', 'a6'].map((what) => run('a', what));
    expect(work.begun).toEqual(['a1', 'a2', 'a3', 'a4']);
    expect([shares.atWork, shares.waiting]).toEqual([4, 2]);
    while (shares.atWork > 0) await work.end();
    expect(await Promise.all(all)).toEqual(['a1', 'a2', 'a3', 'a4', 'a5', 'a6']);
    expect([shares.atWork, shares.waiting]).toEqual([0, 0]);
  });

  it('as soon as another one comes, the flood begins only as much as its share', async () => {
    const { work, run, pass, shares } = sharesOf();
    for (const what of ['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7']) void run('a', what);
    void run('b', 'b1');
    expect(work.begun).toEqual(['a1', 'a2', 'a3', 'a4', 'b1']);
    await work.end('a1');
    await work.end('a2');
    expect(work.begun).toEqual(['a1', 'a2', 'a3', 'a4', 'b1']);
    await work.end('a3');
    expect(work.begun.slice(5)).toEqual(['a5']);
    // the other one has gone, but came a moment ago
    await work.end('b1');
    pass(RECENT_MS - 1);
    await work.end('a4');
    expect([work.begun.slice(6), shares.atWork]).toEqual([['a6'], 2]);
    pass(1);
    await work.end('a5');
    expect([work.begun.slice(7), shares.atWork]).toEqual([['a7'], 2]);
    void run('a', 'a8');
    void run('a', 'a9');
    void run('a', 'a10');
    expect(shares.atWork).toBe(4);
  });

  it('who has least at work comes first, equals in turn, and a newcomer does not wait behind the places of a flood', async () => {
    const { work, run } = sharesOf({ alone: 2, each: 2, most: 2 });
    for (const what of ['a1', 'a2', 'a3', 'a4', 'a5']) void run('a', what);
    for (const what of ['b1', 'b2']) void run('b', what);
    void run('c', 'c1');
    for (let left = 8; left > 0; left -= 1) await work.end();
    // of the two at work one is a's: b and c have nothing at work and come first, then each in turn
    expect(work.begun).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'b2', 'a4', 'a5']);
  });

  it('nobody has more than half of the places to wait, and beyond all places everybody is refused', async () => {
    const { run, shares } = sharesOf({ alone: 1, each: 1, most: 1, waiting: 4 });
    void run('a', 'a1');
    void run('a', 'a2');
    void run('a', 'a3');
    expect(await run('a', 'a4')).toBe('LIMIT_RATE');
    void run('b', 'b1');
    void run('c', 'c1');
    expect(await run('d', 'd1')).toBe('LIMIT_BUSY');
    expect(shares.waiting).toBe(4);
  });

  it('who has gone gives its place back and its work is never begun', async () => {
    const { work, run, shares } = sharesOf({ alone: 1, each: 1 });
    const gone = new AbortController();
    void run('a', 'a1');
    const left = run('a', 'a2', gone.signal);
    void run('a', 'a3');
    gone.abort();
    expect(await left).toBe('LIMIT_TIMEOUT');
    expect(shares.waiting).toBe(1);
    await work.end();
    expect(work.begun).toEqual(['a1', 'a3']);
    expect(await run('a', 'a4', AbortSignal.abort())).toBe('LIMIT_TIMEOUT');
    // work that has begun goes on: its result is durable whether or not somebody hears of it
    await work.end();
    expect([shares.atWork, shares.waiting]).toEqual([0, 0]);
  });

  it('whose turn does not come in time is asked to come again', async () => {
    const { run, shares } = sharesOf({ alone: 1, each: 1, patienceMs: 20 });
    void run('a', 'a1');
    expect(await run('a', 'a2')).toBe('LIMIT_BUSY');
    expect(shares.waiting).toBe(0);
  });

  it('work may yield its turn once, and goes on', async () => {
    const { shares, run, work } = sharesOf({ alone: 1, each: 1 });
    const yielding = shares.run('a', async (yieldTurn) => {
      yieldTurn();
      yieldTurn();
      return work.of('a1')();
    });
    const next = run('a', 'a2');
    expect([work.begun, shares.atWork]).toEqual([['a1', 'a2'], 1]);
    await work.end();
    await work.end();
    expect([await yielding, await next, shares.atWork]).toEqual(['a1', 'a2', 0]);
  });

  it('what has yielded its turn still counts as open, and only so much may be open', async () => {
    const { shares, work } = sharesOf({ alone: 1, each: 1, open: 2 });
    const yielding = (who: string, what: string) =>
      shares.run(who, (yieldTurn) => {
        yieldTurn();
        return work.of(what)();
      });
    const all = ['a1', 'a2', 'a3'].map((what) => yielding('a', what));
    const other = yielding('b', 'b1');
    expect([work.begun, shares.waiting]).toEqual([['a1', 'a2', 'b1'], 1]);
    await work.end('a1');
    expect([work.begun.slice(3), shares.waiting]).toEqual([['a3'], 0]);
    for (let left = 3; left > 0; left -= 1) await work.end();
    expect(await Promise.all([...all, other])).toEqual(['a1', 'a2', 'a3', 'b1']);
  });

  it('work that fails gives its share back', async () => {
    const { shares, run, work } = sharesOf({ alone: 1, each: 1 });
    const failing = shares.run('a', () => Promise.reject(new BlaupauseError('INTERNAL', {})));
    const next = run('a', 'a1');
    await expect(failing).rejects.toThrow();
    await turn();
    expect(work.begun).toEqual(['a1']);
    await work.end();
    expect(await next).toBe('a1');
    expect(shares.atWork).toBe(0);
  });
});
