import Big from 'big.js';
import type { PaperCore } from '../../src/paper/core.ts';
import { wireOrder } from '../../src/paper/dialect/wireOrder.ts';
import type { EngineOrder } from '../../src/paper/engine/order.ts';
import type { Order, OrderStatus } from '../../src/venues/venue.ts';

const STATUS: Readonly<Record<string, OrderStatus>> = {
  New: 'open',
  PartiallyFilled: 'partiallyFilled',
  PendingNew: 'pending',
  Filled: 'filled',
  Canceled: 'canceled',
  Rejected: 'rejected',
};

/** The exchange's own memory: what is so, whatever anybody was told. */
export class Truth {
  /** Orders that somebody else than our windows canceled. */
  readonly canceledElsewhere = new Set<string>();
  /** Orders that somebody else than our windows placed. */
  readonly placedElsewhere = new Set<string>();
  readonly #services: PaperCore['services'];

  constructor(services: PaperCore['services']) {
    this.#services = services;
  }

  find(orderId: string): EngineOrder | undefined {
    for (const account of this.#services.accounts.all) {
      const order = account.find(orderId);
      if (order) return order;
    }
    return undefined;
  }

  /** What is wrong with taking `order` for the order as it is now; `undefined` where nothing is. */
  contradicts(order: Order): string | undefined {
    const real = this.find(order.orderId);
    if (!real) return `the exchange does not know ${order.orderId}`;
    const { status, cumFilledQty } = wireOrder(real);
    const same = STATUS[status] === order.status && new Big(cumFilledQty).eq(order.filledQuantity);
    if (same) return undefined;
    return `${order.orderId} is ${status} with ${cumFilledQty} filled, not ${said(order)}`;
  }

  /** What is wrong with an order in a store, which may be old news and nothing else. */
  impossible(order: Order): string | undefined {
    const real = this.find(order.orderId);
    if (!real || /filled|canceled|rejected/.test(order.status)) {
      if (order.status !== 'partiallyFilled') return this.contradicts(order);
    }
    const { cumFilledQty } = wireOrder(real as EngineOrder);
    if (new Big(order.filledQuantity).lte(cumFilledQty)) return undefined;
    return `${order.orderId} has ${cumFilledQty} filled, not ${said(order)}`;
  }
}

function said({ status, filledQuantity }: Order): string {
  return `${status} with ${filledQuantity}`;
}
