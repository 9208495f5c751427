/**
 * The exchange's clock: the machine's, or a test's, and an offset on top so that every client's
 * clock can be made to look wrong at will. Unix ms.
 */
export class ServerClock {
  readonly #source: () => number;
  /** Added to the source; a positive offset makes clients look late. */
  offset = 0;

  constructor(source: () => number) {
    this.#source = source;
  }

  now(): number {
    return this.#source() + this.offset;
  }
}
