import type { Evidence } from '../../../src/orders/evidence.ts';
import type { Order } from '../../../src/venues/venue.ts';

/** A working order; tests change what they are about. */
export function makeOrder(changes: Partial<Order> = {}): Order {
  const order = {
    orderId: 'a177c2a8cfe1U0123456789equestId2',
    symbol: 'BTC-PERP',
    side: 'buy',
    type: 'limit',
    status: 'open',
    venueStatus: 'New',
    price: '9500',
    stopPrice: undefined,
    quantity: '1',
    filledQuantity: '0',
    averagePrice: undefined,
    createdAt: 1_700_000_000_000,
    updatedAt: 1_700_000_000_000,
    sequence: 1,
    raw: '{}',
    ...changes,
  } as const;
  return { ...order, raw: changes.raw ?? JSON.stringify(order) };
}

/** News as the stream brings it. */
export function heard(text = '{"m":"futures-order"}'): Evidence {
  return { kind: 'stream', at: 1_700_000_000_000, text };
}
