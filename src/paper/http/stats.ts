/** Counts since the exchange started. */
export class Stats {
  /** TCP connections accepted. */
  connectionsOpened = 0;
  connectionsOpen = 0;
  /** Messages sent on all streams. */
  messagesPushed = 0;
  readonly #requests = new Map<string, number>();

  /** @param route method and path pattern */
  count(route: string): void {
    this.#requests.set(route, (this.#requests.get(route) ?? 0) + 1);
  }

  /** Requests by method and path pattern, refused ones too. */
  get requests(): Record<string, number> {
    return Object.fromEntries(this.#requests);
  }
}
