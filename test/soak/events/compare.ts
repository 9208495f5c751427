import { isTerminal } from '../../../src/orders/order.ts';
import type { OrderFeed } from '../../../src/orders/orderFeed.ts';
import type { OrderStore } from '../../../src/orders/orderStore.ts';
import type { WireOrder } from '../../../src/venues/ascendex/wire.ts';
import type { Order } from '../../../src/venues/venue.ts';
import type { TrueExchange } from './trueExchange.ts';

/** In which words the client's order and the exchange's are one and the same. */
const fields: readonly (readonly [
  string,
  (wire: WireOrder) => unknown,
  (own: Order) => unknown,
])[] = [
  ['status', (wire) => wire.status, (own) => own.venueStatus],
  ['filled quantity', (wire) => wire.cumFilledQty, (own) => own.filledQuantity],
  ['sequence', (wire) => wire.seqNum, (own) => own.sequence],
  ['average price', (wire) => wire.avgFilledPx, (own) => own.averagePrice ?? '0'],
  ['symbol', (wire) => wire.symbol, (own) => own.symbol],
  ['side', (wire) => wire.side.toLowerCase(), (own) => own.side],
  ['quantity', (wire) => wire.orderQty, (own) => own.quantity],
  ['price', (wire) => wire.price, (own) => own.price ?? '0'],
  ['stop price', (wire) => wire.stopPrice, (own) => own.stopPrice ?? '0'],
  ['time', (wire) => wire.lastExecTime, (own) => own.updatedAt],
];

/** How many were compared, and what differs. */
export interface Comparison {
  readonly open: number;
  readonly closed: number;
  readonly differences: readonly string[];
}

/**
 * The model beside the exchange. Open orders must be the same ones and agree in every field. Of
 * closed ones the model need not know all; those it knows must be closed there, in the same way.
 */
export function compare(exchange: TrueExchange, store: OrderStore, feed: OrderFeed): Comparison {
  const differences: string[] = [];
  const { open } = exchange;
  for (const wire of open) {
    const own = store.get(wire.orderId);
    if (!own || !store.isWorking(wire.orderId)) differences.push(`${wire.orderId} is not listed`);
    else differences.push(...differing(wire, own, fields));
  }
  const ids = new Set(open.map(({ orderId }) => orderId));
  for (const { orderId } of store.working) {
    if (!ids.has(orderId)) differences.push(`${orderId} is listed and not open`);
  }
  let closed = 0;
  for (const orderId of exchange.history.keys()) {
    const own = store.get(orderId);
    const wire = exchange.find(orderId);
    if (!own || !wire || !isTerminal(own)) continue;
    closed += 1;
    differences.push(...differing(wire, own, fields.slice(0, 2)));
  }
  if (feed.missing.size > 0) differences.push(`${feed.missing.size} orders are called missing`);
  if (feed.state.error) differences.push(`the reconciliation failed: ${feed.state.error.message}`);
  return { open: open.length, closed, differences };
}

function differing(wire: WireOrder, own: Order, compared: typeof fields): string[] {
  return compared
    .filter(([, theirs, ours]) => theirs(wire) !== ours(own))
    .map(([name, theirs, ours]) => {
      return `${wire.orderId}: ${name} ${String(ours(own))}, at the exchange ${String(theirs(wire))}`;
    });
}
