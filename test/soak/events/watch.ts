import Big from 'big.js';
import type { Evidence } from '../../../src/orders/evidence.ts';
import { isTerminal } from '../../../src/orders/order.ts';
import type { OrderStore, StoreChange } from '../../../src/orders/orderStore.ts';
import type { Order } from '../../../src/venues/venue.ts';
import type { Moment } from './trueExchange.ts';

/**
 * Looks at every change of the store as it happens. None may reopen an order, shrink its filled
 * quantity, go back in its sequence, say what never was, or come without the text that says so.
 */
export class Watch {
  readonly #store: OrderStore;
  readonly #history: ReadonlyMap<string, ReadonlyMap<number, Moment>>;
  readonly #tell: (violation: string) => void;
  readonly #before = new Map<string, Order>();
  readonly #bodies = new WeakMap<object, string>();
  changes = 0;

  constructor(
    store: OrderStore,
    history: ReadonlyMap<string, ReadonlyMap<number, Moment>>,
    tell: (violation: string) => void,
  ) {
    this.#store = store;
    this.#history = history;
    this.#tell = tell;
    store.onDidChange((change) => this.#look(change));
  }

  #look({ orderIds, source }: StoreChange): void {
    for (const orderId of orderIds) {
      const order = this.#store.get(orderId);
      if (!order) continue;
      this.changes += 1;
      const wrong = [
        ...againstBefore(this.#before.get(orderId), order),
        ...againstHistory(this.#history.get(orderId), order),
      ];
      if (!this.#textOf(source).includes(order.raw)) wrong.push('came without its proof');
      for (const what of wrong) this.#tell(`${orderId} ${what} (${source.kind})`);
      this.#before.set(orderId, order);
    }
  }

  #textOf(source: Evidence): string {
    if (source.kind === 'stream') return source.text;
    const { response } = source.transcript;
    if (!response) return '';
    const text = this.#bodies.get(response) ?? new TextDecoder().decode(response.body);
    this.#bodies.set(response, text);
    return text;
  }
}

function againstBefore(before: Order | undefined, now: Order): string[] {
  if (!before) return [];
  const wrong: string[] = [];
  if (isTerminal(before) && before.status !== now.status) {
    wrong.push(`was ${before.status} and became ${now.status}`);
  }
  if (new Big(now.filledQuantity).lt(before.filledQuantity)) {
    wrong.push(`shrank from ${before.filledQuantity} to ${now.filledQuantity} filled`);
  }
  if (now.sequence < before.sequence) {
    wrong.push(`went back from ${before.sequence} to ${now.sequence}`);
  }
  return wrong;
}

function againstHistory(moments: ReadonlyMap<number, Moment> | undefined, now: Order): string[] {
  if (!moments) return ['was never there'];
  const { sequence, venueStatus, filledQuantity } = now;
  const moment = moments.get(sequence);
  const all = [...moments.values()];
  const wrong: string[] = [];
  const were = moment ? [moment] : sequence < 0 ? all : [];
  if (!were.some(({ status }) => status === venueStatus)) {
    wrong.push(`was never ${venueStatus} with ${sequence}`);
  }
  if (!all.some(({ filled }) => filled === filledQuantity)) {
    wrong.push(`never had ${filledQuantity} filled`);
  }
  return wrong;
}
