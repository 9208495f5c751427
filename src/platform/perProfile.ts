import type { Memento } from 'vscode';
import { DisposableStore } from '../common/disposable.ts';
import { Emitter } from '../common/event.ts';

/** Something that is set for each profile, kept in VS Code's storage. */
export class PerProfile extends DisposableStore {
  readonly #memento: Memento;
  readonly #prefix: string;
  readonly #changed = this.register(new Emitter<void>());
  readonly onDidChange = this.#changed.event;

  /** @param prefix what its keys in the storage begin with */
  constructor(memento: Memento, prefix: string) {
    super();
    this.#memento = memento;
    this.#prefix = prefix;
  }

  /** As it was set last, of whatever shape: another version may have set it. */
  get(profileId: string): unknown {
    return this.#memento.get(this.#prefix + profileId);
  }

  async set(profileId: string, value: object): Promise<void> {
    await this.#memento.update(this.#prefix + profileId, value);
    this.#changed.fire();
  }
}
