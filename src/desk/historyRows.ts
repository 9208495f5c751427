import type { SeenExecution } from '../orders/fillRecord.ts';
import { orderOf, type Fill, type TotalFill } from '../orders/fills.ts';
import type { BalanceChange, FundingPayment, PastOrder } from '../venues/history.ts';

export const SECTIONS = ['orders', 'fills', 'funding', 'balance'] as const;

export type Section = (typeof SECTIONS)[number];

/** A row of the history. `id` names its record, and stays the same over a refresh. */
export type HistoryRow =
  | { readonly kind: 'order'; readonly id: string; readonly past: PastOrder }
  | { readonly kind: 'execution'; readonly id: string; readonly execution: SeenExecution }
  | { readonly kind: 'total'; readonly id: string; readonly total: TotalFill }
  | { readonly kind: 'payment'; readonly id: string; readonly payment: FundingPayment }
  | { readonly kind: 'change'; readonly id: string; readonly change: BalanceChange };

/** What the exchange sent of a row's record. */
export interface RowRecord {
  /** Character for character. */
  readonly raw: string;
  /** Venue's Unix ms. */
  readonly time: number;
}

export function orderRow(past: PastOrder): HistoryRow {
  return { kind: 'order', id: `order ${past.order.orderId}`, past };
}

export function fillRow(fill: Fill): HistoryRow {
  if (fill.kind === 'execution') return executionRow(fill.execution);
  return { kind: 'total', id: `total ${orderOf(fill).orderId}`, total: fill };
}

export function executionRow(execution: SeenExecution): HistoryRow {
  const { orderId, filledQuantity } = execution.order;
  return { kind: 'execution', id: `execution ${orderId} ${filledQuantity}`, execution };
}

/** Rows of all payments that are known, as their ids go by those of the same symbol and time. */
export function paymentRows(payments: readonly FundingPayment[]): readonly HistoryRow[] {
  const counts = new Map<string, number>();
  return payments.map((payment) => {
    const name = `payment ${payment.symbol} ${payment.time}`;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return { kind: 'payment', id: `${name} ${count}`, payment };
  });
}

export function changeRow(change: BalanceChange): HistoryRow {
  return { kind: 'change', id: `change ${change.id}`, change };
}

export function recordOf(row: HistoryRow): RowRecord {
  switch (row.kind) {
    case 'order':
      return { raw: row.past.order.raw, time: row.past.order.updatedAt };
    case 'execution':
      return { raw: row.execution.order.raw, time: row.execution.time };
    case 'total':
      return { raw: row.total.order.raw, time: row.total.order.updatedAt };
    case 'payment':
      return { raw: row.payment.raw, time: row.payment.time };
    case 'change':
      return { raw: row.change.raw, time: row.change.time };
  }
}
