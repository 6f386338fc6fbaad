import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type NetConnectOpts, type Server, type Socket } from 'node:net';

/** Where the proxy leads to: a port of this machine or a socket file. */
export type ProxyTarget = { readonly port: number; readonly host?: string } | { readonly path: string };

/** From the client to the server, or back. */
export type Direction = 'up' | 'down';

/**
 * What happens to a connection once `after` bytes have passed in one direction:
 * `cut` resets both ends, `halve` lets half of the next piece through and then resets both, `swallow` leaves both ends
 * open and lets nothing more through, until `ms` have passed if given, `duplicate` sends the next piece twice, `delay`
 * holds the next piece back.
 */
export interface Mischief {
  readonly how: 'cut' | 'halve' | 'swallow' | 'duplicate' | 'delay';
  readonly direction: Direction;
  readonly after: number;
  /** how long; for `delay` 300 if left out, for `swallow` for ever */
  readonly ms?: number;
}

/** Every kind of mischief. */
export const MISCHIEFS = [
  'cut',
  'halve',
  'swallow',
  'duplicate',
  'delay',
] as const satisfies readonly Mischief['how'][];

const DELAY_MS = 300;

/** A piece as it is passed on: at once, later, in part, twice, or not at all. */
interface Passage {
  readonly pieces: readonly Buffer[];
  readonly waitMs: number;
  readonly end: boolean;
}

/**
 * A TCP proxy in front of one server, for tests: it can refuse connections, lead elsewhere, and do {@link Mischief} to
 * the next connections. Each mischief strikes one connection, in the order in which they were planned.
 */
export class TcpProxy {
  #target: ProxyTarget | undefined;
  #server: Server | undefined;
  #port = 0;
  #delayMs = 0;
  readonly #open = new Set<Socket>();
  readonly #planned: Mischief[] = [];
  #struck = 0;
  #connections = 0;

  /** @param target where it leads to; without one it resets every connection */
  constructor(target?: ProxyTarget) {
    this.#target = target;
  }

  /** Listens on a free port of this machine. */
  static async start(target?: ProxyTarget): Promise<TcpProxy> {
    const proxy = new TcpProxy(target);
    await proxy.accept();
    return proxy;
  }

  get port(): number {
    return this.#port;
  }

  /** Connections made so far. */
  get connections(): number {
    return this.#connections;
  }

  /** Mischief that was done so far. */
  get struck(): number {
    return this.#struck;
  }

  /** Leads new connections elsewhere; with `cut` the old ones are reset. */
  aim(target: ProxyTarget | undefined, { cut = false } = {}): void {
    this.#target = target;
    if (cut) this.cut();
  }

  /** Does this to one of the next connections. */
  plan(mischief: Mischief): void {
    this.#planned.push(mischief);
  }

  /** Forgets what was planned and not done yet. */
  calm(): void {
    this.#planned.length = 0;
    this.#delayMs = 0;
  }

  /** Holds every piece back for so long from now on; 0 ends it. */
  slow(ms: number): void {
    this.#delayMs = ms;
  }

  /** Resets all connections. */
  cut(): void {
    for (const socket of this.#open) reset(socket);
  }

  /** Stops listening and resets all connections: whoever connects is refused by the system. */
  async refuse(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    const closed = once(server, 'close');
    server.close();
    this.cut();
    await closed;
  }

  /** Listens, again on the same port. */
  async accept(): Promise<void> {
    if (this.#server !== undefined) return;
    const server = createServer({ noDelay: true }, (client) => this.#lead(client));
    server.listen(this.#port, '127.0.0.1');
    await once(server, 'listening');
    this.#server = server;
    this.#port = (server.address() as AddressInfo).port;
  }

  /** Ends it. */
  async close(): Promise<void> {
    await this.refuse();
  }

  #lead(client: Socket): void {
    this.#connections += 1;
    this.#keep(client);
    if (this.#target === undefined) {
      reset(client);
      return;
    }
    const options: NetConnectOpts =
      'path' in this.#target ? this.#target : { host: '127.0.0.1', noDelay: true, ...this.#target };
    const server = connect(options);
    this.#keep(server);
    const mischief = this.#planned.shift();
    this.#pass(client, server, mischief?.direction === 'up' ? mischief : undefined);
    this.#pass(server, client, mischief?.direction === 'down' ? mischief : undefined);
  }

  #keep(socket: Socket): void {
    this.#open.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => this.#open.delete(socket));
  }

  /** Carries bytes one way, in order, and the end of one side to the other. */
  #pass(from: Socket, to: Socket, planned: Mischief | undefined): void {
    let passed = 0;
    let swallowing = false;
    let mischief = planned;
    let turn: Promise<void> = Promise.resolve();
    from.on('data', (piece: Buffer) => {
      if (swallowing) return;
      const due = mischief !== undefined && passed + piece.length > mischief.after ? mischief : undefined;
      passed += piece.length;
      if (due !== undefined) {
        mischief = undefined;
        this.#struck += 1;
        swallowing = due.how === 'swallow' || due.how === 'cut' || due.how === 'halve';
        if (due.how === 'swallow' && due.ms !== undefined) {
          setTimeout(() => {
            reset(from);
            reset(to);
          }, due.ms);
        }
      }
      const { pieces, waitMs, end } = passageOf(piece, due, this.#delayMs);
      if (waitMs > 0) from.pause();
      turn = turn.then(async () => {
        if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
        for (const part of pieces) to.write(part);
        if (end) {
          // what was let through has to leave before the reset
          await new Promise((resolve) => setTimeout(resolve, 5));
          reset(from);
          reset(to);
        } else if (waitMs > 0) from.resume();
        else if (to.writableNeedDrain) {
          from.pause();
          to.once('drain', () => from.resume());
        }
      });
    });
    from.on('end', () => {
      turn = turn.then(() => void (swallowing || to.end()));
    });
    from.on('error', () => reset(to));
    from.on('close', () => {
      turn = turn.then(() => void (to.destroyed || swallowing || to.destroySoon()));
    });
  }
}

/** A reset, or the end where it is a socket file, which knows no resets. */
function reset(socket: Socket): void {
  try {
    socket.resetAndDestroy();
  } catch {
    socket.destroy();
  }
}

function passageOf(piece: Buffer, due: Mischief | undefined, delayMs: number): Passage {
  switch (due?.how) {
    case undefined:
      return { pieces: [piece], waitMs: delayMs, end: false };
    case 'delay':
      return { pieces: [piece], waitMs: due.ms ?? DELAY_MS, end: false };
    case 'duplicate':
      return { pieces: [piece, piece], waitMs: delayMs, end: false };
    case 'halve':
      return { pieces: [piece.subarray(0, Math.ceil(piece.length / 2))], waitMs: delayMs, end: true };
    case 'cut':
      return { pieces: [], waitMs: 0, end: true };
    case 'swallow':
      return { pieces: [], waitMs: 0, end: false };
  }
}
