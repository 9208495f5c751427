/** What a check of very many cases found; each violation names the seed that replays it. */
export interface SoakResult {
  readonly title: string;
  readonly lines: string[];
  readonly violations: string[];
}

/** A run ends early with so many: the first ones tell as much as thousands would. */
export const mostViolations = 20;

/** Counts by name, most frequent first: `a 3, b 1`. */
export class Tally {
  readonly #counts = new Map<string, number>();

  add(name: string, count = 1): void {
    this.#counts.set(name, this.of(name) + count);
  }

  of(name: string): number {
    return this.#counts.get(name) ?? 0;
  }

  toString(): string {
    const sorted = [...this.#counts].sort(([, a], [, b]) => b - a);
    return sorted.map(([name, count]) => `${name} ${count.toLocaleString('en')}`).join(', ');
  }
}
