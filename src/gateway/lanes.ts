/** Work that is done one after the other for each key; different keys do not wait for each other. */
export class Lanes {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Keys with work under way. */
  get size(): number {
    return this.#last.size;
  }

  /** Does the work when what was there for the key before is done, whether or not that went well. */
  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key);
    const mine = (before ?? Promise.resolve()).then(work, work);
    this.#last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (this.#last.get(key) === mine) this.#last.delete(key);
    }
  }
}
