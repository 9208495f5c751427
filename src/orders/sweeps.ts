/**
 * Requests to cancel all orders of a symbol, or all there are. What was begun before one, and would place an
 * order after it, is not to: nobody who asks for that expects a new order.
 */
export class Sweeps {
  readonly #counts = new Map<string | undefined, number>();

  /** One is made; of every symbol where none is named. */
  note(symbol: string | undefined): void {
    this.#counts.set(symbol, this.#count(symbol) + 1);
  }

  /** Tells, whenever it is asked, whether none was made since now that the symbol's orders are among. */
  noneSince(symbol: string): () => boolean {
    const now = this.#of(symbol);
    return () => this.#of(symbol) === now;
  }

  #of(symbol: string): number {
    return this.#count(symbol) + this.#count(undefined);
  }

  #count(symbol: string | undefined): number {
    return this.#counts.get(symbol) ?? 0;
  }
}
