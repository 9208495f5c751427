/** Anything that holds a resource and gives it back once. Same shape as VS Code's. */
export interface Disposable {
  dispose(): void;
}

/** Owns what it registers and disposes it, last first, exactly once. */
export abstract class DisposableStore implements Disposable {
  readonly #owned: Disposable[] = [];
  #disposed = false;

  get disposed(): boolean {
    return this.#disposed;
  }

  protected register<T extends Disposable>(item: T): T {
    if (this.#disposed) item.dispose();
    else this.#owned.push(item);
    return item;
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    for (const item of this.#owned.splice(0).reverse()) item.dispose();
  }
}
