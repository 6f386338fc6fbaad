import { once } from 'node:events';
import { request } from 'node:https';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** Whether a gateway on this port says that it is ready. */
export const isReady = (port: number, ca: string[]): Promise<boolean> =>
  new Promise((resolve) => {
    const asked = request(
      { host: 'localhost', port, path: '/health/ready', ca, agent: false, timeout: 2000 },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode === 200);
      },
    );
    asked.on('timeout', () => asked.destroy());
    asked.on('error', () => resolve(false));
    asked.end();
  });

/**
 * A small TCP balancer as it stands before gateways: each new connection goes to the next gateway that said it is
 * ready; connections that exist stay where they are. TLS passes through untouched.
 */
export class Balancer {
  readonly #server: Server;
  readonly #targets: readonly number[];
  readonly #ca: string[];
  readonly #ready = new Set<number>();
  readonly #sockets = new Set<Socket>();
  readonly #watch: NodeJS.Timeout;
  /** connections that each gateway got */
  readonly given = new Map<number, number>();
  #next = 0;

  constructor(targets: readonly number[], ca: string[], everyMs = 200) {
    this.#targets = targets;
    this.#ca = ca;
    this.#server = createServer((socket) => this.#take(socket));
    this.#watch = setInterval(() => void this.look(), everyMs);
  }

  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    await this.look();
    return `https://localhost:${(this.#server.address() as { port: number }).port}`;
  }

  /** Asks each gateway whether it is ready. */
  async look(): Promise<void> {
    await Promise.all(
      this.#targets.map(async (port) => {
        if (await isReady(port, this.#ca)) this.#ready.add(port);
        else this.#ready.delete(port);
      }),
    );
  }

  #take(client: Socket): void {
    const live = this.#targets.filter((port) => this.#ready.has(port));
    const port = live[this.#next++ % live.length];
    if (port === undefined) {
      client.destroy();
      return;
    }
    this.given.set(port, (this.given.get(port) ?? 0) + 1);
    const gateway = connect(port, '127.0.0.1');
    for (const [one, other] of [
      [client, gateway],
      [gateway, client],
    ] as const) {
      this.#sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.#sockets.delete(one);
        other.destroySoon();
      });
      one.pipe(other);
    }
  }

  close(): void {
    clearInterval(this.#watch);
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }
}
