import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { LogOutputChannel, Memento } from 'vscode';
import type { Disposable } from '../common/disposable.ts';

/** When a write is looked at again, ms after the look before. The last one that finds it there is enough. */
const LOOK_AFTER = [50, 200, 750];
/** How often a write that is found undone is begun again. */
const TRIES = 20;
/** How long is waited before that, ms, for each time that it was begun. */
const AGAIN_MS = 2;

interface Write {
  /** What was there before, and what is to be there now; `undefined` for nothing. */
  readonly before: unknown;
  readonly value: unknown;
  tries: number;
  timer: NodeJS.Timeout | undefined;
}

/**
 * VS Code's global storage without its losses. There an extension has one value for all of its keys, and
 * whichever window writes last writes all of them, as it knows them; what it knows is replaced by the echo
 * of each earlier write, its own too. So a write is undone when another one crosses it. Here a write is
 * what is read from then on, is begun again when it is found undone, and counts as done once it is there.
 * What another window has written since stays.
 */
export class SureMemento implements Memento, Disposable {
  readonly #storage: Memento;
  readonly #log: Pick<LogOutputChannel, 'error'>;
  readonly #writes = new Map<string, Write>();

  constructor(storage: Memento, log: Pick<LogOutputChannel, 'error'>) {
    this.#storage = storage;
    this.#log = log;
  }

  keys(): readonly string[] {
    const all = new Set([...this.#storage.keys(), ...this.#writes.keys()]);
    return [...all].filter((key) => this.get(key) !== undefined);
  }

  get<T>(key: string): T | undefined;
  get<T>(key: string, otherwise: T): T;
  get<T>(key: string, otherwise?: T): T | undefined {
    const write = this.#writes.get(key);
    const undone = write !== undefined && this.#isUndone(key, write);
    return ((undone ? write.value : this.#storage.get(key)) as T | undefined) ?? otherwise;
  }

  async update(key: string, value: unknown): Promise<void> {
    const before = this.get<unknown>(key);
    clearTimeout(this.#writes.get(key)?.timer);
    const write: Write = { before, value: plain(value), tries: 0, timer: undefined };
    this.#writes.set(key, write);
    try {
      await this.#write(key, write);
    } finally {
      this.#lookLater(key, write, 0);
    }
  }

  dispose(): void {
    for (const { timer } of this.#writes.values()) clearTimeout(timer);
    this.#writes.clear();
  }

  /** Resolves when it is there, or is no longer wanted, or was tried often enough. */
  async #write(key: string, write: Write): Promise<void> {
    while (write.tries < TRIES && this.#writes.get(key) === write) {
      // An echo is on its way then, and would undo the next one as well.
      if (write.tries > 0) await delay(AGAIN_MS * write.tries);
      write.tries += 1;
      await this.#storage.update(key, write.value);
      if (!this.#isUndone(key, write)) return;
    }
  }

  #lookLater(key: string, write: Write, turn: number): void {
    if (this.#writes.get(key) !== write) return;
    const wait = LOOK_AFTER[turn];
    if (wait === undefined) this.#writes.delete(key);
    else write.timer = setTimeout(() => void this.#look(key, write, turn), wait).unref();
  }

  async #look(key: string, write: Write, turn: number): Promise<void> {
    if (!this.#isUndone(key, write)) return this.#lookLater(key, write, turn + 1);
    try {
      await this.#write(key, write);
    } catch (error) {
      this.#log.error(`VS Code's storage could not be written: ${String(error)}`);
    }
    // While it cannot be written it is at least what this window reads.
    if (write.tries < TRIES) this.#lookLater(key, write, 0);
  }

  #isUndone(key: string, { before, value }: Write): boolean {
    const there = this.#storage.get<unknown>(key);
    return !isDeepStrictEqual(there, value) && isDeepStrictEqual(there, before);
  }
}

/** As the storage will have it. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown);
}
