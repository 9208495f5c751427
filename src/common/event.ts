import type { Disposable } from './disposable.ts';

/** Subscribe with a listener; dispose what comes back to stop. Same shape as VS Code's `Event`. */
export type Event<T> = (listener: (value: T) => void) => Disposable;

/** The sending end of an {@link Event}. */
export class Emitter<T> implements Disposable {
  /** Replaced and never changed, so that who joins or leaves while it fires disturbs nobody. */
  #listeners: readonly ((value: T) => void)[] = [];

  readonly event: Event<T> = (listener) => {
    const own = (value: T): void => listener(value);
    this.#listeners = [...this.#listeners, own];
    return {
      dispose: () => (this.#listeners = this.#listeners.filter((listener) => listener !== own)),
    };
  };

  fire(value: T): void {
    for (const listener of this.#listeners) listener(value);
  }

  dispose(): void {
    this.#listeners = [];
  }
}
