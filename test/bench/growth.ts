import { exponent, summary, withRatios } from './measure.ts';
import { report } from './report.ts';
import type { CandidateResult } from './results.ts';

/** Numbers of open orders by which growth is told. */
export const SIZES = [10, 100, 1_000, 10_000] as const;
export type Size = (typeof SIZES)[number];

/** What a candidate of so many open orders is called. */
export function sizeName(size: Size): string {
  return `${size.toLocaleString('en')} open orders`;
}

/**
 * Tells how a time grows with the open orders, as the exponent k of y = c * x^k.
 * @param candidates one for each of {@link SIZES}, in that order
 */
export function reportGrowth(
  title: string,
  candidates: readonly CandidateResult[],
  atMost: number,
  notes: readonly string[] = [],
): void {
  const measured = exponent(candidates.map(({ p50 }, at) => [SIZES[at] ?? NaN, p50] as const));
  report({
    ...{ title, notes, candidates },
    figures: { exponent: measured },
    goals: [{ text: `grows with an exponent of at most ${atMost}`, measured, atMost }],
  });
}

/** The candidates of samples, ms, that were taken of each size. */
export function bySize(taken: ReadonlyMap<Size, readonly number[]>): readonly CandidateResult[] {
  return withRatios(SIZES.map((size) => summary(sizeName(size), taken.get(size) ?? [])));
}
