import { isMissing, readContract } from '../dialect/fields.ts';
import type { Account } from '../engine/account.ts';
import type { EngineOrder, OrderState } from '../engine/order.ts';

/** An order with one of its states. States never change: it is the order as it was then. */
export interface OrderAt {
  readonly order: EngineOrder;
  readonly state: OrderState;
}

/**
 * An account's open orders as they are now, all or those of one symbol.
 * @throws ApiError 100008
 */
export function findOpenOrders(account: Account, symbol: unknown): OrderAt[] {
  const contract = isMissing(symbol) ? undefined : readContract(symbol, 100008);
  return [...account.open.values()]
    .filter(({ terms }) => contract === undefined || terms.contract === contract)
    .map((order) => ({ order, state: order.state }));
}
