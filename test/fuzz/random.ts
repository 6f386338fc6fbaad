/** A small generator of random numbers that a seed repeats exactly (sfc32, seeded by splitmix32). Never for keys. */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: number) {
    let state = seed >>> 0;
    const next = () => {
      state = (state + 0x9e3779b9) | 0;
      let mixed = state ^ (state >>> 16);
      mixed = Math.imul(mixed, 0x21f0aaad);
      mixed ^= mixed >>> 15;
      mixed = Math.imul(mixed, 0x735a2d97);
      return mixed ^ (mixed >>> 15);
    };
    this.#a = next();
    this.#b = next();
    this.#c = next();
    for (let round = 0; round < 12; round += 1) this.uint32();
  }

  /** 0 to 2^32 - 1 */
  uint32(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    return sum >>> 0;
  }

  /** 0 to `below` - 1; 0 where nothing is below */
  below(below: number): number {
    return below <= 1 ? 0 : this.uint32() % below;
  }

  /** true in one of so many */
  oneIn(many: number): boolean {
    return this.below(many) === 0;
  }

  /** one of a list, `undefined` of an empty one */
  some<T>(list: readonly T[]): T | undefined {
    return list[this.below(list.length)];
  }

  /** one of a list that is known not to be empty */
  pick<T>(list: readonly [T, ...T[]]): T {
    return list[this.below(list.length)] ?? list[0];
  }

  /** what one of several functions gives */
  either<T>(choices: readonly [() => T, ...(() => T)[]]): T {
    return this.pick(choices)();
  }
}
