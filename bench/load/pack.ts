import { closeSync, createReadStream, openSync, readFileSync, writeSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { createInterface } from 'node:readline';

/**
 * Many byte strings in one file with an index of JSON lines beside it. What is sealed before a run and what is
 * answered in it lies on disk: the load itself needs no memory for it.
 */
export class PackWriter {
  readonly #bytes: number;
  readonly #index: number;
  #offset = 0;
  #pending: Uint8Array[] = [];
  #pendingLines: string[] = [];
  #pendingSize = 0;

  constructor(file: string) {
    this.#bytes = openSync(file, 'w');
    this.#index = openSync(`${file}.idx`, 'w');
  }

  /** @param entry what the index says of it */
  add(entry: object, bytes: Uint8Array = new Uint8Array(0)): void {
    this.#pendingLines.push(JSON.stringify({ ...entry, offset: this.#offset, length: bytes.length }));
    this.#pending.push(bytes);
    this.#offset += bytes.length;
    this.#pendingSize += bytes.length + 200;
    if (this.#pendingSize > 262_144) this.flush();
  }

  flush(): void {
    if (this.#pendingLines.length === 0) return;
    writeSync(this.#bytes, Buffer.concat(this.#pending));
    writeSync(this.#index, `${this.#pendingLines.join('\n')}\n`);
    this.#pending = [];
    this.#pendingLines = [];
    this.#pendingSize = 0;
  }

  close(): void {
    this.flush();
    closeSync(this.#bytes);
    closeSync(this.#index);
  }
}

/** Where something lies in a pack. */
export interface Place {
  readonly offset: number;
  readonly length: number;
}

/** The index of a pack, complete. */
export const readIndex = <T>(file: string): (T & Place)[] =>
  readFileSync(`${file}.idx`, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T & Place);

/** The index of a pack, line by line. */
export async function* eachEntry<T>(file: string): AsyncGenerator<T & Place> {
  for await (const line of createInterface({ input: createReadStream(`${file}.idx`) })) {
    if (line !== '') yield JSON.parse(line) as T & Place;
  }
}

/** Reads single entries of a pack. */
export class PackReader {
  readonly #file: FileHandle;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  static async open(file: string): Promise<PackReader> {
    return new PackReader(await open(file, 'r'));
  }

  async read({ offset, length }: Place): Promise<Buffer> {
    const bytes = Buffer.allocUnsafe(length);
    await this.#file.read(bytes, 0, length, offset);
    return bytes;
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}
