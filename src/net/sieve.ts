/** So many characters are looked at together. */
const BLOCK = 3;
const SLOTS = 2 ** 15;
/** What a slot holds at most. */
const FARTHEST = 255;

/**
 * Says quickly that none of some texts stands in another. Whatever stands there covers every place of
 * as many characters as the shortest has, so most characters need not be looked at.
 */
export class Sieve {
  /** By the slot of three characters: how far it is to the next place that has to be looked at. */
  readonly #steps: Uint8Array;
  readonly #first: number;

  constructor(texts: readonly string[]) {
    const window = Math.min(FARTHEST, ...texts.map(({ length }) => length));
    this.#first = window - 1;
    this.#steps = new Uint8Array(SLOTS).fill(Math.max(0, window - BLOCK + 1));
    for (const text of texts)
      for (let last = BLOCK - 1; last < window; last++) {
        const slot = slotOf(text, last);
        this.#steps[slot] = Math.min(this.#steps[slot] ?? 0, window - 1 - last);
      }
  }

  /** False where certainly none of the texts stands in this one; true where one may. */
  mayHold(text: string): boolean {
    const { length } = text;
    for (let at = this.#first; at < length;) {
      const step = this.#steps[slotOf(text, at)] ?? 0;
      if (step === 0) return true;
      at += step;
    }
    return false;
  }
}

/** A slot for the three characters that end here; others may have the same. */
function slotOf(text: string, last: number): number {
  const a = text.charCodeAt(last - 2);
  const b = text.charCodeAt(last - 1);
  return ((a << 10) ^ (b << 5) ^ text.charCodeAt(last)) & (SLOTS - 1);
}
