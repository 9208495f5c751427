import type { Order } from '../venues/venue.ts';
import type { PlaceReport } from './placeOutcome.ts';

/** An order of which nothing is known but that it was asked for. It has no text of the venue's. */
export function requestedOrder(orderId: string, { request, time }: PlaceReport): Order {
  const { symbol, side, type, price, stopPrice, quantity } = request;
  const at = time ?? 0;
  return {
    ...{ orderId, symbol, side, type, price, stopPrice, quantity, filledQuantity: '0' },
    ...{ status: 'other', venueStatus: '', averagePrice: undefined, sequence: -1, raw: '' },
    ...{ createdAt: at, updatedAt: at },
  };
}
