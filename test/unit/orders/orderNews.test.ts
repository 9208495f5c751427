import assert from 'node:assert/strict';
import type { Transcript } from '../../../src/net/transcript.ts';
import { OrderNews, type OrderEvent } from '../../../src/orders/orderNews.ts';
import { OrderStore } from '../../../src/orders/orderStore.ts';
import type { Order } from '../../../src/venues/venue.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { makeOrder } from './makeOrder.ts';

describe('the news of orders', () => {
  let clock: ManualClock;
  let store: OrderStore;
  let news: OrderNews;
  let told: (readonly OrderEvent[])[];
  let canceling: Set<string>;
  let sequence = 0;

  beforeEach(() => {
    clock = new ManualClock();
    store = new OrderStore();
    canceling = new Set();
    const phaseOf = (orderId: string) => (canceling.has(orderId) ? 'unknown' : undefined);
    const places = { phaseOf: () => undefined };
    news = new OrderNews({ store, cancels: { phaseOf }, places, clock });
    told = [];
    news.onDidHappen((events) => told.push(events));
  });
  afterEach(() => {
    news.dispose();
    store.dispose();
  });

  function hear(changes: Partial<Order>): void {
    const order = makeOrder({ quantity: '2', sequence: (sequence += 1), ...changes });
    store.apply([order], { kind: 'stream', at: 0, text: '' });
  }
  const kinds = (): string[][] => told.map((events) => events.map(({ kind }) => kind));
  const moment = (): Promise<void> => clock.advance(1_000);

  it('tell of fills, whole and in part, of triggers and of rejections, together', async () => {
    for (const orderId of ['a', 'b', 'd']) hear({ orderId });
    hear({ orderId: 'c', status: 'pending' });
    hear({ orderId: 'a', status: 'filled', filledQuantity: '2' });
    hear({ orderId: 'b', status: 'partiallyFilled', filledQuantity: '0.5' });
    hear({ orderId: 'c', status: 'open' });
    hear({ orderId: 'd', status: 'rejected' });
    assert.equal(told.length, 0);
    await moment();
    assert.deepEqual(kinds(), [['filled', 'partlyFilled', 'triggered', 'rejected']]);
    assert.deepEqual(
      told[0]?.map(({ quantity }) => quantity),
      ['2', '0.5', '0', '0'],
    );
  });

  it('tell of each once, however often and in whatever order it is heard', async () => {
    hear({ orderId: 'a' });
    const filled = { orderId: 'a', status: 'filled', filledQuantity: '2' } as const;
    hear({ ...filled, sequence: 900 });
    hear({ ...filled, sequence: 900 });
    hear({ orderId: 'a', status: 'partiallyFilled', filledQuantity: '1', sequence: 800 });
    await moment();
    hear({ ...filled, sequence: 901, raw: 'in other words' });
    await moment();
    assert.deepEqual(kinds(), [['filled']]);
  });

  it('add up what is filled of an order within a moment', async () => {
    hear({ orderId: 'a' });
    hear({ orderId: 'a', status: 'partiallyFilled', filledQuantity: '0.1' });
    hear({ orderId: 'a', status: 'partiallyFilled', filledQuantity: '0.3' });
    await moment();
    assert.deepEqual([told[0]?.length, told[0]?.[0]?.quantity], [1, '0.3']);
  });

  it('are told of at most each few seconds where there are fills all the time', async () => {
    for (const orderId of ['a', 'b', 'c']) hear({ orderId });
    hear({ orderId: 'a', status: 'filled', filledQuantity: '2' });
    await moment();
    hear({ orderId: 'b', status: 'filled', filledQuantity: '2' });
    await moment();
    hear({ orderId: 'c', status: 'filled', filledQuantity: '2' });
    assert.equal(told.length, 1);
    await clock.advance(4_000);
    assert.deepEqual(kinds(), [['filled'], ['filled', 'filled']]);
  });

  it('tell of an order that the venue made and filled by itself, as its stream says', async () => {
    hear({ orderId: 'a', status: 'filled', filledQuantity: '2' });
    const listed = makeOrder({ orderId: 'b', status: 'partiallyFilled', filledQuantity: '1' });
    const source = { kind: 'status', at: 0, transcript: {} as Transcript } as const;
    store.apply([listed], source);
    await moment();
    assert.deepEqual(
      told.flat().map(({ kind, order, quantity }) => [kind, order.orderId, quantity]),
      [['filled', 'a', '2']],
    );
  });

  it('say nothing of an order that is seen for the first time without a fill, or was closed', async () => {
    hear({ orderId: 'a' });
    hear({ orderId: 'b', status: 'canceled' });
    hear({ orderId: 'b', status: 'canceled', filledQuantity: '1' });
    hear({ orderId: 'c' });
    hear({ orderId: 'c', status: 'canceled' });
    await moment();
    assert.deepEqual(told, []);
  });

  it('leave an order to its cancel while that is not settled', async () => {
    hear({ orderId: 'a' });
    canceling.add('a');
    hear({ orderId: 'a', status: 'filled', filledQuantity: '2' });
    await moment();
    assert.deepEqual(told, []);
  });

  it('tell of a fill in part while the cancel is unknown: that may be so for long', async () => {
    hear({ orderId: 'a' });
    canceling.add('a');
    hear({ orderId: 'a', status: 'partiallyFilled', filledQuantity: '0.5' });
    await moment();
    assert.deepEqual(kinds(), [['partlyFilled']]);
  });

  it('leave it to the cancel also where it is that news which settles it', async () => {
    hear({ orderId: 'a' });
    canceling.add('a');
    store.onDidChange(() => canceling.clear());
    hear({ orderId: 'a', status: 'filled', filledQuantity: '2' });
    await moment();
    assert.deepEqual(told, []);
  });

  it('know what is still to be told, as it was when it was last told of', async () => {
    hear({ orderId: 'a' });
    hear({ orderId: 'a', status: 'partiallyFilled', filledQuantity: '0.5' });
    await moment();
    assert.deepEqual(news.untold, []);
    hear({ orderId: 'a', status: 'partiallyFilled', filledQuantity: '1' });
    hear({ orderId: 'a', status: 'filled', filledQuantity: '2' });
    hear({ orderId: 'b', status: 'filled', filledQuantity: '2' });
    news.dispose();
    assert.deepEqual(
      news.untold.map(({ orderId, filledQuantity }) => [orderId, filledQuantity]),
      [
        ['a', '0.5'],
        ['b', '0'],
      ],
    );
  });

  it('stop with the desk', async () => {
    hear({ orderId: 'a' });
    hear({ orderId: 'a', status: 'filled', filledQuantity: '2' });
    news.dispose();
    await moment();
    assert.deepEqual(told, []);
  });
});
