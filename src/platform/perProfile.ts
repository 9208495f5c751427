import { DisposableStore } from '../common/disposable.ts';
import { Emitter } from '../common/event.ts';
import type { FileStore } from './fileStore.ts';

/** Something that is set for each profile, and kept. */
export class PerProfile extends DisposableStore {
  readonly #files: FileStore<object>;
  readonly #changed = this.register(new Emitter<void>());
  readonly onDidChange = this.#changed.event;

  constructor(files: FileStore<object>) {
    super();
    this.#files = files;
  }

  /** As it was set last, of whatever shape: another version may have set it. */
  get(profileId: string): unknown {
    return this.#files.get(profileId);
  }

  async set(profileId: string, value: object): Promise<void> {
    await this.#files.put(profileId, value);
    this.#changed.fire();
  }
}
