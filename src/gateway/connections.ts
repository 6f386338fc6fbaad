import type { Socket } from 'node:net';
import type { Server, TLSSocket } from 'node:tls';
import { LIMITS } from './limits.ts';

/** Why a connection was closed before its client wanted it. */
export type ClosedBecause =
  /** too many in all */
  | 'most'
  /** too many of one authority */
  | 'authority'
  /** too many of strangers */
  | 'stranger'
  /** too many handshakes under way */
  | 'handshakes'
  /** a handshake took too long */
  | 'handshake_time'
  /** too many requests one behind the other */
  | 'pipeline'
  /** too many requests that could not be read */
  | 'unreadable'
  /** an answer was not taken in time */
  | 'answer_time';

/** What the watch needs to know of elsewhere. */
export interface ConnectionHooks {
  /** Organisationsschlüssel of the authority whose certificate this is, by its SHA-256 */
  authorityOf(certificate: Buffer): string | undefined;
  closed(because: ClosedBecause): void;
}

/** A connection of a kind that is bounded by giving up the oldest ones. */
interface Held {
  readonly socket: Socket;
  /** of the other end; several may stand behind one */
  readonly address: string;
}

/**
 * Counts connections by who holds them and keeps each kind within its bound, so that neither handshakes that never end
 * nor strangers nor one authority can take all of them. Of handshakes and strangers the oldest goes: whoever means to
 * talk has talked by then, and a new client gets through during the flood. An authority beyond its part is turned away.
 */
export class Connections {
  readonly #hooks: ConnectionHooks;
  readonly #handshakes = new Kind(LIMITS.handshakes.value);
  readonly #strangers = new Kind(LIMITS.connectionsStrangers.value);
  readonly #authorities = new Map<string, number>();
  /** handshakes by address and port of the other end */
  readonly #begun = new Map<string, Held>();

  constructor(hooks: ConnectionHooks) {
    this.#hooks = hooks;
  }

  /** How many there are of each kind. */
  get counts(): { readonly handshake: number; readonly stranger: number; readonly authority: number } {
    const authority = [...this.#authorities.values()].reduce((sum, count) => sum + count, 0);
    return { handshake: this.#handshakes.size, stranger: this.#strangers.size, authority };
  }

  /** Watches a server from now on. */
  watch(server: Server): void {
    server.on('connection', (socket: Socket) => this.#arrive(socket));
    server.on('secureConnection', (socket: TLSSocket) => this.#secured(socket));
    server.on('drop', () => this.#hooks.closed('most'));
    server.on('tlsClientError', ({ code }: NodeJS.ErrnoException) => {
      if (code === 'ERR_TLS_HANDSHAKE_TIMEOUT') this.#hooks.closed('handshake_time');
    });
  }

  #arrive(socket: Socket): void {
    const held = { socket, address: socket.remoteAddress ?? '' };
    const end = endOf(socket);
    this.#begun.set(end, held);
    this.#add(this.#handshakes, held, 'handshakes');
    socket.once('close', () => {
      this.#handshakes.delete(held);
      if (this.#begun.get(end) === held) this.#begun.delete(end);
    });
  }

  #secured(socket: TLSSocket): void {
    const end = endOf(socket);
    const begun = this.#begun.get(end);
    if (begun !== undefined) this.#handshakes.delete(begun);
    this.#begun.delete(end);
    const certificate = socket.getPeerX509Certificate();
    const authority = certificate && this.#hooks.authorityOf(certificate.raw);
    if (authority !== undefined) this.#admit(socket, authority);
    else {
      const held = { socket, address: socket.remoteAddress ?? '' };
      this.#add(this.#strangers, held, 'stranger');
      socket.once('close', () => this.#strangers.delete(held));
    }
  }

  #admit(socket: TLSSocket, authority: string): void {
    const own = (this.#authorities.get(authority) ?? 0) + 1;
    if (own > LIMITS.connectionsEach.value) {
      this.#hooks.closed('authority');
      socket.destroy();
      return;
    }
    this.#authorities.set(authority, own);
    socket.once('close', () => {
      const left = (this.#authorities.get(authority) ?? 1) - 1;
      if (left === 0) this.#authorities.delete(authority);
      else this.#authorities.set(authority, left);
    });
  }

  #add(kind: Kind, held: Held, because: ClosedBecause): void {
    const tooOld = kind.add(held);
    if (tooOld === undefined) return;
    this.#hooks.closed(because);
    tooOld.socket.destroy();
  }
}

const endOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`;

/** Connections of one kind by address, each address in the order of their arrival. */
class Kind {
  readonly #most: number;
  readonly #byAddress = new Map<string, Set<Held>>();
  size = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** @returns the one that has to go: the oldest of the address that has most */
  add(held: Held): Held | undefined {
    const own = this.#byAddress.get(held.address) ?? new Set();
    this.#byAddress.set(held.address, own.add(held));
    this.size += 1;
    if (this.size <= this.#most) return undefined;
    let largest = own;
    for (const other of this.#byAddress.values()) if (other.size > largest.size) largest = other;
    const [oldest] = largest;
    if (oldest !== undefined) this.delete(oldest);
    return oldest;
  }

  /** Forgets one, once. */
  delete(held: Held): void {
    const own = this.#byAddress.get(held.address);
    if (!own?.delete(held)) return;
    this.size -= 1;
    if (own.size === 0) this.#byAddress.delete(held.address);
  }
}
