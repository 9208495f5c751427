import type { CancelReport } from './cancelOutcome.ts';
import type { PlaceReport } from './placeOutcome.ts';

/** What knows the latest of each order. */
interface Known<T> {
  reportOf(orderId: string): T | undefined;
}

/**
 * What is known by now of a cancel that was reported before it was settled. One that was settled stays: a later
 * cancel of the same order is another story.
 */
export function latestCancel(report: CancelReport, cancels: Known<CancelReport>): CancelReport {
  const { kind } = report.outcome;
  const open = kind === 'unknown' || kind === 'underWay';
  return (open && cancels.reportOf(report.orderId)) || report;
}

/** The same of a placement. */
export function latestPlace(report: PlaceReport, places: Known<PlaceReport>): PlaceReport {
  const { outcome, orderId } = report;
  if (outcome.kind !== 'unknown' || orderId === undefined) return report;
  return places.reportOf(orderId) ?? report;
}
