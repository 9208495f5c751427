/** Counts by name. */
export class Tally {
  readonly counts: Record<string, number> = {};

  count(name: string, by = 1): void {
    this.counts[name] = (this.counts[name] ?? 0) + by;
  }

  add(other: Readonly<Record<string, number>>): void {
    for (const [name, by] of Object.entries(other)) this.count(name, by);
  }
}
