import assert from 'node:assert/strict';
import { OrderStore, type StoreChange } from '../../../src/orders/orderStore.ts';
import { heard, makeOrder } from './makeOrder.ts';

describe('the order store', () => {
  let store: OrderStore;
  let changes: StoreChange[];

  beforeEach(() => {
    store = new OrderStore();
    changes = [];
    store.onDidChange((change) => changes.push(change));
  });
  afterEach(() => store.dispose());

  it('says that the set changed when an order appears, and when it closes', () => {
    store.apply([makeOrder()], heard());
    store.apply([makeOrder({ status: 'canceled', sequence: 2 })], heard());
    assert.deepEqual(
      changes.map(({ set }) => set),
      [true, true],
    );
    assert.equal(store.size, 0);
  });

  it('names only the order that changed while the set stays', () => {
    const other = makeOrder({ orderId: 'other' });
    store.apply([makeOrder(), other], heard());
    store.apply([makeOrder({ sequence: 2, filledQuantity: '0.5' }), other], heard());
    assert.equal(changes[1]?.set, false);
    assert.deepEqual(changes[1]?.orderIds, [makeOrder().orderId]);
  });

  it('is silent when nothing is new', () => {
    store.apply([makeOrder()], heard());
    store.apply([makeOrder()], heard());
    assert.equal(changes.length, 1);
  });

  it('remembers a closed order, so that a late answer does not bring it back', () => {
    store.apply([makeOrder({ status: 'filled', sequence: 9 })], heard());
    store.apply([makeOrder({ status: 'open', sequence: 10 })], heard());
    assert.equal(store.size, 0);
    assert.equal(store.get(makeOrder().orderId)?.status, 'filled');
  });

  it('keeps an order whose status it does not know among the working ones', () => {
    store.apply([makeOrder({ status: 'other', venueStatus: 'Suspended' })], heard());
    assert.equal(store.size, 1);
  });
});
