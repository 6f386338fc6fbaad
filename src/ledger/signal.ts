import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';

/** Channels of NOTIFY: `ausgang` says that something waits for dispatch, `postfach` names the reader with new post. */
export type Channel = 'ausgang' | 'postfach';

type Listener = (payload: string) => void;

/**
 * One connection that listens and notifies. A wake-up is a hint and never the truth: who waits looks into the tables
 * first and again at intervals.
 *
 * Notifications are sent beside the transaction that caused them, gathered and without flush: NOTIFY takes one lock
 * for the whole server until its transaction is on disk, so inside `record` it would put all commits in a row.
 */
export class Signal {
  readonly #pool: pg.Pool;
  readonly #listeners = new Map<Channel, Set<Listener>>([
    ['ausgang', new Set()],
    ['postfach', new Set()],
  ]);
  readonly #pending = new Map<string, [Channel, string]>();
  #client: pg.PoolClient | undefined;
  #sending = false;
  #closed = false;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /** Connects and keeps the connection until {@link close}; after each reconnection every listener is woken. */
  async open(): Promise<void> {
    await this.#connect();
  }

  /** Calls `listener` at each wake-up of a channel (`''` after a reconnection). @returns ends the subscription */
  on(channel: Channel, listener: Listener): () => void {
    const listeners = this.#listeners.get(channel);
    listeners?.add(listener);
    return () => listeners?.delete(listener);
  }

  /** Wakes whoever listens, in every process. Never fails and never waits. */
  wake(channel: Channel, payload = ''): void {
    this.#pending.set(`${channel} ${payload}`, [channel, payload]);
    if (!this.#sending) void this.#send();
  }

  /** Ends the connection. */
  async close(): Promise<void> {
    this.#closed = true;
    while (this.#sending) await sleep(2);
    this.#client?.release(true);
    this.#client = undefined;
  }

  async #connect(): Promise<void> {
    const client = await this.#pool.connect();
    try {
      await client.query('SET synchronous_commit = off');
      await client.query('LISTEN ausgang');
      await client.query('LISTEN postfach');
    } catch (error) {
      client.release(true);
      throw error;
    }
    if (this.#closed) return client.release(true);
    client.on('notification', ({ channel, payload }) => this.#tell(channel as Channel, payload ?? ''));
    client.once('error', () => {});
    client.once('end', () => {
      if (this.#client !== client) return;
      this.#client = undefined;
      client.release(true);
      void this.#reconnect();
    });
    this.#client = client;
  }

  async #reconnect(): Promise<void> {
    for (let pause = 50; !this.#closed; pause = Math.min(2 * pause, 2_000)) {
      try {
        await this.#connect();
        for (const channel of this.#listeners.keys()) this.#tell(channel, '');
        return;
      } catch {
        await sleep(pause, undefined, { ref: false });
      }
    }
  }

  #tell(channel: Channel, payload: string): void {
    for (const listener of this.#listeners.get(channel) ?? []) listener(payload);
  }

  async #send(): Promise<void> {
    this.#sending = true;
    try {
      while (this.#pending.size > 0 && this.#client) {
        const batch = [...this.#pending.values()];
        this.#pending.clear();
        await this.#client.query({
          name: 'notify',
          text: 'SELECT pg_notify(channel, payload) FROM unnest($1::text[], $2::text[]) AS w (channel, payload)',
          values: [batch.map(([channel]) => channel), batch.map(([, payload]) => payload)],
        });
      }
    } catch {
      // The connection broke: the reconnection wakes everybody.
    } finally {
      this.#sending = false;
    }
  }
}
