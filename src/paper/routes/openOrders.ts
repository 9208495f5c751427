import { isMissing, readContract } from '../dialect/fields.ts';
import type { Account } from '../engine/account.ts';
import type { EngineOrder, OrderState } from '../engine/order.ts';

/** An order with one of its states. States never change: it is the order as it was then. */
export interface OrderAt {
  readonly order: EngineOrder;
  readonly state: OrderState;
}

/** An account's open orders as they once were. */
export type PastOrders = (account: Account) => OrderAt[];

/**
 * An account's open orders as they are now, or were; all or those of one symbol.
 * @throws ApiError 100008
 */
export function findOpenOrders(account: Account, symbol: unknown, past?: PastOrders): OrderAt[] {
  const contract = isMissing(symbol) ? undefined : readContract(symbol, 100008);
  const now = (): OrderAt[] =>
    [...account.open.values()].map((order) => ({ order, state: order.state }));
  const open = past?.(account) ?? now();
  return open.filter(({ order }) => contract === undefined || order.terms.contract === contract);
}
