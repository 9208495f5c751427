import { randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where trouble with the files is told of. */
export interface FileLog {
  error(text: string): void;
}

const ENDING = '.json';

/**
 * Values in files of their own, one a key, the same for all windows. VS Code's own storage will not do for
 * what must not be lost: it comes to the disk some time after it says that it has, with all keys at once,
 * and windows undo what others write meanwhile. A file is there when it is said to be, and outlives whatever
 * ends; only a power cut may take it along, as nothing waits for the disk itself.
 */
export class FileStore<T> {
  readonly #folder: string;
  readonly #log: FileLog;
  /** Values on their way to the disk, by key. What is taken out meanwhile is not put there after all. */
  readonly #onTheWay = new Map<string, Set<{ unwanted: boolean }>>();

  /** @param folder is made when something is first put into it */
  constructor(folder: string, log: FileLog) {
    this.#folder = folder;
    this.#log = log;
  }

  /** Whether there is a folder, which the first value makes and nobody here removes. */
  exists(): boolean {
    return existsSync(this.#folder);
  }

  /** All that can be read; of the rest the log tells. */
  all(): readonly T[] {
    return this.#names().flatMap((name) => this.#read(join(this.#folder, name)) ?? []);
  }

  get(key: string): T | undefined {
    return this.#read(this.#pathOf(key));
  }

  /** Nobody ever reads half a value: it is put in its place when it is whole. Rejects where it cannot be. */
  async put(key: string, value: T): Promise<void> {
    const half = join(this.#folder, `${randomUUID()}.tmp`);
    const ours = { unwanted: false };
    const all = this.#onTheWay.get(key) ?? new Set();
    this.#onTheWay.set(key, all.add(ours));
    try {
      await mkdir(this.#folder, { recursive: true });
      await writeFile(half, JSON.stringify(value));
      if (ours.unwanted) rmSync(half, { force: true });
      else renameSync(half, this.#pathOf(key));
    } catch (error) {
      await rm(half, { force: true });
      if (!ours.unwanted) throw error;
    } finally {
      all.delete(ours);
      if (all.size === 0) this.#onTheWay.delete(key);
    }
  }

  /** The same before it returns; what is on its way is not put there after it. */
  putNow(key: string, value: T): void {
    for (const each of this.#onTheWay.get(key) ?? []) each.unwanted = true;
    const half = join(this.#folder, `${randomUUID()}.tmp`);
    mkdirSync(this.#folder, { recursive: true });
    writeFileSync(half, JSON.stringify(value));
    renameSync(half, this.#pathOf(key));
  }

  /** Takes out a value. Throws where that cannot be done. @returns whether it was there, which is true once */
  delete(key: string): boolean {
    const onTheWay = this.#onTheWay.get(key) ?? new Set();
    for (const each of onTheWay) each.unwanted = true;
    try {
      rmSync(this.#pathOf(key));
      return true;
    } catch (error) {
      if (isCode(error, 'ENOENT')) return onTheWay.size > 0;
      throw error;
    }
  }

  #names(): readonly string[] {
    try {
      return readdirSync(this.#folder).filter((name) => name.endsWith(ENDING));
    } catch (error) {
      this.#failed(error);
      return [];
    }
  }

  #read(path: string): T | undefined {
    try {
      return JSON.parse(readFileSync(path, 'utf8')) as T;
    } catch (error) {
      this.#failed(error);
      return undefined;
    }
  }

  /** What is not there is no trouble. */
  #failed(error: unknown): void {
    if (isCode(error, 'ENOENT')) return;
    this.#log.error(`What Order Desk remembers could not be read: ${String(error)}`);
  }

  /** A name that any file system tells from all others, whatever the key is made of. */
  #pathOf(key: string): string {
    return join(this.#folder, Buffer.from(key).toString('hex') + ENDING);
  }
}

/** Whether an error of the file system is of this code, such as `ENOENT`. */
export function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
