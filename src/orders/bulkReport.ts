import type { CancelReport } from './cancelOutcome.ts';
import { conclusionOf, nameOf, type Conclusion } from './cancelProof.ts';

/** How many orders came to which conclusion; those that none came to are missing. */
export function countOutcomes(reports: readonly CancelReport[]): ReadonlyMap<Conclusion, number> {
  const counts = new Map<Conclusion, number>();
  for (const { outcome } of reports) {
    const name = nameOf(outcome);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

/** How many of these orders a cancel has closed, those with fills before it too. */
export function countCanceled(counts: ReadonlyMap<Conclusion, number>): number {
  return (counts.get('canceled') ?? 0) + (counts.get('canceledAfterFill') ?? 0);
}

/** What a cancel of several orders was asked to do. */
export interface BulkCancel {
  /** In words: `all orders of BTC-PERP`. */
  readonly what: string;
  readonly venue: string;
  readonly host: string;
  /** Local Unix ms. */
  readonly startedAt: number;
}

/**
 * A cancel of several orders as one JSON document: how many came to what, and for each order the
 * conclusion with its reason and the order's text as the venue wrote it.
 * @param only the one list of these that is wanted: the orders that came to that by now
 */
export function bulkReport(
  { what, venue, host, startedAt }: BulkCancel,
  reports: readonly CancelReport[],
  only?: Conclusion,
): string {
  const listed = reports.filter(({ outcome }) => !only || nameOf(outcome) === only);
  const document = {
    ...{ cancel: what, venue, host, startedAt: new Date(startedAt).toISOString() },
    orderCount: reports.length,
    outcomes: Object.fromEntries(countOutcomes(reports)),
    ...(only && { only }),
    orders: listed.map(conclusionOf),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
