import type { CancelService } from '../orders/cancelService.ts';
import { latestCancel, latestPlace } from '../orders/latest.ts';
import type { PlaceReport } from '../orders/placeOutcome.ts';
import type { PlaceService } from '../orders/placeService.ts';
import type { CloseReport } from './closeService.ts';
import type { PanicReport } from './panic.ts';

/** What knows how cancels and closes went on. */
export interface SinceTools {
  readonly cancels: CancelService;
  readonly places: PlaceService;
}

/** A panic with what is known by now of the cancels and closes that it left unsettled. What it read stays as it was. */
export function panicSince(report: PanicReport, { cancels, places }: SinceTools): PanicReport {
  return {
    ...report,
    cancels: report.cancels.map((each) => latestCancel(each, cancels)),
    closes: report.closes.map((close): CloseReport => {
      if (close.outcome.kind !== 'sent') return close;
      const orders = close.outcome.orders.map((each) => latestPlace(each, places));
      return { ...close, outcome: { ...close.outcome, orders } };
    }),
  };
}

/** The orders that positions were closed by. */
export function closingOrders({ closes }: PanicReport): readonly PlaceReport[] {
  return closes.flatMap(({ outcome }) => (outcome.kind === 'sent' ? outcome.orders : []));
}

/** The orders that it canceled or closed positions by. */
export function ordersOfPanic(report: PanicReport): readonly string[] {
  return [...report.cancels, ...closingOrders(report)].flatMap(({ orderId }) => orderId ?? []);
}
