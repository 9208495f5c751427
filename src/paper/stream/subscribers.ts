/** Who takes what a channel tells. */
export interface Subscriber {
  /** @param name the channel's first word @param text the message */
  push(name: string, text: string): void;
}

/** Channels by their key, and who is subscribed to them. */
export class Subscribers {
  readonly #byKey = new Map<string, Set<Subscriber>>();

  get empty(): boolean {
    return this.#byKey.size === 0;
  }

  has(key: string): boolean {
    return this.#byKey.has(key);
  }

  /** @returns whether it was not subscribed before */
  add(key: string, subscriber: Subscriber): boolean {
    const all = this.#byKey.get(key) ?? new Set();
    this.#byKey.set(key, all);
    const before = all.size;
    return all.add(subscriber).size > before;
  }

  remove(key: string, subscriber: Subscriber): void {
    const all = this.#byKey.get(key);
    if (all?.delete(subscriber) && all.size === 0) this.#byKey.delete(key);
  }

  leave(subscriber: Subscriber): void {
    for (const key of [...this.#byKey.keys()]) this.remove(key, subscriber);
  }

  /** Tells everybody the same; the message is made and written once, and only for somebody. */
  tell(key: string, message: () => { readonly m: string }): void {
    const all = this.#byKey.get(key);
    if (all === undefined) return;
    const made = message();
    const text = JSON.stringify(made);
    for (const subscriber of [...all]) subscriber.push(made.m, text);
  }
}
