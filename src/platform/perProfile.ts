import type { Memento } from 'vscode';
import { DisposableStore } from '../common/disposable.ts';
import { Emitter } from '../common/event.ts';

/** Something that is set for each profile, kept in VS Code's storage. */
export class PerProfile<T extends object> extends DisposableStore {
  readonly #memento: Memento;
  readonly #prefix: string;
  readonly #read: (stored: unknown) => T;
  readonly #changed = this.register(new Emitter<void>());
  readonly onDidChange = this.#changed.event;

  /**
   * @param prefix what its keys in the storage begin with
   * @param read what was stored, of whatever shape; the usual value where that cannot be read
   */
  constructor(memento: Memento, prefix: string, read: (stored: unknown) => T) {
    super();
    this.#memento = memento;
    this.#prefix = prefix;
    this.#read = read;
  }

  /** As it was set last; the usual one where it never was, or cannot be read. */
  of(profileId: string): T {
    return this.#read(this.#memento.get(this.#prefix + profileId));
  }

  async change(profileId: string, changes: Partial<T>): Promise<void> {
    await this.#memento.update(this.#prefix + profileId, { ...this.of(profileId), ...changes });
    this.#changed.fire();
  }
}
