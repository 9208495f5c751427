import type { FundingPayment, History, PastOrder, PlacedWithin } from '../venues/history.ts';
import type { Reach } from './historyPart.ts';

interface OrdersAsked {
  readonly symbol: string | undefined;
  readonly executedOnly: boolean;
  /** How many orders each page reaches back to; the last counts for all further ones. */
  readonly limits: readonly number[];
}

/**
 * Orders, page by page. The first pages ask for the latest ones, each for more of them. Where the largest
 * number is not enough, those are asked for whose placing was within a span of time, which is halved by what
 * came until an answer is not full. Which spans are left is remembered from page to page, so one of these
 * reads one list from its first page on.
 *
 * That a venue heeds the span is seen by its answer alone: where it does not, there is no way to older ones.
 */
export function reachOrders(
  history: History,
  { symbol, executedOnly, limits }: OrdersAsked,
): Reach<PastOrder> {
  let left: readonly PlacedWithin[] = [];
  return async (page, known, signal) => {
    const [window] = page > limits.length ? left : [];
    const limit = limits[page - 1] ?? history.maxOrders;
    const query = { symbol, limit, executedOnly, placed: window };
    const { value, transcript } = await history.orders(query, { signal });
    if (page < limits.length && value.length >= limit)
      return { rows: latestFirst(value), more: true, capped: false, transcripts: [transcript] };
    const asked = window ?? { from: 0 };
    const halves = value.length >= limit ? halved(asked, value) : [];
    const heeded = value.every(({ order: { createdAt } }) => {
      return createdAt >= asked.from && createdAt <= (asked.to ?? Infinity);
    });
    left = heeded && halves ? [...halves, ...left.slice(1)] : [];
    const rows = window ? latestFirst(together(known, value)) : latestFirst(value);
    const capped = !heeded || !halves;
    return { rows, more: left.length > 0, capped, transcripts: [transcript] };
  };
}

/** The later half first; `undefined` where all of these were placed at the same time. */
function halved(
  { from, to }: PlacedWithin,
  orders: readonly PastOrder[],
): readonly PlacedWithin[] | undefined {
  const times = orders.map(({ order }) => order.createdAt).sort((a, b) => a - b);
  const [first = from, middle = from] = [times[0], times[times.length >> 1]];
  if (first === times.at(-1)) return undefined;
  // Some are on each side of it.
  const cut = middle === first ? first : middle - 1;
  return [
    { from: cut + 1, to },
    { from, to: cut },
  ];
}

function together(known: readonly PastOrder[], value: readonly PastOrder[]): PastOrder[] {
  const ids = new Set(known.map(({ order }) => order.orderId));
  return [...known, ...value.filter(({ order }) => !ids.has(order.orderId))];
}

function latestFirst(orders: readonly PastOrder[]): readonly PastOrder[] {
  return orders.toSorted((a, b) => b.order.updatedAt - a.order.updatedAt);
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
    return { rows: [...known, ...fresh], more, capped: false, transcripts: [transcript] };
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
