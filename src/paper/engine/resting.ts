import type { Book } from './book.ts';
import { unitsOf } from './contracts.ts';
import type { EngineOrder } from './order.ts';

/** Puts an order into the book; what it could open counts from then on. */
export function rest(book: Book, order: EngineOrder): void {
  const { side, ticks, contract, reduceOnly } = order.terms;
  book.sides[side].add(ticks, order);
  if (!reduceOnly && order.account) {
    order.account.position(contract).resting[side] += unitsOf(ticks, order.remainingLots);
  }
}

/** Takes an order out of wherever it waits; one that is being matched waits nowhere. */
export function takeOut(book: Book, order: EngineOrder): void {
  const { side, ticks, contract, reduceOnly } = order.terms;
  if (order.status === 'PendingNew') {
    book.removeStop(order);
  } else if (book.sides[side].remove(ticks, order) && order.account && !reduceOnly) {
    order.account.position(contract).resting[side] -= unitsOf(ticks, order.remainingLots);
  }
}
