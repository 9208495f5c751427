import Big from 'big.js';
import type { PastOrder } from '../venues/history.ts';
import type { Order } from '../venues/venue.ts';
import type { FillRecord, SeenExecution } from './fillRecord.ts';
import { compareFilled, hasFills } from './order.ts';

/** An execution that was seen by itself. */
export interface SingleFill {
  readonly kind: 'execution';
  readonly execution: SeenExecution;
}

/**
 * What is known of an order's fills where not each of them was seen: their total, as the venue told it.
 * Decimal strings.
 */
export interface TotalFill {
  readonly kind: 'total';
  /** The order as it is known with most filled. */
  readonly order: Order;
  /** For all fills together; `undefined` where the venue did not say with this total. */
  readonly fee: string | undefined;
  readonly feeAsset: string | undefined;
  /** Those of its executions that were seen, which are part of the total. */
  readonly seen: readonly SeenExecution[];
  /** What those add up to. */
  readonly seenQuantity: string;
}

export type Fill = SingleFill | TotalFill;

/**
 * Puts together what is known of fills. An order all of whose filled quantity was seen in single
 * executions is told by these; any other by its total, with those that were seen below it. No execution
 * is made up out of what is missing. The latest first.
 *
 * @param past orders as the venue's history has them
 * @param working orders that are still open
 */
export function knownFills(
  record: Pick<FillRecord, 'of' | 'orderIds'>,
  past: readonly PastOrder[],
  working: readonly Order[],
): readonly Fill[] {
  const told = new Map(past.map((each) => [each.order.orderId, each]));
  const open = new Map(working.map((order) => [order.orderId, order]));
  const ids = new Set([...record.orderIds, ...told.keys(), ...open.keys()]);
  const fills = [...ids].flatMap((id) => fillsOf(record.of(id), told.get(id), open.get(id)));
  return fills.sort((a, b) => timeOf(b) - timeOf(a));
}

/** When a fill was; for a total, the latest change of its order. Venue's Unix ms. */
export function timeOf(fill: Fill): number {
  return fill.kind === 'execution' ? fill.execution.time : fill.order.updatedAt;
}

/** The order that a fill is of. */
export function orderOf(fill: Fill): Order {
  return fill.kind === 'execution' ? fill.execution.order : fill.order;
}

function fillsOf(
  seen: readonly SeenExecution[],
  past: PastOrder | undefined,
  working: Order | undefined,
): readonly Fill[] {
  // Whichever tells of most: what was asked for may be older than what was heard.
  const [order] = [past?.order, working, seen.at(-1)?.order]
    .filter((each) => each !== undefined)
    .sort((a, b) => compareFilled(b, a));
  if (!order || !hasFills(order)) return [];
  const seenQuantity = seen.reduce((sum, { quantity }) => sum.plus(quantity), new Big(0));
  if (seenQuantity.eq(order.filledQuantity))
    return seen.map((execution): SingleFill => ({ kind: 'execution', execution })).reverse();
  const fees = order === past?.order ? past : undefined;
  const total: TotalFill = {
    ...{ kind: 'total', order, fee: fees?.fee, feeAsset: fees?.feeAsset },
    ...{ seen: [...seen].reverse(), seenQuantity: seenQuantity.toFixed() },
  };
  return [total];
}
