import assert from 'node:assert/strict';
import { Emitter } from '../../../src/common/event.ts';
import type { Evidence } from '../../../src/orders/evidence.ts';
import { isTerminal, merge } from '../../../src/orders/order.ts';
import { OrderStore, type StoreChange } from '../../../src/orders/orderStore.ts';
import type { Order } from '../../../src/venues/venue.ts';
import { soakEvents } from '../../soak/events.ts';

type Merge = typeof merge;

/** A store that merges by a rule of its own. */
class OtherStore extends OrderStore {
  readonly #orders = new Map<string, Order>();
  readonly #merge: Merge;
  readonly #fired = new Emitter<StoreChange>();
  override readonly onDidChange = this.#fired.event;

  constructor(rule: Merge) {
    super();
    this.#merge = rule;
  }

  override get working(): readonly Order[] {
    return [...this.#orders.values()].filter((order) => !isTerminal(order));
  }

  override get(orderId: string): Order | undefined {
    return this.#orders.get(orderId);
  }

  override isWorking(orderId: string): boolean {
    const order = this.#orders.get(orderId);
    return order !== undefined && !isTerminal(order);
  }

  override apply(news: readonly Order[], source: Evidence): void {
    const changed = news.filter((order) => {
      const known = this.#orders.get(order.orderId);
      const next = this.#merge(known, order);
      this.#orders.set(order.orderId, next);
      return next !== known;
    });
    const orderIds = changed.map(({ orderId }) => orderId);
    this.#fired.fire({ set: true, orderIds, symbols: new Set(), source });
  }
}

async function violationsOf(rule: Merge): Promise<readonly string[]> {
  return (await soakEvents({ events: 1_000, seed: 11 }, () => new OtherStore(rule))).violations;
}

describe('the soak of stream events', function () {
  this.timeout(60_000);

  it('finds the model equal to the exchange after one reconciliation, and nothing wrong before', async () => {
    const { title, lines, violations } = await soakEvents({ events: 2_000, seed: 7 });
    assert.deepEqual(violations, []);
    assert.match([title, ...lines].join('\n'), /^[23],\d{3} stream events.*\n.* dropped, .*sn -1/);
  });

  it('comes to the same again by the same seed', async () => {
    const once = await soakEvents({ events: 1, seed: 42 });
    assert.deepEqual(await soakEvents({ events: 1, seed: 42 }), once);
    assert.notDeepEqual(await soakEvents({ events: 1, seed: 43 }), once);
  });

  it('has nothing against the true rule', async () => {
    assert.deepEqual(await violationsOf(merge), []);
  });

  const broken: Readonly<Record<string, [rule: Merge, says: RegExp]>> = {
    'takes whatever came last': [(_known, news) => news, /became|shrank|went back/],
    'takes news without a number for the newest': [
      (known, news) =>
        known && news.sequence < 0 ? { ...news, sequence: known.sequence } : merge(known, news),
      /was never|became/,
    ],
    'reopens closed orders': [
      (known, news) =>
        known && isTerminal(known) && !isTerminal(news) ? news : merge(known, news),
      /was (filled|canceled|rejected) and became/,
    ],
    'never learns of a fill': [
      (known, news) => ({ ...merge(known, news), filledQuantity: '0' }),
      /filled quantity 0, at the exchange/,
    ],
    'keeps what it heard first': [(known, news) => known ?? news, /at the exchange|not open/],
  };
  for (const [what, [rule, says]] of Object.entries(broken)) {
    it(`reports a store that ${what}, with its seed`, async () => {
      const violations = await violationsOf(rule);
      assert.match(violations.join('\n'), says);
      assert.match(violations[0] ?? '', /^seed 1\d: /);
    });
  }
});
