import type { Account } from '../engine/account.ts';
import type { EngineOrder } from '../engine/order.ts';
import type { OrderAt } from '../routes/openOrders.ts';
import type { Services } from '../routes/route.ts';

/** Changes remembered; older ones are taken for granted. */
const LIMIT = 10_000;

const OPEN = new Set(['New', 'PartiallyFilled', 'PendingNew']);

/** Every change of every order since it began to listen, and how things stood before. */
export class OrderHistory {
  readonly #before = new Map<string, OrderAt>();
  readonly #changes: (OrderAt & { readonly at: number })[] = [];
  readonly #services: Services;
  #listening = false;

  constructor(services: Services) {
    this.#services = services;
  }

  start(): void {
    if (this.#listening) return;
    this.#listening = true;
    for (const account of this.#services.accounts.all) {
      for (const order of account.open.values()) {
        this.#before.set(order.orderId, { order, state: order.state });
      }
    }
    this.#services.engine.events.on('order', this.#remember);
  }

  stop(): void {
    this.#listening = false;
    this.#services.engine.events.off('order', this.#remember);
    this.#before.clear();
    this.#changes.length = 0;
  }

  /** An account's open orders as they were `ms` ago. */
  before(account: Account, ms: number): OrderAt[] {
    const until = this.#services.clock.elapsed() - ms;
    return this.#open(account, (index) => (this.#changes[index]?.at ?? 0) <= until);
  }

  /** An account's open orders as they were before the last `count` changes of any order. */
  behind(account: Account, count: number): OrderAt[] {
    const until = this.#changes.length - count;
    return this.#open(account, (index) => index < until);
  }

  #open(account: Account, counts: (index: number) => boolean): OrderAt[] {
    const orders = new Map(this.#before);
    this.#changes.forEach((change, index) => {
      if (counts(index)) orders.set(change.order.orderId, change);
    });
    return [...orders.values()].filter(
      ({ order, state }) => order.account === account && OPEN.has(state.status),
    );
  }

  readonly #remember = (order: EngineOrder): void => {
    this.#changes.push({ order, state: order.state, at: this.#services.clock.elapsed() });
    if (this.#changes.length <= LIMIT) return;
    const oldest = this.#changes.shift();
    if (oldest === undefined) return;
    if (OPEN.has(oldest.state.status)) this.#before.set(oldest.order.orderId, oldest);
    else this.#before.delete(oldest.order.orderId);
  };
}
