/** Runs each candidate in turn, `rounds` times over, and prints medians and their ratios. */
export async function compare(
  rounds: number,
  candidates: Readonly<Record<string, () => unknown>>,
): Promise<void> {
  const took: Record<string, number[]> = {};
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, run] of Object.entries(candidates)) {
      globalThis.gc?.();
      const began = performance.now();
      await run();
      // The first round only warms up.
      if (round > 0) (took[name] ??= []).push(performance.now() - began);
    }
  }
  const [base] = Object.values(took).map(median);
  for (const [name, times] of Object.entries(took)) {
    const ms = median(times);
    console.log(
      `${name.padEnd(44)} ${ms.toFixed(1).padStart(9)} ms  x${(ms / (base ?? ms)).toFixed(2)}`,
    );
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
