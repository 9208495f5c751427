import { DisposableStore } from '../common/disposable.ts';
import { Emitter } from '../common/event.ts';

/** Which requests the view of that name shows, for as long as the window is open. */
export class RequestFilter extends DisposableStore {
  readonly #changed = this.register(new Emitter<void>());
  readonly #more = this.register(new Emitter<void>());
  /** Fires when the rows may be others. */
  readonly onDidChange = this.#changed.event;
  /** Fires, before the rows may be others, when somebody wants to see more of them. */
  readonly onDidAskForMore = this.#more.event;
  #words = '';

  /** Words that a request must have; empty for all. */
  get words(): string {
    return this.#words;
  }

  set words(words: string) {
    this.#words = words;
    this.#changed.fire();
  }

  askForMore(): void {
    this.#more.fire();
    this.#changed.fire();
  }
}
