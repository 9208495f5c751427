import type { FundingPayment, History, PastOrder } from '../venues/history.ts';
import type { Reach } from './historyPart.ts';

interface OrdersAsked {
  readonly symbol: string | undefined;
  readonly executedOnly: boolean;
  /** How many orders each page reaches back to; the last counts for all further ones. */
  readonly limits: readonly number[];
}

/** Orders: a page asks for all before it again and for more, as there is no other way to older ones. */
export function reachOrders(
  history: History,
  { symbol, executedOnly, limits }: OrdersAsked,
): Reach<PastOrder> {
  return async (page, _known, signal) => {
    const limit = limits[Math.min(page, limits.length) - 1] ?? history.maxOrders;
    const { value, transcript } = await history.orders({ symbol, limit, executedOnly }, { signal });
    const full = value.length >= limit;
    const more = full && page < limits.length;
    const rows = value.toSorted((a, b) => b.order.updatedAt - a.order.updatedAt);
    return { rows, more, capped: full && !more, transcript };
  };
}

/** Funding payments, page by page. A payment made meanwhile moves the pages: none is taken twice for it. */
export function reachFunding(
  history: History,
  { symbol, pageSize }: { readonly symbol: string | undefined; readonly pageSize: number },
): Reach<FundingPayment> {
  return async (page, known, signal) => {
    const { value, transcript } = await history.funding({ symbol, page, pageSize }, { signal });
    const fresh = value.payments.slice(repeated(known, value.payments));
    // A page without a payment ends it, whatever it says: the next one would be as empty.
    const more = value.hasNext && value.payments.length > 0;
    return { rows: [...known, ...fresh], more, capped: false, transcript };
  };
}

/** How many payments at the start of a page are the last ones of those known. */
function repeated(known: readonly FundingPayment[], page: readonly FundingPayment[]): number {
  for (let count = Math.min(known.length, page.length); count > 0; count -= 1) {
    const tail = known.slice(-count);
    if (tail.every(({ raw }, at) => raw === page[at]?.raw)) return count;
  }
  return 0;
}
