// Runs candidates in turns and says what they took. Whatever the machine does besides hits all of them
// alike, so ratios hold where times do not.
import type { CandidateResult } from './results.ts';

/** Does the job once; it is timed as a whole. */
export type Run = () => unknown;

/** One of `run` and `samples`: the latter times by itself, and hands back ms, one for each operation. */
export interface Candidate {
  readonly run?: Run | undefined;
  readonly samples?: (() => Promise<readonly number[]>) | undefined;
  /** How many operations one `run` is: times are told of one of them. 1 where missing. */
  readonly operations?: number | undefined;
  /** What has to be there before a run and is not part of it. */
  readonly prepare?: (() => unknown) | undefined;
  /** Connections opened so far, asked for before and after each run. */
  readonly connections?: (() => number | Promise<number>) | undefined;
}

export interface Measurement {
  /** How often each candidate runs. */
  readonly rounds: number;
  /** Rounds before those that count; 1 where missing. */
  readonly warmUp?: number | undefined;
  /** The first is what the others are compared with. */
  readonly candidates: Readonly<Record<string, Run | Candidate>>;
}

/** Runs each candidate in turn, `rounds` times over; each round begins with another one. */
export async function measure({
  rounds,
  warmUp = 1,
  candidates,
}: Measurement): Promise<readonly CandidateResult[]> {
  const list = Object.entries(candidates).map(([name, given]) => {
    const candidate: Candidate = typeof given === 'function' ? { run: given } : given;
    return { name, candidate, taken: { samples: [] as number[], connections: 0 } };
  });
  for (let round = -warmUp; round < rounds; round += 1) {
    const first = (round + warmUp) % list.length;
    for (const { candidate, taken } of [...list.slice(first), ...list.slice(0, first)]) {
      const before = await candidate.connections?.();
      const samples = await runOnce(candidate);
      // Connections that were opened to warm up are kept and used, so they count.
      if (before !== undefined)
        taken.connections += ((await candidate.connections?.()) ?? 0) - before;
      if (round >= 0) taken.samples.push(...samples);
    }
  }
  const results = list.map(({ name, candidate, taken }) => {
    return summary(name, taken.samples, candidate.connections && taken.connections);
  });
  return withRatios(results);
}

/** Numbers that were measured elsewhere, as a candidate; the ratio is to be set by {@link withRatios}. */
export function summary(
  name: string,
  samples: readonly number[],
  connections?: number,
): CandidateResult {
  return {
    ...{ name, samples: samples.length, ratio: 1, connections },
    ...{ p50: percentile(samples, 0.5), p99: percentile(samples, 0.99) },
  };
}

/** The same with the ratios of their p50 to that of the first. */
export function withRatios(results: readonly CandidateResult[]): readonly CandidateResult[] {
  return results.map((each) => ({ ...each, ratio: each.p50 / (results[0]?.p50 ?? NaN) }));
}

/** The smallest value that `part` (0 to 1) of all values do not exceed; NaN where there are none. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? NaN;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The exponent k of y = c * x^k that fits best, by least squares on the logarithms. */
export function exponent(points: readonly (readonly [x: number, y: number])[]): number {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  const meanX = logs.reduce((sum, [x]) => sum + x, 0) / logs.length;
  const meanY = logs.reduce((sum, [, y]) => sum + y, 0) / logs.length;
  const along = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return along / logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}

async function runOnce(candidate: Candidate): Promise<readonly number[]> {
  const { run, samples, operations = 1 } = candidate;
  await candidate.prepare?.();
  if (samples) return samples();
  // Not before samples: there are many short turns of these, and V8 drops the code of what has not run
  // for a few collections.
  globalThis.gc?.();
  const began = performance.now();
  await run?.();
  return [(performance.now() - began) / operations];
}
