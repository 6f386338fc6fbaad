import type { FastifyInstance } from 'fastify';

/**
 * The time between the order to end and the end: the gateway says that it is not ready, so that load balancers send
 * new connections elsewhere, tells clients to let go of theirs, and does all that still comes.
 */
export class Drain {
  #begun = false;

  get begun(): boolean {
    return this.#begun;
  }

  /** @param seconds how long the load balancer may take to notice */
  async run(seconds: number): Promise<void> {
    this.#begun = true;
    if (seconds > 0) await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  }

  /** From now on each answer of a gateway that ends closes its connection. */
  register(app: FastifyInstance): void {
    app.addHook('onSend', async (_request, reply) => {
      if (this.#begun) reply.header('connection', 'close');
    });
  }
}
