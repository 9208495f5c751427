import { createHash, randomInt } from 'node:crypto';

const ALPHANUMERIC = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'] as [
  string,
  ...string[],
];

/**
 * A seeded source of chance that yields whole numbers only. The generator is sfc32; its state is
 * hashed from the seed and a name, so that streams of different names never disturb each other.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter: number;

  /** @param stream names one of several independent streams of the same seed */
  constructor(seed: number, stream: string) {
    const state = createHash('sha256').update(`order-desk paper ${seed} ${stream}`).digest();
    this.#a = state.readInt32LE(0);
    this.#b = state.readInt32LE(4);
    this.#c = state.readInt32LE(8);
    this.#counter = 1;
    for (let i = 0; i < 12; i++) this.#next();
  }

  /** @returns a whole number from `min` to `max`, both included */
  integer(min: number, max: number): number {
    return min + Math.floor((this.#next() / 0x1_0000_0000) * (max - min + 1));
  }

  /** @returns true in `numerator` of `denominator` draws */
  chance(numerator: number, denominator: number): boolean {
    return this.integer(1, denominator) <= numerator;
  }

  pick<T>(items: readonly [T, ...T[]]): T {
    return items[this.integer(0, items.length - 1)] ?? items[0];
  }

  /** @returns `length` letters and digits */
  alphanumeric(length: number): string {
    let text = '';
    for (let i = 0; i < length; i++) text += this.pick(ALPHANUMERIC);
    return text;
  }

  digits(length: number): string {
    return Array.from({ length }, () => this.integer(0, 9)).join('');
  }

  #next(): number {
    const t = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (this.#c << 21) | (this.#c >>> 11);
    this.#c = (this.#c + t) | 0;
    return t >>> 0;
  }
}

/** @returns a seed for whoever did not choose one */
export function randomSeed(): number {
  return randomInt(1, 1_000_000_000);
}
